//! フリーワード as typed: words, phrases in quotation marks, and what is taken for the same word.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::LONGEST_WORDS;
use crate::{
    fold::{self, fold},
    tables::{SYNONYMS, rows},
};

/// A piece of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// It stood in quotation marks.
    pub(super) quoted: bool,
}

/// What a text divides into, and whether it was longer than [`LONGEST_WORDS`].
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) cut: bool,
}

impl Pieces {
    /// Divides a text: spaces of every kind divide words, quotation marks keep a phrase together. A mark that is
    /// not closed divides like a space. Pieces that fold to the same are one.
    pub(super) fn of(typed: &str) -> Self {
        let typed = typed.trim();
        let head: String = typed.chars().take(LONGEST_WORDS).collect();
        let mut read = Self { cut: head.len() < typed.len(), pieces: Vec::new() };
        let mut rest = head.as_str();
        while let Some((at, mark)) = rest.char_indices().find(|(_, c)| is_mark(*c)) {
            read.words(&rest[..at]);
            let inside = &rest[at + mark.len_utf8()..];
            rest = match inside.find(|c| closes(mark, c)) {
                Some(end) => {
                    read.phrase(&inside[..end]);
                    let mut after = inside[end..].chars();
                    after.next();
                    after.as_str()
                }
                None => inside,
            };
        }
        read.words(rest);
        // Canonical marks may take more room than those that were typed.
        while written(&read.pieces).chars().count() > LONGEST_WORDS {
            read.pieces.pop();
            read.cut = true;
        }
        read
    }

    /// The pieces where a word and a phrase are looked for in the same way: those that fold to the same are one.
    pub(super) fn verbatim(mut self) -> Self {
        let mut seen = HashSet::new();
        self.pieces.retain(|piece| seen.insert(fold(&piece.text)));
        self
    }

    fn words(&mut self, text: &str) {
        fold::words(text).for_each(|word| self.push(word.to_owned(), false));
    }

    /// Marks inside a phrase are no part of it, white space is one space.
    fn phrase(&mut self, text: &str) {
        let bare = text.replace(is_mark, " ");
        let text = fold::words(&bare).collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.push(text, true);
        }
    }

    fn push(&mut self, text: String, quoted: bool) {
        let same = |piece: &Piece| piece.quoted == quoted && fold(&piece.text) == fold(&text);
        if !self.pieces.iter().any(same) {
            self.pieces.push(Piece { text, quoted });
        }
    }
}

/// True when a mark closes the phrase that another opened; straight and curly marks are often mixed.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '「' => mark == '」',
        '『' => mark == '』',
        '"' | '“' | '”' | '＂' => matches!(mark, '"' | '“' | '”' | '＂'),
        _ => false,
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '＂' | '「' | '」' | '『' | '』')
}

/// The text that reads back as these pieces: words, and phrases in plain quotation marks.
pub(super) fn written(pieces: &[Piece]) -> String {
    let texts: Vec<String> = pieces
        .iter()
        .map(|piece| if piece.quoted { format!("\"{}\"", piece.text) } else { piece.text.clone() })
        .collect();
    texts.join(" ")
}

/// The free words of a query: a word is found by its synonyms too, a phrase is taken to the letter.
#[derive(Clone, Copy, Debug)]
pub struct TypedWords<'a> {
    /// Without quotation marks.
    pub words: &'a [String],
    /// In quotation marks.
    pub phrases: &'a [String],
}

/// One word or phrase with every folded spelling that counts as it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings {
    /// As typed.
    pub typed: String,
    /// It stood in quotation marks.
    pub phrase: bool,
    /// Folded; the typed one first. A text that holds one of them holds the word.
    pub folded: Vec<String>,
}

impl TypedWords<'_> {
    /// Every word, then every phrase, with its spellings.
    pub fn spellings(self) -> impl Iterator<Item = Spellings> {
        let one = |text: &String, phrase, folded| Spellings { typed: text.clone(), phrase, folded };
        let words = self.words.iter().map(move |word| one(word, false, spellings(word)));
        let phrases = self.phrases.iter().map(move |phrase| one(phrase, true, vec![fold(phrase)]));
        words.chain(phrases)
    }
}

/// Groups of folded words that mean the same, by each of them.
static GROUPS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut groups = HashMap::new();
    for [_, words] in rows(SYNONYMS) {
        let group: Vec<String> = words.split('|').map(fold).collect();
        for word in &group {
            groups.insert(word.clone(), group.clone());
        }
    }
    groups
});

/// The folded spellings that are taken for a word (`data/synonyms.csv`): the word itself first, then the others
/// of its group. Symmetrical: where A counts as B, B counts as A.
pub fn spellings(word: &str) -> Vec<String> {
    let word = fold(word);
    let others = GROUPS.get(&word).into_iter().flatten().filter(|other| **other != word).cloned();
    std::iter::once(word.clone()).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(typed: &str) -> Vec<(String, bool)> {
        Pieces::of(typed).pieces.into_iter().map(|piece| (piece.text, piece.quoted)).collect()
    }

    fn word(text: &str) -> (String, bool) {
        (text.to_owned(), false)
    }

    fn phrase(text: &str) -> (String, bool) {
        (text.to_owned(), true)
    }

    #[test]
    fn quotation_marks_keep_a_phrase_with_its_spaces() {
        for typed in [
            "介護 \"週 3 日\" 夜勤",
            "介護 「週 3　日」夜勤",
            "介護“週 3 日”夜勤",
            "介護 『週 3 日』 夜勤",
            "介護＂週 3 日＂夜勤",
        ] {
            assert_eq!(pieces(typed), [word("介護"), phrase("週 3 日"), word("夜勤")], "{typed}");
        }
        assert_eq!(pieces("「介護」「夜勤」"), [phrase("介護"), phrase("夜勤")]);
        assert_eq!(pieces("介護 「介護」"), [word("介護"), phrase("介護")]);
    }

    #[test]
    fn a_mark_that_is_not_closed_divides() {
        assert_eq!(pieces("5\"ディスプレイ"), [word("5"), word("ディスプレイ")]);
        assert_eq!(pieces("「介護 夜勤"), [word("介護"), word("夜勤")]);
        assert_eq!(pieces("介護」夜勤"), [word("介護"), word("夜勤")]);
        assert_eq!(pieces("「」 \"\" 「　」"), []);
        assert_eq!(pieces("「a\"b」"), [phrase("a b")]);
    }

    #[test]
    fn every_synonym_is_one_in_both_directions() {
        for [_, words] in rows(SYNONYMS) {
            let group: Vec<&str> = words.split('|').collect();
            assert!(group.len() > 1, "{words}");
            for one in &group {
                let found = spellings(one);
                assert_eq!(found[0], fold(one));
                assert_eq!(found.len(), group.len(), "{one} stands in one group only and once in it");
                assert!(group.iter().all(|other| found.contains(&fold(other))), "{one}");
                assert!(fold(one).chars().count() > 1, "{one}");
            }
        }
        assert_eq!(spellings("看護師"), ["看護師"]);
        assert_eq!(spellings("ｹｱﾏﾈ").len(), 4);
    }
}

//! Pieces of runs of one script: every string of three to five kanji, or of three to five kana, that stands in a
//! text. Most words that people look for are such a piece whole (資格手当, ドライバー). For these the index keeps
//! the documents without places, so a common word is one list that is read through, where a chain of pairs would
//! have to be compared place by place in every document.
//!
//! This is exact: wherever a word of one script stands in a text, it stands inside a run of that script.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer of pieces.
pub(crate) const PIECES: &str = "pieces";
/// Characters of the shortest piece: a pair is found by itself.
const SHORTEST: usize = 3;
/// Characters of the longest piece. Longer ones are more terms, for few words.
const LONGEST: usize = 5;

/// The scripts whose runs are cut; folding has left one kind of kana.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Kana,
}

fn script(letter: char) -> Option<Script> {
    match letter {
        '一'..='\u{9fff}' | '々' => Some(Script::Kanji),
        'ァ'..='ヺ' | 'ー' => Some(Script::Kana),
        _ => None,
    }
}

/// True for a word that is a piece: the documents of the piece are those that hold the word.
pub(crate) fn is_piece(word: &[char]) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && runs(word).next().is_some_and(|run| run.len() == word.len())
}

/// Pieces of a word that every document has which holds the word: as few as touch every character of its runs.
pub(crate) fn pieces_of(word: &[char]) -> Vec<String> {
    let long = runs(word).filter(|run| run.len() >= SHORTEST);
    long.flat_map(|run| {
        let size = run.len().min(LONGEST);
        let last = run.len() - size;
        let places = (0..last).step_by(size).chain([last]);
        places.map(move |from| run[from..from + size].iter().collect())
    })
    .collect()
}

/// The longest strings of one script, in their order.
fn runs(word: &[char]) -> impl Iterator<Item = &[char]> {
    word.chunk_by(|a, b| script(*a) == script(*b)).filter(|run| script(run[0]).is_some())
}

/// Cuts folded texts into pieces.
#[derive(Clone)]
pub(crate) struct Pieces;

pub(crate) struct PieceStream<'a> {
    text: &'a str,
    /// Byte at which the letter after the last one that was read begins.
    at: usize,
    script: Option<Script>,
    /// Bytes at which the letters of the run begin, the last five of them.
    begins: [usize; LONGEST],
    /// Letters of the run so far.
    run: usize,
    /// Letters of the next piece that ends before `at`; beyond the longest when all were given.
    size: usize,
    token: Token,
}

impl Tokenizer for Pieces {
    type TokenStream<'a> = PieceStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PieceStream<'a> {
        let token = Token { position: 0, ..Token::default() };
        PieceStream { text, at: 0, script: None, begins: [0; LONGEST], run: 0, size: LONGEST + 1, token }
    }
}

impl PieceStream<'_> {
    /// Reads one more letter; false at the end of the text.
    fn read(&mut self) -> bool {
        let Some(letter) = self.text[self.at..].chars().next() else { return false };
        let script = script(letter);
        if script != self.script {
            (self.script, self.run) = (script, 0);
        }
        if script.is_some() {
            self.begins[self.run % LONGEST] = self.at;
            self.run += 1;
        }
        self.at += letter.len_utf8();
        self.size = SHORTEST;
        true
    }
}

impl TokenStream for PieceStream<'_> {
    fn advance(&mut self) -> bool {
        while self.size > self.run.min(LONGEST) {
            if !self.read() {
                return false;
            }
        }
        let from = self.begins[(self.run - self.size) % LONGEST];
        self.size += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.text[from..self.at]);
        (self.token.offset_from, self.token.offset_to) = (from, self.at);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let (mut cutter, mut tokens) = (Pieces, Vec::new());
        let mut stream = cutter.token_stream(text);
        while stream.advance() {
            tokens.push(stream.token().text.clone());
        }
        tokens
    }

    fn letters(word: &str) -> Vec<char> {
        word.chars().collect()
    }

    #[test]
    fn runs_of_one_script_are_cut_into_three_to_five_characters() {
        assert_eq!(cut("介護福祉"), ["介護福", "護福祉", "介護福祉"]);
        assert_eq!(cut("ドライバー職"), ["ドライ", "ライバ", "ドライバ", "イバー", "ライバー", "ドライバー"]);
        assert_eq!(
            cut("一般事務員\n事務"),
            ["一般事", "般事務", "一般事務", "事務員", "般事務員", "一般事務員"]
        );
        assert_eq!(cut("ab12介護abc"), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn a_word_of_one_script_is_a_piece_from_three_to_five_characters() {
        for (word, is) in [
            ("資格", false),
            ("資格手", true),
            ("資格手当有", true),
            ("資格手当有無", false),
            ("資格あり", false),
        ] {
            assert_eq!(is_piece(&letters(word)), is, "{word}");
        }
    }

    #[test]
    fn pieces_of_a_word_touch_every_character_of_its_long_runs() {
        assert_eq!(pieces_of(&letters("社会福祉法人")), ["社会福祉法", "会福祉法人"]);
        assert_eq!(pieces_of(&letters("調理補助スタッフ")), ["調理補助", "スタッフ"]);
        assert_eq!(pieces_of(&letters("甲乙丙丁戊己庚辛壬癸甲")), ["甲乙丙丁戊", "己庚辛壬癸", "庚辛壬癸甲"]);
        assert_eq!(pieces_of(&letters("手当a")), [""; 0]);
    }

    proptest! {
        #[test]
        fn every_piece_of_a_word_that_stands_in_a_text_is_cut_from_it(
            before in "[介護々カーa\n]{0,6}", word in "[介護々カーa]{2,9}", after in "[介護々カーa\n]{0,6}",
        ) {
            let held: BTreeSet<String> = cut(&format!("{before}{word}{after}")).into_iter().collect();
            let word = letters(&word);
            prop_assert!(pieces_of(&word).iter().all(|piece| held.contains(piece)));
            prop_assert!(!is_piece(&word) || pieces_of(&word) == [String::from_iter(&word)]);
        }

        #[test]
        fn nothing_is_cut_that_does_not_stand_in_the_text(text in "[介護々カーa\n]{0,20}") {
            prop_assert!(cut(&text).iter().all(|piece| text.contains(piece.as_str()) && is_piece(&letters(piece))));
        }
    }
}

//! Pieces: from every kanji, kana, Latin letter and digit on, the letters that begin with it, as many as most words
//! have that people look for. A text holds such a word (資格手当, ドライバー, お客様, 24時間) when it has a piece that begins
//! with it. For these the index keeps the documents without places, so a common word is a few lists that are read
//! through, where a chain of pairs would have to be compared place by place in every document.
//!
//! Five letters where all are of one script, and else four: names of trades in kana are long, and a fifth letter across
//! scripts is mostly a particle, which would make many terms for few words. Fewer where the letters end, and none of
//! less than three: a pair is found by itself.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer of pieces.
pub(crate) const PIECES: &str = "pieces";
/// Letters of the shortest piece.
const SHORTEST: usize = 3;
/// Letters of the longest piece of one script.
const LONGEST: usize = 5;
/// Letters of the longest piece of several scripts.
const LONGEST_MIXED: usize = 4;

/// What makes up words; folding has left one kind of kana and small letters only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kanji,
    Kana,
    Latin,
}

fn script(letter: char) -> Option<Script> {
    match letter {
        '一'..='\u{9fff}' | '々' => Some(Script::Kanji),
        'ァ'..='ヺ' | 'ー' => Some(Script::Kana),
        'a'..='z' | '0'..='9' => Some(Script::Latin),
        _ => None,
    }
}

/// Letters of the longest piece that begins with some letters.
fn size(letters: impl IntoIterator<Item = char>) -> usize {
    let (mut first, mut same, mut all) = (None, true, 0);
    for script in letters.into_iter().map_while(script).take(LONGEST) {
        same &= *first.get_or_insert(script) == script;
        all += 1;
    }
    if same { all } else { all.min(LONGEST_MIXED) }
}

/// True for a word that begins a piece wherever it stands.
pub(crate) fn begins_pieces(word: &[char]) -> bool {
    word.len() >= SHORTEST && size(word.iter().copied()) == word.len()
}

/// Parts of a word with each of which a piece begins in every document that holds the word: as few as touch every
/// letter of those that stand three or more together.
pub(crate) fn pieces_of(word: &[char]) -> Vec<String> {
    let stretches =
        word.split(|letter| script(*letter).is_none()).filter(|letters| letters.len() >= SHORTEST);
    let mut pieces = Vec::new();
    for letters in stretches {
        let mut rest = letters;
        while rest.len() >= SHORTEST {
            let (piece, behind) = rest.split_at(size(rest.iter().copied()));
            pieces.push(String::from_iter(piece));
            rest = behind;
        }
        if !rest.is_empty() {
            let shortest = &letters[letters.len() - SHORTEST..];
            pieces.push(String::from_iter(shortest));
        }
    }
    pieces
}

/// Cuts folded texts into pieces.
#[derive(Clone)]
pub(crate) struct Pieces;

pub(crate) struct PieceStream<'a> {
    text: &'a str,
    /// Byte at which the next piece may begin.
    at: usize,
    token: Token,
}

impl Tokenizer for Pieces {
    type TokenStream<'a> = PieceStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PieceStream<'a> {
        PieceStream { text, at: 0, token: Token { position: 0, ..Token::default() } }
    }
}

impl TokenStream for PieceStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let rest = &self.text[self.at..];
            let Some(first) = rest.chars().next() else { return false };
            let from = self.at;
            self.at += first.len_utf8();
            let size = size(rest.chars());
            if size >= SHORTEST {
                let end = rest.chars().take(size).map(char::len_utf8).sum();
                self.token.text.clear();
                self.token.text.push_str(&rest[..end]);
                (self.token.offset_from, self.token.offset_to) = (from, from + end);
                return true;
            }
        }
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
    fn from_every_letter_on_five_of_one_script_or_four_of_several_are_cut_and_fewer_at_the_end() {
        assert_eq!(cut("介護福祉"), ["介護福祉", "護福祉"]);
        assert_eq!(
            cut("トラックドライバ"),
            ["トラックド", "ラックドラ", "ックドライ", "クドライバ", "ドライバ", "ライバ"]
        );
        assert_eq!(cut("ドライバー職員"), ["ドライバー", "ライバー", "イバー職", "バー職員", "ー職員"]);
        assert_eq!(cut("24時間ア"), ["24時間", "4時間ア", "時間ア"]);
        assert_eq!(cut("一般事務員\n事務・abc"), ["一般事務員", "般事務員", "事務員", "abc"]);
        assert_eq!(cut("介護、ab"), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn a_word_begins_pieces_from_three_letters_up_to_four_or_five_of_one_script() {
        for (word, is) in [
            ("資格", false),
            ("資格手", true),
            ("資格手当有", true),
            ("資格手当有無", false),
            ("オ客様", true),
            ("引ッ越シ", true),
            ("働キヤスイ", false),
            ("資格・手", false),
        ] {
            assert_eq!(begins_pieces(&letters(word)), is, "{word}");
        }
    }

    #[test]
    fn pieces_of_a_word_touch_every_letter_of_three_or_more_together() {
        assert_eq!(pieces_of(&letters("社会福祉法人")), ["社会福祉法", "祉法人"]);
        assert_eq!(pieces_of(&letters("調理補助スタッフ")), ["調理補助", "スタッフ"]);
        assert_eq!(pieces_of(&letters("働キヤスイ職場")), ["働キヤス", "イ職場"]);
        assert_eq!(pieces_of(&letters("手当・資格手当")), ["資格手当"]);
        assert_eq!(pieces_of(&letters("手当・a")), [""; 0]);
    }

    proptest! {
        #[test]
        fn a_text_has_a_piece_that_begins_with_a_word_just_when_it_holds_the_word(
            text in "[介護々カーa・\n]{0,20}", word in "[介護カーa]{3,5}",
        ) {
            prop_assume!(begins_pieces(&letters(&word)));
            let begun = cut(&text).iter().any(|piece| piece.starts_with(&word));
            prop_assert_eq!(begun, text.contains(&word));
        }

        #[test]
        fn every_piece_of_a_word_that_stands_in_a_text_begins_one_of_its_own(
            before in "[介護々カーa・\n]{0,6}", word in "[介護々カーa・]{2,9}", after in "[介護々カーa・\n]{0,6}",
        ) {
            let held = cut(&format!("{before}{word}{after}"));
            let begun = |part: &String| held.iter().any(|piece| piece.starts_with(part.as_str()));
            prop_assert!(pieces_of(&letters(&word)).iter().all(begun));
        }
    }
}

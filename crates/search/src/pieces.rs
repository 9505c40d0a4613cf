//! Pieces: from every kanji, kana, Latin letter and digit on, the letters that begin with it, as many as most words
//! have that people look for. A text holds such a word (資格手当, ドライバー, お客様, 未経験ok) when it has a piece that begins
//! with it. For these the index keeps the documents without places, so a common word is a few lists that are read
//! through, where a chain of pairs would have to be compared place by place in every document.
//!
//! Five letters, fewer where the letters end, and none of less than three: a pair is found by itself.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer of pieces.
pub(crate) const PIECES: &str = "pieces";
/// Letters of the shortest piece.
const SHORTEST: usize = 3;
/// Letters of the longest piece.
const LONGEST: usize = 5;

/// What words are made of; folding has left one kind of kana, and small letters only.
fn is_letter(character: char) -> bool {
    matches!(character, '一'..='\u{9fff}' | '々' | 'ァ'..='ヺ' | 'ー' | 'a'..='z' | '0'..='9')
}

/// True for a word that begins a piece wherever it stands.
pub(crate) fn begins_pieces(word: &[char]) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && word.iter().all(|letter| is_letter(*letter))
}

/// Parts of a word with each of which a piece begins in every document that holds the word: as few as touch every
/// letter of those that stand three or more together.
pub(crate) fn pieces_of(word: &[char]) -> Vec<String> {
    let stretches = word.split(|letter| !is_letter(*letter)).filter(|letters| letters.len() >= SHORTEST);
    let pieces = stretches.flat_map(|letters| {
        let size = letters.len().min(LONGEST);
        let last = letters.len() - size;
        let places = (0..last).step_by(size).chain([last]);
        places.map(move |from| String::from_iter(&letters[from..from + size]))
    });
    pieces.collect()
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
            let letters = rest.chars().take(LONGEST).take_while(|letter| is_letter(*letter));
            let (size, end) = letters.fold((0, 0), |(size, end), letter| (size + 1, end + letter.len_utf8()));
            if size >= SHORTEST {
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
    fn from_every_letter_on_five_are_cut_and_fewer_at_the_end() {
        assert_eq!(cut("介護福祉"), ["介護福祉", "護福祉"]);
        assert_eq!(cut("ドライバー職員"), ["ドライバー", "ライバー職", "イバー職員", "バー職員", "ー職員"]);
        assert_eq!(cut("24時間ア"), ["24時間ア", "4時間ア", "時間ア"]);
        assert_eq!(cut("事務員\n事務・abc"), ["事務員", "abc"]);
        assert_eq!(cut("介護、ab"), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn a_word_begins_pieces_from_three_to_five_letters() {
        for (word, is) in [
            ("資格", false),
            ("資格手", true),
            ("未経験ok", true),
            ("資格手当有", true),
            ("資格手当有無", false),
            ("資格・手", false),
        ] {
            assert_eq!(begins_pieces(&letters(word)), is, "{word}");
        }
    }

    #[test]
    fn pieces_of_a_word_touch_every_letter_of_three_or_more_together() {
        assert_eq!(pieces_of(&letters("社会福祉法人")), ["社会福祉法", "会福祉法人"]);
        assert_eq!(pieces_of(&letters("調理補助スタッフ")), ["調理補助ス", "助スタッフ"]);
        assert_eq!(pieces_of(&letters("甲乙丙丁戊己庚辛壬癸甲")), ["甲乙丙丁戊", "己庚辛壬癸", "庚辛壬癸甲"]);
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

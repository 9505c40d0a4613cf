//! Pieces of runs of one script: from every kanji or kana on, the five letters that begin with it, or three or four
//! where the run ends. Most words that people look for are of one script and have three to five letters (資格手当,
//! ドライバー): a text holds such a word when it has a piece that begins with it. For these the index keeps the
//! documents without places, so a common word is a few lists that are read through, where a chain of pairs would
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

/// True for a word that begins a piece wherever it stands.
pub(crate) fn begins_pieces(word: &[char]) -> bool {
    (SHORTEST..=LONGEST).contains(&word.len()) && runs(word).next().is_some_and(|run| run.len() == word.len())
}

/// Parts of a word with each of which a piece begins in every document that holds the word: as few as touch every
/// character of its runs.
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
    /// Byte at which the next piece begins.
    at: usize,
    /// Byte at which the run ends that it stands in.
    end: usize,
    token: Token,
}

impl Tokenizer for Pieces {
    type TokenStream<'a> = PieceStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PieceStream<'a> {
        PieceStream { text, at: 0, end: 0, token: Token { position: 0, ..Token::default() } }
    }
}

impl PieceStream<'_> {
    /// Goes to the next run, whatever its length; false at the end of the text.
    fn next_run(&mut self) -> bool {
        let rest = &self.text[self.end..];
        let Some(begin) = rest.find(|letter| script(letter).is_some()) else { return false };
        let run = &rest[begin..];
        let own = run.chars().next().and_then(script);
        self.at = self.end + begin;
        self.end = self.at + run.find(|letter| script(letter) != own).unwrap_or(run.len());
        true
    }

    /// The piece that begins here: where it ends, and where the next begins. `None` at the end of a run.
    fn piece(&self) -> Option<(usize, usize)> {
        let run = &self.text[self.at..self.end];
        let mut ends = run.char_indices().map(|(begin, letter)| begin + letter.len_utf8()).take(LONGEST);
        let next = ends.next()?;
        let end = ends.by_ref().nth(SHORTEST - 2)?;
        Some((self.at + ends.last().unwrap_or(end), self.at + next))
    }
}

impl TokenStream for PieceStream<'_> {
    fn advance(&mut self) -> bool {
        let (end, next) = loop {
            match self.piece() {
                Some(piece) => break piece,
                None if self.next_run() => {}
                None => return false,
            }
        };
        self.token.text.clear();
        self.token.text.push_str(&self.text[self.at..end]);
        (self.token.offset_from, self.token.offset_to) = (self.at, end);
        self.at = next;
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
    fn runs_of_one_script_are_cut_into_five_characters_and_fewer_at_their_ends() {
        assert_eq!(cut("介護福祉"), ["介護福祉", "護福祉"]);
        assert_eq!(cut("ドライバー職"), ["ドライバー", "ライバー", "イバー"]);
        assert_eq!(
            cut("トラックドライバ"),
            ["トラックド", "ラックドラ", "ックドライ", "クドライバ", "ドライバ", "ライバ"]
        );
        assert_eq!(cut("一般事務員\n事務"), ["一般事務員", "般事務員", "事務員"]);
        assert_eq!(cut("ab12介護abc"), [""; 0]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn a_word_of_one_script_begins_pieces_from_three_to_five_characters() {
        for (word, is) in [
            ("資格", false),
            ("資格手", true),
            ("資格手当有", true),
            ("資格手当有無", false),
            ("資格あり", false),
        ] {
            assert_eq!(begins_pieces(&letters(word)), is, "{word}");
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
        fn a_text_has_a_piece_that_begins_with_a_word_of_one_script_just_when_it_holds_the_word(
            text in "[介護々カーa\n]{0,20}", word in "[介護々]{3,5}|[カー]{3,5}",
        ) {
            prop_assert!(begins_pieces(&letters(&word)));
            let begun = cut(&text).iter().any(|piece| piece.starts_with(&word));
            prop_assert_eq!(begun, text.contains(&word));
        }

        #[test]
        fn every_piece_of_a_word_that_stands_in_a_text_begins_one_of_its_own(
            before in "[介護々カーa\n]{0,6}", word in "[介護々カーa]{2,9}", after in "[介護々カーa\n]{0,6}",
        ) {
            let held = cut(&format!("{before}{word}{after}"));
            let begun = |part: &String| held.iter().any(|piece| piece.starts_with(part.as_str()));
            prop_assert!(pieces_of(&letters(&word)).iter().all(begun));
        }
    }
}

//! Cutting folded text into pairs of characters with positions, and into single characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer of pairs.
pub(crate) const PAIRS: &str = "pairs";
/// Name of the tokenizer of single characters.
pub(crate) const LETTERS: &str = "letters";
/// Stands between two texts of one posting; no pair spans it. Folding leaves no line break in a text.
pub(crate) const DIVIDER: char = '\n';

pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(PAIRS, Pairs);
    index.tokenizers().register(LETTERS, Letters);
}

/// 「介護福祉」 → 介護 (0), 護福 (1), 福祉 (2). The position is that of the first character, so a wish of
/// three or more characters is a phrase of pairs and an exact part of the text.
#[derive(Clone)]
pub(crate) struct Pairs;

/// The distinct characters of a text: a wish of one character looks here.
#[derive(Clone)]
pub(crate) struct Letters;

pub(crate) struct PairStream<'a> {
    text: &'a str,
    /// Byte at which the next pair begins, and its place in characters.
    at: usize,
    place: usize,
    token: Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        PairStream { text, at: 0, place: 0, token: Token::default() }
    }
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let mut chars = self.text[self.at..].char_indices().skip(1);
            let Some((second, character)) = chars.next() else { return false };
            let end = second + character.len_utf8();
            let (from, place) = (self.at, self.place);
            let pair = &self.text[from..from + end];
            self.at += second;
            self.place += 1;
            if pair.contains(DIVIDER) {
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(pair);
            self.token.position = place;
            (self.token.offset_from, self.token.offset_to) = (from, from + end);
            return true;
        }
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

pub(crate) struct LetterStream {
    letters: std::vec::IntoIter<char>,
    token: Token,
}

impl Tokenizer for Letters {
    type TokenStream<'a> = LetterStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LetterStream {
        let mut letters: Vec<char> = text.chars().filter(|c| *c != DIVIDER).collect();
        letters.sort_unstable();
        letters.dedup();
        LetterStream { letters: letters.into_iter(), token: Token { position: 0, ..Token::default() } }
    }
}

impl TokenStream for LetterStream {
    fn advance(&mut self) -> bool {
        let Some(letter) = self.letters.next() else { return false };
        self.token.text.clear();
        self.token.text.push(letter);
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
    use super::*;

    fn cut(mut tokenizer: impl Tokenizer, text: &str) -> Vec<(usize, String)> {
        let mut tokens = Vec::new();
        let mut stream = tokenizer.token_stream(text);
        while stream.advance() {
            tokens.push((stream.token().position, stream.token().text.clone()));
        }
        tokens
    }

    fn said(tokens: &[(usize, &str)]) -> Vec<(usize, String)> {
        tokens.iter().map(|(place, text)| (*place, (*text).to_owned())).collect()
    }

    #[test]
    fn a_text_is_cut_into_overlapping_pairs_and_none_spans_two_texts() {
        assert_eq!(cut(Pairs, "介護士\nab"), said(&[(0, "介護"), (1, "護士"), (4, "ab")]));
        assert_eq!(cut(Pairs, "𠮷野家"), said(&[(0, "𠮷野"), (1, "野家")]));
        assert_eq!(cut(Pairs, "a\nb"), said(&[]));
        assert_eq!(cut(Pairs, ""), said(&[]));
    }

    #[test]
    fn letters_are_the_distinct_characters() {
        let letters: Vec<_> = cut(Letters, "介護介\n護").into_iter().map(|(_, text)| text).collect();
        assert_eq!(letters, ["介", "護"]);
    }
}

//! Cutting folded text into pairs of characters with positions.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::pieces::{PIECES, Pieces};

/// Name of the tokenizer of pairs.
pub(crate) const PAIRS: &str = "pairs";
/// Stands between two texts of one posting; no pair spans it. Folding leaves no line break in a text.
pub(crate) const DIVIDER: char = '\n';

pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(PAIRS, Pairs);
    index.tokenizers().register(PIECES, Pieces);
}

/// 「介護福祉」 → 介護 (0), 護福 (1), 福祉 (2), 祉 (3). The position is that of the first character, so a wish of
/// three or more characters is a phrase of pairs and an exact part of the text. The last character of a text stands
/// alone: so every character of a text begins one token, and is found by what begins with it.
#[derive(Clone)]
pub(crate) struct Pairs;

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
            let rest = &self.text[self.at..];
            let mut chars = rest.chars();
            let Some(first) = chars.next() else { return false };
            let (from, place) = (self.at, self.place);
            self.at += first.len_utf8();
            self.place += 1;
            if first == DIVIDER {
                continue;
            }
            let second = chars.next().filter(|second| *second != DIVIDER);
            let end = first.len_utf8() + second.map_or(0, char::len_utf8);
            self.token.text.clear();
            self.token.text.push_str(&rest[..end]);
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

    #[test]
    fn a_text_is_cut_into_overlapping_pairs_and_none_spans_two_texts() {
        let said = |tokens: &[(usize, &str)]| -> Vec<(usize, String)> {
            tokens.iter().map(|(place, text)| (*place, (*text).to_owned())).collect()
        };
        assert_eq!(
            cut(Pairs, "介護士\nab"),
            said(&[(0, "介護"), (1, "護士"), (2, "士"), (4, "ab"), (5, "b")])
        );
        assert_eq!(cut(Pairs, "𠮷野家"), said(&[(0, "𠮷野"), (1, "野家"), (2, "家")]));
        assert_eq!(cut(Pairs, "a\n\nb"), said(&[(0, "a"), (3, "b")]));
        assert_eq!(cut(Pairs, ""), said(&[]));
    }
}

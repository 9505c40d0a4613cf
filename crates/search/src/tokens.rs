//! Cutting folded text into pairs of characters with positions, and into single characters.

use domain::posting::TextField;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::pieces::{PIECES, Pieces};

/// Name of the tokenizer of pairs.
pub(crate) const PAIRS: &str = "pairs";
/// Name of the tokenizer of single characters.
pub(crate) const LETTERS: &str = "letters";
/// Stands between two texts of one posting; no pair spans it. Folding leaves no line break in a text.
pub(crate) const DIVIDER: char = '\n';

pub(crate) fn register(index: &tantivy::Index) {
    index.tokenizers().register(PAIRS, Pairs);
    index.tokenizers().register(LETTERS, Letters);
    index.tokenizers().register(PIECES, Pieces);
}

/// 「介護福祉」 → 介護 (0), 護福 (1), 福祉 (2). The position is that of the first character, so a wish of
/// three or more characters is a phrase of pairs and an exact part of the text.
#[derive(Clone)]
pub(crate) struct Pairs;

/// The distinct characters of texts, by themselves and with the mark of their field: a wish of one character
/// looks here.
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
    /// Letters, by themselves and with the mark of the field in which they stand.
    letters: std::vec::IntoIter<(char, Option<char>)>,
    token: Token,
}

impl Tokenizer for Letters {
    type TokenStream<'a> = LetterStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LetterStream {
        let mut letters = Vec::with_capacity(text.len());
        for line in text.split(DIVIDER) {
            let mut line = line.chars();
            let Some(mark) = line.next() else { continue };
            letters.extend(line.flat_map(|letter| [(letter, None), (letter, Some(mark))]));
        }
        letters.sort_unstable();
        letters.dedup();
        LetterStream { letters: letters.into_iter(), token: Token { position: 0, ..Token::default() } }
    }
}

impl TokenStream for LetterStream {
    fn advance(&mut self) -> bool {
        let Some((letter, mark)) = self.letters.next() else { return false };
        self.token.text.clear();
        self.token.text.push(letter);
        self.token.text.extend(mark);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Adds texts of a field, each ended by a divider, to what [`Letters`] reads: every line begins with the mark of
/// its field.
pub(crate) fn mark_field(marked: &mut String, field: TextField, texts: &str) {
    for text in texts.split(DIVIDER).filter(|text| !text.is_empty()) {
        marked.push(mark_of(field));
        marked.push_str(text);
        marked.push(DIVIDER);
    }
}

/// The mark of a field: a digit.
pub(crate) fn mark_of(field: TextField) -> char {
    char::from(b'0' + field as u8)
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
    fn letters_are_the_distinct_characters_by_themselves_and_by_field() {
        let mut marked = String::new();
        mark_field(&mut marked, TextField::Title, "介護介\n護\n");
        mark_field(&mut marked, TextField::Work, "護\n");
        let letters: Vec<_> = cut(Letters, &marked).into_iter().map(|(_, text)| text).collect();
        assert_eq!(letters, ["介", "介0", "護", "護0", "護2"]);
    }
}

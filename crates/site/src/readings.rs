//! The readings of words in texts that come from Rust: names, choices, sentences. The domain knows nothing of
//! how a page is drawn, so its texts get their readings here, at the page's border, from a list that people
//! wrote: `readings.txt` beside this file. The longest term counts.
//!
//! Kanji that stand together are read as a whole or not at all. So a name of a town or of a person that is woven
//! into a sentence gets no half or wrong reading from the shorter terms of the list.

use std::{collections::HashMap, sync::LazyLock};

use aho_corasick::{AhoCorasick, Input, MatchKind};

use crate::ruby;

/// One term on each line, written as on a page: `｜求職《きゅうしょく》`. `#` begins a comment.
///
/// A term that begins with a digit is that number and no other: `｜20日《はつか》` says nothing of 120日. One that
/// begins with `N` follows any number, or, before digits, any number that ends in them: `N｜分《ふん》`,
/// `N0｜分《ぷん》`.
const LIST: &str = include_str!("readings.txt");

/// Stands in the list for any number.
const ANY_NUMBER: char = 'N';

/// A term with its readings, by what stands before it.
#[derive(Clone, Default)]
struct Term {
    /// Where no digit goes on before it.
    whole: Option<String>,
    /// Where it is the end of a longer number.
    ending: Option<String>,
}

struct List {
    finder: AhoCorasick,
    terms: Vec<Term>,
}

/// A term where it stands in a text.
struct Found<'a> {
    start: usize,
    end: usize,
    read: &'a str,
}

static READINGS: LazyLock<Option<List>> = LazyLock::new(|| List::of(LIST));

/// Gives out a text piece by piece: what has no reading in the list, to `bare`, and the rest with its readings
/// as on a page, to `read`.
pub(crate) fn apply(text: &str, mut each: impl FnMut(Piece<'_>)) {
    match READINGS.as_ref() {
        Some(list) => list.apply(text, &mut each),
        None => each(Piece::Bare(text)),
    }
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it was.
    Bare(&'a str),
    /// A term as the list writes it.
    Read(&'a str),
}

impl List {
    fn of(list: &str) -> Option<Self> {
        let mut terms: HashMap<String, Term> = HashMap::new();
        // Endings that are told by name count more than those of any number.
        let mut lines: Vec<&str> = lines(list).collect();
        lines.sort_by_key(|line| line.strip_prefix(ANY_NUMBER).is_none_or(begins_with_digit));
        for line in lines {
            match line.strip_prefix(ANY_NUMBER) {
                None => terms.entry(ruby::words(line)).or_default().whole = Some(line.to_owned()),
                Some(after) if begins_with_digit(after) => end(&mut terms, after.to_owned()),
                Some(after) => (0..10).for_each(|digit| end(&mut terms, format!("{digit}{after}"))),
            }
        }
        let (words, terms): (Vec<_>, Vec<_>) = terms.into_iter().unzip();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
        Some(Self { finder, terms })
    }

    fn apply(&self, text: &str, each: &mut impl FnMut(Piece<'_>)) {
        let (mut done, mut rest) = (0, &*self.found(text));
        while let Some(first) = rest.first() {
            let touch = |pair: &[Found<'_>]| pair[0].end == pair[1].start;
            let chain = 1 + rest.windows(2).take_while(|pair| touch(pair)).count();
            let (together, after) = rest.split_at(chain);
            let end = together.last().map_or(first.end, |last| last.end);
            if !goes_on_in_kanji(text, first.start) && !goes_on_in_kanji(text, end) {
                each(Piece::Bare(&text[done..first.start]));
                together.iter().for_each(|found| each(Piece::Read(found.read)));
                done = end;
            }
            rest = after;
        }
        each(Piece::Bare(&text[done..]));
    }

    /// The terms that stand in a text.
    fn found(&self, text: &str) -> Vec<Found<'_>> {
        let (mut all, mut from) = (Vec::new(), 0);
        while let Some(found) = self.finder.find(Input::new(text).range(from..)) {
            let term = &self.terms[found.pattern().as_usize()];
            let number = begins_with_digit(&text[found.start()..]);
            let goes_on = number && text[..found.start()].ends_with(|before: char| before.is_ascii_digit());
            let read = if goes_on {
                &term.ending
            } else {
                term.whole.as_ref().map_or(&term.ending, |_| &term.whole)
            };
            let Some(read) = read else {
                // A number that is only the end of another: the digits after it may say more. They are one byte.
                from = found.start() + 1;
                continue;
            };
            all.push(Found { start: found.start(), end: found.end(), read });
            from = found.end();
        }
        all
    }
}

/// The terms of the list as they are written.
fn lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn end(terms: &mut HashMap<String, Term>, written: String) {
    let words = ruby::words(&written);
    terms.entry(words).or_default().ending = Some(written);
}

/// True when kanji stand on both sides of this place: a word may go on there.
fn goes_on_in_kanji(text: &str, place: usize) -> bool {
    text[..place].ends_with(ruby::is_kanji) && text[place..].starts_with(ruby::is_kanji)
}

fn begins_with_digit(text: &str) -> bool {
    text.trim_start_matches('｜').starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const SMALL: &str = "# a comment\n\n｜日《ひ》\nN｜日《にち》\n｜2日《ふつか》\n｜20日《はつか》\nN｜分《ふん》\nN0｜分《ぷん》\n｜求職《きゅうしょく》\n\
                         ｜求職者《きゅうしょくしゃ》";

    fn read(text: &str) -> String {
        let mut out = String::new();
        List::of(SMALL).unwrap().apply(text, &mut |piece| match piece {
            Piece::Bare(text) | Piece::Read(text) => out.push_str(text),
        });
        out
    }

    #[test]
    fn the_longest_term_counts() {
        assert_eq!(read("求職者の求職"), "｜求職者《きゅうしょくしゃ》の｜求職《きゅうしょく》");
    }

    #[test]
    fn what_is_not_in_the_list_stays_bare() {
        assert_eq!(read("学校の窓口"), "学校の窓口");
        assert_eq!(read(""), "");
    }

    #[test]
    fn kanji_that_stand_together_are_read_as_a_whole_or_not_at_all() {
        for name in ["春日", "日向", "春日求職", "求職日向"] {
            assert_eq!(read(name), name);
        }
        assert_eq!(read("求職日"), "｜求職《きゅうしょく》｜日《ひ》");
        assert_eq!(read("春日の求職"), "春日の｜求職《きゅうしょく》");
    }

    #[test]
    fn a_number_is_read_as_a_whole() {
        for (text, with) in [
            ("2日", "｜2日《ふつか》"),
            ("20日", "｜20日《はつか》"),
            ("42日", "42｜日《にち》"),
            ("120日", "120｜日《にち》"),
            ("5日", "5｜日《にち》"),
            ("その日", "その｜日《ひ》"),
            ("5分", "5｜分《ふん》"),
            ("50分", "50｜分《ぷん》"),
        ] {
            assert_eq!(read(text), with);
        }
    }

    #[test]
    fn the_list_names_each_term_once_and_every_kanji_of_it_has_a_reading_in_hiragana() {
        let mut seen = HashSet::new();
        for line in lines(LIST) {
            assert!(seen.insert(ruby::words(line)), "{line} stands there twice");
            assert!(line.contains('｜') && ruby::is_written(line), "{line}");
        }
        assert!(seen.len() > 300, "{}", seen.len());
    }
}

//! Where the free words of a search stand in a text, so that a page can mark them and show why a posting was found.
//!
//! Words are looked for in the folded text, as the search does ([`crate::fold`]); the places are told in the text as
//! it was written: 「ｹｱ　ﾏﾈ」 is marked for 「ケアマネ」, the space in it too.

use std::{cell::OnceCell, ops::Range};

use crate::{
    fold::{Simple, fold, simple},
    posting::{LabelledText, TextField},
    search_query::{SearchQuery, Spellings, TypedWords},
};

/// Characters before and behind a hit that an excerpt shows.
const AROUND: usize = 20;
/// Excerpts of one posting at most.
const MOST_EXCERPTS: usize = 3;

/// A piece of a text, and whether it is what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it was written.
    pub text: String,
    /// A word stands here.
    pub hit: bool,
}

/// A short part of a text around a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// What the text is called on the 求人票.
    pub label: String,
    /// The part, with 「…」 where something was left out.
    pub pieces: Vec<Piece>,
}

/// The free words of a search, ready to be found in texts. Words that a posting must not hold are none of them.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    words: Vec<Spellings>,
    fields: Vec<TextField>,
}

impl Marker {
    /// Of the free words of a query and the fields in which it looks for them.
    pub fn of(query: &SearchQuery) -> Self {
        let typed = TypedWords { words: &query.words, phrases: &query.phrases };
        Self { words: typed.spellings().collect(), fields: query.word_fields.clone() }
    }

    /// True when there is no word to be found.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A text of a field in pieces, those marked that hold a word or one of its synonyms. All pieces together are the
    /// text; an empty text has none.
    pub fn pieces(&self, field: TextField, text: &str) -> Vec<Piece> {
        let hits = if self.looks_in(field) { places(text, self.spellings()) } else { Vec::new() };
        cut(text, &hits)
    }

    /// For each word that stands in none of the texts that are shown, a part of a text in which it stands: at most
    /// three, each text once. `texts` is everything that the viewer may see, in the order in which it is quoted.
    pub fn excerpts(&self, shown: &[(TextField, &str)], texts: &[LabelledText]) -> Vec<Excerpt> {
        let shown: Vec<(TextField, String)> =
            shown.iter().map(|(field, text)| (*field, fold(text))).collect();
        let all = OnceCell::new();
        let mut excerpts: Vec<Excerpt> = Vec::new();
        for word in &self.words {
            let holds = |field: TextField, folded: &str| {
                self.looks_in(field) && word.folded.iter().any(|spelling| folded.contains(spelling))
            };
            let known = excerpts.iter().flat_map(|excerpt| &excerpt.pieces).filter(|piece| piece.hit);
            let quoted = known.map(|piece| fold(&piece.text)).any(|hit| word.folded.contains(&hit));
            if quoted || shown.iter().any(|(field, text)| holds(*field, text)) {
                continue;
            }
            // Folding a posting's texts is the slow part: once for all words, and only when one is not in sight.
            let folded: &Vec<String> =
                all.get_or_init(|| texts.iter().map(|text| fold(&text.text)).collect());
            let mut both = texts.iter().zip(folded);
            if let Some((found, _)) = both.find(|(text, folded)| holds(text.field, folded)) {
                excerpts.push(self.excerpt(found, word));
            }
            if excerpts.len() == MOST_EXCERPTS {
                break;
            }
        }
        excerpts
    }

    fn excerpt(&self, found: &LabelledText, word: &Spellings) -> Excerpt {
        let text = found.text.split_whitespace().collect::<Vec<_>>().join("　");
        let first = places(&text, word.folded.iter().map(String::as_str)).into_iter().next().unwrap_or(0..0);
        let from = text[..first.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let to = text[first.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| first.end + at);
        let mut pieces = self.pieces(found.field, &text[from..to]);
        let gap = |holds: bool| holds.then(|| Piece { text: "…".to_owned(), hit: false });
        pieces.splice(0..0, gap(from > 0));
        pieces.extend(gap(to < text.len()));
        Excerpt { label: found.label.clone(), pieces }
    }

    fn looks_in(&self, field: TextField) -> bool {
        self.fields.is_empty() || self.fields.contains(&field)
    }

    fn spellings(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| &word.folded).map(String::as_str)
    }
}

/// Where folded words stand in a text: ranges of its bytes, in their order, none touching another.
fn places<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Vec<Range<usize>> {
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    if words.peek().is_none() || text.is_empty() {
        return Vec::new();
    }
    let folded = Folded::of(text);
    let mut places: Vec<Range<usize>> = words
        .flat_map(|word| folded.text.match_indices(word))
        .map(|(at, word)| folded.origin(at..at + word.len()))
        .collect();
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        match apart.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => apart.push(place),
        }
    }
    apart
}

/// A text cut at the places of its hits.
fn cut(text: &str, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(hits.len() * 2 + 1);
    let mut put = |range: Range<usize>, hit| {
        if !range.is_empty() {
            pieces.push(Piece { text: text[range].to_owned(), hit });
        }
    };
    let mut from = 0;
    for hit in hits {
        put(from..hit.start, false);
        put(hit.clone(), true);
        from = hit.end;
    }
    put(from..text.len(), false);
    pieces
}

/// A folded text that knows where each part of it comes from.
struct Folded {
    text: String,
    /// Where a part begins, here and in the text as it was written, and where it ends there.
    parts: Vec<(usize, Range<usize>)>,
}

impl Folded {
    /// Folds a text part by part: a part is a character with those that join with it, as a mark of sound does. A text
    /// that folds to something else as a whole than in parts has no known places.
    fn of(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), parts: Vec::new() };
        let mut part = 0..0;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if simple(c).is_some() || !joins(&text[part.clone()], &text[at..end]) {
                folded.push(text, part);
                part = at..end;
            } else {
                part.end = end;
            }
        }
        folded.push(text, part);
        if folded.text == fold(text) { folded } else { Self { text: String::new(), parts: Vec::new() } }
    }

    fn push(&mut self, text: &str, part: Range<usize>) {
        let begin = self.text.len();
        let mut chars = text[part.clone()].chars();
        match (chars.next().and_then(simple), chars.next()) {
            (Some(Simple::Becomes(c)), None) => self.text.push(c),
            (Some(Simple::Goes), None) => {}
            _ => self.text.push_str(&fold(&text[part.clone()])),
        }
        if self.text.len() > begin {
            self.parts.push((begin, part));
        }
    }

    /// The part of the text as it was written from which a part of the folded text comes.
    fn origin(&self, folded: Range<usize>) -> Range<usize> {
        let from = self.parts.partition_point(|(begin, _)| *begin <= folded.start);
        let to = self.parts.partition_point(|(begin, _)| *begin < folded.end);
        let part = |count: usize| self.parts.get(count.saturating_sub(1)).map(|(_, part)| part.clone());
        part(from).unwrap_or(0..0).start..part(to).unwrap_or(0..0).end
    }
}

/// True when two pieces of a text fold to something else together than one by one.
fn joins(before: &str, next: &str) -> bool {
    let (mut one_by_one, next) = (fold(before), next);
    one_by_one.push_str(&fold(next));
    fold(&format!("{before}{next}")) != one_by_one
}

#[cfg(test)]
mod tests;

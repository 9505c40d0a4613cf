//! Following a word through one segment: the documents whose text holds it, in their order.
//!
//! A word of two characters is one term: its documents are the answer. One character, and most words, are the terms
//! that begin with them (`pieces.rs`). Any other word is a chain of pairs at fixed distances. Which pairs are followed is chosen for each
//! segment by how rare they are: all characters must be covered, and the rarest pair leads. Before places are
//! compared, a document must have everything else that all documents of the word have.

use std::sync::Arc;

use tantivy::{
    DocSet, TERMINATED,
    columnar::Column,
    postings::{Postings, SegmentPostings, TermInfo},
};

use crate::{
    Result,
    bits::Bits,
    lists::{Documents, Lists},
    pieces,
};

/// A pair that leads is added to those that cover the word when it is so many times rarer than they.
const MUCH_RARER: u32 = 4;

/// Where in the texts a word may stand.
#[derive(Clone)]
pub(crate) struct Within {
    /// Where the texts of each field end, in characters, for each document.
    pub(crate) ends: Column<u64>,
    /// The fields, by their place among the ends.
    pub(crate) fields: Vec<usize>,
}

impl Within {
    /// True when a word that ends at one of some places, counted from 1, stands in one of the fields.
    fn holds(&self, document: u32, found: &[u32]) -> bool {
        let ends: Vec<u64> = self.ends.values_for_doc(document).collect();
        let begin =
            |field: usize| field.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        let spans = self.fields.iter().filter_map(|field| Some(begin(*field)..*ends.get(*field)?));
        spans.into_iter().any(|span| found.iter().any(|end| span.contains(&u64::from(end - 1))))
    }
}

/// A word in one field of one segment.
pub(crate) struct Phrase {
    /// Every document of the word is in each of these, the fewest first.
    gates: Vec<Documents>,
    /// Pairs whose places tell, the rarest first; none where the gates tell all.
    pairs: Vec<Pair>,
    /// Where the word must stand; `None` is anywhere.
    within: Option<Within>,
    /// Documents of the rarest gate or pair: the most that can be found.
    most: u32,
    /// The document it stands on; none before anybody asks.
    document: Option<u32>,
    found: Vec<u32>,
    other: Vec<u32>,
}

/// One pair of the word and where it stands in the segment.
struct Pair {
    /// Characters from here to the end of the word: places plus this are equal for all pairs of one find.
    to_end: u32,
    postings: SegmentPostings,
}

/// A pair of the word, its place in it, and what the dictionary says of it.
struct Known {
    place: usize,
    term: TermInfo,
}

impl Phrase {
    /// A word of one or more folded characters, anywhere or within some fields. `None` when a part of it is
    /// nowhere in the segment.
    pub(crate) fn of_word(
        (pairs, pieces): (&Lists, &Lists),
        word: &[char],
        within: Option<Within>,
    ) -> Result<Option<Self>> {
        let text = String::from_iter(word);
        let documents = match (word, &within) {
            ([_], None) => pairs.beginning_with(&text)?,
            ([_, _], None) => pairs.of(&text)?,
            ([_], Some(within)) => {
                pairs.standing(&text, |document, place| within.holds(document, &[place + 1]))?
            }
            (_, None) if pieces::begins_pieces(word) => pieces.beginning_with(&text)?,
            _ => return Self::of_chain((pairs, pieces), word, within),
        };
        Ok(documents.map(Self::of_documents))
    }

    /// A word whose pairs are followed.
    fn of_chain(
        (pairs, pieces): (&Lists, &Lists),
        word: &[char],
        within: Option<Within>,
    ) -> Result<Option<Self>> {
        let mut gates = Vec::new();
        for piece in pieces::pieces_of(word) {
            let Some(documents) = pieces.beginning_with(&piece)? else { return Ok(None) };
            gates.push(documents);
        }
        let mut known = Vec::with_capacity(word.len());
        for (place, pair) in word.windows(2).enumerate() {
            let Some(term) = pairs.term(&String::from_iter(pair))? else { return Ok(None) };
            gates.extend(pairs.in_memory(&term).map(|bits| Documents::bits(bits, term.doc_freq)));
            known.push(Known { place, term });
        }
        let mut followed = Vec::new();
        for one in chosen(known) {
            let to_end = (word.len() - one.place) as u32;
            followed.push(Pair { to_end, postings: pairs.places(&one.term)? });
        }
        Ok(Some(Self::standing(gates, followed, within)))
    }

    /// A word whose documents are known.
    pub(crate) fn of_documents(documents: Documents) -> Self {
        Self::standing(vec![documents], Vec::new(), None)
    }

    fn standing(mut gates: Vec<Documents>, pairs: Vec<Pair>, within: Option<Within>) -> Self {
        gates.sort_by_key(Documents::count);
        let rarest = pairs.first().map(|pair| pair.postings.doc_freq());
        let most = gates.first().map(Documents::count).into_iter().chain(rarest).min().unwrap_or(0);
        Self { gates, pairs, within, most, document: None, found: Vec::new(), other: Vec::new() }
    }

    /// Looks only for documents that are in a set too, of so many.
    pub(crate) fn keep_to(&mut self, set: &Arc<Bits>, count: u32) {
        let place = self.gates.partition_point(|gate| gate.count() < count);
        self.gates.insert(place, Documents::bits(Arc::clone(set), count));
    }

    /// The most documents that can be found.
    pub(crate) fn most(&self) -> u32 {
        self.most
    }

    /// The documents, where they are known without comparing places or lists.
    pub(crate) fn as_bits(&self) -> Option<&Bits> {
        match (&self.gates[..], &self.pairs[..]) {
            ([gate], []) => gate.as_bits(),
            _ => None,
        }
    }

    /// True when places must be compared.
    pub(crate) fn compares_places(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Goes to the first document that is not before `target` and holds the word; [`TERMINATED`] when there is
    /// none.
    pub(crate) fn seek(&mut self, target: u32) -> u32 {
        match self.document {
            Some(document) if document >= target => document,
            _ => {
                let document = self.from(target);
                self.document = Some(document);
                document
            }
        }
    }

    fn from(&mut self, mut target: u32) -> u32 {
        'documents: while target < TERMINATED {
            for gate in &mut self.gates {
                let reached = gate.seek(target);
                if reached != target {
                    target = reached;
                    continue 'documents;
                }
            }
            for pair in &mut self.pairs {
                let reached = seek(&mut pair.postings, target);
                if reached != target {
                    target = reached;
                    continue 'documents;
                }
            }
            if self.stands_in(target) {
                return target;
            }
            target += 1;
        }
        TERMINATED
    }

    /// Whether the pairs stand together in the document that all of them have reached.
    fn stands_in(&mut self, document: u32) -> bool {
        let Some((first, others)) = self.pairs.split_first_mut() else { return true };
        stand_together(first, others, (&mut self.found, &mut self.other))
            && self.within.as_ref().is_none_or(|within| within.holds(document, &self.found))
    }

    /// Hands over all documents in their order. For a phrase that nobody has sought in yet.
    pub(crate) fn for_each(mut self, mut deed: impl FnMut(u32)) {
        if self.gates.len() == 1 && self.pairs.is_empty() {
            self.gates.into_iter().for_each(|gate| gate.for_each(&mut deed));
            return;
        }
        let mut document = self.seek(0);
        while document != TERMINATED {
            deed(document);
            document = self.seek(document + 1);
        }
    }
}

/// Seeking is only defined forwards and before the end.
fn seek(postings: &mut SegmentPostings, target: u32) -> u32 {
    if postings.doc() >= target { postings.doc() } else { postings.seek(target) }
}

/// True when the pairs stand at their distances somewhere in the document that all of them have reached.
fn stand_together(first: &mut Pair, others: &mut [Pair], room: (&mut Vec<u32>, &mut Vec<u32>)) -> bool {
    let (found, other) = room;
    found.clear();
    first.postings.append_positions_with_offset(first.to_end, found);
    for pair in others {
        other.clear();
        pair.postings.append_positions_with_offset(pair.to_end, other);
        let mut rest = other.iter().copied().peekable();
        found.retain(|place| {
            while rest.peek().is_some_and(|next| next < place) {
                rest.next();
            }
            rest.peek() == Some(place)
        });
        if found.is_empty() {
            return false;
        }
    }
    true
}

/// The pairs to follow, the rarest first: both ends, between them as few as cover every character (of two
/// that would do, the rarer), and the rarest of all when that is much rarer than those.
fn chosen(known: Vec<Known>) -> Vec<Known> {
    let frequency = |at: usize| known[at].term.doc_freq;
    let last = known.len() - 1;
    let mut places = vec![0];
    let mut at = 0;
    while at < last {
        at = match (at + 1, at + 2) {
            (_, two) if two > last => last,
            (_, two) if two == last => two,
            (one, two) if frequency(one) < frequency(two) => one,
            (_, two) => two,
        };
        places.push(at);
    }
    let rarest = (0..known.len()).min_by_key(|at| frequency(*at)).unwrap_or(0);
    let rarest_followed = places.iter().map(|at| frequency(*at)).min().unwrap_or(0);
    if frequency(rarest).saturating_mul(MUCH_RARER) < rarest_followed {
        places.push(rarest);
    }
    let mut chosen: Vec<Known> = known.into_iter().filter(|one| places.contains(&one.place)).collect();
    chosen.sort_by_key(|one| one.term.doc_freq);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places that are followed of a word whose pairs are in so many documents.
    fn followed(frequencies: &[u32]) -> Vec<usize> {
        let known = frequencies.iter().enumerate().map(|(place, doc_freq)| Known {
            place,
            term: TermInfo { doc_freq: *doc_freq, ..TermInfo::default() },
        });
        chosen(known.collect()).into_iter().map(|one| one.place).collect()
    }

    #[test]
    fn ends_and_what_covers_the_middle_are_followed_the_rarest_first() {
        assert_eq!(followed(&[9]), [0]);
        assert_eq!(followed(&[9, 5]), [1, 0]);
        assert_eq!(followed(&[9, 8, 7]), [2, 0]);
        // Either the second or the third would cover the middle of five characters.
        assert_eq!(followed(&[9, 6, 8, 7]), [1, 3, 0]);
        assert_eq!(followed(&[9, 8, 6, 7]), [2, 3, 0]);
    }

    #[test]
    fn a_pair_that_is_much_rarer_leads() {
        assert_eq!(followed(&[100, 24, 100]), [1, 0, 2]);
        assert_eq!(followed(&[100, 25, 100]), [0, 2]);
    }

    #[test]
    fn every_character_is_covered() {
        for length in 1..9 {
            for seed in 0_u32..200 {
                let frequencies: Vec<u32> =
                    (0..length).map(|at| seed.wrapping_mul(2_654_435_761).rotate_left(at * 5) % 50).collect();
                let places = followed(&frequencies);
                assert!((0..=length as usize).all(|character| {
                    places.iter().any(|place| *place == character || place + 1 == character)
                }));
            }
        }
    }
}

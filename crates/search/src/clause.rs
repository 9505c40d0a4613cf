//! Conditions on the wording: any of some words in any of some fields.

use tantivy::TERMINATED;

use crate::{bits::Bits, hits::Hits, phrase::Phrase};

/// By how much a set must be smaller than a word's documents for the set to lead: finding one document of a
/// word costs about so many documents that are only passed by.
const LEADS_WHEN_SMALLER: u32 = 8;

/// Words and fields of which one is enough. Stands on the first document that holds one.
pub(crate) struct Clause {
    phrases: Vec<Phrase>,
}

/// All conditions on the wording of a search.
#[derive(Default)]
pub(crate) struct Clauses {
    /// Every one of them holds.
    pub(crate) with: Vec<Clause>,
    /// None of them holds.
    pub(crate) without: Vec<Clause>,
}

impl Clause {
    pub(crate) fn any_of(phrases: Vec<Phrase>) -> Self {
        Self { phrases }
    }

    /// The most documents that can be found.
    fn most(&self) -> u32 {
        self.phrases.iter().map(Phrase::most).fold(0, u32::saturating_add)
    }

    /// Whether a document holds it. Documents are asked in their order.
    fn holds(&mut self, document: u32) -> bool {
        self.phrases.iter_mut().any(|phrase| phrase.seek(document) == document)
    }

    /// Hands over all documents in their order.
    pub(crate) fn for_each(mut self, mut deed: impl FnMut(u32)) {
        if let [phrase] = &mut self.phrases[..] {
            phrase.for_each(deed);
            return;
        }
        loop {
            let next = self.phrases.iter().map(Phrase::document).min().unwrap_or(TERMINATED);
            if next == TERMINATED {
                return;
            }
            deed(next);
            for phrase in &mut self.phrases {
                phrase.seek(next + 1);
            }
        }
    }
}

impl Clauses {
    /// The documents that are in a set, if there is one, and meet all conditions.
    pub(crate) fn join(mut self, set: Option<Bits>, len: u32) -> Hits {
        self.with.sort_by_key(Clause::most);
        let mut with = self.with.into_iter();
        let Some(first) = with.next() else { return without_words(self.without, set, len) };
        let others = with.collect();
        let mut hits = all_of(first, others, set);
        for mut clause in self.without {
            hits.retain(|document| !clause.holds(*document));
        }
        Hits::List(hits)
    }
}

fn without_words(without: Vec<Clause>, set: Option<Bits>, len: u32) -> Hits {
    if without.is_empty() {
        return set.map_or(Hits::All(len), Hits::set);
    }
    let mut set = set.unwrap_or_else(|| Bits::all(len));
    without.into_iter().for_each(|clause| clause.for_each(|document| set.remove(document)));
    Hits::set(set)
}

/// The documents of a set that hold every clause, of which the rarest comes first.
fn all_of(mut first: Clause, mut others: Vec<Clause>, set: Option<Bits>) -> Vec<u32> {
    let mut others_hold = |document| others.iter_mut().all(|other| other.holds(document));
    if let Some(set) = set.as_ref().filter(|set| set.count() < first.most() / LEADS_WHEN_SMALLER) {
        return set.iter().filter(|document| first.holds(*document) && others_hold(*document)).collect();
    }
    let mut hits = Vec::new();
    first.for_each(|document| {
        if set.as_ref().is_none_or(|set| set.contains(document)) && others_hold(document) {
            hits.push(document);
        }
    });
    hits
}

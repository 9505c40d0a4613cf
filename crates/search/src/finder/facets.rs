//! How many postings each value would leave that narrows a list.
//!
//! Beside an alternative stands the count without the condition whose place it would take: of 雇用形態, what there is
//! in the same places and 職種. So a search with facets looks for a little more than its list: for postings that
//! miss at most one of the three conditions with alternatives. The words are searched once for all of it.

use std::collections::BTreeMap;

use domain::{
    clock::Date,
    posting::{Viewer, facts::JobKind},
    prefecture::Prefecture,
    search_query::{Condition, Facet, Item, SearchQuery},
};

use super::{Finder, Found};
use crate::{
    Result,
    bits::Bits,
    facts::SegmentFacts,
    hits::Hits,
    segment::{Asking, Segment},
};

/// Hits in a list of which each stands for fewer than so many documents are counted faster as bits.
const BITS_FROM: u32 = 800;

/// Conditions whose values are alternatives to what a facet offers: 就業場所, 職種, 雇用形態.
const ALTERNATIVES: [fn(&Condition) -> bool; 3] = [
    |condition| matches!(condition, Condition::Place(_)),
    |condition| matches!(condition, Condition::Jobs(_)),
    |condition| matches!(condition, Condition::Has { item: Item::Employment, .. }),
];

/// What one segment found.
struct Narrowed {
    /// What meets every condition.
    hits: Hits,
    /// The same without the condition of each of the [`ALTERNATIVES`]; `None` where there is no such condition.
    beside: [Option<Hits>; 3],
}

impl Finder {
    /// The postings that match a query, as [`Finder::find`] finds them, and beside them every value that narrows the
    /// list with the number of postings it leads to: for an alternative, in the place of those that are asked
    /// for; for a こだわり条件, in addition. Values that lead to none are not there. Municipalities come with the
    /// prefectures that are asked for, and details of 職種 with their groups.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn find_with_facets(
        &self,
        query: &SearchQuery,
        viewer: Viewer,
        today: Date,
    ) -> Result<(Found, Vec<(Facet, usize)>)> {
        let (current, asking) = (self.index.current(), Asking { viewer, today });
        let snapshot = &current.snapshot;
        let open = snapshot.open_on(today);
        let conditions = Divided::of(query.conditions());
        let mut tally = Tally::of(query);
        let mut all = Vec::with_capacity(snapshot.segments().len());
        for (segment, open) in snapshot.segments().iter().zip(open.iter()) {
            let narrowed = conditions.search(segment, asking, open.as_ref())?;
            tally.add(segment.facts(), &narrowed);
            all.push(narrowed.hits);
        }
        Ok((super::listed(&current, all, query, asking)?, tally.counts()))
    }
}

/// The conditions of a query, those with alternatives by themselves.
struct Divided {
    alternatives: [Option<Condition>; 3],
    others: Vec<Condition>,
}

impl Divided {
    fn of(mut others: Vec<Condition>) -> Self {
        let alternatives =
            ALTERNATIVES.map(|is_one| others.iter().position(is_one).map(|at| others.remove(at)));
        Self { alternatives, others }
    }

    fn search(&self, segment: &Segment, asking: Asking, open: Option<&Bits>) -> Result<Narrowed> {
        let sets = self.alternatives.each_ref().map(|condition| {
            let mut set = None;
            condition.iter().for_each(|condition| _ = segment.facts().keep(&mut set, condition));
            set
        });
        let near = nearly_all(&sets, open);
        let wide =
            segment.matching(&self.others, asking, near.as_ref().or(open))?.for_counting(segment.len());
        let beside = [0, 1, 2].map(|at| {
            let given = |other: usize| (other != at).then(|| sets[other].as_ref()).flatten();
            sets[at].is_some().then(|| wide.within([given(0), given(1), given(2)]))
        });
        let hits = if sets.iter().any(Option::is_some) {
            wide.within(sets.each_ref().map(Option::as_ref))
        } else {
            wide
        };
        Ok(Narrowed { hits, beside })
    }
}

/// The open documents that are in all sets or miss one; `None` where every open document is one of them.
fn nearly_all(sets: &[Option<Bits>; 3], open: Option<&Bits>) -> Option<Bits> {
    let [places, jobs, employments] = sets;
    let mut near = match (places, jobs, employments) {
        (Some(a), Some(b), Some(c)) => {
            let (mut one, mut both) = (a.clone(), a.clone());
            one.add(b);
            one.keep(c);
            both.keep(b);
            both.add(&one);
            both
        }
        (Some(a), Some(b), None) | (Some(a), None, Some(b)) | (None, Some(a), Some(b)) => {
            let mut either = a.clone();
            either.add(b);
            either
        }
        _ => return None,
    };
    open.into_iter().for_each(|open| near.keep(open));
    Some(near)
}

impl Hits {
    /// As bits, where counting what is in another set too is faster so.
    fn for_counting(self, len: u32) -> Self {
        match self {
            Self::List(list) if list.len() as u32 > len / BITS_FROM => {
                let mut bits = Bits::none(len);
                list.iter().for_each(|document| bits.insert(*document));
                Self::Set(bits, list.len() as u32)
            }
            other => other,
        }
    }

    /// The hits that are in every set that is given.
    fn within(&self, sets: [Option<&Bits>; 3]) -> Self {
        let mut sets = sets.into_iter().flatten();
        let mut kept = match self {
            Self::List(list) => {
                let sets: Vec<&Bits> = sets.collect();
                let in_all = |document: &u32| sets.iter().all(|set| set.contains(*document));
                return Self::List(list.iter().copied().filter(in_all).collect());
            }
            Self::Set(bits, _) => bits.clone(),
            Self::All(len) => match sets.next() {
                Some(set) => set.clone(),
                None => return Self::All(*len),
            },
        };
        sets.for_each(|set| kept.keep(set));
        Self::set(kept)
    }
}

/// The values that a list offers, and what was counted of them so far.
struct Tally {
    counts: Vec<(Facet, usize)>,
    /// The prefectures whose municipalities are counted.
    within: Vec<Prefecture>,
    municipalities: BTreeMap<u32, usize>,
}

impl Tally {
    fn of(query: &SearchQuery) -> Self {
        let details = JobKind::details().filter(|detail| query.asks_for(Facet::Job(detail.group())));
        Self {
            counts: Facet::always().chain(details.map(Facet::Job)).map(|facet| (facet, 0)).collect(),
            within: query.areas().into_iter().map(|area| area.prefecture).collect(),
            municipalities: BTreeMap::new(),
        }
    }

    fn add(&mut self, facts: &SegmentFacts, found: &Narrowed) {
        let [places, jobs, employments] =
            found.beside.each_ref().map(|beside| beside.as_ref().unwrap_or(&found.hits));
        for (facet, count) in &mut self.counts {
            let among = match facet {
                Facet::Prefecture(_) | Facet::Municipality(_) => places,
                Facet::Job(_) => jobs,
                Facet::Employment(_) => employments,
                Facet::Feature(_) => &found.hits,
            };
            *count += facts.count(*facet, among);
        }
        for number in facts.municipalities_of(&self.within) {
            let count = facts.count(Facet::Municipality(number), places);
            *self.municipalities.entry(number).or_default() += count;
        }
    }

    fn counts(self) -> Vec<(Facet, usize)> {
        let municipalities = self.municipalities.into_iter();
        let municipalities = municipalities.map(|(number, count)| (Facet::Municipality(number), count));
        self.counts.into_iter().chain(municipalities).filter(|(_, count)| *count > 0).collect()
    }
}

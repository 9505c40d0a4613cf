//! One segment of the index, opened for searching: its words on disk, and in memory what conditions and
//! orders ask of its documents. Documents stand newest first, so the first hits are the first page.
//!
//! A segment never changes once it is written. What was deleted from it, and what is over today, is a set of
//! its own ([`Segment::open_on`]) that is made anew with every commit and every day.

use std::sync::Arc;

use domain::search_query::{SearchQuery, Sort};
use tantivy::{InvertedIndexReader, SegmentReader, columnar::ColumnValues};

use crate::{
    Result,
    bits::Bits,
    clause::Clause,
    hits::Hits,
    members::Members,
    phrase::Phrase,
    ranking::Ranking,
    wording::{self, Fields, Words, columns},
};

/// By how much a set must be smaller than a word's documents for the set to lead: finding one document of a
/// word costs about so many documents that are only passed by.
const LEADS_WHEN_SMALLER: u32 = 8;

/// A segment, opened for searching.
pub(crate) struct Segment {
    len: u32,
    open: Texts,
    seekers: Texts,
    prefectures: Members,
    municipalities: Members,
    times: Members,
    employments: Members,
    newest: Arc<dyn ColumnValues<u64>>,
    lower_wage: Ordered,
    upper_wage: Ordered,
    deadline: Arc<dyn ColumnValues<u64>>,
}

/// The words of one kind of wording.
struct Texts {
    fields: Words,
    pairs: Arc<InvertedIndexReader>,
    letters: Arc<InvertedIndexReader>,
}

/// A column by which documents can be ordered.
struct Ordered {
    values: Arc<dyn ColumnValues<u64>>,
    ranking: Ranking,
}

/// Where a posting stands among those of all segments: first by the order's value, then newest. No two are
/// equal, because the second part holds the number.
pub(crate) type Key = (u64, u64);

impl Segment {
    /// Reads what searching needs. Takes about a microsecond a document.
    pub(crate) fn open(reader: &SegmentReader, fields: &Fields) -> Result<Self> {
        let len = reader.max_doc();
        let column = |name| reader.fast_fields().column_first_or_default::<u64>(name);
        let members = |name| -> Result<Members> {
            let column = reader.fast_fields().u64(name)?;
            Ok(Members::of(len, |document| column.values_for_doc(document)))
        };
        let ordered = |name| -> Result<Ordered> {
            let values = column(name)?;
            let ranking = Ranking::highest_first(len, |document| values.get_val(document));
            Ok(Ordered { values, ranking })
        };
        Ok(Self {
            len,
            open: Texts::open(reader, fields.open)?,
            seekers: Texts::open(reader, fields.seekers)?,
            prefectures: members(columns::PREFECTURE)?,
            municipalities: members(columns::MUNICIPALITY)?,
            times: members(columns::TIME)?,
            employments: members(columns::EMPLOYMENT)?,
            newest: column(columns::NEWEST)?,
            lower_wage: ordered(columns::LOWER_WAGE)?,
            upper_wage: ordered(columns::UPPER_WAGE)?,
            deadline: column(columns::DEADLINE)?,
        })
    }

    /// The documents that were not deleted and are not over on a day; `None` when that is all of them.
    pub(crate) fn open_on(&self, reader: &SegmentReader, day: u64) -> Option<Bits> {
        let alive = reader.alive_bitset();
        let open = Bits::of(self.len, |document| {
            self.deadline.get_val(document) >= day && alive.is_none_or(|alive| alive.is_alive(document))
        });
        (open.count() < self.len).then_some(open)
    }

    /// What matches a query for a viewer, among the documents that are open.
    pub(crate) fn matching(&self, query: &SearchQuery, sees_more: bool, open: Option<&Bits>) -> Result<Hits> {
        let filter = self.filter(query, open);
        let mut clauses = Vec::with_capacity(query.words.len());
        for word in &query.words {
            let word: Vec<char> = domain::fold::fold(word).chars().collect();
            clauses.push(self.clause(&word, sees_more)?);
        }
        Ok(join(clauses, filter, self.len))
    }

    /// The conditions other than words; `None` when they let everything through.
    fn filter(&self, query: &SearchQuery, open: Option<&Bits>) -> Option<Bits> {
        let municipalities: Vec<u64> =
            query.municipalities.iter().filter_map(|code| wording::municipality_key(code)).collect();
        // Municipalities say their prefecture.
        let prefecture = query.prefecture.filter(|_| municipalities.is_empty()).map(wording::prefecture_key);
        let employments: Vec<u64> =
            query.employments.iter().map(|kind| wording::employment_key(*kind)).collect();
        let time = query.time.map(wording::time_key);
        let mut all = open.cloned();
        for (members, wanted) in [
            (&self.prefectures, prefecture.as_slice()),
            (&self.municipalities, &municipalities),
            (&self.times, time.as_slice()),
            (&self.employments, &employments),
        ] {
            self.keep_one_of(&mut all, members, wanted);
        }
        all
    }

    /// Keeps the documents that have one of some values; no values are no condition.
    fn keep_one_of(&self, all: &mut Option<Bits>, members: &Members, wanted: &[u64]) {
        let own;
        let one_of = match wanted {
            [] => return,
            [value] if members.dense(*value).is_some() => members.dense(*value),
            values => {
                let mut set = Bits::none(self.len);
                values.iter().for_each(|value| members.add_to(&mut set, *value));
                own = set;
                Some(&own)
            }
        };
        match (all, one_of) {
            (Some(all), Some(one_of)) => all.keep(one_of),
            (all, one_of) => *all = one_of.cloned(),
        }
    }

    fn clause(&self, word: &[char], sees_more: bool) -> Result<Clause> {
        let mut phrases = Vec::new();
        phrases.extend(self.open.phrase(word)?);
        if sees_more {
            phrases.extend(self.seekers.phrase(word)?);
        }
        Ok(Clause::any_of(phrases))
    }

    /// A piece of the hits in an order, counted from 0.
    pub(crate) fn piece(&self, hits: &Hits, sort: Sort, from: usize, wanted: usize) -> Vec<u32> {
        match self.ordered(sort) {
            None => hits.piece(from, wanted),
            Some(ordered) => ordered.ranking.piece(hits, from, wanted),
        }
    }

    /// The place of a document among those of all segments.
    pub(crate) fn key(&self, sort: Sort, document: u32) -> Key {
        let value = self.ordered(sort).map_or(0, |ordered| ordered.values.get_val(document));
        (value, self.newest.get_val(document))
    }

    fn ordered(&self, sort: Sort) -> Option<&Ordered> {
        match sort {
            Sort::Newest => None,
            Sort::LowerWage => Some(&self.lower_wage),
            Sort::UpperWage => Some(&self.upper_wage),
        }
    }
}

impl Texts {
    fn open(reader: &SegmentReader, fields: Words) -> Result<Self> {
        let (pairs, letters) = (reader.inverted_index(fields.pairs)?, reader.inverted_index(fields.letters)?);
        Ok(Self { fields, pairs, letters })
    }

    /// A folded word; `None` when this segment does not have it.
    fn phrase(&self, word: &[char]) -> Result<Option<Phrase>> {
        match word {
            [] => Ok(None),
            [letter] => Phrase::of_letter(&self.letters, self.fields.letters, *letter),
            word => Phrase::of_pairs(&self.pairs, self.fields.pairs, word),
        }
    }
}

/// The documents that are in a set, if there is one, and hold every clause.
fn join(mut clauses: Vec<Clause>, filter: Option<Bits>, len: u32) -> Hits {
    clauses.sort_by_key(Clause::most);
    let mut clauses = clauses.into_iter();
    let Some(mut first) = clauses.next() else {
        return filter.map_or(Hits::All(len), Hits::set);
    };
    let mut others: Vec<Clause> = clauses.collect();
    let mut hits = Vec::new();
    match filter {
        Some(set) if set.count() < first.most() / LEADS_WHEN_SMALLER => {
            let mut holds = |document: &u32| {
                first.holds(*document) && others.iter_mut().all(|other| other.holds(*document))
            };
            hits.extend(set.iter().filter(|document| holds(document)));
        }
        Some(set) => first.for_each(|document| {
            if set.contains(document) && others.iter_mut().all(|other| other.holds(document)) {
                hits.push(document);
            }
        }),
        None => first.for_each(|document| {
            if others.iter_mut().all(|other| other.holds(document)) {
                hits.push(document);
            }
        }),
    }
    Hits::List(hits)
}

//! One segment of the index, opened for searching: its words on disk, and in memory what conditions and
//! orders ask of its documents. Documents stand newest first, so the first hits are the first page.
//!
//! A segment never changes once it is written. What was deleted from it, and what is over today, is a set of
//! its own ([`Segment::open_on`]) that is made anew with every commit and every day.

use std::sync::Arc;

use domain::{
    clock::Date,
    fold::fold,
    posting::{PostingNumber, TextField, Viewer},
    search_query::{Condition, NewSince, Sort, Spellings},
};
use tantivy::{InvertedIndexReader, SegmentReader, columnar::ColumnValues};

use crate::{
    Result,
    bits::Bits,
    clause::{Clause, Clauses},
    facts::{SegmentFacts, keep},
    hits::Hits,
    ranking::Ranking,
    schema::{Column, Fields, Readers},
    texts::{SegmentTexts, add_term},
    wording,
};

/// A segment, opened for searching.
pub(crate) struct Segment {
    len: u32,
    facts: SegmentFacts,
    texts: [SegmentTexts; 3],
    fields: Fields,
    numbers: Arc<InvertedIndexReader>,
    newest: Arc<dyn ColumnValues<u64>>,
    lower_wage: Ordered,
    upper_wage: Ordered,
    deadline: Ordered,
    holidays_a_year: Ordered,
}

/// A column by which documents can be ordered.
pub(crate) struct Ordered {
    values: Arc<dyn ColumnValues<u64>>,
    sort: Sort,
    pub(crate) ranking: Ranking,
}

/// Who asks, and on which day.
#[derive(Clone, Copy)]
pub(crate) struct Asking {
    pub(crate) viewer: Viewer,
    pub(crate) today: Date,
}

impl Asking {
    fn readers(self) -> [Readers; 2] {
        match self.viewer {
            Viewer::Anyone => [Readers::All, Readers::Anyone],
            Viewer::RegisteredSeeker => [Readers::All, Readers::Seekers],
        }
    }
}

impl Segment {
    /// Reads what searching needs. Takes about a microsecond a document.
    pub(crate) fn open(reader: &SegmentReader, fields: &Fields) -> Result<Self> {
        let column = |column: Column| reader.fast_fields().column_first_or_default::<u64>(&column.name());
        let ordered = |from, sort| -> Result<Ordered> { Ok(Ordered::of(column(from)?, sort)) };
        let texts = |readers| SegmentTexts::open(reader, fields, readers);
        Ok(Self {
            len: reader.max_doc(),
            facts: SegmentFacts::open(reader)?,
            texts: [texts(Readers::All)?, texts(Readers::Anyone)?, texts(Readers::Seekers)?],
            fields: fields.clone(),
            numbers: reader.inverted_index(fields.number)?,
            newest: column(Column::Newest)?,
            lower_wage: ordered(Column::LowerWage, Sort::LowerWage)?,
            upper_wage: ordered(Column::UpperWage, Sort::UpperWage)?,
            deadline: ordered(Column::Deadline, Sort::Deadline)?,
            holidays_a_year: ordered(Column::HolidaysAYear, Sort::AnnualHolidays)?,
        })
    }

    /// The documents that were not deleted and are not over on a day; `None` when that is all of them.
    pub(crate) fn open_on(&self, reader: &SegmentReader, today: Date) -> Option<Bits> {
        let (alive, today) = (reader.alive_bitset(), wording::as_number(today));
        let open = Bits::of(self.len, |document| {
            self.deadline.values.get_val(document) >= today
                && alive.is_none_or(|alive| alive.is_alive(document))
        });
        (open.count() < self.len).then_some(open)
    }

    /// What meets every condition, among the documents that are open.
    pub(crate) fn matching(
        &self,
        conditions: &[Condition],
        asking: Asking,
        open: Option<&Bits>,
    ) -> Result<Hits> {
        let mut set = open.cloned();
        let mut clauses = Clauses::default();
        for condition in conditions {
            match condition {
                Condition::Words { words, fields } => clauses.with.push(self.any_of(words, fields, asking)?),
                Condition::WithoutWord { folded, .. } => {
                    clauses.without.push(self.clause([folded.as_str()], &[], asking)?);
                }
                Condition::Employer(name) => clauses.with.push(self.employer(name, asking)?),
                Condition::WithoutEmployer(name) => clauses.without.push(self.employer(name, asking)?),
                Condition::Numbers(numbers) => keep(&mut set, self.numbered(numbers)?),
                Condition::New(new) => keep(&mut set, self.received_since(*new, asking.today)),
                other if self.facts.keep(&mut set, other) => {}
                other => keep(&mut set, self.by_identity(other, asking)?),
            }
        }
        Ok(clauses.join(set, self.len))
    }

    fn numbered(&self, numbers: &[PostingNumber]) -> Result<Bits> {
        let mut found = Bits::none(self.len);
        for number in numbers {
            add_term(&self.numbers, &self.fields.number_term(number.value()), &mut found)?;
        }
        Ok(found)
    }

    fn received_since(&self, new: NewSince, today: Date) -> Bits {
        let oldest = wording::newest(new.earliest(today), 0);
        Bits::first(self.len, self.before(|newest| newest >= oldest))
    }

    fn by_identity(&self, condition: &Condition, asking: Asking) -> Result<Bits> {
        let mut found = Bits::none(self.len);
        for readers in asking.readers() {
            self.texts[readers as usize].add_by_identity(&mut found, condition)?;
        }
        Ok(found)
    }

    fn employer(&self, name: &str, asking: Asking) -> Result<Clause> {
        self.clause([fold(name).as_str()], &[TextField::Employer], asking)
    }

    /// The documents that hold one of some words, in one of their spellings.
    pub(crate) fn any_of(&self, words: &[Spellings], fields: &[TextField], asking: Asking) -> Result<Clause> {
        let spellings = words.iter().flat_map(|word| &word.folded).map(String::as_str);
        self.clause(spellings, fields, asking)
    }

    fn clause<'a>(
        &self,
        folded: impl IntoIterator<Item = &'a str>,
        fields: &[TextField],
        asking: Asking,
    ) -> Result<Clause> {
        let mut phrases = Vec::new();
        for word in folded {
            let word: Vec<char> = word.chars().collect();
            for readers in asking.readers() {
                phrases.extend(self.texts[readers as usize].phrase(&word, fields)?);
            }
        }
        Ok(Clause::any_of(phrases))
    }

    /// How many documents stand before the first for which something about its place in the order of age does
    /// not hold.
    pub(crate) fn before(&self, holds: impl Fn(u64) -> bool) -> u32 {
        let (mut from, mut to) = (0, self.len);
        while from < to {
            let middle = from + (to - from) / 2;
            if holds(self.newest.get_val(middle)) { from = middle + 1 } else { to = middle }
        }
        from
    }

    pub(crate) fn facts(&self) -> &SegmentFacts {
        &self.facts
    }

    pub(crate) fn len(&self) -> u32 {
        self.len
    }

    /// The key of a document in the order of age.
    pub(crate) fn newest(&self, document: u32) -> u64 {
        self.newest.get_val(document)
    }

    /// The column of an order; `None` for those that have none.
    pub(crate) fn ordered(&self, sort: Sort) -> Option<&Ordered> {
        match sort {
            Sort::Newest | Sort::Relevance => None,
            Sort::LowerWage => Some(&self.lower_wage),
            Sort::UpperWage => Some(&self.upper_wage),
            Sort::Deadline => Some(&self.deadline),
            Sort::AnnualHolidays => Some(&self.holidays_a_year),
        }
    }
}

impl Ordered {
    fn of(values: Arc<dyn ColumnValues<u64>>, sort: Sort) -> Self {
        let ranking =
            Ranking::highest_first(values.num_vals(), |document| value(sort, values.get_val(document)));
        Self { values, sort, ranking }
    }

    /// What the order looks at first, as [`domain::search_query::SortKey::first`] says it.
    pub(crate) fn value(&self, document: u32) -> i64 {
        value(self.sort, self.values.get_val(document))
    }
}

fn value(sort: Sort, kept: u64) -> i64 {
    let kept = i64::try_from(kept).unwrap_or(i64::MAX);
    match sort {
        Sort::Deadline => -kept,
        // Kept with one added; a posting that does not say stands where 0 stands.
        Sort::AnnualHolidays => (kept - 1).max(0),
        _ => kept,
    }
}

//! Searching. The result is exact: the count is the number of postings that match, and the pages together
//! are those postings, each once, in a total order.

mod facets;

use std::cmp::Reverse;

use domain::{
    clock::Date,
    posting::{PostingNumber, Viewer},
    search_query::{SearchQuery, SortKey},
};

use crate::{
    Current, Index, Position, Result, Scratch,
    hits::Hits,
    part::{Key, Part},
    segment::Asking,
    snapshot::Snapshot,
    wording,
};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many postings match, on all pages.
    pub total: usize,
    /// The postings of the page that was asked for; none when the page lies beyond the last.
    pub numbers: Vec<PostingNumber>,
    /// How far in the database's line of changes the search saw; `None` for an index that is still empty.
    pub reached: Option<Position>,
}

/// Searches an index. Cheap to clone; many threads may search at once.
#[derive(Clone)]
pub struct Finder {
    index: Index,
}

impl Finder {
    pub(crate) fn new(index: Index) -> Self {
        Self { index }
    }

    /// The postings that match a query for a viewer, open on the day `today` (Asia/Tokyo). Takes
    /// milliseconds of computing and does not wait for anything.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn find(&self, query: &SearchQuery, viewer: Viewer, today: Date) -> Result<Found> {
        let (current, asking) = (self.index.current(), Asking { viewer, today });
        listed(&current, matching(&current.snapshot, query, asking)?, query, asking)
    }

    /// How many postings match, without a list of them.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn count(&self, query: &SearchQuery, viewer: Viewer, today: Date) -> Result<usize> {
        let hits = matching(&self.index.current().snapshot, query, Asking { viewer, today })?;
        Ok(hits.iter().map(|hits| hits.count() as usize).sum())
    }

    /// How far in the database's line of changes the searches see; `None` for an index that is still empty.
    pub fn reached(&self) -> Option<Position> {
        self.index.current().reached
    }

    /// True while the index could not be opened, for a reason that may pass: nothing is found.
    pub fn is_away(&self) -> bool {
        self.index.current().stands_in
    }

    /// A new index of little beside this one, which ends with the value.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn scratch(&self) -> Result<Scratch> {
        Scratch::below(self.index.folder.parent().unwrap_or(&self.index.folder))
    }
}

/// What matches, segment by segment.
fn matching(snapshot: &Snapshot, query: &SearchQuery, asking: Asking) -> Result<Vec<Hits>> {
    let (open, conditions) = (snapshot.open_on(asking.today), query.conditions());
    let segments = snapshot.segments().iter().zip(open.iter());
    segments.map(|(segment, open)| segment.matching(&conditions, asking, open.as_ref())).collect()
}

/// The page of a query of what each segment found.
fn listed(current: &Current, hits: Vec<Hits>, query: &SearchQuery, asking: Asking) -> Result<Found> {
    let mut parts = Vec::with_capacity(hits.len());
    for (segment, hits) in current.snapshot.segments().iter().zip(hits) {
        parts.push(Part::of(segment, hits, query, asking)?);
    }
    let total = parts.iter().map(Part::count).sum();
    let keys = match query.after {
        None => page(parts, query.offset(), query.page_size),
        Some(after) => page_behind(&parts, after, query.page_size),
    };
    let number = |(_, newest): Key| PostingNumber::from_value(wording::number_in(newest));
    let numbers = keys.into_iter().filter_map(number).collect();
    Ok(Found { total, numbers, reached: current.reached })
}

/// One page of what all segments found together. Of every segment but the one with the most hits, all that
/// could stand on the page or before it is laid out; of the largest then only the piece that can be on it.
fn page(mut parts: Vec<Part<'_>>, from: usize, size: usize) -> Vec<Key> {
    parts.sort_by_key(|part| Reverse(part.count()));
    let Some((largest, others)) = parts.split_first() else { return Vec::new() };
    let to = from + size;
    let mut keys: Vec<Key> = others.iter().flat_map(|part| part.keys(0, to)).collect();
    // So many of the largest segment stand before the page, whatever the others have.
    let passed = from.saturating_sub(keys.len());
    keys.extend(largest.keys(passed, to - passed));
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys.into_iter().skip(from - passed).take(size).collect()
}

/// The page that begins behind a posting.
fn page_behind(parts: &[Part<'_>], after: SortKey, size: usize) -> Vec<Key> {
    let after = (after.first, wording::newest(after.received_on, after.number.value()));
    let mut keys: Vec<Key> = parts.iter().flat_map(|part| part.keys(part.passed(after), size)).collect();
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys.truncate(size);
    keys
}

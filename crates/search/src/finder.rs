//! Searching. The result is exact: the count is the number of postings that match, and the pages together
//! are those postings, each once, in a total order.

use std::cmp::Reverse;

use domain::{
    clock::Date,
    posting::{PostingNumber, Viewer},
    search_query::{PAGE_SIZE, SearchQuery},
};

use crate::{Index, Position, Result, hits::Hits, segment::Segment, wording};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many postings match, on all pages.
    pub total: usize,
    /// The postings of the page that was asked for; none when the page lies beyond the last.
    pub numbers: Vec<PostingNumber>,
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
        let snapshot = self.index.current().snapshot;
        let open = snapshot.open_on(wording::day(today));
        let sees_more = viewer == Viewer::RegisteredSeeker;
        let mut parts = Vec::with_capacity(snapshot.segments().len());
        for (segment, open) in snapshot.segments().iter().zip(open.iter()) {
            parts.push((segment.as_ref(), segment.matching(query, sees_more, open.as_ref())?));
        }
        let total = parts.iter().map(|(_, hits)| hits.count() as usize).sum();
        let numbers = page(parts, query).into_iter().filter_map(PostingNumber::from_value).collect();
        Ok(Found { total, numbers })
    }

    /// How far in the database's line of changes the searches see; `None` for an index that is still empty.
    pub fn reached(&self) -> Option<Position> {
        self.index.current().reached
    }
}

/// One page of what all segments found together. Of every segment but the one with the most hits, all that
/// could stand on the page or before it is laid out; of the largest then only the piece that can be on it.
fn page(mut parts: Vec<(&Segment, Hits)>, query: &SearchQuery) -> Vec<u64> {
    parts.sort_by_key(|(_, hits)| Reverse(hits.count()));
    let Some(((largest, most), others)) = parts.split_first() else { return Vec::new() };
    let (from, to) = (query.offset(), query.offset() + PAGE_SIZE);
    let mut keys = Vec::new();
    for (segment, hits) in others {
        let before_end = segment.piece(hits, query.sort, 0, to);
        keys.extend(before_end.into_iter().map(|document| segment.key(query.sort, document)));
    }
    // So many of the largest segment stand before the page, whatever the others have.
    let passed = from.saturating_sub(keys.len());
    let piece = largest.piece(most, query.sort, passed, to - passed);
    keys.extend(piece.into_iter().map(|document| largest.key(query.sort, document)));
    keys.sort_unstable_by(|a, b| b.cmp(a));
    keys.into_iter()
        .skip(from - passed)
        .take(PAGE_SIZE)
        .map(|(_, newest)| wording::number_in(newest))
        .collect()
}

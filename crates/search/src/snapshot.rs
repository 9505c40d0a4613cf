//! All segments of one commit, opened for searching.

use std::sync::{Arc, PoisonError, RwLock};

use domain::clock::Date;
use tantivy::{Searcher, index::SegmentId};

use crate::{Result, Scatter, bits::Bits, schema::Fields, segment::Segment};

/// What searches see until the next commit. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Snapshot(Arc<Inner>);

struct Inner {
    searcher: Searcher,
    segments: Vec<Arc<Segment>>,
    /// The open documents of each segment on the day that was asked for last.
    open: RwLock<Option<(Date, Arc<OpenOnes>)>>,
}

/// The open documents of each segment; `None` where all are open.
type OpenOnes = Vec<Option<Bits>>;

impl Snapshot {
    /// Opens the segments of a commit. Those that the snapshot before has already are taken over from it.
    pub(crate) fn of(searcher: Searcher, fields: &Fields, before: Option<&Self>) -> Result<Self> {
        let mut segments = Vec::with_capacity(searcher.segment_readers().len());
        for reader in searcher.segment_readers() {
            let known = before.and_then(|before| before.segment(reader.segment_id()));
            segments.push(match known {
                Some(segment) => segment,
                None => Arc::new(Segment::open(reader, fields)?),
            });
        }
        Ok(Self(Arc::new(Inner { searcher, segments, open: RwLock::new(None) })))
    }

    fn segment(&self, id: SegmentId) -> Option<Arc<Segment>> {
        let at = self.0.searcher.segment_readers().iter().position(|reader| reader.segment_id() == id)?;
        self.0.segments.get(at).cloned()
    }

    pub(crate) fn scatter(&self) -> Scatter {
        let readers = self.0.searcher.segment_readers();
        let documents = readers.iter().map(|reader| u64::from(reader.num_docs())).sum();
        let largest = readers.iter().map(|reader| u64::from(reader.num_docs())).max().unwrap_or(0);
        let deleted: u64 = readers.iter().map(|reader| u64::from(reader.num_deleted_docs())).sum();
        Scatter { documents, beside: documents - largest + deleted }
    }

    pub(crate) fn segments(&self) -> &[Arc<Segment>] {
        &self.0.segments
    }

    /// The documents of each segment that were not deleted and are not over on a day. Computed once for a
    /// day; around midnight, searches of two days take turns.
    pub(crate) fn open_on(&self, day: Date) -> Arc<OpenOnes> {
        let known = self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, open)) = known.filter(|(of, _)| *of == day) {
            return open;
        }
        let readers = self.0.searcher.segment_readers();
        let each = self.0.segments.iter().zip(readers);
        let open = Arc::new(each.map(|(segment, reader)| segment.open_on(reader, day)).collect());
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = Some((day, Arc::clone(&open)));
        open
    }
}

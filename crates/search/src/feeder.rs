//! Keeping the index up to date. Changes and the position they reach are committed together, so a crash
//! loses nothing; putting a posting first takes out its old form, so nothing is ever there twice.

use std::sync::{Arc, Mutex, PoisonError, TryLockError};

use domain::posting::{Posting, PostingNumber};
use tantivy::{IndexWriter, merge_policy::LogMergePolicy};

use crate::{Error, Index, Position, Result, Scatter};

/// The most memory of the two indexing threads together, in bytes. They take as much as lies between two
/// commits: little while single changes are followed, all of it while an index is built; what is full is
/// written as a segment.
const MEMORY: usize = 400_000_000;
/// The same for an index of little that is thrown away soon.
const LITTLE_MEMORY: usize = 60_000_000;
const THREADS: usize = 2;
/// Segments of more documents are merged by [`Feeder::fold`] only: those that come of building are larger, and are
/// not merged twice.
const LARGE: usize = 20_000;

/// A posting that changed in the database.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// Which posting.
    pub number: PostingNumber,
    /// What it is now; `None` when it was closed.
    pub posting: Option<&'a Posting>,
}

/// Feeds one index. Cheap to clone; clones take turns.
#[derive(Clone)]
pub struct Feeder {
    index: Index,
    /// Opened at the first change, because only one process may hold it.
    writer: Arc<Mutex<Option<IndexWriter>>>,
    /// Held by whoever folds.
    folding: Arc<Mutex<()>>,
    memory: usize,
}

impl Feeder {
    pub(crate) fn new(index: Index) -> Self {
        Self { index, writer: Arc::default(), folding: Arc::default(), memory: MEMORY }
    }

    /// The same for an index that holds little and is thrown away soon: takes little memory.
    #[must_use]
    pub fn small(self) -> Self {
        Self { memory: LITTLE_MEMORY, ..self }
    }

    /// How far the index on disk goes; `None` for an empty one. An index that was deleted or damaged is
    /// begun anew here, and one that could not be opened is tried again.
    ///
    /// # Errors
    /// The folder cannot be written, or the index cannot be opened for a reason that may pass.
    pub fn position(&self) -> Result<Option<Position>> {
        match self.index.position() {
            Err(error) if error.is_damage() => {
                *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = None;
                self.index.reopen()?;
                self.index.position()
            }
            told => told,
        }
    }

    /// Takes in changes. Nothing of them is found, and nothing of them lasts, before [`Feeder::commit`].
    ///
    /// # Errors
    /// The folder cannot be written, or another process feeds it.
    pub fn feed(&self, changes: &[Change<'_>]) -> Result<()> {
        let fields = self.index.current().fields;
        self.with_writer(|writer| {
            for change in changes {
                writer.delete_term(fields.number_term(change.number.value()));
                if let Some(document) = change.posting.and_then(|posting| fields.document(posting)) {
                    writer.add_document(document)?;
                }
            }
            Ok(())
        })
    }

    /// Forgets everything, before an index is fed from another line of changes. Lasts with the next commit.
    ///
    /// # Errors
    /// As [`Feeder::feed`].
    pub fn start_over(&self) -> Result<()> {
        self.with_writer(|writer| writer.delete_all_documents())?;
        Ok(())
    }

    /// Makes durable what was fed, together with the position it reaches, and lets it be found.
    ///
    /// # Errors
    /// As [`Feeder::feed`], or nothing was fed, or it was lost; everything since the last commit must be fed again
    /// then.
    pub fn commit(&self, reached: Position) -> Result<()> {
        let mut slot = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Without a writer, what was fed is gone: its position must not be kept as reached.
        if slot.is_none() {
            return Err(Error::Lost);
        }
        self.with_writer_in(&mut slot, |writer| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&reached.to_payload());
            commit.commit()
        })?;
        drop(slot);
        self.index.reload()
    }

    /// How far the documents are scattered over segments.
    pub fn scatter(&self) -> Scatter {
        self.index.current().snapshot.scatter()
    }

    /// Merges all segments into one, in which searching is fastest; what was deleted is gone for good then.
    /// Takes a minute for a million postings. Feeding and searching go on meanwhile. False when another
    /// thread is at it.
    ///
    /// # Errors
    /// As [`Feeder::feed`], or a segment was just being merged with others: the next time it will do.
    pub fn fold(&self) -> Result<bool> {
        let _alone = match self.folding.try_lock() {
            Ok(alone) => alone,
            Err(TryLockError::Poisoned(broken)) => broken.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(false),
        };
        let segments = self.index.current().engine.searchable_segment_ids()?;
        if segments.is_empty() {
            return Ok(true);
        }
        self.with_writer(|writer| Ok(writer.merge(&segments)))?.wait()?;
        self.index.reload()?;
        Ok(true)
    }

    fn writer(&self) -> Result<IndexWriter> {
        let current = self.index.current();
        if current.stands_in {
            return Err(Error::Away);
        }
        let writer = current.engine.writer_with_num_threads(THREADS, self.memory)?;
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// A writer that failed is dropped, and with it all that was not committed.
    fn with_writer<T>(&self, deed: impl FnOnce(&mut IndexWriter) -> tantivy::Result<T>) -> Result<T> {
        self.with_writer_in(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner), deed)
    }

    fn with_writer_in<T>(
        &self,
        slot: &mut Option<IndexWriter>,
        deed: impl FnOnce(&mut IndexWriter) -> tantivy::Result<T>,
    ) -> Result<T> {
        let writer = match slot.as_mut() {
            Some(writer) => writer,
            None => slot.insert(self.writer()?),
        };
        deed(writer).map_err(|error| {
            *slot = None;
            error.into()
        })
    }
}

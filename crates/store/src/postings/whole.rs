//! The end of a full import: whatever else its source had is closed.
//!
//! What the import has seen is kept in memory (eight bytes a posting): written down, a nightly import that changes
//! one posting in twenty would write a row for every one of them, and clear them away again.
//! The table `posting_sighting`, in which it was written down before, is empty or left over; a later version drops it.

use domain::{clock::Timestamp, posting::PostingNumber};

use super::stored;
use crate::sql::{Conn, Result, Store, Tx, micros};

/// Open postings that one statement reads.
const READ_AT_ONCE: i64 = 10_000;
/// Postings that one unit of work closes at most: few enough that nobody waits long for the writer.
const CLOSED_AT_ONCE: usize = 500;

/// What a full import of a source has seen so far.
#[derive(Debug)]
pub struct WholeImport {
    source: String,
    /// Where the line of changes stood when it began.
    begun: i64,
    seen: Vec<i64>,
}

impl WholeImport {
    /// A full import begins.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin(store: &Store, source: &str) -> Result<Self> {
        let begun = store.read().await?.posting_position().await?.seq;
        Ok(Self { source: source.to_owned(), begun, seen: Vec::new() })
    }

    /// These postings are in the file, whether they could be read or not.
    pub fn saw(&mut self, numbers: impl IntoIterator<Item = PostingNumber>) {
        self.seen.extend(numbers.into_iter().map(stored));
    }

    /// The file was read to its end: closes the open postings of the source that are not in it, in small units of
    /// work. Gives how many. What another import of the source brought meanwhile stays open, and an import that
    /// saw nothing closes nothing: an empty file is a mistake, not the end of all postings. After a failure the same
    /// import may be repeated.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close_others(mut self, store: &Store, now: impl Fn() -> Timestamp) -> Result<u64> {
        self.seen.sort_unstable();
        let (mut closed, mut after) = (0, -1);
        while !self.seen.is_empty() {
            let open = store.read().await?.open_numbers(&self.source, after, READ_AT_ONCE).await?;
            let Some(last) = open.last() else { break };
            after = *last;
            let missing: Vec<i64> =
                open.into_iter().filter(|number| self.seen.binary_search(number).is_err()).collect();
            for some in missing.chunks(CLOSED_AT_ONCE) {
                let mut tx = store.begin().await?;
                closed += tx.close_unseen(&self, some, now()).await?;
                tx.commit().await?;
            }
        }
        Ok(closed)
    }
}

impl Conn {
    /// Open postings of a source in the order of their numbers, `limit` at most after one.
    async fn open_numbers(&mut self, source: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> = all!(
            self,
            "SELECT number FROM posting WHERE source = $1 AND closed_at IS NULL AND number > $2
             ORDER BY number LIMIT $3",
            source,
            after,
            limit,
        );
        Ok(rows.into_iter().map(|(number,)| number).collect())
    }
}

impl Tx {
    async fn close_unseen(&mut self, import: &WholeImport, numbers: &[i64], now: Timestamp) -> Result<u64> {
        let first = self.reserve_changes(numbers.len()).await?;
        let mut closed = 0;
        for (number, seq) in numbers.iter().zip(first..) {
            closed += run!(
                self,
                "UPDATE posting SET closed_at = $2, changed_at = $2, change_seq = $3
                 WHERE number = $1 AND source = $4 AND closed_at IS NULL AND change_seq <= $5",
                *number,
                micros(now),
                seq,
                import.source.as_str(),
                import.begun,
            );
        }
        Ok(closed)
    }

    /// Closes open postings of a source.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close_postings(
        &mut self,
        source: &str,
        numbers: &[PostingNumber],
        now: Timestamp,
    ) -> Result<u64> {
        let begun = self.posting_position().await?.seq;
        let import = WholeImport { source: source.to_owned(), begun, seen: Vec::new() };
        let numbers: Vec<i64> = numbers.iter().copied().map(stored).collect();
        self.close_unseen(&import, &numbers, now).await
    }
}

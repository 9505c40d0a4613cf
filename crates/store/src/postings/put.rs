//! Putting postings: batch by batch, and the end of a full import.

use std::collections::HashMap;

use domain::{
    clock::Timestamp,
    posting::{Posting, PostingNumber},
};
use uuid::Uuid;

use super::{Known, PutCounts, READ_AT_ONCE, stored};
use crate::sql::{Error, Result, Tx, micros};

/// Postings that one call closes at most.
const CLOSED_AT_ONCE: i64 = 1_000;
/// Age at which the sightings of an import count as left over, in seconds.
const LEFT_OVER_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// A row to be written.
struct NewRow {
    number: i64,
    establishment_number: String,
    title: String,
    received_on: String,
    referral_deadline: String,
    disclosure: i64,
    content: String,
    now: i64,
    seq: i64,
}

impl NewRow {
    fn of(posting: &Posting, now: Timestamp) -> Result<Self> {
        Ok(Self {
            number: stored(posting.number),
            establishment_number: posting.establishment.number.clone(),
            title: posting.title.clone(),
            received_on: posting.received_on.to_string(),
            referral_deadline: posting.referral_deadline.to_string(),
            disclosure: i64::from(posting.disclosure.number()),
            content: serde_json::to_string(posting).map_err(|_| Error::Broken("posting content"))?,
            now: micros(now),
            seq: 0,
        })
    }
}

impl Tx {
    /// Puts a batch: new numbers are added, known ones are overwritten where anything differs, closed ones
    /// open again. A posting that is there already writes nothing; of two rows with one number the later
    /// holds. Batches of 400 to 1,000 are fast.
    ///
    /// # Errors
    /// The database fails.
    pub async fn put_postings(
        &mut self,
        source: &str,
        batch: &[Posting],
        now: Timestamp,
    ) -> Result<PutCounts> {
        let mut known = HashMap::with_capacity(batch.len());
        for some in batch.chunks(READ_AT_ONCE) {
            let numbers: Vec<PostingNumber> = some.iter().map(|posting| posting.number).collect();
            known.extend(self.known_postings(&numbers).await?);
        }
        let mut counts = PutCounts::default();
        let mut news: Vec<NewRow> = Vec::new();
        let mut places: HashMap<i64, usize> = HashMap::new();
        for posting in batch {
            let row = NewRow::of(posting, now)?;
            let put = Known { source: source.to_owned(), content: row.content.clone(), open: true };
            match known.insert(row.number, put) {
                Some(before) if before.is(source, &row.content) => counts.unchanged += 1,
                before => {
                    *(if before.is_some() { &mut counts.changed } else { &mut counts.added }) += 1;
                    match places.get(&row.number) {
                        Some(place) => news[*place] = row,
                        None => {
                            places.insert(row.number, news.len());
                            news.push(row);
                        }
                    }
                }
            }
        }
        self.write_postings(source, &mut news).await?;
        Ok(counts)
    }

    async fn write_postings(&mut self, source: &str, news: &mut [NewRow]) -> Result<()> {
        if news.is_empty() {
            return Ok(());
        }
        let first = self.reserve_changes(news.len()).await?;
        for (row, seq) in news.iter_mut().zip(first..) {
            row.seq = seq;
        }
        many!(
            self,
            "INSERT INTO posting (number, source, establishment_number, title, received_on,
                referral_deadline, disclosure, content, first_put_at, changed_at, change_seq, first_seq)
             VALUES ",
            " ON CONFLICT (number) DO UPDATE SET
                source = excluded.source, establishment_number = excluded.establishment_number,
                title = excluded.title, received_on = excluded.received_on,
                referral_deadline = excluded.referral_deadline, disclosure = excluded.disclosure,
                content = excluded.content, changed_at = excluded.changed_at, closed_at = NULL,
                change_seq = excluded.change_seq",
            news,
            |row| [
                row.number,
                source,
                &row.establishment_number,
                &row.title,
                &row.received_on,
                &row.referral_deadline,
                row.disclosure,
                &row.content,
                row.now,
                row.now,
                row.seq,
                row.seq,
            ]
        );
        Ok(())
    }

    /// Reserves places in the line of changes and gives the first. The counter's row stays locked until
    /// the commit.
    async fn reserve_changes(&mut self, places: usize) -> Result<i64> {
        let places = i64::try_from(places).map_err(|_| Error::Broken("number of changes"))?;
        let row: Option<(i64,)> = maybe!(
            self,
            "UPDATE posting_change_counter SET seq = seq + $1, history = COALESCE(history, $2)
             WHERE one = 1 RETURNING seq",
            places,
            Uuid::now_v7(),
        );
        let (last,) = row.ok_or(Error::Broken("posting_change_counter"))?;
        Ok(last - places + 1)
    }

    /// Notes which numbers a full import has seen.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_sightings(&mut self, run: Uuid, numbers: &[PostingNumber]) -> Result<()> {
        let mut numbers: Vec<i64> = numbers.iter().copied().map(stored).collect();
        numbers.sort_unstable();
        numbers.dedup();
        many!(
            self,
            "INSERT INTO posting_sighting (run, number) VALUES ",
            " ON CONFLICT DO NOTHING",
            numbers,
            |number| [run, number]
        );
        Ok(())
    }

    /// Closes open postings of a source that a full import has not seen: [`CLOSED_AT_ONCE`] at most, so
    /// call it (each time in its own unit of work) until it closes none. An import that saw nothing closes
    /// nothing: an empty file is a mistake, not the end of all postings.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close_postings_not_seen(&mut self, source: &str, run: Uuid, now: Timestamp) -> Result<u64> {
        let rows: Vec<(i64,)> = all!(
            self,
            "SELECT number FROM posting WHERE source = $1 AND closed_at IS NULL
                AND EXISTS (SELECT 1 FROM posting_sighting WHERE posting_sighting.run = $2)
                AND NOT EXISTS (SELECT 1 FROM posting_sighting
                    WHERE posting_sighting.run = $2 AND posting_sighting.number = posting.number)
             ORDER BY number LIMIT $3",
            source,
            run,
            CLOSED_AT_ONCE,
        );
        if rows.is_empty() {
            return Ok(0);
        }
        let first = self.reserve_changes(rows.len()).await?;
        let mut closed = 0;
        for ((number,), seq) in rows.into_iter().zip(first..) {
            closed += run!(
                self,
                "UPDATE posting SET closed_at = $2, changed_at = $2, change_seq = $3
                 WHERE number = $1 AND source = $4 AND closed_at IS NULL",
                number,
                micros(now),
                seq,
                source,
            );
        }
        Ok(closed)
    }

    /// Clears away the sightings of a full import, and those of imports that broke off more than a day ago.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_sightings(&mut self, run: Uuid, now: Timestamp) -> Result<()> {
        let day_ago = now.as_second().saturating_sub(LEFT_OVER_AFTER_SECONDS).max(0).unsigned_abs();
        let older_runs = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, day_ago, 0));
        run!(self, "DELETE FROM posting_sighting WHERE run = $1 OR run < $2", run, older_runs);
        Ok(())
    }
}

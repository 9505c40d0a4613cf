//! Putting postings, batch by batch.

use std::collections::HashMap;

use domain::{
    clock::Timestamp,
    posting::{Posting, PostingNumber},
};
use uuid::Uuid;

use super::{Known, PostingPosition, PutCounts, READ_AT_ONCE, stored};
use crate::sql::{Conn, Error, Result, Tx, micros};

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
            content: content_of(posting)?,
            now: micros(now),
            seq: 0,
        })
    }
}

fn content_of(posting: &Posting) -> Result<String> {
    serde_json::to_string(posting).map_err(|_| Error::Broken("posting content"))
}

impl Conn {
    /// Which postings of a batch are not in the database as they are: new, changed, closed, or of another source.
    /// Takes nothing from those who write; whoever puts the others finds out again whether they still differ.
    ///
    /// # Errors
    /// The database fails.
    pub async fn postings_that_differ(&mut self, source: &str, batch: &[Posting]) -> Result<Vec<bool>> {
        let mut differ = Vec::with_capacity(batch.len());
        for some in batch.chunks(READ_AT_ONCE) {
            let numbers: Vec<PostingNumber> = some.iter().map(|posting| posting.number).collect();
            let known = self.known_postings(&numbers).await?;
            for posting in some {
                let content = content_of(posting)?;
                let same = known.get(&stored(posting.number)).is_some_and(|known| known.is(source, &content));
                differ.push(!same);
            }
        }
        Ok(differ)
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
            let place = PostingPosition { history: None, seq: 0 };
            let put = Known { source: source.to_owned(), content: row.content.clone(), open: true, place };
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
    pub(super) async fn reserve_changes(&mut self, places: usize) -> Result<i64> {
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
}

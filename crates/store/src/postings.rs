//! Postings: put in batches by an import, read by pages, and read change by change by the index.

use std::collections::HashMap;

use domain::{
    clock::Timestamp,
    posting::{Posting, PostingNumber},
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// Postings that one statement reads.
const READ_AT_ONCE: usize = 50;
/// Postings that one call closes at most.
const CLOSED_AT_ONCE: i64 = 1_000;
/// Age at which the sightings of an import count as left over, in seconds.
const LEFT_OVER_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// What a batch changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PutCounts {
    /// Numbers that were not there.
    pub added: u64,
    /// Postings with new content, closed ones that came back included.
    pub changed: u64,
    /// Postings that were there already; nothing was written for them.
    pub unchanged: u64,
}

impl std::ops::AddAssign for PutCounts {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

/// A posting as the database keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPosting {
    /// All that was imported.
    pub posting: Posting,
    /// When its source no longer had it.
    pub closed_at: Option<Timestamp>,
}

/// How far a line of changes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostingPosition {
    /// Which line of changes; `None` before the first posting.
    pub history: Option<Uuid>,
    /// The newest change, 0 before the first.
    pub seq: i64,
}

/// A posting that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedPosting {
    /// Its place in the line of changes.
    pub seq: i64,
    /// Which posting.
    pub number: PostingNumber,
    /// What it is now; `None` when it was closed.
    pub posting: Option<Posting>,
}

/// What is compared to tell whether a posting changed.
#[derive(PartialEq)]
struct Known {
    source: String,
    content: String,
    open: bool,
}

impl Conn {
    /// A posting by its number, closed ones included.
    ///
    /// # Errors
    /// The database fails.
    pub async fn posting(&mut self, number: PostingNumber) -> Result<Option<StoredPosting>> {
        let row: Option<(String, Option<i64>)> =
            maybe!(self, "SELECT content, closed_at FROM posting WHERE number = $1", stored(number));
        row.map(|(content, closed_at)| {
            Ok(StoredPosting { posting: read(&content)?, closed_at: closed_at.map(instant).transpose()? })
        })
        .transpose()
    }

    /// The open ones among some postings, in the order asked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn postings(&mut self, numbers: &[PostingNumber]) -> Result<Vec<Posting>> {
        let mut postings = Vec::with_capacity(numbers.len());
        for some in numbers.chunks(READ_AT_ONCE) {
            let mut known = self.known_postings(some).await?;
            for number in some {
                if let Some(known) = known.remove(&stored(*number)).filter(|known| known.open) {
                    postings.push(read(&known.content)?);
                }
            }
        }
        Ok(postings)
    }

    /// How far the line of changes goes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn posting_position(&mut self) -> Result<PostingPosition> {
        let row: Option<(Option<Uuid>, i64)> = maybe!(
            self,
            "SELECT history, (SELECT COALESCE(MAX(change_seq), 0) FROM posting)
             FROM posting_change_counter WHERE one = 1",
        );
        let (history, seq) = row.ok_or(Error::Broken("posting_change_counter"))?;
        Ok(PostingPosition { history, seq })
    }

    /// The postings that changed after a place in the line of changes, in its order, `limit` at most.
    /// A posting that changed several times stands at its latest change only.
    ///
    /// # Errors
    /// The database fails.
    pub async fn postings_changed_after(&mut self, seq: i64, limit: i64) -> Result<Vec<ChangedPosting>> {
        let rows: Vec<(i64, i64, Option<i64>, String)> = all!(
            self,
            "SELECT change_seq, number, closed_at, content FROM posting
             WHERE change_seq > $1 ORDER BY change_seq LIMIT $2",
            seq,
            limit,
        );
        rows.into_iter()
            .map(|(seq, number, closed_at, content)| {
                let number = number_of(number)?;
                let posting = if closed_at.is_none() { Some(read(&content)?) } else { None };
                Ok(ChangedPosting { seq, number, posting })
            })
            .collect()
    }

    /// At most [`READ_AT_ONCE`] postings by number; unused places ask for a number that no posting has.
    async fn known_postings(&mut self, numbers: &[PostingNumber]) -> Result<HashMap<i64, Known>> {
        let mut n = [-1_i64; READ_AT_ONCE];
        for (place, number) in n.iter_mut().zip(numbers) {
            *place = stored(*number);
        }
        let rows: Vec<(i64, String, String, Option<i64>)> = all!(
            self,
            "SELECT number, source, content, closed_at FROM posting WHERE number IN (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38,
                $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50)",
            n[0],
            n[1],
            n[2],
            n[3],
            n[4],
            n[5],
            n[6],
            n[7],
            n[8],
            n[9],
            n[10],
            n[11],
            n[12],
            n[13],
            n[14],
            n[15],
            n[16],
            n[17],
            n[18],
            n[19],
            n[20],
            n[21],
            n[22],
            n[23],
            n[24],
            n[25],
            n[26],
            n[27],
            n[28],
            n[29],
            n[30],
            n[31],
            n[32],
            n[33],
            n[34],
            n[35],
            n[36],
            n[37],
            n[38],
            n[39],
            n[40],
            n[41],
            n[42],
            n[43],
            n[44],
            n[45],
            n[46],
            n[47],
            n[48],
            n[49],
        );
        Ok(rows
            .into_iter()
            .map(|(number, source, content, closed_at)| {
                (number, Known { source, content, open: closed_at.is_none() })
            })
            .collect())
    }
}

impl Tx {
    /// Puts a batch: new numbers are added, known ones are overwritten where anything differs, closed ones
    /// open again. A posting that is there already writes nothing. Commit some hundreds at a time.
    ///
    /// # Errors
    /// The database fails.
    pub async fn put_postings(
        &mut self,
        source: &str,
        batch: &[Posting],
        now: Timestamp,
    ) -> Result<PutCounts> {
        let mut counts = PutCounts::default();
        for some in batch.chunks(READ_AT_ONCE) {
            let numbers: Vec<PostingNumber> = some.iter().map(|posting| posting.number).collect();
            let mut known = self.known_postings(&numbers).await?;
            let mut news = Vec::new();
            for posting in some {
                let put = Known { source: source.to_owned(), content: written(posting)?, open: true };
                match known.get(&stored(posting.number)) {
                    Some(known) if *known == put => {
                        counts.unchanged += 1;
                        continue;
                    }
                    Some(_) => counts.changed += 1,
                    None => counts.added += 1,
                }
                news.push((posting, put.content.clone()));
                known.insert(stored(posting.number), put);
            }
            self.write_postings(source, &news, now).await?;
        }
        Ok(counts)
    }

    async fn write_postings(
        &mut self,
        source: &str,
        news: &[(&Posting, String)],
        now: Timestamp,
    ) -> Result<()> {
        if news.is_empty() {
            return Ok(());
        }
        let first = self.reserve_changes(news.len()).await?;
        for ((posting, content), seq) in news.iter().zip(first..) {
            run!(
                self,
                "INSERT INTO posting (number, source, establishment_number, title, received_on,
                    referral_deadline, disclosure, content, first_put_at, changed_at, closed_at, change_seq)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, NULL, $10)
                 ON CONFLICT (number) DO UPDATE SET
                    source = excluded.source, establishment_number = excluded.establishment_number,
                    title = excluded.title, received_on = excluded.received_on,
                    referral_deadline = excluded.referral_deadline, disclosure = excluded.disclosure,
                    content = excluded.content, changed_at = excluded.changed_at, closed_at = NULL,
                    change_seq = excluded.change_seq",
                stored(posting.number),
                source,
                posting.establishment.number.as_str(),
                posting.title.as_str(),
                posting.received_on.to_string(),
                posting.referral_deadline.to_string(),
                i64::from(posting.disclosure.number()),
                content.as_str(),
                micros(now),
                seq,
            );
        }
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
        for number in numbers {
            run!(
                self,
                "INSERT INTO posting_sighting (run, number) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                run,
                stored(*number),
            );
        }
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

fn stored(number: PostingNumber) -> i64 {
    // At most thirteen digits.
    i64::try_from(number.value()).unwrap_or(i64::MAX)
}

fn number_of(stored: i64) -> Result<PostingNumber> {
    u64::try_from(stored).ok().and_then(PostingNumber::from_value).ok_or(Error::Broken("posting number"))
}

fn written(posting: &Posting) -> Result<String> {
    serde_json::to_string(posting).map_err(|_| Error::Broken("posting content"))
}

fn read(content: &str) -> Result<Posting> {
    serde_json::from_str(content).map_err(|_| Error::Broken("posting content"))
}

//! Postings: put in batches by an import, read by pages, and read change by change by the index.

mod put;
mod whole;

use std::collections::HashMap;

use domain::{
    clock::Timestamp,
    posting::{Posting, PostingNumber},
};
use uuid::Uuid;

pub use whole::WholeImport;

use crate::sql::{Conn, Error, Result, instant};

/// Postings that one statement reads.
const READ_AT_ONCE: usize = 50;

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

impl StoredPosting {
    /// From the columns `content` and `closed_at`.
    pub(crate) fn of(content: &str, closed_at: Option<i64>) -> Result<Self> {
        Ok(Self { posting: read(content)?, closed_at: closed_at.map(instant).transpose()? })
    }
}

/// How far a line of changes goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostingPosition {
    /// Which line of changes; `None` before the first posting.
    pub history: Option<Uuid>,
    /// The newest change, 0 before the first.
    pub seq: i64,
}

/// A posting with its place in the line of changes: as it is now, it came there.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedPosting {
    /// All that was imported.
    pub posting: Posting,
    /// Its place.
    pub place: PostingPosition,
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

/// Number, source, content, when it was closed, its place and the name of the line of changes.
type KnownRow = (i64, String, String, Option<i64>, i64, Option<Uuid>);

/// What is compared to tell whether a posting changed.
struct Known {
    source: String,
    content: String,
    open: bool,
    place: PostingPosition,
}

impl Known {
    fn is(&self, source: &str, content: &str) -> bool {
        self.open && self.source == source && self.content == content
    }
}

impl Conn {
    /// A posting by its number, closed ones included.
    ///
    /// # Errors
    /// The database fails.
    pub async fn posting(&mut self, number: PostingNumber) -> Result<Option<StoredPosting>> {
        let row: Option<(String, Option<i64>)> =
            maybe!(self, "SELECT content, closed_at FROM posting WHERE number = $1", stored(number));
        row.map(|(content, closed_at)| StoredPosting::of(&content, closed_at)).transpose()
    }

    /// The open ones among some postings, in the order asked.
    ///
    /// # Errors
    /// The database fails.
    pub async fn postings(&mut self, numbers: &[PostingNumber]) -> Result<Vec<Posting>> {
        Ok(self.placed_postings(numbers).await?.into_iter().map(|placed| placed.posting).collect())
    }

    /// The same with their places in the line of changes.
    ///
    /// # Errors
    /// The database fails.
    pub async fn placed_postings(&mut self, numbers: &[PostingNumber]) -> Result<Vec<PlacedPosting>> {
        let mut postings = Vec::with_capacity(numbers.len());
        for some in numbers.chunks(READ_AT_ONCE) {
            let mut known = self.known_postings(some).await?;
            for number in some {
                if let Some(known) = known.remove(&stored(*number)).filter(|known| known.open) {
                    postings.push(PlacedPosting { posting: read(&known.content)?, place: known.place });
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

    /// When the first change after a place in the line of changes was made; `None` when none came.
    ///
    /// # Errors
    /// The database fails.
    pub async fn posting_changed_at(&mut self, after: i64) -> Result<Option<Timestamp>> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT changed_at FROM posting WHERE change_seq > $1 ORDER BY change_seq LIMIT 1",
            after
        );
        row.map(|(at,)| instant(at)).transpose()
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
        let rows: Vec<KnownRow> = all!(
            self,
            "SELECT number, source, content, closed_at, change_seq,
                (SELECT history FROM posting_change_counter WHERE one = 1)
             FROM posting WHERE number IN (
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
            .map(|(number, source, content, closed_at, seq, history)| {
                let place = PostingPosition { history, seq };
                (number, Known { source, content, open: closed_at.is_none(), place })
            })
            .collect())
    }
}

pub(crate) fn stored(number: PostingNumber) -> i64 {
    // At most thirteen digits.
    i64::try_from(number.value()).unwrap_or(i64::MAX)
}

pub(crate) fn number_of(stored: i64) -> Result<PostingNumber> {
    u64::try_from(stored).ok().and_then(PostingNumber::from_value).ok_or(Error::Broken("posting number"))
}

pub(crate) fn read(content: &str) -> Result<Posting> {
    serde_json::from_str(content).map_err(|_| Error::Broken("posting content"))
}

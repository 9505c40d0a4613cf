//! お気に入り: at most 300 postings a person (seed 002).

use domain::{
    clock::Timestamp,
    favourite::{MOST_FAVOURITES, Note},
    posting::PostingNumber,
};
use uuid::Uuid;

use crate::{
    StoredPosting,
    own_lists::OwnList,
    postings::stored,
    sql::{Conn, Result, Tx, instant, micros},
};

/// A posting that a person keeps. Without `Debug`: the note is the person's own.
#[derive(Clone, PartialEq)]
pub struct Favourite {
    /// The posting as it is now, closed ones included.
    pub posting: StoredPosting,
    /// メモ; empty when there is none.
    pub note: String,
    /// When it was kept.
    pub added_at: Timestamp,
}

/// What became of keeping a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is a favourite now.
    Added,
    /// It was one already; its note stays.
    Already,
    /// There are 300 already.
    Full,
}

impl Conn {
    /// A page of a person's favourites, the newest first: `limit` at most after `offset`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn favourites(&mut self, account: Uuid, offset: i64, limit: i64) -> Result<Vec<Favourite>> {
        let rows: Vec<(String, Option<i64>, String, i64)> = all!(
            self,
            "SELECT p.content, p.closed_at, f.note, f.added_at
             FROM favourite f JOIN posting p ON p.number = f.posting
             WHERE f.account = $1 ORDER BY f.added_at DESC, f.posting DESC LIMIT $2 OFFSET $3",
            account,
            limit,
            offset,
        );
        rows.into_iter().map(favourite).collect()
    }

    /// How many favourites a person has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_favourites(&mut self, account: Uuid) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(self, "SELECT COUNT(*) FROM favourite WHERE account = $1", account);
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }

    /// One favourite of a person.
    ///
    /// # Errors
    /// The database fails.
    pub async fn favourite(&mut self, account: Uuid, posting: PostingNumber) -> Result<Option<Favourite>> {
        let row: Option<(String, Option<i64>, String, i64)> = maybe!(
            self,
            "SELECT p.content, p.closed_at, f.note, f.added_at
             FROM favourite f JOIN posting p ON p.number = f.posting
             WHERE f.account = $1 AND f.posting = $2",
            account,
            stored(posting),
        );
        row.map(favourite).transpose()
    }

    /// Which of some postings a person keeps.
    ///
    /// # Errors
    /// The database fails.
    pub async fn favourites_among(
        &mut self,
        account: Uuid,
        postings: &[PostingNumber],
    ) -> Result<Vec<PostingNumber>> {
        self.in_own_list(OwnList::Favourites, account, postings).await
    }
}

impl Tx {
    /// Keeps a posting that is there. The count stands in the writing statement, and the account is held
    /// before it, so that two nodes do not both take the last place.
    ///
    /// # Errors
    /// The database fails, or there is no such posting.
    pub async fn add_favourite(
        &mut self,
        account: Uuid,
        posting: PostingNumber,
        now: Timestamp,
    ) -> Result<Kept> {
        self.hold_account(account).await?;
        let known: Option<(i64,)> = maybe!(
            self,
            "SELECT posting FROM favourite WHERE account = $1 AND posting = $2",
            account,
            stored(posting),
        );
        if known.is_some() {
            return Ok(Kept::Already);
        }
        let touched = run!(
            self,
            "INSERT INTO favourite (account, posting, added_at)
             SELECT $1, $2, $3 WHERE (SELECT COUNT(*) FROM favourite f WHERE f.account = $1) < $4",
            account,
            stored(posting),
            micros(now),
            i64::from(MOST_FAVOURITES),
        );
        Ok(if touched > 0 { Kept::Added } else { Kept::Full })
    }

    /// Writes the note of a favourite. False when it is none of this person's.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_favourite(
        &mut self,
        account: Uuid,
        posting: PostingNumber,
        note: &Note,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE favourite SET note = $3 WHERE account = $1 AND posting = $2",
            account,
            stored(posting),
            note.as_str(),
        );
        Ok(touched > 0)
    }

    /// Lets a favourite go, with its note. False when it was none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_favourite(&mut self, account: Uuid, posting: PostingNumber) -> Result<bool> {
        let touched =
            run!(self, "DELETE FROM favourite WHERE account = $1 AND posting = $2", account, stored(posting));
        Ok(touched > 0)
    }
}

fn favourite((content, closed_at, note, added_at): (String, Option<i64>, String, i64)) -> Result<Favourite> {
    Ok(Favourite { posting: StoredPosting::of(&content, closed_at)?, note, added_at: instant(added_at)? })
}

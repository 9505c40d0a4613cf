//! 閲覧済み: the newest 300 postings that a person looked at.

use domain::{clock::Timestamp, posting::PostingNumber, seen_posting::MOST_SEEN_POSTINGS};
use uuid::Uuid;

use crate::{
    own_lists::OwnList,
    postings::stored,
    sql::{Conn, Result, Tx, instant, micros},
};

impl Conn {
    /// When a person last looked at a posting.
    ///
    /// # Errors
    /// The database fails.
    pub async fn seen_posting(&mut self, account: Uuid, posting: PostingNumber) -> Result<Option<Timestamp>> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT seen_at FROM seen_posting WHERE account = $1 AND posting = $2",
            account,
            stored(posting),
        );
        row.map(|(seen_at,)| instant(seen_at)).transpose()
    }

    /// Which of some postings a person has looked at.
    ///
    /// # Errors
    /// The database fails.
    pub async fn seen_among(
        &mut self,
        account: Uuid,
        postings: &[PostingNumber],
    ) -> Result<Vec<PostingNumber>> {
        self.in_own_list(OwnList::Seen, account, postings).await
    }

    /// How many postings are kept as seen.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_seen_postings(&mut self, account: Uuid) -> Result<u64> {
        let row: Option<(i64,)> =
            maybe!(self, "SELECT COUNT(*) FROM seen_posting WHERE account = $1", account);
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }
}

impl Tx {
    /// Writes down that a person looked at a posting, and lets go of what is older than the newest 300. The account is
    /// held, so that two looks at once do not leave one too many.
    ///
    /// # Errors
    /// The database fails, or there is no such posting.
    pub async fn note_seen_posting(
        &mut self,
        account: Uuid,
        posting: PostingNumber,
        now: Timestamp,
    ) -> Result<()> {
        self.hold_account(account).await?;
        run!(
            self,
            "INSERT INTO seen_posting (account, posting, seen_at) VALUES ($1, $2, $3)
             ON CONFLICT (account, posting) DO UPDATE SET seen_at = excluded.seen_at",
            account,
            stored(posting),
            micros(now),
        );
        run!(
            self,
            "DELETE FROM seen_posting WHERE account = $1 AND posting IN
                 (SELECT posting FROM seen_posting WHERE account = $1
                  ORDER BY seen_at DESC, posting DESC LIMIT 1000 OFFSET $2)",
            account,
            i64::from(MOST_SEEN_POSTINGS),
        );
        Ok(())
    }

    /// Forgets all postings that a person looked at, and says how many they were.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_seen_postings(&mut self, account: Uuid) -> Result<u64> {
        Ok(run!(self, "DELETE FROM seen_posting WHERE account = $1", account))
    }
}

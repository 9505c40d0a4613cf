//! 保存した求人検索条件: three places a person (seed 002).

use domain::{
    clock::Timestamp,
    saved_search::{MOST_SAVED_SEARCHES, SavedSearchName},
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, micros};

/// One of the person's searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its place, 1 to 3.
    pub position: u8,
    /// 保存した条件名
    pub name: String,
    /// The query of its address, normalised.
    pub query: String,
}

/// What became of saving a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchSaved {
    /// It stands at this place now.
    At(u8),
    /// The same conditions stood at this place already; nothing was changed.
    Already(u8),
    /// All three places are taken.
    Full,
}

impl Conn {
    /// The person's searches in the order of their places.
    ///
    /// # Errors
    /// The database fails.
    pub async fn saved_searches(&mut self, account: Uuid) -> Result<Vec<SavedSearch>> {
        let rows: Vec<(i64, String, String)> = all!(
            self,
            "SELECT position, name, query FROM saved_search WHERE account = $1 ORDER BY position",
            account
        );
        rows.into_iter()
            .map(|(stored, name, query)| Ok(SavedSearch { position: position(stored)?, name, query }))
            .collect()
    }
}

impl Tx {
    /// Keeps a search at the lowest free place. The count stands in the writing statement, and the account is
    /// held before it, so that of two nodes that save at once the second counts what the first has written.
    ///
    /// # Errors
    /// The database fails.
    pub async fn save_search(
        &mut self,
        account: Uuid,
        name: &SavedSearchName,
        query: &str,
        now: Timestamp,
    ) -> Result<SearchSaved> {
        self.hold_account(account).await?;
        let known: Option<(i64,)> = maybe!(
            self,
            "SELECT position FROM saved_search WHERE account = $1 AND query = $2 ORDER BY position LIMIT 1",
            account,
            query,
        );
        if let Some((known,)) = known {
            return Ok(SearchSaved::Already(position(known)?));
        }
        let place: Option<(i64,)> = maybe!(
            self,
            "INSERT INTO saved_search (account, position, name, query, saved_at, told_seq)
             SELECT $1, MIN(place.number), $2, $3, $4, (SELECT seq FROM posting_change_counter WHERE one = 1)
             FROM (SELECT 1 AS number UNION ALL SELECT 2 UNION ALL SELECT 3) AS place
             WHERE NOT EXISTS (SELECT 1 FROM saved_search s WHERE s.account = $1 AND s.position = place.number)
             HAVING COUNT(*) > 0
             RETURNING position",
            account,
            name.as_str(),
            query,
            micros(now),
        );
        place.map_or(Ok(SearchSaved::Full), |(place,)| Ok(SearchSaved::At(position(place)?)))
    }

    /// Puts name and conditions in the place of those that stand there. False when nothing stands there. Of new
    /// postings that fit other conditions than before, the person is told from now on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn replace_search(
        &mut self,
        account: Uuid,
        search: &SavedSearch,
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE saved_search SET name = $3, query = $4, saved_at = $5,
                told_seq = CASE WHEN query = $4 THEN told_seq
                                ELSE (SELECT seq FROM posting_change_counter WHERE one = 1) END
             WHERE account = $1 AND position = $2",
            account,
            i64::from(search.position),
            search.name.as_str(),
            search.query.as_str(),
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Takes a search away. False when nothing stood there.
    ///
    /// # Errors
    /// The database fails.
    pub async fn delete_search(&mut self, account: Uuid, position: u8) -> Result<bool> {
        let touched = run!(
            self,
            "DELETE FROM saved_search WHERE account = $1 AND position = $2",
            account,
            i64::from(position),
        );
        Ok(touched > 0)
    }

    /// Holds the row of an account until the end of this unit of work: what is counted under it cannot change
    /// meanwhile on another node.
    pub(crate) async fn hold_account(&mut self, account: Uuid) -> Result<()> {
        run!(self, "UPDATE account SET state = state WHERE id = $1", account);
        Ok(())
    }
}

pub(crate) fn position(stored: i64) -> Result<u8> {
    u8::try_from(stored)
        .ok()
        .filter(|place| (1..=MOST_SAVED_SEARCHES).contains(place))
        .ok_or(Error::Broken("saved_search.position"))
}

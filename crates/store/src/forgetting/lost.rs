//! What a person would lose by leaving.

use uuid::Uuid;

use crate::sql::{Conn, Result};

/// How many of each a person has, said before leaving.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lost {
    /// お気に入りの求人
    pub favourites: u64,
    /// 保存した検索条件
    pub saved_searches: u64,
    /// 応募した求人, running or ended.
    pub applications: u64,
    /// メッセージ, sent and received.
    pub messages: u64,
    /// お知らせ
    pub notices: u64,
}

impl Conn {
    /// What a person would lose by leaving, in one statement however much it is.
    ///
    /// # Errors
    /// The database fails.
    pub async fn lost_by_leaving(&mut self, account: Uuid) -> Result<Lost> {
        let row: Option<(i64, i64, i64, i64, i64)> = maybe!(
            self,
            "SELECT (SELECT COUNT(*) FROM favourite WHERE account = $1),
                    (SELECT COUNT(*) FROM saved_search WHERE account = $1),
                    (SELECT COUNT(*) FROM application WHERE account = $1),
                    (SELECT COUNT(*) FROM message WHERE account = $1),
                    (SELECT COUNT(*) FROM notice WHERE account = $1)",
            account,
        );
        let (favourites, saved_searches, applications, messages, notices) = row.unwrap_or_default();
        Ok(Lost {
            favourites: favourites.unsigned_abs(),
            saved_searches: saved_searches.unsigned_abs(),
            applications: applications.unsigned_abs(),
            messages: messages.unsigned_abs(),
            notices: notices.unsigned_abs(),
        })
    }
}

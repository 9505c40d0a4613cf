//! The counts of the home, in one statement however long the lists are.

use domain::clock::Timestamp;
use uuid::Uuid;

use crate::sql::{Conn, Result, instant};

/// How many of each a person has, and when the person was here before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HomeCounts {
    /// Messages that were received and not opened.
    pub unread_messages: u64,
    /// 応募中の求人
    pub applications: u64,
    /// 求人者からのリクエスト求人
    pub requests: u64,
    /// オンラインハローワーク紹介対象求人
    pub referrals: u64,
    /// お気に入り
    pub favourites: u64,
    /// 前回のログイン日時; none at the very first login.
    pub previous_login_at: Option<Timestamp>,
}

impl Conn {
    /// What the home says in numbers.
    ///
    /// # Errors
    /// The database fails.
    pub async fn home_counts(&mut self, account: Uuid) -> Result<HomeCounts> {
        let row: Option<(i64, i64, i64, i64, i64, Option<i64>)> = maybe!(
            self,
            "SELECT (SELECT COUNT(*) FROM message WHERE account = $1 AND read_at IS NULL AND sender <> 'seeker'),
                    (SELECT COUNT(*) FROM application WHERE account = $1 AND ended_at IS NULL),
                    (SELECT COUNT(*) FROM employer_request WHERE account = $1),
                    (SELECT COUNT(*) FROM online_referral WHERE account = $1),
                    (SELECT COUNT(*) FROM favourite WHERE account = $1),
                    previous_login_at
             FROM account WHERE id = $1",
            account,
        );
        let Some((unread, applications, requests, referrals, favourites, before)) = row else {
            return Ok(HomeCounts::default());
        };
        Ok(HomeCounts {
            unread_messages: unread.unsigned_abs(),
            applications: applications.unsigned_abs(),
            requests: requests.unsigned_abs(),
            referrals: referrals.unsigned_abs(),
            favourites: favourites.unsigned_abs(),
            previous_login_at: before.map(instant).transpose()?,
        })
    }
}

//! お知らせ of a person, and which of their mails are stopped.

use domain::{clock::Timestamp, notice::NoticeKind};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// A notice to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewNotice<'a> {
    /// What it is about.
    pub kind: NoticeKind,
    /// One line; nothing that a message says.
    pub subject: &'a str,
    /// An own path that leads on.
    pub link: &'a str,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Internal id.
    pub id: Uuid,
    /// What it is about.
    pub kind: NoticeKind,
    /// One line.
    pub subject: String,
    /// Where it leads.
    pub link: String,
    /// When it was written down.
    pub made_at: Timestamp,
    /// Whether it was opened.
    pub is_read: bool,
}

impl Conn {
    /// How many notices a person has, and how many of them are unread.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_notices(&mut self, account: Uuid) -> Result<(u64, u64)> {
        let row: Option<(i64, i64)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(*) - COUNT(read_at) AS BIGINT)
             FROM notice WHERE account = $1",
            account,
        );
        let (all, unread) = row.unwrap_or_default();
        Ok((all.unsigned_abs(), unread.unsigned_abs()))
    }

    /// How many notices a person has not opened yet; for the home.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unread_notices(&mut self, account: Uuid) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM notice WHERE account = $1 AND read_at IS NULL",
            account,
        );
        Ok(row.unwrap_or_default().0.unsigned_abs())
    }

    /// Notices of a person, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn notices(&mut self, account: Uuid, skip: i64, limit: i64) -> Result<Vec<Notice>> {
        let rows: Vec<(Uuid, String, String, String, i64, Option<i64>)> = all!(
            self,
            "SELECT id, kind, subject, link, made_at, read_at FROM notice WHERE account = $1
             ORDER BY made_at DESC, id DESC LIMIT $2 OFFSET $3",
            account,
            limit,
            skip,
        );
        rows.into_iter()
            .map(|(id, kind, subject, link, made_at, read_at)| {
                Ok(Notice {
                    id,
                    kind: NoticeKind::from_code(&kind).ok_or(Error::Broken("notice.kind"))?,
                    subject,
                    link,
                    made_at: instant(made_at)?,
                    is_read: read_at.is_some(),
                })
            })
            .collect()
    }

    /// The kinds whose mails a person has stopped.
    ///
    /// # Errors
    /// The database fails.
    pub async fn stopped_mails(&mut self, account: Uuid) -> Result<Vec<NoticeKind>> {
        let rows: Vec<(String,)> = all!(self, "SELECT kind FROM stopped_mail WHERE account = $1", account);
        rows.into_iter()
            .map(|(kind,)| NoticeKind::from_code(&kind).ok_or(Error::Broken("stopped_mail.kind")))
            .collect()
    }

    /// True unless the person has stopped the mails of this kind.
    ///
    /// # Errors
    /// The database fails.
    pub async fn wants_mail(&mut self, account: Uuid, kind: NoticeKind) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(1 AS BIGINT) FROM stopped_mail WHERE account = $1 AND kind = $2",
            account,
            kind.code(),
        );
        Ok(row.is_none() || !kind.may_be_stopped())
    }
}

impl Tx {
    /// Writes a notice down, in the unit of work of the deed that causes it.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn add_notice(&mut self, account: Uuid, new: &NewNotice<'_>, now: Timestamp) -> Result<Uuid> {
        let id = Uuid::now_v7();
        run!(
            self,
            "INSERT INTO notice (id, account, kind, subject, link, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            account,
            new.kind.code(),
            new.subject,
            new.link,
            micros(now),
        );
        Ok(id)
    }

    /// The person opens a notice: gives where it leads. `None` when it is not theirs.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_notice(&mut self, account: Uuid, id: Uuid, now: Timestamp) -> Result<Option<String>> {
        let row: Option<(String,)> = maybe!(
            self,
            "UPDATE notice SET read_at = COALESCE(read_at, $3) WHERE id = $1 AND account = $2 RETURNING link",
            id,
            account,
            micros(now),
        );
        Ok(row.map(|(link,)| link))
    }

    /// すべて既読にする; gives how many were unread.
    ///
    /// # Errors
    /// The database fails.
    pub async fn read_all_notices(&mut self, account: Uuid, now: Timestamp) -> Result<u64> {
        Ok(run!(
            self,
            "UPDATE notice SET read_at = $2 WHERE account = $1 AND read_at IS NULL",
            account,
            micros(now),
        ))
    }

    /// Stops the mails of a kind, or lets them come again. A kind that cannot be stopped stays as it is.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn set_mail(
        &mut self,
        account: Uuid,
        (kind, wanted): (NoticeKind, bool),
        now: Timestamp,
    ) -> Result<()> {
        if wanted {
            run!(self, "DELETE FROM stopped_mail WHERE account = $1 AND kind = $2", account, kind.code());
        } else if kind.may_be_stopped() {
            // An account that is gone has no mails to stop: the link in an old mail must not fail.
            run!(
                self,
                "INSERT INTO stopped_mail (account, kind, stopped_at)
                 SELECT id, $2, $3 FROM account WHERE id = $1
                 ON CONFLICT (account, kind) DO NOTHING",
                account,
                kind.code(),
                micros(now),
            );
        }
        Ok(())
    }
}

//! Sessions: only the hash of the token is stored.

use domain::{clock::Timestamp, session::SessionLimits};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// Forms that wait for one person at most.
pub const PARKED_FORMS: i64 = 20;

/// A session that was found by its token, whether it is alive or not.
#[derive(Clone, Debug)]
pub struct FoundSession {
    /// Internal id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// State of the account: `open` when the page is open.
    pub page_open: bool,
    /// True when the account has left.
    pub withdrawn: bool,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// Ended on purpose (logout, sign-out elsewhere, new password, leaving).
    pub ended: bool,
}

/// A line in the person's own list of sessions.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Internal id.
    pub id: Uuid,
    /// Browser and system in words.
    pub device: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
}

/// A session to be written down.
#[derive(Clone, Debug)]
pub struct NewSession<'a> {
    /// Hash of the token in the cookie.
    pub token_hash: &'a str,
    /// The realm it belongs to; it is found in no other.
    pub realm: &'a str,
    /// Whose it is.
    pub account: Uuid,
    /// Browser and system in words.
    pub device: &'a str,
}

impl Conn {
    /// Finds a session of a realm by the hash of its token.
    ///
    /// # Errors
    /// The database fails.
    pub async fn session(&mut self, token_hash: &str, realm: &str) -> Result<Option<FoundSession>> {
        let row: Option<(Uuid, Uuid, String, i64, i64, Option<i64>)> = maybe!(
            self,
            "SELECT session.id, session.account, account.state, session.opened_at, session.seen_at, session.ended_at
             FROM session JOIN account ON account.id = session.account
             WHERE session.token_hash = $1 AND session.realm = $2",
            token_hash,
            realm,
        );
        row.map(|(id, account, state, opened_at, seen_at, ended_at)| {
            Ok(FoundSession {
                id,
                account,
                page_open: state == "open",
                withdrawn: state == "withdrawn",
                opened_at: instant(opened_at)?,
                seen_at: instant(seen_at)?,
                ended: ended_at.is_some(),
            })
        })
        .transpose()
    }

    /// The living sessions of an account, the newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sessions_of(
        &mut self,
        account: Uuid,
        limits: SessionLimits,
        now: Timestamp,
    ) -> Result<Vec<SessionLine>> {
        let (seen_after, opened_after) = limits.alive_after(now);
        let rows: Vec<(Uuid, String, i64, i64)> = all!(
            self,
            "SELECT id, device, opened_at, seen_at FROM session
             WHERE account = $1 AND ended_at IS NULL AND seen_at > $2 AND opened_at > $3
             ORDER BY opened_at DESC, id DESC LIMIT 100",
            account,
            micros(seen_after),
            micros(opened_after),
        );
        rows.into_iter()
            .map(|(id, device, opened_at, seen_at)| {
                Ok::<_, Error>(SessionLine {
                    id,
                    device,
                    opened_at: instant(opened_at)?,
                    seen_at: instant(seen_at)?,
                })
            })
            .collect()
    }

    /// Path and fields of every form of a person that was parked after an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn parked_forms(&mut self, account: Uuid, after: Timestamp) -> Result<Vec<(String, String)>> {
        Ok(all!(
            self,
            "SELECT path, fields FROM parked_form WHERE account = $1 AND parked_at > $2 ORDER BY path",
            account,
            micros(after),
        ))
    }

    /// What was typed into the form at `path` when a session had ended, if it was parked after an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn parked_form(
        &mut self,
        account: Uuid,
        path: &str,
        after: Timestamp,
    ) -> Result<Option<String>> {
        let row: Option<(String,)> = maybe!(
            self,
            "SELECT fields FROM parked_form WHERE account = $1 AND path = $2 AND parked_at > $3",
            account,
            path,
            micros(after),
        );
        Ok(row.map(|(fields,)| fields))
    }
}

impl Tx {
    /// Opens a session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_session(&mut self, new: &NewSession<'_>, now: Timestamp) -> Result<Uuid> {
        let id = Uuid::now_v7();
        run!(
            self,
            "INSERT INTO session (id, token_hash, realm, account, device, opened_at, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6)",
            id,
            new.token_hash,
            new.realm,
            new.account,
            new.device,
            micros(now),
        );
        Ok(id)
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// The database fails.
    pub async fn touch_session(&mut self, id: Uuid, now: Timestamp) -> Result<()> {
        run!(self, "UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2", id, micros(now));
        Ok(())
    }

    /// Puts another token in the place of the one that a living session had, which opens nothing from then on.
    /// False when the session is not theirs or has ended.
    ///
    /// # Errors
    /// The database fails.
    pub async fn renew_session(
        &mut self,
        account: Uuid,
        id: Uuid,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE session SET token_hash = $3, seen_at = $4 WHERE id = $1 AND account = $2 AND ended_at IS NULL",
            id,
            account,
            token_hash,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// True when the session is theirs and has not ended: between the request and this unit of work it may have.
    /// Until the unit of work is over nobody else ends it. Lock the account first ([`Tx::holds_password`]), as
    /// whoever ends sessions for a new password does.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holds_session(&mut self, account: Uuid, id: Uuid) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE session SET seen_at = seen_at WHERE id = $1 AND account = $2 AND ended_at IS NULL",
            id,
            account,
        );
        Ok(touched > 0)
    }

    /// Ends one session of an account. False when it is not theirs or ended already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_session(&mut self, account: Uuid, id: Uuid, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE session SET ended_at = $3 WHERE id = $1 AND account = $2 AND ended_at IS NULL",
            id,
            account,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Ends the session of a realm that a browser's token leads to, if there is one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_session_of(&mut self, token_hash: &str, realm: &str, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE session SET ended_at = $3 WHERE token_hash = $1 AND realm = $2 AND ended_at IS NULL",
            token_hash,
            realm,
            micros(now),
        );
        Ok(())
    }

    /// Ends every session of an account but one (none is kept when `keep` is `None`).
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_sessions(&mut self, account: Uuid, keep: Option<Uuid>, now: Timestamp) -> Result<u64> {
        Ok(run!(
            self,
            "UPDATE session SET ended_at = $3 WHERE account = $1 AND id <> $2 AND ended_at IS NULL",
            account,
            keep.unwrap_or_default(),
            micros(now),
        ))
    }

    /// Keeps what was typed into a form whose session had ended. Of one account only the newest
    /// [`PARKED_FORMS`] are kept: paths with a number in them are without end.
    ///
    /// # Errors
    /// The database fails.
    pub async fn park_form(&mut self, account: Uuid, path: &str, fields: &str, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO parked_form (id, account, path, fields, parked_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account, path) DO UPDATE SET fields = excluded.fields, parked_at = excluded.parked_at",
            Uuid::now_v7(),
            account,
            path,
            fields,
            micros(now),
        );
        run!(
            self,
            "DELETE FROM parked_form WHERE account = $1 AND id NOT IN (
                 SELECT id FROM parked_form WHERE account = $1 ORDER BY parked_at DESC, id DESC LIMIT $2)",
            account,
            PARKED_FORMS,
        );
        Ok(())
    }

    /// Forgets what was parked at a path.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_parked_form(&mut self, account: Uuid, path: &str) -> Result<()> {
        run!(self, "DELETE FROM parked_form WHERE account = $1 AND path = $2", account, path);
        Ok(())
    }

    /// Forgets forms parked at an instant or before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_parked_forms(&mut self, until: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM parked_form WHERE parked_at <= $1", micros(until)))
    }

    /// Forgets sessions not seen since an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_sessions(&mut self, before: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM session WHERE seen_at < $1", micros(before)))
    }
}

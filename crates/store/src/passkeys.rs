//! Passkeys and their ceremonies (WebAuthn; verified by `adapters::passkeys`). Bytes are kept as text
//! (base64url), which both databases keep alike.

use std::time::Duration;

use domain::clock::Timestamp;
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// How long a ceremony may take: as long as browsers wait for the person.
pub const CEREMONY: Duration = Duration::from_mins(5);

/// A passkey that was found by its name.
#[derive(Clone, Debug)]
pub struct Passkey {
    /// Internal id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// Its public key, and what never changes.
    pub public_part: String,
    /// Its counter and flags.
    pub changing_part: String,
}

/// A line in the person's own list of passkeys.
#[derive(Clone, Debug)]
pub struct PasskeyLine {
    /// Internal id.
    pub id: Uuid,
    /// What the person calls it.
    pub name: String,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it was last used to sign in.
    pub used_at: Option<Timestamp>,
    /// How the authenticator names it.
    pub credential_id: String,
    /// How browsers reach it, as bits.
    pub transports: i32,
}

/// A passkey to be kept.
#[derive(Clone, Debug)]
pub struct NewPasskey<'a> {
    /// How the authenticator names it.
    pub credential_id: &'a str,
    /// Its public key, and what never changes.
    pub public_part: &'a str,
    /// Its counter and flags.
    pub changing_part: &'a str,
    /// How browsers reach it, as bits.
    pub transports: i32,
    /// What the person calls it.
    pub name: &'a str,
}

impl Conn {
    /// The passkeys of an account, the oldest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn passkeys(&mut self, account: Uuid) -> Result<Vec<PasskeyLine>> {
        let rows: Vec<(Uuid, String, i64, Option<i64>, String, i32)> = all!(
            self,
            "SELECT id, name, added_at, used_at, credential_id, transports FROM passkey
             WHERE account = $1 ORDER BY added_at, id",
            account,
        );
        rows.into_iter()
            .map(|(id, name, added_at, used_at, credential_id, transports)| {
                Ok::<_, Error>(PasskeyLine {
                    id,
                    name,
                    added_at: instant(added_at)?,
                    used_at: used_at.map(instant).transpose()?,
                    credential_id,
                    transports,
                })
            })
            .collect()
    }

    /// A passkey by the name that the authenticator gave it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn passkey(&mut self, credential_id: &str) -> Result<Option<Passkey>> {
        let row: Option<(Uuid, Uuid, String, String)> = maybe!(
            self,
            "SELECT id, account, public_part, changing_part FROM passkey WHERE credential_id = $1",
            credential_id,
        );
        Ok(row.map(|(id, account, public_part, changing_part)| Passkey {
            id,
            account,
            public_part,
            changing_part,
        }))
    }

    /// What the browser of a holder was given, as long as its ceremony lasts.
    ///
    /// # Errors
    /// The database fails.
    pub async fn passkey_options(&mut self, holder: &str, now: Timestamp) -> Result<Option<String>> {
        let row: Option<(String,)> = maybe!(
            self,
            "SELECT options FROM passkey_ceremony WHERE holder = $1 AND begun_at >= $2",
            holder,
            micros(now - CEREMONY),
        );
        Ok(row.map(|(options,)| options))
    }
}

impl Tx {
    /// Begins a ceremony, in the place of the one that the holder had.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_passkey_ceremony(
        &mut self,
        holder: &str,
        (state, options): (&str, &str),
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO passkey_ceremony (holder, state, options, begun_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (holder) DO UPDATE SET state = excluded.state, options = excluded.options,
                 begun_at = excluded.begun_at",
            holder,
            state,
            options,
            micros(now),
        );
        Ok(())
    }

    /// Ends a ceremony and gives its state, once. `None` when there is none, or it is too old.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_passkey_ceremony(&mut self, holder: &str, now: Timestamp) -> Result<Option<String>> {
        let row: Option<(String, i64)> =
            maybe!(self, "DELETE FROM passkey_ceremony WHERE holder = $1 RETURNING state, begun_at", holder,);
        Ok(row.filter(|(_, begun_at)| *begun_at >= micros(now - CEREMONY)).map(|(state, _)| state))
    }

    /// Keeps a passkey.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when somebody has it already.
    pub async fn add_passkey(&mut self, account: Uuid, new: &NewPasskey<'_>, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO passkey (id, account, credential_id, public_part, changing_part, transports, name, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            Uuid::now_v7(),
            account,
            new.credential_id,
            new.public_part,
            new.changing_part,
            new.transports,
            new.name,
            micros(now),
        );
        Ok(())
    }

    /// Notes that a passkey was used, and what of it has changed since `before`. False when it was removed, or
    /// used by another request, meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_passkey(
        &mut self,
        id: Uuid,
        (before, after): (&str, &str),
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE passkey SET changing_part = $3, used_at = $4 WHERE id = $1 AND changing_part = $2",
            id,
            before,
            after,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Remembers a login by passkey; what was the last one becomes 前回のログイン日時. False when the account has
    /// left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_passkey_login(&mut self, account: Uuid, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET previous_login_at = last_login_at, last_login_at = $2
             WHERE id = $1 AND state <> 'withdrawn'",
            account,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Removes a passkey of an account. False when it is not theirs or gone already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_passkey(&mut self, account: Uuid, id: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM passkey WHERE id = $1 AND account = $2", id, account) > 0)
    }

    /// Removes every passkey of an account; how many there were.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_passkeys(&mut self, account: Uuid) -> Result<u64> {
        Ok(run!(self, "DELETE FROM passkey WHERE account = $1", account))
    }

    /// Forgets ceremonies that were not finished in time.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_passkey_ceremonies(&mut self, now: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM passkey_ceremony WHERE begun_at < $1", micros(now - CEREMONY)))
    }
}

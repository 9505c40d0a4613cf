//! Logins that wait for their second step, the codes mailed for them, and the devices that are spared it
//! (rules: `domain::second_step`).

use domain::{
    clock::Timestamp,
    second_step::{CODE_LIFETIME, CODES_PER_WINDOW, SKIP, STEP_LIFETIME, SecondStep, WRONG_TRIES},
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// A login that waits for its second step.
#[derive(Clone, Debug)]
pub struct WaitingLogin {
    /// Whose login it is.
    pub account: Uuid,
    /// What it waits for.
    pub step: SecondStep,
    /// The mark of the password that was checked.
    pub password_mark: String,
    /// Where the login leads.
    pub target: String,
    /// Hash of the newest mailed code; `None` when none was mailed.
    pub code_hash: Option<String>,
    /// When it was mailed.
    pub code_issued_at: Option<Timestamp>,
}

/// A login to be written down.
#[derive(Clone, Debug)]
pub struct NewWaitingLogin<'a> {
    /// Hash of what only this browser has.
    pub token_hash: &'a str,
    /// Whose login it is.
    pub account: Uuid,
    /// What it waits for.
    pub step: SecondStep,
    /// The mark of the password that was checked.
    pub password_mark: &'a str,
    /// Where the login leads.
    pub target: &'a str,
    /// Hash of the mailed code; `None` when none is mailed.
    pub code_hash: Option<&'a str>,
}

/// A device that is spared the second step.
#[derive(Clone, Debug)]
pub struct SparedDevice {
    /// Internal id.
    pub id: Uuid,
    /// Browser and system in words.
    pub name: String,
    /// Since when.
    pub spared_at: Timestamp,
    /// Until when.
    pub spared_until: Timestamp,
}

/// Whose device, and by which password it is spared.
#[derive(Clone, Copy, Debug)]
pub struct Sparing<'a> {
    /// The account.
    pub account: Uuid,
    /// Hash of the device's own id.
    pub device_hash: &'a str,
    /// The mark of the account's password.
    pub password_mark: &'a str,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    account: Uuid,
    step: String,
    password_mark: String,
    target: String,
    code_hash: Option<String>,
    code_issued_at: Option<i64>,
}

impl TryFrom<WaitingRow> for WaitingLogin {
    type Error = Error;

    fn try_from(row: WaitingRow) -> Result<Self> {
        Ok(Self {
            account: row.account,
            step: SecondStep::from_word(&row.step).ok_or(Error::Broken("second_step.step"))?,
            password_mark: row.password_mark,
            target: row.target,
            code_hash: row.code_hash,
            code_issued_at: row.code_issued_at.map(instant).transpose()?,
        })
    }
}

impl Conn {
    /// The login that waits in a browser, unless its time or its tries are over.
    ///
    /// # Errors
    /// The database fails.
    pub async fn waiting_login(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<WaitingLogin>> {
        let row: Option<WaitingRow> = maybe!(
            self,
            "SELECT account, step, password_mark, target, code_hash, code_issued_at FROM second_step
             WHERE token_hash = $1 AND begun_at >= $2 AND tries < $3",
            token_hash,
            micros(now - STEP_LIFETIME),
            WRONG_TRIES,
        );
        row.map(WaitingLogin::try_from).transpose()
    }

    /// True when a device is spared the second step of an account with this password.
    ///
    /// # Errors
    /// The database fails.
    pub async fn is_spared(&mut self, sparing: Sparing<'_>, now: Timestamp) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT spared_until FROM spared_device
             WHERE account = $1 AND device_hash = $2 AND password_mark = $3 AND spared_until > $4",
            sparing.account,
            sparing.device_hash,
            sparing.password_mark,
            micros(now),
        );
        Ok(row.is_some())
    }

    /// The devices that are spared the second step of an account with this password, the latest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn spared_devices(
        &mut self,
        account: Uuid,
        password_mark: &str,
        now: Timestamp,
    ) -> Result<Vec<SparedDevice>> {
        let rows: Vec<(Uuid, String, i64, i64)> = all!(
            self,
            "SELECT id, name, spared_at, spared_until FROM spared_device
             WHERE account = $1 AND password_mark = $2 AND spared_until > $3
             ORDER BY spared_at DESC, id DESC LIMIT 100",
            account,
            password_mark,
            micros(now),
        );
        rows.into_iter()
            .map(|(id, name, at, until)| {
                Ok(SparedDevice { id, name, spared_at: instant(at)?, spared_until: instant(until)? })
            })
            .collect()
    }
}

impl Tx {
    /// Writes down a login that waits for its second step.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_waiting_login(&mut self, new: &NewWaitingLogin<'_>, now: Timestamp) -> Result<()> {
        let at = new.code_hash.map(|_| micros(now));
        run!(
            self,
            "INSERT INTO second_step (token_hash, account, step, password_mark, target, code_hash, code_issued_at, begun_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            new.token_hash,
            new.account,
            new.step.as_str(),
            new.password_mark,
            new.target,
            new.code_hash,
            at,
            micros(now),
        );
        Ok(())
    }

    /// Counts a try at the second step and gives the login: `None` when it is unknown, too old, or was tried
    /// too often. One statement counts and decides.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_code_try(&mut self, token_hash: &str, now: Timestamp) -> Result<Option<WaitingLogin>> {
        let row: Option<WaitingRow> = maybe!(
            self,
            "UPDATE second_step SET tries = tries + 1 WHERE token_hash = $1 AND begun_at >= $2 AND tries < $3
             RETURNING account, step, password_mark, target, code_hash, code_issued_at",
            token_hash,
            micros(now - STEP_LIFETIME),
            WRONG_TRIES,
        );
        row.map(WaitingLogin::try_from).transpose()
    }

    /// Puts a new mailed code in the place of the last one. False when the login is over.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_mailed_code(
        &mut self,
        token_hash: &str,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE second_step SET code_hash = $2, code_issued_at = $3
             WHERE token_hash = $1 AND step = 'mailed_code' AND begun_at >= $4 AND tries < $5",
            token_hash,
            code_hash,
            micros(now),
            micros(now - STEP_LIFETIME),
            WRONG_TRIES,
        );
        Ok(touched > 0)
    }

    /// Ends a login that waited. False when another request did so first: each is used once.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_waiting_login(&mut self, token_hash: &str) -> Result<bool> {
        Ok(run!(self, "DELETE FROM second_step WHERE token_hash = $1", token_hash) > 0)
    }

    /// Ends every login of an account that waits: its ways of signing in were changed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_waiting_logins(&mut self, account: Uuid) -> Result<()> {
        run!(self, "DELETE FROM second_step WHERE account = $1", account);
        Ok(())
    }

    /// Counts a code that is to be mailed; false when there were too many within ten minutes. One statement
    /// counts and decides. `budget` is a keyed hash of the account, or of the account and its device.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_mailed_code(&mut self, budget: &str, now: Timestamp) -> Result<bool> {
        let row: Option<(i32,)> = maybe!(
            self,
            "INSERT INTO code_budget (budget, sent, since) VALUES ($1, 1, $2)
             ON CONFLICT (budget) DO UPDATE SET
                 sent = CASE WHEN code_budget.since <= $3 THEN 1 ELSE code_budget.sent + 1 END,
                 since = CASE WHEN code_budget.since <= $3 THEN $2 ELSE code_budget.since END
             WHERE code_budget.since <= $3 OR code_budget.sent < $4
             RETURNING sent",
            budget,
            micros(now),
            micros(now - CODE_LIFETIME),
            CODES_PER_WINDOW,
        );
        Ok(row.is_some())
    }

    /// Spares a device the second step for thirty days.
    ///
    /// # Errors
    /// The database fails.
    pub async fn spare_device(&mut self, sparing: Sparing<'_>, name: &str, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO spared_device (id, account, device_hash, password_mark, name, spared_at, spared_until)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (account, device_hash) DO UPDATE SET password_mark = excluded.password_mark,
                 name = excluded.name, spared_at = excluded.spared_at, spared_until = excluded.spared_until",
            Uuid::now_v7(),
            sparing.account,
            sparing.device_hash,
            sparing.password_mark,
            name,
            micros(now),
            micros(now + SKIP),
        );
        Ok(())
    }

    /// Ends the sparing of one device of an account. False when it is not theirs or ended already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_sparing(&mut self, account: Uuid, id: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM spared_device WHERE id = $1 AND account = $2", id, account) > 0)
    }

    /// Ends the sparing of every device of an account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_all_sparing(&mut self, account: Uuid) -> Result<()> {
        run!(self, "DELETE FROM spared_device WHERE account = $1", account);
        Ok(())
    }

    /// Forgets logins that waited too long, budgets that are full again, devices whose thirty days are over,
    /// and what was shown while a way of signing in was set up.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_second_steps(&mut self, now: Timestamp) -> Result<u64> {
        let old = micros(now - STEP_LIFETIME);
        run!(self, "DELETE FROM code_budget WHERE since < $1", micros(now - CODE_LIFETIME));
        run!(self, "DELETE FROM spared_device WHERE spared_until < $1", micros(now));
        run!(self, "DELETE FROM authenticator_setup WHERE begun_at < $1", old);
        run!(self, "DELETE FROM recovery_sheet WHERE made_at < $1", old);
        Ok(run!(self, "DELETE FROM second_step WHERE begun_at < $1", old))
    }
}

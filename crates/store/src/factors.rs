//! What somebody signs in with besides the password: mailed codes, an authenticator app, recovery codes
//! (rules: `domain::second_step`). Secrets come in sealed, codes as hashes.

use domain::{clock::Timestamp, second_step::SHOWN};
use uuid::Uuid;

use crate::sql::{Conn, Result, Tx, instant, micros};

/// What somebody has switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// Since when a ワンタイムパスワード is mailed at each login.
    pub mailed_code_since: Option<Timestamp>,
    /// Since when an authenticator app is set up.
    pub app_since: Option<Timestamp>,
    /// Recovery codes that were not used yet.
    pub recovery_codes: i64,
}

impl Conn {
    /// What an account has switched on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn factors(&mut self, account: Uuid) -> Result<Factors> {
        let row: Option<(Option<i64>, Option<i64>, i64)> = maybe!(
            self,
            "SELECT account.mailed_code_since, authenticator_app.added_at,
                    (SELECT CAST(COUNT(*) AS BIGINT) FROM recovery_code
                     WHERE recovery_code.account = account.id AND used_at IS NULL)
             FROM account LEFT JOIN authenticator_app ON authenticator_app.account = account.id
             WHERE account.id = $1",
            account,
        );
        let Some((mailed, app, recovery_codes)) = row else { return Ok(Factors::default()) };
        Ok(Factors {
            mailed_code_since: mailed.map(instant).transpose()?,
            app_since: app.map(instant).transpose()?,
            recovery_codes,
        })
    }

    /// The sealed secret of an account's authenticator app.
    ///
    /// # Errors
    /// The database fails.
    pub async fn authenticator_app(&mut self, account: Uuid) -> Result<Option<String>> {
        let row: Option<(String,)> =
            maybe!(self, "SELECT secret FROM authenticator_app WHERE account = $1", account);
        Ok(row.map(|(secret,)| secret))
    }

    /// The sealed secret of the authenticator app that a session is setting up.
    ///
    /// # Errors
    /// The database fails.
    pub async fn app_setup(
        &mut self,
        (account, session): (Uuid, Uuid),
        now: Timestamp,
    ) -> Result<Option<String>> {
        let row: Option<(String,)> = maybe!(
            self,
            "SELECT secret FROM authenticator_setup WHERE account = $1 AND session = $2 AND begun_at >= $3",
            account,
            session,
            micros(now - SHOWN),
        );
        Ok(row.map(|(secret,)| secret))
    }

    /// The sealed recovery codes that a session has just made.
    ///
    /// # Errors
    /// The database fails.
    pub async fn recovery_sheet(
        &mut self,
        (account, session): (Uuid, Uuid),
        now: Timestamp,
    ) -> Result<Option<String>> {
        let row: Option<(String,)> = maybe!(
            self,
            "SELECT codes FROM recovery_sheet WHERE account = $1 AND session = $2 AND made_at >= $3",
            account,
            session,
            micros(now - SHOWN),
        );
        Ok(row.map(|(codes,)| codes))
    }
}

impl Tx {
    /// Switches the ワンタイムパスワード by mail on. False when it was on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn switch_mailed_code_on(&mut self, account: Uuid, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET mailed_code_since = $2 WHERE id = $1 AND mailed_code_since IS NULL",
            account,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Switches it off. False when it was off.
    ///
    /// # Errors
    /// The database fails.
    pub async fn switch_mailed_code_off(&mut self, account: Uuid) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET mailed_code_since = NULL WHERE id = $1 AND mailed_code_since IS NOT NULL",
            account,
        );
        Ok(touched > 0)
    }

    /// Begins to set an authenticator app up, in the place of what was begun before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_app_setup(
        &mut self,
        (account, session): (Uuid, Uuid),
        secret: &str,
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO authenticator_setup (account, session, secret, begun_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (account) DO UPDATE SET session = excluded.session, secret = excluded.secret,
                 begun_at = excluded.begun_at",
            account,
            session,
            secret,
            micros(now),
        );
        Ok(())
    }

    /// Puts the app that was being set up to use; `step` is that of the code that proved it. False when another
    /// request did so first, or another secret was begun.
    ///
    /// # Errors
    /// The database fails.
    pub async fn install_app(
        &mut self,
        account: Uuid,
        (secret, step): (&str, i64),
        now: Timestamp,
    ) -> Result<bool> {
        let gone = run!(
            self,
            "DELETE FROM authenticator_setup WHERE account = $1 AND secret = $2",
            account,
            secret,
        );
        if gone == 0 {
            return Ok(false);
        }
        run!(
            self,
            "INSERT INTO authenticator_app (account, secret, last_step, added_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step,
                 added_at = excluded.added_at",
            account,
            secret,
            step,
            micros(now),
        );
        Ok(true)
    }

    /// Uses the code of one step up. False when it, or a later one, was used already: each is taken once.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_app_step(&mut self, account: Uuid, step: i64) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE authenticator_app SET last_step = $2 WHERE account = $1 AND last_step < $2",
            account,
            step,
        );
        Ok(touched > 0)
    }

    /// Removes the authenticator app. False when there was none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_app(&mut self, account: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM authenticator_app WHERE account = $1", account) > 0)
    }

    /// Puts new recovery codes in the place of all before, to be read for a while in the session that made
    /// them. `sealed` is the text that it reads.
    ///
    /// # Errors
    /// The database fails.
    pub async fn replace_recovery_codes(
        &mut self,
        (account, session): (Uuid, Uuid),
        (hashes, sealed): (&[String], &str),
        now: Timestamp,
    ) -> Result<()> {
        // First of all, so that two that come at once follow each other.
        run!(
            self,
            "INSERT INTO recovery_sheet (account, session, codes, made_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (account) DO UPDATE SET session = excluded.session, codes = excluded.codes,
                 made_at = excluded.made_at",
            account,
            session,
            sealed,
            micros(now),
        );
        run!(self, "DELETE FROM recovery_code WHERE account = $1", account);
        for hash in hashes {
            run!(self, "INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2)", account, hash);
        }
        Ok(())
    }

    /// Uses a recovery code up and gives how many are left. `None` when it is none of the account's, or was
    /// used before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_recovery_code(
        &mut self,
        account: Uuid,
        code_hash: &str,
        now: Timestamp,
    ) -> Result<Option<i64>> {
        let touched = run!(
            self,
            "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND code_hash = $2 AND used_at IS NULL",
            account,
            code_hash,
            micros(now),
        );
        if touched == 0 {
            return Ok(None);
        }
        Ok(Some(self.factors(account).await?.recovery_codes))
    }

    /// Forgets the text of the fresh recovery codes: the person has noted them down.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_recovery_sheet(&mut self, account: Uuid) -> Result<()> {
        run!(self, "DELETE FROM recovery_sheet WHERE account = $1", account);
        Ok(())
    }

    /// Makes every recovery code of an account useless: it has no second step any more.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_recovery_codes(&mut self, account: Uuid) -> Result<()> {
        run!(self, "DELETE FROM recovery_sheet WHERE account = $1", account);
        run!(self, "DELETE FROM recovery_code WHERE account = $1", account);
        Ok(())
    }
}

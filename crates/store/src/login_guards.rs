//! Counting wrong passwords in one statement (rules: `domain::login_guard`).

use domain::{
    clock::Timestamp,
    login_guard::{self, Verdict},
};

use crate::sql::{Result, Tx, micros};

impl Tx {
    /// Counts a try and decides whether it may be evaluated. Of any number of parallel tries at most
    /// five are. `guard` is a keyed hash of the ID, or of the ID and a device it signed in from.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_login_try(&mut self, guard: &str, now: Timestamp) -> Result<Verdict> {
        let row: Option<(Option<i64>,)> = maybe!(
            self,
            "INSERT INTO login_guard (guard, in_a_row, in_total, locked_until, tried_at)
             VALUES ($1, 1, 1, NULL, $2)
             ON CONFLICT (guard) DO UPDATE SET
                 in_a_row = CASE WHEN login_guard.locked_until IS NOT NULL THEN 1 ELSE login_guard.in_a_row + 1 END,
                 in_total = login_guard.in_total + 1,
                 locked_until = CASE WHEN login_guard.locked_until IS NULL AND login_guard.in_a_row + 1 >= $3
                                     THEN CAST($4 AS BIGINT) END,
                 tried_at = $2
             WHERE (login_guard.locked_until IS NULL OR login_guard.locked_until <= $2) AND login_guard.in_total < $5
             RETURNING locked_until",
            guard,
            micros(now),
            login_guard::FAILURES_THAT_LOCK,
            micros(login_guard::lock_until(now)),
            login_guard::FAILURES_THAT_KILL,
        );
        Ok(row.map_or(Verdict::Refuse, |(locked_until,)| Verdict::Evaluate { locks: locked_until.is_some() }))
    }

    /// Writes the time of the last try again, and nothing else.
    ///
    /// # Errors
    /// The database fails.
    pub async fn touch_login_guard(&mut self, guard: &str, now: Timestamp) -> Result<()> {
        run!(self, "UPDATE login_guard SET tried_at = $2 WHERE guard = $1", guard, micros(now));
        Ok(())
    }

    /// Sets a guard back to nothing, after a success or a reset.
    ///
    /// # Errors
    /// The database fails.
    pub async fn clear_login_guard(&mut self, guard: &str) -> Result<()> {
        run!(self, "DELETE FROM login_guard WHERE guard = $1", guard);
        Ok(())
    }

    /// After a success elsewhere: the failures since the last success are forgotten, a lock that runs stays.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forgive_login_failures(&mut self, guard: &str) -> Result<()> {
        run!(self, "UPDATE login_guard SET in_total = in_a_row, told = in_a_row WHERE guard = $1", guard);
        Ok(())
    }

    /// Forgets what mistyped once, and what nobody tried for a long time. Failures that have locked stay
    /// longer: whoever guesses slowly must not get the hundred tries anew again and again. Dead passwords
    /// stay dead.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_login_guards(&mut self, now: Timestamp) -> Result<u64> {
        Ok(run!(
            self,
            "DELETE FROM login_guard
             WHERE (tried_at < $1 AND in_total < $2) OR (tried_at < $3 AND in_total < $4)",
            micros(now - login_guard::FEW_FAILURES_KEPT),
            login_guard::FAILURES_THAT_LOCK,
            micros(now - login_guard::FAILURES_KEPT),
            login_guard::FAILURES_THAT_KILL,
        ))
    }
}

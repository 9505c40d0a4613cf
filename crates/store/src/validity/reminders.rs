//! Who is to be told that a registration ends.

use domain::{clock::Date, validity::Standing};
use uuid::Uuid;

use crate::sql::{Conn, Result, Tx, date};

/// What to look for: registrations that end on these days and were not told about this step yet.
#[derive(Clone, Copy, Debug)]
pub struct ReminderWindow {
    /// The step, as days before the last day.
    pub step: i64,
    /// The first last day.
    pub from: Date,
    /// The last one.
    pub to: Date,
}

/// Somebody whose registration ends soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminded {
    /// Whose it is.
    pub account: Uuid,
    /// Where to write to.
    pub email: String,
    /// The last day.
    pub valid_until: Date,
}

impl Conn {
    /// Registrations of a window, in a fixed order. `after` is the last one of the batch before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn to_be_reminded(
        &mut self,
        window: &ReminderWindow,
        after: Option<&Reminded>,
        limit: i64,
    ) -> Result<Vec<Reminded>> {
        let (day, account) =
            after.map_or((String::new(), Uuid::nil()), |last| (last.valid_until.to_string(), last.account));
        let rows: Vec<(Uuid, String, String)> = all!(
            self,
            "SELECT job_seeker.account, account.email, job_seeker.valid_until
             FROM job_seeker JOIN account ON account.id = job_seeker.account
             WHERE job_seeker.number IS NOT NULL AND account.state = 'open'
               AND job_seeker.switched_off_on IS NULL
               AND job_seeker.valid_until >= $1 AND job_seeker.valid_until <= $2
               AND (job_seeker.reminded_until IS NULL OR job_seeker.reminded_until <> job_seeker.valid_until
                    OR job_seeker.reminded > $3)
               AND (job_seeker.valid_until > $4
                    OR (job_seeker.valid_until = $4 AND job_seeker.account > $5))
             ORDER BY job_seeker.valid_until, job_seeker.account LIMIT $6",
            window.from.to_string(),
            window.to.to_string(),
            window.step,
            day,
            account,
            limit,
        );
        rows.into_iter()
            .map(|(account, email, until)| Ok(Reminded { account, email, valid_until: date(&until)? }))
            .collect()
    }
}

impl Tx {
    /// Notes that a reminder is sent. False when another node was first, or the registration was lengthened or
    /// switched off meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_reminder(&mut self, account: Uuid, step: i64, valid_until: Date) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE job_seeker SET reminded = $2, reminded_until = $3
             WHERE account = $1 AND valid_until = $3 AND switched_off_on IS NULL
               AND (reminded_until IS NULL OR reminded_until <> $3 OR reminded > $2)",
            account,
            step,
            valid_until.to_string(),
        );
        Ok(touched > 0)
    }

    /// Puts a registration's last day and the day of its switching off where a test wants them; nothing else
    /// calls this.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_standing(&mut self, account: Uuid, standing: Standing) -> Result<()> {
        run!(
            self,
            "UPDATE job_seeker SET valid_until = $2, switched_off_on = $3 WHERE account = $1",
            account,
            standing.valid_until.to_string(),
            standing.switched_off_on.map(|day| day.to_string()),
        );
        Ok(())
    }
}

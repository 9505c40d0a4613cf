//! Erasing what has had its time, in batches, and the record that it was done.

mod lost;
mod messages;

use domain::{
    clock::{Date, Timestamp, tokyo_date},
    validity::Standing,
};
use uuid::Uuid;

pub use lost::Lost;
pub use messages::{EndingMessage, MessageWarning};

use crate::{
    sql::{Conn, Error, Result, Tx, date, instant, micros},
    validity::standing,
};

/// An account that was left.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// Internal id.
    pub id: Uuid,
    /// Where to write to.
    pub email: String,
    /// When it was left.
    pub withdrawn_at: Timestamp,
    /// The last warning sent, as days before the end.
    pub warned: Option<i64>,
}

/// A page whose registration has been 無効 for years.
#[derive(Clone, Debug)]
pub struct OldPage {
    /// Whose it is.
    pub account: Uuid,
    /// Where to write to.
    pub email: String,
    /// How the registration stands.
    pub standing: Standing,
    /// The last warning sent for this 無効日, as days before the end.
    pub warned: Option<i64>,
}

/// That a job has forgotten something on a day. It holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgettingRecord {
    /// Name of the job.
    pub job: String,
    /// The day it was done for.
    pub day: Date,
    /// How many were erased.
    pub forgotten: i64,
    /// How many people were warned.
    pub warned: i64,
    /// When it was through; `None` while it goes on, or where it never came to its end.
    pub ended_at: Option<Timestamp>,
}

/// Which job works for which day.
#[derive(Clone, Copy, Debug)]
pub struct ForgettingRun {
    /// Name of the job.
    pub job: &'static str,
    /// The day.
    pub day: Date,
}

#[derive(sqlx::FromRow)]
struct OldPageRow {
    account: Uuid,
    email: String,
    valid_until: String,
    switched_off_on: Option<String>,
    page_warned: Option<i64>,
    page_warned_since: Option<String>,
}

impl OldPageRow {
    fn read(self, today: Date) -> Result<OldPage> {
        let standing = standing(&self.valid_until, self.switched_off_on.as_deref())?;
        let since = standing.invalid_since(today).map(|day| day.to_string());
        let warned = self.page_warned.filter(|_| self.page_warned_since == since);
        Ok(OldPage { account: self.account, email: self.email, standing, warned })
    }
}

impl Conn {
    /// Accounts that were left before an instant, in a fixed order. `after` is the last one of the batch before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn withdrawn_accounts(
        &mut self,
        before: Timestamp,
        after: Option<&Withdrawn>,
        limit: i64,
    ) -> Result<Vec<Withdrawn>> {
        let (at, id) = after.map_or((i64::MIN, Uuid::nil()), |last| (micros(last.withdrawn_at), last.id));
        let rows: Vec<(Uuid, String, i64, Option<i64>)> = all!(
            self,
            "SELECT id, email, withdrawn_at, erasure_warned FROM account
             WHERE state = 'withdrawn' AND withdrawn_at < $1
               AND (withdrawn_at > $2 OR (withdrawn_at = $2 AND id > $3))
             ORDER BY withdrawn_at, id LIMIT $4",
            micros(before),
            at,
            id,
            limit,
        );
        rows.into_iter()
            .map(|(id, email, at, warned)| Ok(Withdrawn { id, email, withdrawn_at: instant(at)?, warned }))
            .collect()
    }

    /// Open pages whose 無効日 is this day or earlier, in a fixed order. `after` is the last one of the batch before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn old_pages(
        &mut self,
        (invalid_since, today): (Date, Date),
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<OldPage>> {
        let rows: Vec<OldPageRow> = all!(
            self,
            "SELECT job_seeker.account, account.email, job_seeker.valid_until, job_seeker.switched_off_on,
                    job_seeker.page_warned, job_seeker.page_warned_since
             FROM job_seeker JOIN account ON account.id = job_seeker.account
             WHERE job_seeker.number IS NOT NULL AND account.state = 'open'
               AND (job_seeker.switched_off_on <= $1
                    OR (job_seeker.switched_off_on IS NULL AND job_seeker.valid_until < $1))
               AND job_seeker.account > $2
             ORDER BY job_seeker.account LIMIT $3",
            invalid_since.to_string(),
            after.unwrap_or_default(),
            limit,
        );
        rows.into_iter().map(|row| row.read(today)).collect()
    }

    /// The last record of each job that forgets.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forgetting_records(&mut self) -> Result<Vec<ForgettingRecord>> {
        let rows: Vec<(String, String, i64, i64, Option<i64>)> = all!(
            self,
            "SELECT job, day, forgotten, warned, ended_at FROM forgetting_record latest
             WHERE day = (SELECT MAX(day) FROM forgetting_record WHERE job = latest.job)
             ORDER BY job",
        );
        rows.into_iter()
            .map(|(job, day, forgotten, warned, ended_at)| {
                Ok::<_, Error>(ForgettingRecord {
                    job,
                    day: date(&day)?,
                    forgotten,
                    warned,
                    ended_at: ended_at.map(instant).transpose()?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Notes that somebody who left is warned. False when another node was first, or the person came back.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_erasure_warning(&mut self, account: &Withdrawn, days_before: i64) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET erasure_warned = $3
             WHERE id = $1 AND state = 'withdrawn' AND withdrawn_at = $2
               AND (erasure_warned IS NULL OR erasure_warned > $3)",
            account.id,
            micros(account.withdrawn_at),
            days_before,
        );
        Ok(touched > 0)
    }

    /// Erases an account that was left, with everything that hangs on it. False when the person came back.
    ///
    /// # Errors
    /// The database fails.
    pub async fn erase_withdrawn(&mut self, account: &Withdrawn, now: Timestamp) -> Result<bool> {
        let held = run!(
            self,
            "UPDATE account SET state = state WHERE id = $1 AND state = 'withdrawn' AND withdrawn_at = $2",
            account.id,
            micros(account.withdrawn_at),
        );
        if held > 0 {
            self.erase(account.id, now).await?;
        }
        Ok(held > 0)
    }

    /// Notes that somebody whose page is old is warned. False when another node was first, or the registration
    /// is not what it was.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_page_warning(&mut self, page: &OldPage, days_before: i64, today: Date) -> Result<bool> {
        let since = page.standing.invalid_since(today).ok_or(Error::Broken("a page in force"))?;
        let touched = run!(
            self,
            "UPDATE job_seeker SET page_warned = $2, page_warned_since = $3
             WHERE account = $1 AND valid_until = $4 AND COALESCE(switched_off_on, '') = $5
               AND (page_warned_since IS NULL OR page_warned_since <> $3 OR page_warned > $2)",
            page.account,
            days_before,
            since.to_string(),
            page.standing.valid_until.to_string(),
            page.standing.switched_off_on.map(|day| day.to_string()).unwrap_or_default(),
        );
        Ok(touched > 0)
    }

    /// Erases a page with its account and everything that hangs on it. False when the registration is not what
    /// it was, or the person has left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn erase_page(&mut self, page: &OldPage, now: Timestamp) -> Result<bool> {
        let open =
            run!(self, "UPDATE account SET state = state WHERE id = $1 AND state = 'open'", page.account);
        let held = self.hold_standing(page.account).await?;
        let unchanged = open > 0 && held == Some(page.standing);
        if unchanged {
            self.erase(page.account, now).await?;
        }
        Ok(unchanged)
    }

    /// What an office needs to find its own record stays: 求職番号, office and days. Of a person of a counter the
    /// office keeps what decides for five years whether a page may be opened on the web.
    async fn erase(&mut self, account: Uuid, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO erased_registration (number, office_code, kind, applied_on, valid_until, erased_on)
             SELECT number, office_code, kind, applied_on, valid_until, $2 FROM job_seeker
             WHERE account = $1 AND number IS NOT NULL
             ON CONFLICT (number) DO NOTHING",
            account,
            tokyo_date(now).to_string(),
        );
        run!(
            self,
            "UPDATE office_registration SET family_name = NULL, given_name = NULL, family_kana = NULL,
                    given_kana = NULL, postal_code = NULL, municipality_code = NULL, town = NULL,
                    building = NULL, telephone = NULL, email = NULL, email_key = NULL
             WHERE account = $1",
            account,
        );
        run!(self, "DELETE FROM account WHERE id = $1", account);
        Ok(())
    }

    /// Adds to what a job has forgotten on a day, in the unit of work that forgets it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record_forgetting(&mut self, run: ForgettingRun, forgotten: i64, warned: i64) -> Result<()> {
        run!(
            self,
            "INSERT INTO forgetting_record (job, day, forgotten, warned) VALUES ($1, $2, $3, $4)
             ON CONFLICT (job, day) DO UPDATE SET forgotten = forgetting_record.forgotten + excluded.forgotten,
                 warned = forgetting_record.warned + excluded.warned",
            run.job,
            run.day.to_string(),
            forgotten,
            warned,
        );
        Ok(())
    }

    /// A job that forgets is through with its day.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_forgetting(&mut self, run: ForgettingRun, now: Timestamp) -> Result<()> {
        self.record_forgetting(run, 0, 0).await?;
        run!(
            self,
            "UPDATE forgetting_record SET ended_at = $3 WHERE job = $1 AND day = $2",
            run.job,
            run.day.to_string(),
            micros(now),
        );
        Ok(())
    }
}

//! Work for later, queued in the same unit of work as the deed that causes it.
//!
//! A job is a struct: its fields are the payload. It must be able to run twice, because a worker
//! may die between the work and the note that it is done. Periodic work is a job whose key is its
//! name and date ([`daily_key`]), so that of many nodes one queues it.

use std::time::Duration;

use domain::clock::{Date, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    outbox::wait_after,
    sql::{Conn, Error, Result, Tx, micros},
};

/// How long a claim holds unless it is renewed; see [`Tx::renew_job`].
pub const JOB_CLAIM_LIFE: Duration = Duration::from_secs(180);

/// Tries before a job counts as failed. Waiting doubles, so these are about four hours.
pub const JOB_TRIES: i64 = 8;

/// What is to be done later; its fields are the payload.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// Stands in the table and in logs. Never rename one that may still be queued.
    const NAME: &'static str;

    /// Of several jobs with the same key only the first is queued.
    fn key(&self) -> Option<String> {
        None
    }
}

/// Why a job did not do its work. The text goes to the log: no personal data in it.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Something is away for now; try again later.
    #[error("{0}")]
    Retry(String),
    /// Trying again would not help.
    #[error("{0}")]
    Fail(String),
}

impl From<Error> for JobError {
    fn from(error: Error) -> Self {
        Self::Retry(error.to_string())
    }
}

/// The key of work that is done once a day.
pub fn daily_key(name: &str, day: Date) -> String {
    format!("{name}/{day}")
}

/// A job in the hands of one worker.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ClaimedJob {
    /// Stays the same over all tries.
    pub id: Uuid,
    /// [`Job::NAME`].
    pub name: String,
    /// The struct as JSON.
    pub payload: String,
    /// The number of this try, from 1.
    pub tries: i64,
}

/// How the queue stands, for health and metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobState {
    /// Jobs still to be done, whether due or not.
    pub waiting: i64,
    /// Jobs that were given up.
    pub failed: i64,
}

impl Conn {
    /// True when a worker would find a job to claim.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn jobs_are_due(&mut self, now: Timestamp) -> Result<bool> {
        let found: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(1 AS BIGINT) FROM job
             WHERE state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2) LIMIT 1",
            micros(now),
            micros(now - JOB_CLAIM_LIFE),
        );
        Ok(found.is_some())
    }

    /// How the queue stands.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn job_state(&mut self) -> Result<JobState> {
        let waiting: Option<(i64,)> =
            maybe!(self, "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE state = 'waiting'");
        let failed: Option<(i64,)> =
            maybe!(self, "SELECT CAST(COUNT(*) AS BIGINT) FROM job WHERE state = 'failed'");
        Ok(JobState { waiting: waiting.unwrap_or_default().0, failed: failed.unwrap_or_default().0 })
    }

    /// True when a job of this key stands in the table, done or not.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn job_is_known(&mut self, key: &str) -> Result<bool> {
        let found: Option<(i64,)> = maybe!(self, "SELECT CAST(1 AS BIGINT) FROM job WHERE job_key = $1", key);
        Ok(found.is_some())
    }
}

impl Tx {
    /// Queues a job to be done from `due` on. False when a job of its key was queued before.
    ///
    /// # Errors
    /// The database refuses, or the payload cannot be written as JSON.
    pub async fn queue<J: Job>(&mut self, job: &J, due: Timestamp, now: Timestamp) -> Result<bool> {
        let payload = serde_json::to_string(job).map_err(|_| Error::Broken("job payload"))?;
        let added = run!(
            self,
            "INSERT INTO job (id, name, job_key, payload, queued_at, due_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (job_key) DO NOTHING",
            Uuid::now_v7(),
            J::NAME,
            job.key(),
            payload,
            micros(now),
            micros(due),
        );
        Ok(added == 1)
    }

    /// Takes one job that is due; it counts one try. Races as with letters.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn claim_job(&mut self, now: Timestamp) -> Result<Option<ClaimedJob>> {
        Ok(maybe!(
            self,
            "UPDATE job SET claimed_at = $1, tries = tries + 1
             WHERE id IN (SELECT id FROM job
                          WHERE state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2)
                          ORDER BY due_at LIMIT 1)
               AND state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2)
             RETURNING id, name, payload, tries",
            micros(now),
            micros(now - JOB_CLAIM_LIFE),
        ))
    }

    /// Holds on to a job that takes longer. False when the claim was lost to another worker.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn renew_job(&mut self, job: &ClaimedJob, now: Timestamp) -> Result<bool> {
        let held = run!(
            self,
            "UPDATE job SET claimed_at = $3 WHERE id = $1 AND tries = $2 AND state = 'waiting'",
            job.id,
            job.tries,
            micros(now),
        );
        Ok(held == 1)
    }

    /// The work is done.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn job_is_done(&mut self, job: &ClaimedJob, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE job SET state = 'done', ended_at = $3, claimed_at = NULL, failure = NULL
             WHERE id = $1 AND tries = $2 AND state = 'waiting'",
            job.id,
            job.tries,
            micros(now),
        );
        Ok(())
    }

    /// The work was not done: gives the job back, or gives it up when trying again would not help
    /// or [`JOB_TRIES`] are over. True when it was given up.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn job_failed(&mut self, job: &ClaimedJob, error: &JobError, now: Timestamp) -> Result<bool> {
        let give_up = matches!(error, JobError::Fail(_)) || job.tries >= JOB_TRIES;
        if give_up {
            run!(
                self,
                "UPDATE job SET state = 'failed', ended_at = $3, claimed_at = NULL, failure = $4
                 WHERE id = $1 AND tries = $2 AND state = 'waiting'",
                job.id,
                job.tries,
                micros(now),
                error.to_string(),
            );
        } else {
            run!(
                self,
                "UPDATE job SET claimed_at = NULL, due_at = $3, failure = $4
                 WHERE id = $1 AND tries = $2 AND state = 'waiting'",
                job.id,
                job.tries,
                micros(now + wait_after(job.tries)),
                error.to_string(),
            );
        }
        Ok(give_up)
    }

    /// Forgets jobs that ended before `limit`; gives their number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn forget_jobs_before(&mut self, limit: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM job WHERE state <> 'waiting' AND ended_at < $1", micros(limit)))
    }
}

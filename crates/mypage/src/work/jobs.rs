//! Jobs are done. A job is registered once, in `crate::jobs::all`; its struct is its payload.

use std::{collections::HashMap, future::Future, pin::Pin, time::Duration};

use domain::clock::{Date, Timestamp, tokyo_date};
use site::App;
use store::jobs::{ClaimedJob, Job, JobError};

use super::Round;

/// How often a worker that is at a long job says that it still is.
const RENEW_EVERY: Duration = Duration::from_secs(30);

/// A job together with how it is done.
pub trait Work: Job {
    /// Does the job. It may be done twice: everything it does must bear that.
    fn run(self, app: App) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// A job that is queued once for every day in Tokyo; its key must name the day
/// ([`store::jobs::daily_key`]).
pub trait Daily: Work {
    /// The job of one day.
    fn of(day: Date) -> Self;
}

type Outcome = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send>>;
type Runner = Box<dyn Fn(App, &str) -> Outcome + Send + Sync>;
type Queued = Pin<Box<dyn Future<Output = store::Result<()>> + Send>>;
type Queuer = Box<dyn Fn(App, Date, Timestamp) -> Queued + Send + Sync>;

/// All jobs this program knows.
#[derive(Default)]
pub struct Jobs {
    runners: HashMap<&'static str, Runner>,
    daily: Vec<Queuer>,
    /// The last day for which daily jobs were queued.
    queued: std::sync::Mutex<Option<Date>>,
}

impl Jobs {
    /// With one more job.
    #[must_use]
    pub fn with<J: Work>(mut self) -> Self {
        let runner: Runner = Box::new(|app, payload| match serde_json::from_str::<J>(payload) {
            Ok(job) => Box::pin(job.run(app)),
            Err(_) => Box::pin(async { Err(JobError::Fail("its payload cannot be read".into())) }),
        });
        self.runners.insert(J::NAME, runner);
        self
    }

    /// With one more job that is queued every day.
    #[must_use]
    pub fn with_daily<J: Daily + Sync>(mut self) -> Self {
        self.daily.push(Box::new(|app, day, now| {
            Box::pin(async move {
                let job = J::of(day);
                let mut tx = app.store.begin().await?;
                tx.queue(&job, now, now).await?;
                tx.commit().await
            })
        }));
        self.with::<J>()
    }

    /// Queues the jobs of the day where that was not done yet, and does one job that is due.
    /// `beat` is called while a long job goes on.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn round(&self, app: &App, beat: impl Fn()) -> anyhow::Result<Round> {
        let now = app.clock.now();
        self.queue_daily(app, now).await?;
        if !app.store.read().await?.jobs_are_due(now).await? {
            return Ok(Round::Idle);
        }
        let mut tx = app.store.begin().await?;
        let claimed = tx.claim_job(now).await?;
        tx.commit().await?;
        if let Some(job) = claimed {
            let outcome = self.run_renewing(app, &job, beat).await;
            settle(app, &job, &outcome).await?;
        }
        Ok(Round::Busy)
    }

    /// Queues the jobs of the present day. Of many nodes that try, one succeeds.
    async fn queue_daily(&self, app: &App, now: Timestamp) -> store::Result<()> {
        let today = tokyo_date(now);
        let known = self.queued.lock().is_ok_and(|queued| *queued == Some(today));
        if known {
            return Ok(());
        }
        for queue in &self.daily {
            queue(app.clone(), today, now).await?;
        }
        if let Ok(mut queued) = self.queued.lock() {
            *queued = Some(today);
        }
        Ok(())
    }

    /// Does a job, and keeps the claim on it as long as that takes.
    async fn run_renewing(&self, app: &App, job: &ClaimedJob, beat: impl Fn()) -> Result<(), JobError> {
        let Some(runner) = self.runners.get(job.name.as_str()) else {
            // Perhaps queued by a newer program on another node.
            return Err(JobError::Retry("this program does not know the job".into()));
        };
        let mut work = tokio::spawn(runner(app.clone(), &job.payload));
        loop {
            tokio::select! {
                ended = &mut work => {
                    return ended.unwrap_or_else(|_| Err(JobError::Retry("it broke".into())));
                }
                () = tokio::time::sleep(RENEW_EVERY) => {
                    beat();
                    if !renew(app, job).await {
                        tracing::warn!(job = job.name, id = %job.id, "another worker has taken the job over");
                    }
                }
            }
        }
    }
}

/// Says that the job is still worked on. False when another worker has it.
async fn renew(app: &App, job: &ClaimedJob) -> bool {
    // When the database is away the claim is renewed next time.
    try_renewing(app, job).await.unwrap_or(true)
}

async fn try_renewing(app: &App, job: &ClaimedJob) -> store::Result<bool> {
    let mut tx = app.store.begin().await?;
    let held = tx.renew_job(job, app.clock.now()).await?;
    tx.commit().await?;
    Ok(held)
}

async fn settle(app: &App, job: &ClaimedJob, outcome: &Result<(), JobError>) -> store::Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let word = match outcome {
        Ok(()) => {
            tx.job_is_done(job, now).await?;
            "done"
        }
        Err(error) if tx.job_failed(job, error, now).await? => "failed",
        Err(_) => "postponed",
    };
    tx.commit().await?;
    metrics::counter!("mypage_jobs_total", "job" => job.name.clone(), "outcome" => word).increment(1);
    match outcome {
        Ok(()) => tracing::info!(job = job.name, id = %job.id, tries = job.tries, "job done"),
        Err(cause) => {
            tracing::warn!(job = job.name, id = %job.id, tries = job.tries, %cause, outcome = word, "job not done");
        }
    }
    Ok(())
}

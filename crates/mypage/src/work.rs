//! The work behind the pages: letters, jobs, the search index. Several nodes may work at once.
//! Whatever is away for a while (database, mail server, disk), the loops go on by themselves.

pub mod jobs;
pub mod letters;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{config::Config, feed, serve, setup::Setup};

/// The wait after a round that found nothing to do.
const REST: Duration = Duration::from_secs(1);
/// The same before changes of postings are looked for again: they are to be found within a second of their commit,
/// whichever process made it, and looking is one short statement.
const INDEX_REST: Duration = Duration::from_millis(250);
/// The wait after a round that failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// A section that showed no sign of life for so many seconds is stuck.
const STUCK_AFTER: u64 = 180;

/// A kind of work with a loop of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Sending letters.
    Letters,
    /// Doing jobs.
    Jobs,
    /// Feeding the search index.
    Index,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Letters, Self::Jobs, Self::Index];
    /// What a process does that serves alone.
    pub const EVERYTHING: &[Self] = &Self::ALL;
    /// What a process does that serves while another one works: its index is its own.
    pub const SERVING: &[Self] = &[Self::Index];
    /// What a process does that only works. One process at a time may feed a folder, so the index
    /// is left to those that search in it.
    pub const WORKING: &[Self] = &[Self::Letters, Self::Jobs];

    /// Its name in logs and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Jobs => "jobs",
            Self::Index => "index",
        }
    }

    fn rest(self) -> Duration {
        match self {
            Self::Letters | Self::Jobs => REST,
            Self::Index => INDEX_REST,
        }
    }
}

/// Signs of life of the loops, for health.
pub struct Pulse {
    start: Instant,
    /// Seconds after `start` of each section's last sign.
    beats: [AtomicU64; 3],
    sections: &'static [Section],
}

impl Pulse {
    /// For a process that does the work of these sections.
    pub fn of(sections: &'static [Section]) -> Self {
        Self { start: Instant::now(), beats: Default::default(), sections }
    }

    /// The sections of this process.
    pub fn sections(&self) -> &'static [Section] {
        self.sections
    }

    /// A section shows that it lives.
    pub fn beat(&self, section: Section) {
        self.beats[section as usize].store(self.start.elapsed().as_secs(), Ordering::Relaxed);
    }

    /// Whether a section has shown no sign of life for too long.
    pub fn is_stuck(&self, section: Section) -> bool {
        let last = self.beats[section as usize].load(Ordering::Relaxed);
        self.sections.contains(&section) && self.start.elapsed().as_secs().saturating_sub(last) > STUCK_AFTER
    }

    /// `ok`, `stuck`, or `elsewhere` when letters and jobs are left to another process.
    pub fn word(&self) -> &'static str {
        if Section::ALL.into_iter().any(|section| self.is_stuck(section)) {
            "stuck"
        } else if self.sections.contains(&Section::Jobs) {
            "ok"
        } else {
            "elsewhere"
        }
    }
}

/// Does the work of one process.
#[derive(Clone)]
pub struct Worker {
    setup: Setup,
    jobs: Arc<jobs::Jobs>,
    pulse: Arc<Pulse>,
}

/// What a round found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Something was done; there may be more.
    Busy,
    /// Nothing is to be done now.
    Idle,
}

impl Worker {
    /// A worker on the same parts as the pages.
    pub fn new(setup: &Setup, pulse: Arc<Pulse>) -> Self {
        Self { setup: setup.clone(), jobs: Arc::new(crate::jobs::all()), pulse }
    }

    /// Works on the sections of the pulse until told to stop; then ends the rounds under way.
    pub async fn run(self, stop: CancellationToken) {
        let tasks = TaskTracker::new();
        for section in self.pulse.sections() {
            tasks.spawn(self.clone().keep(*section, stop.clone()));
        }
        tasks.close();
        tasks.wait().await;
    }

    /// Repeats rounds. One that fails, or even panics, is noted and tried again.
    async fn keep(self, section: Section, stop: CancellationToken) {
        while !stop.is_cancelled() {
            self.pulse.beat(section);
            let rest = match tokio::spawn(self.clone().round(section)).await {
                Ok(Ok(Round::Busy)) => Duration::ZERO,
                Ok(Ok(Round::Idle)) => section.rest(),
                Ok(Err(cause)) => {
                    tracing::warn!(
                        section = section.name(),
                        cause = format!("{cause:#}"),
                        "work was interrupted"
                    );
                    AFTER_FAILURE
                }
                Err(_) => {
                    tracing::error!(section = section.name(), "work broke; it will be tried again");
                    AFTER_FAILURE
                }
            };
            stop.run_until_cancelled(tokio::time::sleep(rest)).await;
        }
    }

    async fn round(self, section: Section) -> anyhow::Result<Round> {
        let app = &self.setup.app;
        match section {
            Section::Letters => letters::send_due(&self.setup).await,
            Section::Jobs => self.jobs.round(app, || self.pulse.beat(section)).await,
            Section::Index => self.feed().await,
        }
    }

    /// An empty index is built, another one follows what changed.
    async fn feed(&self) -> anyhow::Result<Round> {
        let (app, feeder) = (&self.setup.app, &self.setup.feeder);
        if feeder.position()?.is_none() {
            feed::catch_up(&app.store, feeder, |_| self.pulse.beat(Section::Index)).await?;
            return Ok(Round::Idle);
        }
        if feed::feed_some(&app.store, feeder, feed::AT_ONCE).await? {
            return Ok(Round::Busy);
        }
        feed::fold_when_worth_it(feeder, app.clock.now());
        Ok(Round::Idle)
    }
}

/// Works apart from the pages until the program is told to stop.
///
/// # Errors
/// Something cannot be opened.
pub async fn work(config: &Config) -> anyhow::Result<()> {
    let setup = Setup::open(config).await?;
    let stop = serve::stop_on_signals()?;
    tracing::info!("working");
    let worker = Worker::new(&setup, Arc::new(Pulse::of(Section::WORKING)));
    let work = tokio::spawn(worker.run(stop.clone()));
    serve::end_work(work, &stop, config.shutdown).await;
    setup.app.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

//! The whole service in process: an `App` on a database of its own, a clock that the test moves,
//! passwords that cost nothing, and an outbox that the test empties by hand.

use adapters::{
    password::{Cost, Hasher},
    secrets::SecretKey,
    sign_on::SignOn,
};
use axum::Router;
use domain::{
    clock::{Clock, Timestamp},
    letters::Letter,
};
use jiff::SignedDuration;
use search::{Feeder, Index};
use site::{App, AppParts, Settings, Throttle};
use store::Store;
use tempfile::TempDir;

use crate::{TestStore, Visitor, stores};

/// 2026-11-20 10:00 in Japan, a Friday.
pub const OPENING: &str = "2026-11-20T01:00:00Z";
/// Letters taken from the outbox at once.
const BATCH: i64 = 100;

/// A running service. When the test is over, nothing may be left in its outbox or job queue.
pub struct TestSite {
    /// `SQLite` or `PostgreSQL`, for the messages of failing tests.
    pub name: &'static str,
    /// What the handlers are given.
    pub app: App,
    router: Router,
    url: String,
    pub(crate) feeder: Feeder,
    _index: TempDir,
    // Last, so that the database outlives everything that uses it.
    _store: TestStore,
}

/// The service with these pages, once on each database of [`stores`].
///
/// # Panics
/// When a database cannot be opened.
pub async fn sites(realms: fn() -> Router<App>) -> Vec<TestSite> {
    stores().await.into_iter().map(|store| TestSite::new(store, realms())).collect()
}

/// What the operator chose, for tests: as by default, but nobody is slowed down.
pub fn settings() -> Settings {
    Settings { attempts_per_minute: 1_000_000, ..Settings::default() }
}

impl TestSite {
    /// The service on this store, with the settings of [`settings`].
    pub fn new(store: TestStore, realms: Router<App>) -> Self {
        Self::with(store, realms, settings())
    }

    /// The service on this store, with settings of the test's own.
    ///
    /// # Panics
    /// When there are no random numbers.
    pub fn with(store: TestStore, realms: Router<App>, settings: Settings) -> Self {
        Self::with_sign_on(store, realms, settings, |_| SignOn::default())
    }

    /// The service with providers through which people sign in; they may look at its clock.
    ///
    /// # Panics
    /// When there are no random numbers.
    pub fn with_sign_on(
        store: TestStore,
        realms: Router<App>,
        settings: Settings,
        sign_on: impl FnOnce(&Clock) -> SignOn,
    ) -> Self {
        let opening = OPENING.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        let clock = Clock::set_to(opening);
        let secret = SecretKey::from_text(&"test".repeat(16)).unwrap_or_else(|| panic!("no secret"));
        let hasher = Hasher::new(secret.clone(), Cost::CHEAPEST, 4).unwrap_or_else(|error| panic!("{error}"));
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
        let index = Index::open(folder.path()).unwrap_or_else(|error| panic!("{error}"));
        let app = App::new(AppParts {
            store: store.store.clone(),
            finder: index.finder(),
            throttle: Throttle::new(settings.attempts_per_minute, clock.clone()),
            sign_on: sign_on(&clock),
            clock,
            settings,
            hasher,
            secret,
        });
        let router = site::finish(realms, app.clone());
        Self {
            name: store.name,
            app,
            router,
            url: store.url.clone(),
            feeder: index.feeder(),
            _index: folder,
            _store: store,
        }
    }

    /// Somebody with an empty browser.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.router.clone(), self.app.clock.clone(), &self.app.settings.base_url)
    }

    /// The store, for looking behind the pages.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// The present instant of the service.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: SignedDuration) {
        self.app.clock.advance(by);
    }

    /// Takes every letter that is due out of the outbox, oldest first.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn letters(&self) -> Vec<Letter> {
        self.take_letters().await.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The one letter that waits; fails when there is none, another, or more.
    ///
    /// # Panics
    /// When not exactly this letter waits.
    pub async fn letter(&self, to: &str, subject: &str) -> Letter {
        let mut letters = self.letters().await;
        let have: Vec<String> =
            letters.iter().map(|letter| format!("{} to {}", letter.subject, letter.to)).collect();
        assert_eq!(have, [format!("{subject} to {to}")], "{}", self.name);
        letters.remove(0)
    }

    /// Everything the database holds, as text, one row a line behind the name of its table.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn everything_stored(&self) -> String {
        crate::dump::everything_in(&self.url).await
    }

    /// Takes every job that is due out of the queue without doing it: its name and payload.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn jobs(&self) -> Vec<(String, String)> {
        self.take_jobs().await.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    async fn take_letters(&self) -> store::Result<Vec<Letter>> {
        let now = self.now();
        let mut taken = Vec::new();
        loop {
            let mut tx = self.app.store.begin().await?;
            let claimed = tx.claim_letters(BATCH, now).await?;
            for letter in &claimed {
                tx.letter_was_sent(letter, now).await?;
            }
            tx.commit().await?;
            if claimed.is_empty() {
                return Ok(taken);
            }
            taken.extend(claimed.into_iter().map(|letter| Letter {
                to: letter.recipient,
                subject: letter.subject,
                body: letter.body,
            }));
        }
    }

    async fn take_jobs(&self) -> store::Result<Vec<(String, String)>> {
        let now = self.now();
        let mut taken = Vec::new();
        let mut tx = self.app.store.begin().await?;
        while let Some(job) = tx.claim_job(now).await? {
            tx.job_is_done(&job, now).await?;
            taken.push((job.name, job.payload));
        }
        tx.commit().await?;
        Ok(taken)
    }
}

/// The key of a letter: it follows 「認証キー：」 on the same line.
///
/// # Panics
/// When the letter has none.
pub fn key_in(letter: &Letter) -> String {
    let line = letter.body.lines().find_map(|line| line.split_once("認証キー："));
    line.unwrap_or_else(|| panic!("no 認証キー in the letter:\n{}", letter.body)).1.trim().to_owned()
}

/// What still waits: letters and jobs.
async fn left(url: &str) -> store::Result<(i64, i64)> {
    let store = Store::connect(url).await?;
    let mut conn = store.read().await?;
    let left = (conn.outbox_state().await?.waiting, conn.job_state().await?.waiting);
    drop(conn);
    store.close().await;
    Ok(left)
}

impl Drop for TestSite {
    /// A letter that nobody read is a letter that nobody tested.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let url = self.url.clone();
        // On a thread of its own: the test's runtime waits for this drop.
        let asked = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(left(&url)).ok()
        });
        let left = asked.join().ok().flatten();
        assert_eq!(
            left,
            Some((0, 0)),
            "{}: (letters, jobs) are left that the test did not look at",
            self.name
        );
    }
}

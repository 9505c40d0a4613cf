//! From settings to a service that can answer.

use std::sync::Arc;

use adapters::{
    mail::Mailer,
    password::{Cost, Hasher},
};
use anyhow::Context;
use domain::clock::Clock;
use indicatif::{ProgressBar, ProgressStyle};
use search::{Feeder, Index};
use site::{App, AppParts, Throttle};
use store::Store;

use crate::{config::Config, feed};

/// What runs: the service and what only its workers need.
#[derive(Clone)]
pub struct Setup {
    /// What pages and jobs reach.
    pub app: App,
    /// Sends letters.
    pub mailer: Arc<Mailer>,
    /// Keeps this node's search index up to date.
    pub feeder: Feeder,
}

impl Setup {
    /// Connects to the database, brings its schema up to date, and opens the rest.
    ///
    /// # Errors
    /// Something cannot be opened; the text says what, in plain English.
    pub async fn open(config: &Config) -> anyhow::Result<Self> {
        let clock = Clock::System;
        let store = open_store(config).await?;
        let hasher = Hasher::new(config.secret.clone(), Cost::RECOMMENDED, config.hashes_at_once)
            .context("passwords cannot be hashed")?;
        let mailer = Mailer::new(&config.mail, &config.mail_from, config.mail_password.as_deref())?;
        let index = Index::open(&config.index_dir)
            .with_context(|| format!("the search index in {}", config.index_dir.display()))?;
        let app = App::new(AppParts {
            store,
            finder: index.finder(),
            settings: config.site_settings(),
            hasher,
            secret: config.secret.clone(),
            sign_on: config.sign_on()?,
            throttle: Throttle::new(config.attempts_per_minute, clock.clone()),
            clock,
        });
        Ok(Self { app, mailer: Arc::new(mailer), feeder: index.feeder() })
    }

    /// Brings the search index up to date before anything else goes on; shows its progress on a terminal.
    ///
    /// # Errors
    /// The database does not answer, or the folder of the index cannot be written.
    pub async fn build_index(&self) -> anyhow::Result<()> {
        let lag = feed::lag(&self.app.store, &self.app.finder, self.app.clock.now()).await?;
        let all = u64::try_from(lag.changes).unwrap_or(0);
        let bar = ProgressBar::new(all).with_message("Building the search index");
        let style = ProgressStyle::with_template("{msg} {bar:40} {percent:>3} %  {eta} left");
        let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let reached = self.feeder.position()?.map_or(0, |reached| reached.seq);
        let so_far = |seq: i64| u64::try_from(seq - reached).unwrap_or(0);
        feed::catch_up(&self.app.store, &self.feeder, |seq| bar.set_position(so_far(seq))).await?;
        bar.finish_and_clear();
        Ok(())
    }
}

/// Connects to the database and brings its schema and its embedded reference tables up to date.
///
/// # Errors
/// The database does not answer, or a step fails.
pub async fn open_store(config: &Config) -> anyhow::Result<Store> {
    make_folder_of_file(&config.database);
    let store = Store::connect(&config.database).await.context("the database does not answer")?;
    match store.schema().await.context("the database cannot be read")? {
        store::Schema::Current => {}
        store::Schema::Behind(steps) => {
            tracing::info!(steps, "bringing the database up to date");
            store.migrate().await.context("the database could not be brought up to date")?;
        }
        store::Schema::Ahead => {
            tracing::warn!("the database was made by a newer program; this one goes on with it");
            return Ok(store);
        }
    }
    // Tables that an operator brought in stay; so do those that are there already.
    crate::import::import_embedded_reference(&store, Clock::System.now())
        .await
        .context("the reference tables could not be put into the database")?;
    Ok(store)
}

/// SQLite makes its file but not the folder it lies in.
fn make_folder_of_file(database: &str) {
    let Some(path) = database.strip_prefix("sqlite:") else { return };
    let path = path.trim_start_matches("//").split('?').next().unwrap_or_default();
    if let Some(folder) = std::path::Path::new(path).parent() {
        // When this fails, connecting fails with the reason.
        let _ = std::fs::create_dir_all(folder);
    }
}

/// The pages of every realm.
pub fn realms() -> axum::Router<App> {
    seeker::router()
}

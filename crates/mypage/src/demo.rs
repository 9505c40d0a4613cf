//! `mypage demo`: a complete service with invented data on this machine, without any setup.

mod activity;
mod details;
mod people;
mod portal;

use std::{
    fs,
    io::Write,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use adapters::secrets::{SecretKey, token};
use anyhow::{Context, anyhow};
use clap::Args;
use domain::password::PasswordPolicy;
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, DEFAULT_SENDER, LogForm},
    import, mailbox,
    serve::{self, Running, listen},
    setup::Setup,
};

/// Where the demo keeps its things, and where it listens.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// Folder for the database, the search index and the letters; deleting it starts afresh
    #[arg(long, value_name = "FOLDER", default_value = "data-local")]
    folder: PathBuf,
    /// Port of the service
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the mailbox, where every letter can be read
    #[arg(long, default_value_t = 8081)]
    mailbox_port: u16,
    /// Port of the stand-in for マイナポータル and デジタル認証アプリ
    #[arg(long, default_value_t = 8082)]
    portal_port: u16,
}

/// Builds what is missing and serves until told to stop.
///
/// # Errors
/// A port is taken, or the folder cannot be written.
pub async fn run(options: Options) -> anyhow::Result<()> {
    let on_this_machine = |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
    let pages = listen(on_this_machine(options.port))
        .await
        .map_err(|error| anyhow!("{error:#} (--port chooses another)"))?;
    let letters = listen(on_this_machine(options.mailbox_port))
        .await
        .map_err(|error| anyhow!("{error:#} (--mailbox-port chooses another)"))?;
    let portal = listen(on_this_machine(options.portal_port))
        .await
        .map_err(|error| anyhow!("{error:#} (--portal-port chooses another)"))?;
    let standin = portal::StandIn::new(options.port, options.portal_port)?;
    let config = config(&options, &standin)?;
    let stop = serve::stop_on_signals()?;
    let setup = Setup::open(&config).await?;
    let app = &setup.app;
    people::add(app).await?;
    bring_in_postings(&setup, &stop).await?;
    activity::add(app, people::HANAKO.email).await?;
    for line in people::introduction() {
        say(&line);
    }
    say(&format!("Service:  http://127.0.0.1:{}", options.port));
    say(&format!("Mailbox:  http://127.0.0.1:{}   (every letter the service sends)", options.mailbox_port));
    say(&format!(
        "Portal:   http://127.0.0.1:{}   (plays マイナポータル, with invented people)",
        options.portal_port
    ));
    say("Stop with Ctrl+C.");
    let mailbox = tokio::spawn(mailbox::serve(letters, options.folder.join("mailbox"), stop.clone()));
    let portal = tokio::spawn(standin.serve(portal, stop.clone()));
    serve::run(setup, pages, Running { with_work: true, patience: config.shutdown, stop }).await;
    portal.await.context("the stand-in broke")?.context("the stand-in failed")?;
    mailbox.await.context("the mailbox broke")?.context("the mailbox failed")
}

/// The first start waits for the sample postings. Later ones serve at once, and meanwhile move the
/// dates of the postings to the present day.
async fn bring_in_postings(setup: &Setup, stop: &CancellationToken) -> anyhow::Result<()> {
    let app = setup.app.clone();
    if app.store.read().await?.posting_position().await?.history.is_none() {
        import::import_sample_postings(&app.store, &app.clock).await?;
        return setup.build_index().await;
    }
    let stop = stop.clone();
    tokio::spawn(async move {
        let import = import::import_sample_postings(&app.store, &app.clock);
        if let Some(Err(cause)) = stop.run_until_cancelled(import).await {
            tracing::warn!(
                cause = format!("{cause:#}"),
                "the sample postings could not be brought up to date"
            );
        }
    });
    Ok(())
}

/// The same settings as the documented `mypage.toml`, for any folder and port.
fn config(options: &Options, standin: &portal::StandIn) -> anyhow::Result<Config> {
    let folder = &options.folder;
    // For its owner only: it holds what people type.
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.with_context(|| format!("{} cannot be made", folder.display()))?;
    let inside = |name: &str| folder.join(name);
    Ok(Config {
        database: format!("sqlite:{}", inside("mypage.db").display()),
        listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), options.port),
        base_url: format!("http://127.0.0.1:{}", options.port),
        trusted_proxies: Vec::new(),
        index_dir: inside("index"),
        mail: format!("mailbox:{}", inside("mailbox").display()),
        mail_from: DEFAULT_SENDER.into(),
        mail_password: None,
        secret: secret(&inside("secret-key"))?,
        password_policy: PasswordPolicy::Manual,
        one_time_password: domain::second_step::OneTimePassword::Optional,
        attempts_per_minute: 60,
        hashes_at_once: 4,
        shutdown: Duration::from_secs(5),
        portal: Some(standin.portal()?),
        card: Some(standin.card()),
        development: true,
        log: LogForm::Text,
        log_level: "warn".into(),
        warnings: Vec::new(),
    })
}

/// The secret of this demo: made once, readable for its owner only.
fn secret(file: &Path) -> anyhow::Result<SecretKey> {
    if !file.exists() {
        // Written beside its place: a secret cut off half-way would stay.
        let unfinished = file.with_extension("tmp");
        let mut out =
            fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
        out.write_all(token()?.as_bytes())?;
        out.sync_all()?;
        fs::rename(&unfinished, file)?;
    }
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    SecretKey::from_text(&text).with_context(|| format!("{} is too short", file.display()))
}

/// A line for whoever started the demo.
fn say(line: &str) {
    // Nobody reads a closed terminal.
    let _ = writeln!(std::io::stdout(), "{line}");
}

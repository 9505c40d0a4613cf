//! The web server: starts, answers, and stops without cutting anybody off.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use axum::{Router, middleware};
use site::App;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use crate::{
    config::Config,
    connections, health,
    setup::Setup,
    watch,
    work::{Pulse, Section, Worker},
};

/// How often figures are condensed.
const FIGURES_EVERY: Duration = Duration::from_secs(5);

/// Opens everything and serves until the program is told to stop. Works too, unless told otherwise.
///
/// # Errors
/// Something cannot be opened, or the port is taken.
pub async fn serve(config: &Config, with_work: bool) -> anyhow::Result<()> {
    let listener = listen(config.listen).await?;
    let setup = Setup::open(config).await?;
    let stop = stop_on_signals()?;
    tracing::info!(listen = %listener.local_addr()?, base_url = config.base_url, with_work, "serving");
    run(setup, listener, Running { with_work, patience: config.shutdown, stop }).await;
    Ok(())
}

/// How a server runs.
pub struct Running {
    /// Do the work behind the pages (letters, jobs) in this process too.
    pub with_work: bool,
    /// How long requests and jobs under way may take at the end.
    pub patience: Duration,
    /// Cancelled when it is time to stop.
    pub stop: CancellationToken,
}

/// Serves on a listener until `stop`; then lets requests and work under way finish, but not for ever.
pub async fn run(setup: Setup, listener: TcpListener, running: Running) {
    let Running { with_work, patience, stop } = running;
    health::start_figures();
    let pulse = Arc::new(Pulse::of(if with_work { Section::EVERYTHING } else { Section::SERVING }));
    let store = setup.app.store.clone();
    let pages = router(setup.app.clone(), pulse.clone());
    let figures = tokio::spawn(condense_figures(stop.clone()));
    let work = tokio::spawn(Worker::new(&setup, pulse).run(stop.clone()));
    let serving = async {
        tokio::select! {
            () = connections::answer(listener, pages, connections::HEADERS, &stop) => {}
            () = deadline(&stop, patience) => tracing::warn!("some requests did not end in time"),
        }
    };
    tokio::join!(serving, end_work(work, &stop, patience));
    figures.abort();
    store.close().await;
    tracing::info!("stopped");
}

/// All addresses of the service.
pub fn router(app: App, pulse: Arc<Pulse>) -> Router {
    site::finish(crate::setup::realms(), app.clone())
        .merge(health::routes(app.clone(), pulse))
        .layer(middleware::from_fn_with_state(app, watch::watch))
}

/// Listens, or says in plain English why not.
///
/// # Errors
/// The port is taken, or the address does not belong to this machine.
pub async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{address} is in use: another program listens there already")
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on {address}")),
    }
}

/// A token that SIGTERM or SIGINT cancels. A second signal ends the program at once.
///
/// # Errors
/// The system gives no signals.
pub fn stop_on_signals() -> anyhow::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        for last in [false, true] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if last {
                std::process::exit(130);
            }
            tracing::info!("stopping; requests and jobs under way may finish");
            told.cancel();
        }
    });
    Ok(stop)
}

/// Once told to stop, waits for the work under way, but not for ever: what is cut off is claimed
/// again later.
pub(crate) async fn end_work(work: JoinHandle<()>, stop: &CancellationToken, patience: Duration) {
    let abort = work.abort_handle();
    stop.cancelled().await;
    if tokio::time::timeout(patience, work).await.is_err() {
        tracing::warn!("some work did not end in time; it will be done again");
        abort.abort();
    }
}

async fn deadline(stop: &CancellationToken, patience: Duration) {
    stop.cancelled().await;
    tokio::time::sleep(patience).await;
}

async fn condense_figures(stop: CancellationToken) {
    let Some(figures) = health::start_figures() else { return };
    while stop.run_until_cancelled(tokio::time::sleep(FIGURES_EVERY)).await.is_some() {
        figures.run_upkeep();
    }
}

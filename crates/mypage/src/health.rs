//! `/healthz` and `/metrics`: how the service is, for the machine in front of it and for operators.

mod probe;

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use site::{App, Problem};

use self::probe::Probe;
use crate::{
    feed,
    work::{Pulse, Section},
};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

static FIGURES: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to collect figures. Twice does no harm.
pub fn start_figures() -> Option<PrometheusHandle> {
    FIGURES
        .get_or_init(|| {
            let seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
            let builder = PrometheusBuilder::new().set_buckets(&seconds).ok()?;
            builder.install_recorder().ok()
        })
        .clone()
}

/// How the service is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// `ok`, `degraded` (it answers, but something needs a look) or `down`.
    pub status: &'static str,
    /// Details, for operators on the machine itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
}

/// What [`Health`] was concluded from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Detail {
    /// `ok` or `away`.
    pub database: &'static str,
    /// `ok`, or `failing` when nothing can be written: the disk is full, or the database may only be read.
    pub writes: &'static str,
    /// `ok`, or `away` when the search index cannot be opened for now.
    pub index: &'static str,
    /// Changes of postings that the search index of this node does not know yet.
    pub index_lag: Option<i64>,
    /// Seconds since the first of them was made; 0 when it knows all.
    pub index_lag_seconds: Option<i64>,
    /// Letters still to be sent.
    pub outbox_waiting: Option<i64>,
    /// Seconds since the longest waiting letter was posted; 0 when none waits.
    pub outbox_age_seconds: Option<i64>,
    /// Letters that were given up.
    pub undeliverable: Option<i64>,
    /// Jobs still to be done, whether due or not.
    pub jobs_waiting: Option<i64>,
    /// Jobs that were given up.
    pub jobs_failed: Option<i64>,
    /// `ok`, `stuck`, or `elsewhere` when this process only serves.
    pub worker: &'static str,
}

/// A letter that waits longer shows that mail does not leave.
const OLD_LETTER: i64 = 15 * 60;
/// An index that lags behind by more changes shows that it is not fed.
const LARGE_LAG: i64 = 50_000;
/// A change that waits for longer, in seconds, shows the same: one second is usual, five during an import.
const OLD_CHANGE: i64 = 60;

#[derive(Clone)]
struct Watched {
    app: App,
    pulse: Arc<Pulse>,
    probe: Arc<Probe>,
}

/// The two addresses.
pub(crate) fn routes(app: App, pulse: Arc<Pulse>) -> Router {
    Router::new().route("/healthz", get(health)).route("/metrics", get(figures)).with_state(Watched {
        app,
        pulse,
        probe: Arc::default(),
    })
}

async fn health(State(watched): State<Watched>, request: Request) -> Response {
    let detail = look(&watched).await;
    let status = conclude(&detail);
    let code = if status == "down" { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let health = Health { status, detail: is_operator(&request).then_some(detail) };
    let body = serde_json::to_string(&health).unwrap_or_default();
    (code, [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body)
        .into_response()
}

async fn figures(State(watched): State<Watched>, request: Request) -> Response {
    if !is_operator(&request) {
        return Problem::NotFound.into_response();
    }
    let Some(figures) = start_figures() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let detail = look(&watched).await;
    note(&detail, &watched.pulse);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], figures.render()).into_response()
}

/// Somebody on the machine itself, not through a proxy that stands on it.
fn is_operator(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !is_forwarded(request.headers())
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"]
        .into_iter()
        .any(|name| headers.contains_key(name))
}

async fn look(watched: &Watched) -> Detail {
    let mut detail = Detail {
        database: "away",
        writes: "failing",
        index: if watched.app.finder.is_away() { "away" } else { "ok" },
        index_lag: None,
        index_lag_seconds: None,
        outbox_waiting: None,
        outbox_age_seconds: None,
        undeliverable: None,
        jobs_waiting: None,
        jobs_failed: None,
        worker: watched.pulse.word(),
    };
    let asking = tokio::time::timeout(PATIENCE, ask_database(watched, &mut detail));
    let (asked, can_write) = tokio::join!(asking, watched.probe.can_write(&watched.app));
    if let Ok(Ok(())) = asked {
        detail.database = "ok";
    }
    if can_write {
        detail.writes = "ok";
    }
    detail
}

async fn ask_database(watched: &Watched, detail: &mut Detail) -> store::Result<()> {
    let mut conn = watched.app.store.read().await?;
    let outbox = conn.outbox_state().await?;
    let age = outbox.oldest.map_or(0, |oldest| watched.app.clock.now().duration_since(oldest).as_secs());
    detail.outbox_waiting = Some(outbox.waiting);
    detail.outbox_age_seconds = Some(age.max(0));
    detail.undeliverable = Some(outbox.undeliverable);
    let jobs = conn.job_state().await?;
    detail.jobs_waiting = Some(jobs.waiting);
    detail.jobs_failed = Some(jobs.failed);
    drop(conn);
    let lag = feed::lag(&watched.app.store, &watched.app.finder, watched.app.clock.now()).await?;
    detail.index_lag = Some(lag.changes);
    detail.index_lag_seconds = Some(lag.seconds);
    Ok(())
}

fn conclude(detail: &Detail) -> &'static str {
    let late = detail.outbox_age_seconds.is_some_and(|age| age > OLD_LETTER)
        || detail.index_lag.is_some_and(|lag| lag > LARGE_LAG)
        || detail.index_lag_seconds.is_some_and(|age| age > OLD_CHANGE);
    match (detail.database, detail.worker) {
        // Reading goes on, and every node would say the same: none is taken away for it.
        ("ok", _) if detail.writes != "ok" || detail.index != "ok" => "degraded",
        ("ok", "stuck") => "degraded",
        ("ok", _) if late => "degraded",
        ("ok", _) => "ok",
        _ => "down",
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of this size are exact enough")]
fn note(detail: &Detail, pulse: &Pulse) {
    let set = |name: &'static str, value: Option<i64>| {
        if let Some(value) = value {
            metrics::gauge!(name).set(value as f64);
        }
    };
    metrics::gauge!("mypage_database_up").set(if detail.database == "ok" { 1.0 } else { 0.0 });
    metrics::gauge!("mypage_database_writable").set(if detail.writes == "ok" { 1.0 } else { 0.0 });
    metrics::gauge!("mypage_index_up").set(if detail.index == "ok" { 1.0 } else { 0.0 });
    set("mypage_index_lag_changes", detail.index_lag);
    set("mypage_index_lag_seconds", detail.index_lag_seconds);
    set("mypage_outbox_waiting", detail.outbox_waiting);
    set("mypage_outbox_age_seconds", detail.outbox_age_seconds);
    set("mypage_outbox_undeliverable", detail.undeliverable);
    set("mypage_jobs_waiting", detail.jobs_waiting);
    set("mypage_jobs_failed", detail.jobs_failed);
    for section in Section::ALL {
        metrics::gauge!("mypage_worker_stuck", "section" => section.name()).set(if pulse.is_stuck(section) {
            1.0
        } else {
            0.0
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fine() -> Detail {
        Detail {
            database: "ok",
            writes: "ok",
            index: "ok",
            index_lag: Some(0),
            index_lag_seconds: Some(OLD_CHANGE),
            outbox_waiting: Some(1),
            outbox_age_seconds: Some(OLD_LETTER),
            undeliverable: Some(3),
            jobs_waiting: Some(0),
            jobs_failed: Some(0),
            worker: "ok",
        }
    }

    #[test]
    fn health_is_concluded_from_what_stopped() {
        assert_eq!(conclude(&fine()), "ok");
        assert_eq!(conclude(&Detail { worker: "elsewhere", ..fine() }), "ok");
        assert_eq!(conclude(&Detail { worker: "stuck", ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { writes: "failing", ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { outbox_age_seconds: Some(OLD_LETTER + 1), ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { index_lag: Some(LARGE_LAG + 1), ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { index_lag_seconds: Some(OLD_CHANGE + 1), ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { index: "away", ..fine() }), "degraded");
        assert_eq!(conclude(&Detail { database: "away", writes: "failing", ..fine() }), "down");
    }

    fn asked_from(peer: &str, header: Option<&'static str>) -> bool {
        let mut request = Request::new(axum::body::Body::empty());
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
        if let Some(header) = header {
            request.headers_mut().insert(header, "203.0.113.9".parse().unwrap());
        }
        is_operator(&request)
    }

    #[test]
    fn figures_are_for_the_machine_itself() {
        assert!(asked_from("127.0.0.1:9", None));
        assert!(asked_from("[::1]:9", None));
        assert!(!asked_from("192.0.2.1:9", None));
        for header in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
            assert!(!asked_from("127.0.0.1:9", Some(header)), "{header}");
        }
    }
}

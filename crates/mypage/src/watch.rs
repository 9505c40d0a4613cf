//! Around every request: a number, a log line and figures. The line names the template of the
//! route (`/postings/{number}`), never the path, the query, or who asked.

use std::{net::SocketAddr, time::Instant};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use site::App;
use tracing::Instrument;
use uuid::Uuid;

/// Carries the number of the request, back to the visitor and on to a proxy's log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Numbers, logs and counts a request.
pub(crate) async fn watch(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(&app, &request);
    let method = known_method(request.method().as_str());
    let route = request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method, route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), started.elapsed());
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    // Health and figures are asked for all day long.
    if matches!(route.as_str(), "/healthz" | "/metrics") {
        tracing::debug!(parent: &span, status = status.as_u16(), milliseconds, "answered");
    } else {
        tracing::info!(parent: &span, status = status.as_u16(), milliseconds, "answered");
    }
    let status = status.as_u16().to_string();
    metrics::counter!("mypage_http_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("mypage_http_request_seconds", "route" => route).record(took.as_secs_f64());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The number a trusted proxy gave, so that its log and ours fit together; otherwise a new one.
fn request_id(app: &App, request: &Request) -> String {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let trusted = peer.is_some_and(|peer| app.settings.trusted_proxies.contains(&peer));
    request
        .headers()
        .get(REQUEST_ID)
        .filter(|_| trusted)
        .and_then(|id| id.to_str().ok())
        .filter(|id| is_harmless(id))
        .map_or_else(|| Uuid::new_v4().simple().to_string(), str::to_owned)
}

fn is_harmless(id: &str) -> bool {
    (8..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Methods are the visitor's free text: only the known ones become a label.
fn known_method(method: &str) -> &'static str {
    ["GET", "HEAD", "POST"].into_iter().find(|known| *known == method).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_request_numbers_are_taken_over() {
        assert!(is_harmless("0199a7c2-1111-7000-8000-000000000000"));
        for bad in ["short", "with space in it", "zeile\u{a}neu12345", &"x".repeat(65)] {
            assert!(!is_harmless(bad), "{bad}");
        }
    }

    #[test]
    fn a_made_up_method_makes_no_new_figure() {
        assert_eq!(known_method("GET"), "GET");
        assert_eq!(known_method("TARO@EXAMPLE"), "other");
    }
}

//! Faults that are not in what is said but in how it is answered.

use std::{
    convert::Infallible,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body::Frame;
use serde_json::json;
use tokio::time::{Interval, interval};

use crate::{Endpoint, Fault, Standin, state::Issuer};

/// How long nothing is answered, at most, so that no task stays for ever.
const HANGS_FOR: Duration = Duration::from_secs(60);
/// How many bytes drip, one a second.
const DRIPS: usize = 60;
/// How much too much is said: 512 pieces of 64 KB.
const GIANT_PIECES: usize = 512;
const GIANT_PIECE: usize = 64 * 1024;
/// The largest honest answer.
const HONEST_ANSWER: usize = 1024 * 1024;
/// What is no JSON.
const MARKUP: &str = "<!DOCTYPE html><html lang=\"en\"><title>Bad gateway</title><h1>Bad gateway</h1></html>";

/// Counts the call, and answers wrongly when that is ordered. `None` is a screen.
pub(crate) async fn misbehave(
    State((standin, endpoint)): State<(Standin, Option<Endpoint>)>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(endpoint) = endpoint {
        standin.count(endpoint);
    }
    let Some(fault) = standin.fault() else { return next.run(request).await };
    if let Some(endpoint) = endpoint
        && let Some(wrong) = instead_of(endpoint, fault)
    {
        return wrong;
    }
    match (fault, endpoint) {
        (Fault::Down, _) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        (Fault::Hangs, _) => {
            tokio::select! {
                () = tokio::time::sleep(HANGS_FOR) => {}
                () = standin.stopped() => {}
            }
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        (Fault::SlowDrip, _) => drip(),
        (Fault::GiantDiscovery, Some(Endpoint::Discovery))
        | (Fault::GiantKeys, Some(Endpoint::Keys))
        | (Fault::GiantToken, Some(Endpoint::Token))
        | (Fault::UserInfoGiant, Some(Endpoint::UserInfo)) => giant(next.run(request).await).await,
        (Fault::RedirectsDiscovery, Some(Endpoint::Discovery)) => {
            // Relative to the issuer that was asked: `elsewhere` has the same document.
            let at = request.extensions().get().copied().unwrap_or(Issuer::Portal);
            let elsewhere = standin.endpoint_url(at, "elsewhere");
            (StatusCode::FOUND, [(header::LOCATION, elsewhere)]).into_response()
        }
        _ => next.run(request).await,
    }
}

/// The answer that takes the place of an endpoint's own.
fn instead_of(endpoint: Endpoint, fault: Fault) -> Option<Response> {
    let error = |status, error: &str| super::json(status, &json!({ "error": error }));
    match (endpoint, fault) {
        (Endpoint::Discovery | Endpoint::Keys | Endpoint::Token, Fault::NotJson)
        | (Endpoint::UserInfo, Fault::UserInfoNotJson) => {
            Some(([(header::CONTENT_TYPE, "application/json")], MARKUP).into_response())
        }
        (Endpoint::Token, Fault::TokenError) => Some(error(StatusCode::BAD_REQUEST, "invalid_grant")),
        (Endpoint::Token, Fault::TokenServerError) => {
            Some(error(StatusCode::INTERNAL_SERVER_ERROR, "server_error"))
        }
        (Endpoint::UserInfo, Fault::UserInfoDown) => Some(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        _ => None,
    }
}

/// An answer that begins at once and then comes a byte a second.
fn drip() -> Response {
    let body = Pieces {
        piece: Bytes::from_static(b" "),
        left: DRIPS,
        pace: Some(interval(Duration::from_secs(1))),
        last: None,
    };
    ([(header::CONTENT_TYPE, "application/json")], Body::new(body)).into_response()
}

/// The same JSON after 32 MB of white space, without saying how long it is.
async fn giant(honest: Response) -> Response {
    let (mut parts, body) = honest.into_parts();
    let Ok(object) = to_bytes(body, HONEST_ANSWER).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let body = Pieces {
        piece: Bytes::from(vec![b' '; GIANT_PIECE]),
        left: GIANT_PIECES,
        pace: None,
        last: Some(object),
    };
    Response::from_parts(parts, Body::new(body))
}

/// A body of the same piece again and again, at a pace, and a last one.
struct Pieces {
    piece: Bytes,
    left: usize,
    pace: Option<Interval>,
    last: Option<Bytes>,
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(self.last.take().map(|last| Ok(Frame::data(last))));
        }
        if let Some(pace) = &mut self.pace
            && pace.poll_tick(context).is_pending()
        {
            return Poll::Pending;
        }
        self.left -= 1;
        Poll::Ready(Some(Ok(Frame::data(self.piece.clone()))))
    }
}

//! マイナポータル tells that somebody has ended the link there: a Security Event Token, pushed
//! (RFC 8935). The sender is a program, so the answers are for programs.

use adapters::sign_on::{BadEvent, Portal, SecurityEvent};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{account::AccountState, sign_on::ends_link};
use site::{App, ForPrograms, Problem};

use super::portal;
use crate::account::sender;

/// The media type of a pushed event (RFC 8417, 7.2).
const SECURITY_EVENT: &str = "application/secevent+jwt";
/// Seconds after which a token may be pushed again while the keys are away.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("60");

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sso/events", post(receive))
}

async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    let portal = portal(&app)?;
    let read = match token(&headers, &body) {
        Some(token) => portal.provider.security_event(token, app.clock.now()).await,
        None => Err(BadEvent::Request("The body must be a token of the type application/secevent+jwt.")),
    };
    let mut response = match read {
        Ok(event) => {
            apply(&app, portal, &event).await?;
            StatusCode::ACCEPTED.into_response()
        }
        Err(bad) => refuse(bad),
    };
    response.extensions_mut().insert(ForPrograms);
    Ok(response)
}

fn token<'a>(headers: &HeaderMap, body: &'a Bytes) -> Option<&'a str> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case(SECURITY_EVENT).then(|| std::str::from_utf8(body).ok()).flatten()
}

/// Ends the link, once for each event, unless it was made after what the event tells of.
async fn apply(app: &App, portal: &Portal, event: &SecurityEvent) -> Result<(), Problem> {
    let Some(subject) = event.subject.as_deref() else { return Ok(()) };
    if !event.kinds.contains(&portal.link_ended) {
        return Ok(());
    }
    let now = app.clock.now();
    let issuer = portal.provider.issuer();
    let mut tx = app.store.begin().await?;
    if tx.note_security_event(issuer, &event.id, now).await?
        && let Some((account, linked_at)) = tx.link_of_portal(issuer, subject).await?
        && ends_link(event.at, linked_at)
        && tx.end_portal_link((issuer, subject), account, linked_at).await?
        && let Some(account) = tx.account(account).await?
        && account.state != AccountState::Withdrawn
    {
        tx.post_to_all(account.id, &sender(app).portal_unlinked(&account.email), now).await?;
    }
    Ok(tx.commit().await?)
}

/// RFC 8935, 2.3 and 2.4.
fn refuse(bad: BadEvent) -> Response {
    let Some(code) = bad.code() else {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)]).into_response();
    };
    // Both are words of our own, without anything that JSON would have to escape.
    let body = format!("{{\"err\":\"{code}\",\"description\":\"{}\"}}", bad.description());
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_LANGUAGE, "en")];
    (StatusCode::BAD_REQUEST, headers, body).into_response()
}

//! Leaving for a provider and coming back: the same for マイナポータル and for the card.

use adapters::{
    secrets::{sha256, token},
    sign_on::{Answer, Journey, Provider, SignOnError},
};
use axum::{http::header, response::Response};
use domain::sign_on::{JOURNEY, Purpose};
use site::{App, Browser, Fields, Problem, see_other};
use store::{EndedJourney, NewJourney};
use uuid::Uuid;

/// Longest code that is passed on, in characters.
const LONGEST_CODE: usize = 1024;

/// Why somebody leaves, and what belongs to it.
pub(crate) struct Leaving<'a> {
    pub(crate) purpose: Purpose,
    pub(crate) target: Option<&'a str>,
    pub(crate) account: Option<Uuid>,
    /// What the provider said of the person when it sent them to us.
    pub(crate) login_hint: Option<&'a str>,
}

/// What the address said with which somebody came back.
pub(crate) struct Returning<'a> {
    pub(crate) state: &'a str,
    pub(crate) code: &'a str,
    pub(crate) issuer: Option<&'a str>,
    pub(crate) error: &'a str,
}

impl<'a> Returning<'a> {
    /// From the address.
    pub(crate) fn of(query: &'a Fields) -> Self {
        Self {
            state: query.first("state"),
            code: query.first("code"),
            issuer: Some(query.first("iss")).filter(|issuer| !issuer.is_empty()),
            error: query.first("error"),
        }
    }
}

/// Why somebody did not get through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// The provider does not answer.
    Away,
    /// What came back cannot be believed.
    Unconfirmed,
    /// Nobody left with this state in this browser, or too long ago, or they came back before.
    Stale,
    /// The person said no at the provider.
    Declined,
}

impl From<SignOnError> for Stopped {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Unavailable(_) => Self::Away,
            SignOnError::Unconfirmed(_) => Self::Unconfirmed,
        }
    }
}

/// The secrets of a journey all hang on its state, so that none of them lies in the database.
fn journey(app: &App, state: String) -> Journey {
    Journey {
        nonce: app.secret.hash("sign-on nonce", &state),
        verifier: app.secret.hash("sign-on verifier", &state),
        state,
    }
}

/// Sends the browser to the provider.
pub(crate) async fn leave(
    app: &App,
    browser: Browser,
    provider: &Provider,
    leaving: &Leaving<'_>,
) -> Result<Result<Response, Stopped>, Problem> {
    let now = app.clock.now();
    let journey = journey(app, token()?);
    let address = match provider.start(&journey, leaving.login_hint, now).await {
        Ok(address) => address,
        Err(error) => return Ok(Err(error.into())),
    };
    let (browser_hash, cookie) = browser.mark(app)?;
    let state_hash = sha256(&journey.state);
    let new = NewJourney {
        state_hash: &state_hash,
        browser_hash: &browser_hash,
        purpose: leaving.purpose,
        target: leaving.target,
        account: leaving.account,
    };
    let mut tx = app.store.begin().await?;
    tx.forget_journeys(now - JOURNEY).await?;
    tx.begin_journey(&new, now).await?;
    tx.commit().await?;
    let mut response = see_other(&address);
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    Ok(Ok(response))
}

/// Ends the journey with which the browser comes back. It ends whatever the provider says: the same
/// state never opens anything twice.
pub(crate) async fn end(
    app: &App,
    browser: &Browser,
    returning: &Returning<'_>,
) -> Result<Result<EndedJourney, Stopped>, Problem> {
    let Some(browser_hash) = browser.hash() else { return Ok(Err(Stopped::Stale)) };
    let state_hash = sha256(returning.state);
    // Whoever brings an invented state does not get as far as the writer.
    if !app.store.read().await?.is_on_journey(&state_hash, &browser_hash).await? {
        return Ok(Err(Stopped::Stale));
    }
    let mut tx = app.store.begin().await?;
    let after = app.clock.now() - JOURNEY;
    let ended = tx.end_journey(&state_hash, &browser_hash, after).await?;
    tx.commit().await?;
    Ok(ended.ok_or(Stopped::Stale))
}

/// A code that a provider could have given: the browser may bring anything.
fn is_code(code: &str) -> bool {
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_graphic())
}

/// What to ask the provider with, or why there is nothing to ask.
pub(crate) fn answer(
    app: &App,
    provider: &Provider,
    returning: &Returning<'_>,
) -> Result<(Answer, Journey), Stopped> {
    if returning.issuer.is_some_and(|issuer| issuer != provider.issuer()) {
        return Err(Stopped::Unconfirmed);
    }
    match returning.error {
        "" if !is_code(returning.code) => Err(Stopped::Unconfirmed),
        "" => Ok((
            Answer { code: returning.code.to_owned(), issuer: returning.issuer.map(str::to_owned) },
            journey(app, returning.state.to_owned()),
        )),
        "access_denied" | "login_required" | "consent_required" | "interaction_required" => {
            Err(Stopped::Declined)
        }
        "temporarily_unavailable" | "server_error" => Err(Stopped::Away),
        _ => Err(Stopped::Unconfirmed),
    }
}

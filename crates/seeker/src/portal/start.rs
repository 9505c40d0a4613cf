//! Where マイナポータル sends the browser first (third-party initiated login, OpenID Connect Core 4):
//! `/sso/link` to link, `/sso/login` to sign in. The latter also begins at our login page.

use axum::{Router, extract::State, response::Response, routing::get};
use domain::sign_on::Purpose;
use site::{App, Browser, Departing, Fields, Problem, Query, Visitor};

use super::{
    journey::{self, Leaving, Stopped},
    portal, trouble,
};

/// Longest hint that goes back to the portal, in characters.
const LONGEST_HINT: usize = 255;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sso/link", get(link)).route("/sso/login", get(sign_in))
}

async fn link(
    State(app): State<App>,
    (visitor, departing, browser): (Visitor, Departing, Browser),
    Query(query): Query,
) -> Result<Response, Problem> {
    let portal = portal(&app)?;
    let asked = query.first("target_link_uri");
    let target = portal.address.target(asked);
    let known_issuer = query.first("iss") == portal.provider.issuer();
    if !known_issuer || (target.is_none() && !asked.is_empty()) {
        return Ok(trouble::page(portal, &visitor, Stopped::Unconfirmed, Purpose::Link));
    }
    let leaving = Leaving {
        purpose: Purpose::Link,
        target: target.as_deref(),
        account: None,
        login_hint: hint(&query),
    };
    leave(&app, &visitor, (departing, browser), leaving).await
}

async fn sign_in(
    State(app): State<App>,
    (visitor, departing, browser): (Visitor, Departing, Browser),
    Query(query): Query,
) -> Result<Response, Problem> {
    let portal = portal(&app)?;
    let from_our_own_page = query.first("iss").is_empty();
    if !from_our_own_page && query.first("iss") != portal.provider.issuer() {
        return Ok(trouble::page(portal, &visitor, Stopped::Unconfirmed, Purpose::SignIn));
    }
    // Signing in always leads to the home: target_link_uri is not followed.
    let leaving = Leaving { purpose: Purpose::SignIn, target: None, account: None, login_hint: hint(&query) };
    leave(&app, &visitor, (departing, browser), leaving).await
}

/// What the portal said of the person, when it is short and plain enough to be such a word.
fn hint(query: &Fields) -> Option<&str> {
    let hint = query.first("login_hint");
    let plain = (1..=LONGEST_HINT).contains(&hint.len()) && hint.bytes().all(|byte| byte.is_ascii_graphic());
    plain.then_some(hint)
}

async fn leave(
    app: &App,
    visitor: &Visitor,
    (_departing, browser): (Departing, Browser),
    leaving: Leaving<'_>,
) -> Result<Response, Problem> {
    let portal = portal(app)?;
    let left = journey::leave(app, browser, &portal.provider, &leaving).await?;
    Ok(left.unwrap_or_else(|stopped| trouble::page(portal, visitor, stopped, leaving.purpose)))
}

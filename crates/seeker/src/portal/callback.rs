//! Where マイナポータル sends the browser back to, with a code for who it is.

use adapters::sign_on::Identity;
use axum::{Router, extract::State, response::Response, routing::get};
use domain::{
    account::AccountState,
    session::SignInWay,
    sign_on::{CALLBACK, Purpose},
};
use site::{App, Arriving, Browser, Entry, Problem, Query, Seeker, enter, see_other};
use store::{Account, Consent};

use super::{
    journey::{self, Returning},
    portal, trouble,
};
use crate::account::lives;

pub(super) fn routes() -> Router<App> {
    Router::new().route(CALLBACK, get(come_back))
}

async fn come_back(
    State(app): State<App>,
    (browser, arriving): (Browser, Arriving),
    Query(query): Query,
) -> Result<Response, Problem> {
    let provider = &portal(&app)?.provider;
    let returning = Returning::of(&query);
    let ended = match journey::end(&app, &browser, &returning).await? {
        Ok(ended) if ended.purpose != Purpose::Card => ended,
        _ => return Ok(trouble::at_its_address(journey::Stopped::Stale, Purpose::SignIn)),
    };
    let asked = journey::answer(&app, provider, &returning);
    let named = match asked {
        Ok((answer, journey)) => {
            provider.finish(&answer, &journey, app.clock.now()).await.map_err(Into::into)
        }
        Err(stopped) => Err(stopped),
    };
    match named {
        Err(stopped) => Ok(trouble::at_its_address(stopped, ended.purpose)),
        Ok(identity) if ended.purpose == Purpose::Link => {
            ask_consent(&app, &browser, identity, ended.target).await
        }
        Ok(identity) => sign_in(&app, &arriving, &identity).await,
    }
}

/// Goes on to 「マイページ属性連携認証」.
async fn ask_consent(
    app: &App,
    browser: &Browser,
    identity: Identity,
    target: Option<String>,
) -> Result<Response, Problem> {
    let browser_hash = browser.hash().ok_or(Problem::NotFound)?;
    let consent = Consent { issuer: identity.issuer, subject: identity.subject, target, given_by: None };
    let mut tx = app.store.begin().await?;
    let id = tx.ask_consent(&browser_hash, &consent, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/sso/consent/{id}")))
}

/// Signs in, or says that no account is linked (属性連携不整合確認).
async fn sign_in(app: &App, arriving: &Arriving, identity: &Identity) -> Result<Response, Problem> {
    let linked = app.store.read().await?.account_of_portal(&identity.issuer, &identity.subject).await?;
    let now = app.clock.now();
    let may_enter = |account: &Account| account.state != AccountState::Withdrawn && lives(account, now);
    let Some(account) = linked.filter(may_enter) else { return Ok(see_other("/sso/mismatch")) };
    let mut tx = app.store.begin().await?;
    if !tx.note_portal_login(account.id, &identity.subject, now).await? {
        return Ok(see_other("/sso/mismatch"));
    }
    let entry = Entry { account: account.id, way: SignInWay::Portal, at: now };
    enter::<Seeker>(tx, app, arriving, entry, "/home").await
}

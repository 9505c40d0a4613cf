//! Opening and closing sessions. The cookie holds 256 random bits, the database only their hash.

use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use domain::clock::Timestamp;
use store::{NewSession, Tx};
use uuid::Uuid;

use crate::{App, Problem, Realm, device::device_name};

/// A session that was just opened.
pub struct SignedIn {
    /// Its id.
    pub session: Uuid,
    /// The `Set-Cookie` line.
    pub cookie: String,
}

/// Opens a session in the caller's unit of work.
///
/// # Errors
/// The database or the random numbers fail.
pub async fn sign_in<R: Realm>(
    tx: &mut Tx,
    app: &App,
    account: Uuid,
    headers: &HeaderMap,
    now: Timestamp,
) -> Result<SignedIn, Problem> {
    let token = adapters::secrets::token()?;
    let token_hash = adapters::secrets::sha256(&token);
    let device = device_name(headers);
    let new = NewSession { token_hash: &token_hash, realm: R::NAME, account, device: &device };
    let session = tx.add_session(&new, now).await?;
    Ok(SignedIn { session, cookie: session_cookie::<R>(app, &token) })
}

/// Gives a session a new token in the caller's unit of work, as after every change of what signs a person in:
/// whoever knew the old one is out. Gives the `Set-Cookie` line; `None` when the session has ended.
///
/// # Errors
/// The database or the random numbers fail.
pub async fn renew<R: Realm>(
    tx: &mut Tx,
    app: &App,
    (account, session): (Uuid, Uuid),
    now: Timestamp,
) -> Result<Option<String>, Problem> {
    let token = adapters::secrets::token()?;
    let renewed = tx.renew_session(account, session, &adapters::secrets::sha256(&token), now).await?;
    Ok(renewed.then(|| session_cookie::<R>(app, &token)))
}

fn session_cookie<R: Realm>(app: &App, token: &str) -> String {
    let development = app.settings.development;
    let secure = if development { "" } else { "; Secure" };
    format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}", R::cookie(development))
}

/// The `Set-Cookie` line that takes the session cookie away.
pub fn sign_out_cookie<R: Realm>(app: &App) -> String {
    let development = app.settings.development;
    let secure = if development { "" } else { "; Secure" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", R::cookie(development))
}

/// The hash of the token in the request's cookie of a realm.
pub(crate) fn token_hash<R: Realm>(headers: &HeaderMap, development: bool) -> Option<String> {
    headers.get(header::COOKIE)?;
    let jar = CookieJar::from_headers(headers);
    jar.get(&R::cookie(development)).map(|cookie| adapters::secrets::sha256(cookie.value()))
}

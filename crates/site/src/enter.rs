//! The end of every way of signing in. All of them come through here, so that none leaves the session behind
//! that the browser had before, or forgets the device.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};
use domain::{clock::Timestamp, session::SignInWay};
use store::Tx;
use uuid::Uuid;

use crate::{App, KnownDevice, Problem, Realm, device_name, see_other, session::token_hash, sign_in};

/// The browser in which somebody signs in.
#[derive(Clone, Debug)]
pub struct Arriving {
    /// Whose device it is, as far as it is known.
    pub device: KnownDevice,
    headers: HeaderMap,
}

impl Arriving {
    /// Browser and system in words, for the person's own lists.
    pub fn device_name(&self) -> String {
        device_name(&self.headers)
    }
}

impl FromRequestParts<App> for Arriving {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let device = KnownDevice::from_request_parts(parts, app).await?;
        Ok(Self { device, headers: parts.headers.clone() })
    }
}

/// Who signs in, how, and when.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The account.
    pub account: Uuid,
    /// The way by which it was proven.
    pub way: SignInWay,
    /// The present instant.
    pub at: Timestamp,
}

/// Ends the session that the browser had, opens the new one, makes everything durable that the caller did in
/// this unit of work, and leads to `to` with the cookies of session and device.
///
/// # Errors
/// The database or the random numbers fail.
pub async fn enter<R: Realm>(
    mut tx: Tx,
    app: &App,
    arriving: &Arriving,
    entry: Entry,
    to: &str,
) -> Result<Response, Problem> {
    if let Some(before) = token_hash::<R>(&arriving.headers, app.settings.development) {
        tx.end_session_of(&before, R::NAME, entry.at).await?;
    }
    let session = sign_in::<R>(&mut tx, app, entry.account, &arriving.headers, entry.at).await?;
    tx.note_sign_in(entry.account, entry.way, &device_name(&arriving.headers), entry.at).await?;
    let device = arriving.device.remember(entry.account, app)?;
    tx.commit().await?;
    tracing::info!(account = %entry.account, way = entry.way.as_str(), "signed in");
    let mut response = see_other(to);
    for cookie in [session.cookie, device] {
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    }
    Ok(response)
}

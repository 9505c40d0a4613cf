//! The browser that typed the right password is the one that must type the code: a cookie with 256 random bits,
//! new at each login, tells it from others.

use std::convert::Infallible;

use adapters::secrets::{NoRandomness, sha256, token};
use axum::{extract::FromRequestParts, http::request::Parts};
use axum_extra::extract::CookieJar;
use domain::second_step::STEP_LIFETIME;

use crate::App;

/// A browser that is half way through a login.
#[derive(Clone, Debug)]
pub struct HalfWay {
    token: Option<String>,
}

impl HalfWay {
    fn cookie(app: &App, value: &str, seconds: u64) -> String {
        let (prefix, secure) = if app.settings.development { ("", "") } else { ("__Host-", "; Secure") };
        format!("{prefix}half-way={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }

    /// What the database keeps of it; `None` for a browser that is not half way.
    pub fn hash(&self) -> Option<String> {
        self.token.as_deref().map(sha256)
    }

    /// Marks the browser anew: its hash, and the `Set-Cookie` line.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn mark(app: &App) -> Result<(String, String), NoRandomness> {
        let token = token()?;
        Ok((sha256(&token), Self::cookie(app, &token, STEP_LIFETIME.as_secs())))
    }

    /// The `Set-Cookie` line that takes the mark away.
    pub fn unmark(app: &App) -> String {
        Self::cookie(app, "", 0)
    }
}

impl FromRequestParts<App> for HalfWay {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let name = if app.settings.development { "half-way" } else { "__Host-half-way" };
        let token = jar.get(name).map(|cookie| cookie.value().to_owned()).filter(|token| !token.is_empty());
        Ok(Self { token })
    }
}

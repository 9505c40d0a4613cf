//! The browser that leaves for another provider is the one that must come back: a cookie with 256
//! random bits tells it from others. It lives as long as the browser's session.

use std::convert::Infallible;

use adapters::secrets::{NoRandomness, sha256, token};
use axum::{extract::FromRequestParts, http::request::Parts};
use axum_extra::extract::CookieJar;

use crate::App;

/// What tells this browser from others.
#[derive(Clone, Debug)]
pub struct Browser {
    token: Option<String>,
}

impl Browser {
    fn cookie_name(development: bool) -> &'static str {
        if development { "browser" } else { "__Host-browser" }
    }

    /// What the database keeps of it; `None` for a browser that was not marked.
    pub fn hash(&self) -> Option<String> {
        self.token.as_deref().map(sha256)
    }

    /// The `Set-Cookie` line that takes the mark away: whoever sits here next is another person.
    pub fn unmark(app: &App) -> String {
        let development = app.settings.development;
        let secure = if development { "" } else { "; Secure" };
        format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", Self::cookie_name(development))
    }

    /// Marks the browser unless it is marked already: its hash, and the `Set-Cookie` line.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn mark(self, app: &App) -> Result<(String, String), NoRandomness> {
        let token = match self.token {
            Some(token) => token,
            None => token()?,
        };
        let development = app.settings.development;
        let secure = if development { "" } else { "; Secure" };
        let name = Self::cookie_name(development);
        Ok((sha256(&token), format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}")))
    }
}

impl FromRequestParts<App> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = jar.get(Self::cookie_name(app.settings.development));
        // What is shorter was not made by us, and would be easy to guess.
        let token = cookie.map(|cookie| cookie.value().to_owned()).filter(|token| token.len() == 64);
        Ok(Self { token })
    }
}

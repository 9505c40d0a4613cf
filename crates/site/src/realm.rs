//! The realms: people of one share no cookie, no login and no handler with those of another.

use domain::session::{self, SessionLimits};

/// A kind of people with a login of their own.
pub trait Realm: Send + Sync + 'static {
    /// The word in the database, the cookie and the logs.
    const NAME: &'static str;
    /// Where its people log in.
    const LOGIN: &'static str;
    /// How long its sessions last.
    const LIMITS: SessionLimits;

    /// The name of its session cookie. In development, on plain http, it has no `__Host-` prefix.
    fn cookie(development: bool) -> String {
        format!("{}{}", if development { "" } else { "__Host-" }, Self::NAME)
    }
}

/// Job seekers (求職者).
pub struct Seeker;

impl Realm for Seeker {
    const NAME: &'static str = "seeker";
    const LOGIN: &'static str = "/login";
    const LIMITS: SessionLimits = session::SEEKER;
}

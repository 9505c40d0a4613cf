//! What every handler may reach: the axum state.

use std::{net::IpAddr, ops::Deref, sync::Arc};

use adapters::{password::Hasher, secrets::SecretKey, sign_on::SignOn};
use domain::{clock::Clock, password::PasswordPolicy, second_step::OneTimePassword};
use search::Finder;
use store::Store;

use crate::throttle::Throttle;

/// Choices of the operator that pages need.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the service is reached, without a slash at the end: `https://…`.
    pub base_url: String,
    /// The address that mails come from; pages name it so that people can let it through.
    pub mail_from: String,
    /// Plain http on this machine: cookies lose `Secure` and their `__Host-` prefix.
    pub development: bool,
    /// Which new passwords are taken.
    pub password_policy: PasswordPolicy,
    /// Whether a ワンタイムパスワード is mailed at a login.
    pub one_time_password: OneTimePassword,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Posts with a password or a mail address that one network address may send in a minute.
    pub attempts_per_minute: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080".into(),
            mail_from: "system@mail.hellowork.mhlw.go.jp".into(),
            development: true,
            password_policy: PasswordPolicy::Manual,
            one_time_password: OneTimePassword::Optional,
            trusted_proxies: Vec::new(),
            attempts_per_minute: 60,
        }
    }
}

/// The parts of an [`App`].
pub struct AppParts {
    /// The database.
    pub store: Store,
    /// Searches postings.
    pub finder: Finder,
    /// Where `now` comes from.
    pub clock: Clock,
    /// Choices of the operator.
    pub settings: Settings,
    /// Hashes and verifies passwords.
    pub hasher: Hasher,
    /// The secret of the installation.
    pub secret: SecretKey,
    /// Providers through which people sign in.
    pub sign_on: SignOn,
    /// Slows down whoever sends too many passwords or addresses.
    pub throttle: Throttle,
}

/// The running service. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<AppParts>);

impl App {
    /// Puts the parts together.
    pub fn new(parts: AppParts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = AppParts;

    fn deref(&self) -> &AppParts {
        &self.0
    }
}

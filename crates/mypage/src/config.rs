//! The settings of the operator: `mypage.toml`, each value also as `MYPAGE_…` in the environment.
//!
//! A setting that is unknown, missing or unsafe is refused in plain English before anything starts.

mod sign_on;
mod text;

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use adapters::{mail::Mailer, secrets::SecretKey, sign_on::ProviderSettings};
use domain::{password::PasswordPolicy, second_step::OneTimePassword};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

#[cfg(feature = "demo")]
pub(crate) use sign_on::CARD_SCOPES;
pub use sign_on::PortalConfig;

/// The file that is read when `--config` names none.
pub const DEFAULT_FILE: &str = "mypage.toml";

/// The sender of every mail unless `mail_from` says otherwise.
pub const DEFAULT_SENDER: &str = "system@mail.hellowork.mhlw.go.jp";

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogForm {
    /// One JSON object a line, for machines.
    #[default]
    Json,
    /// For people at a terminal.
    Text,
}

/// The value of `password_policy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Policy {
    #[default]
    Manual,
    Union,
}

/// The value of `one_time_password`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mailed {
    Off,
    #[default]
    Optional,
    Required,
}

impl From<Mailed> for OneTimePassword {
    fn from(mailed: Mailed) -> Self {
        match mailed {
            Mailed::Off => Self::Off,
            Mailed::Optional => Self::Optional,
            Mailed::Required => Self::Required,
        }
    }
}

/// The settings as they are written, in the file or the environment. The field names are the keys.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    database: Option<String>,
    database_password_file: Option<PathBuf>,
    listen: Option<String>,
    base_url: Option<String>,
    trusted_proxies: Vec<IpAddr>,
    index_dir: Option<PathBuf>,
    mail: Option<String>,
    mail_from: Option<String>,
    mail_password_file: Option<PathBuf>,
    secret_key_file: Option<PathBuf>,
    password_policy: Policy,
    one_time_password: Mailed,
    attempts_per_minute: Option<u32>,
    hashes_at_once: Option<usize>,
    shutdown_seconds: Option<u64>,
    portal_issuer: Option<String>,
    portal_client_id: Option<String>,
    portal_client_secret_file: Option<PathBuf>,
    portal_link_url: Option<String>,
    portal_link_ended_event: Option<String>,
    card_issuer: Option<String>,
    card_client_id: Option<String>,
    card_key_file: Option<PathBuf>,
    development: bool,
    log: LogForm,
    log_level: Option<String>,
}

/// Settings that can be worked with.
#[derive(Clone)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`, with the password in it.
    pub database: String,
    /// Where the service listens.
    pub listen: SocketAddr,
    /// Where people reach the service, without a slash at the end.
    pub base_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The folder of this node's search index.
    pub index_dir: PathBuf,
    /// `smtp://…`, `smtps://…` or `mailbox:FOLDER`.
    pub mail: String,
    /// The sender of every mail.
    pub mail_from: String,
    /// The password for the mail server.
    pub mail_password: Option<String>,
    /// The secret of the installation.
    pub secret: SecretKey,
    /// Which new passwords are taken.
    pub password_policy: PasswordPolicy,
    /// Whether a ワンタイムパスワード is mailed at a login.
    pub one_time_password: OneTimePassword,
    /// Posts with a password or address that one network address may send in a minute.
    pub attempts_per_minute: u32,
    /// Passwords hashed at the same time, 19 MiB each.
    pub hashes_at_once: usize,
    /// How long requests and jobs under way may take when the program is told to stop.
    pub shutdown: Duration,
    /// マイナポータル, for signing in.
    pub portal: Option<PortalConfig>,
    /// デジタル認証アプリ, for filling 基本情報 from the card.
    pub card: Option<ProviderSettings>,
    /// Plain http on this machine.
    pub development: bool,
    /// How log lines are written.
    pub log: LogForm,
    /// Which log lines are written, such as `info` or `info,search=debug`.
    pub log_level: String,
    /// What works but should not stay so.
    pub warnings: Vec<String>,
}

/// Shows no secret: the address of the database may hold a password.
impl fmt::Debug for Config {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Config").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// Everything that is wrong with the settings, one plain sentence each.
#[derive(Debug, PartialEq, Eq)]
pub struct BadConfig(pub Vec<String>);

impl fmt::Display for BadConfig {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0.join("\n"))
    }
}

impl std::error::Error for BadConfig {}

impl Config {
    /// Reads the settings from the file (or, without one, `mypage.toml` where it exists) and the
    /// environment, and checks them. Connects to nothing.
    ///
    /// # Errors
    /// All that is wrong.
    pub fn read(file: Option<&Path>, environment: &[(String, String)]) -> Result<Self, BadConfig> {
        let source = match file {
            Some(file) => Some(file.to_path_buf()),
            None => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()),
        };
        let text = match &source {
            Some(file) => std::fs::read_to_string(file)
                .map_err(|error| BadConfig(vec![format!("{} cannot be read: {error}", file.display())]))?,
            None => String::new(),
        };
        let name = source.map_or_else(|| DEFAULT_FILE.into(), |file| file.display().to_string());
        let (written, warnings) =
            text::parse(&name, &text, environment).map_err(|error| BadConfig(vec![error]))?;
        Checker { problems: Vec::new(), warnings }.check(written)
    }

    /// The settings that pages need.
    pub fn site_settings(&self) -> site::Settings {
        site::Settings {
            base_url: self.base_url.clone(),
            mail_from: self.mail_from.clone(),
            development: self.development,
            password_policy: self.password_policy,
            one_time_password: self.one_time_password,
            trusted_proxies: self.trusted_proxies.clone(),
            attempts_per_minute: self.attempts_per_minute,
        }
    }
}

/// Collects all that is wrong, so that the operator mends it in one go.
struct Checker {
    problems: Vec<String>,
    warnings: Vec<String>,
}

impl Checker {
    fn check(mut self, written: Written) -> Result<Config, BadConfig> {
        let secret = self.secret_key(written.secret_key_file.as_deref());
        let mail_password = written
            .mail_password_file
            .as_deref()
            .and_then(|file| self.secret_text("mail_password_file", file));
        let database = self.database(&written);
        let listen = self.listen(&written);
        let base_url = self.base_url(&written, listen);
        let portal = self.portal(&written, &base_url);
        let card = self.card(&written, &base_url);
        let mail_from = written.mail_from.unwrap_or_else(|| DEFAULT_SENDER.into());
        let mail = self.mail(written.mail, &mail_from, mail_password.as_deref());
        let (Some(secret), true) = (secret, self.problems.is_empty()) else {
            return Err(BadConfig(self.problems));
        };
        Ok(Config {
            database,
            listen,
            base_url,
            trusted_proxies: written.trusted_proxies,
            index_dir: written.index_dir.unwrap_or_else(|| "data-local/index".into()),
            mail,
            mail_from,
            mail_password,
            secret,
            password_policy: match written.password_policy {
                Policy::Manual => PasswordPolicy::Manual,
                Policy::Union => PasswordPolicy::Union,
            },
            one_time_password: written.one_time_password.into(),
            attempts_per_minute: written.attempts_per_minute.unwrap_or(60).max(1),
            hashes_at_once: written.hashes_at_once.unwrap_or(4).max(1),
            shutdown: Duration::from_secs(written.shutdown_seconds.unwrap_or(20)),
            portal,
            card,
            development: written.development,
            log: written.log,
            log_level: written.log_level.unwrap_or_else(|| "info".into()),
            warnings: self.warnings,
        })
    }

    fn listen(&mut self, written: &Written) -> SocketAddr {
        let default = SocketAddr::from(([127, 0, 0, 1], 8080));
        let Some(text) = &written.listen else { return default };
        let Ok(listen) = text.parse::<SocketAddr>() else {
            self.problems
                .push(format!("listen = \"{text}\" must be an address and a port, such as 127.0.0.1:8080"));
            return default;
        };
        if written.development && !listen.ip().is_loopback() {
            self.problems.push(format!(
                "development = true sends cookies without protection, so that listen must be an address of this \
                 machine (127.0.0.1 or [::1]), not {}",
                listen.ip()
            ));
        }
        listen
    }

    fn base_url(&mut self, written: &Written, listen: SocketAddr) -> String {
        let Some(url) = &written.base_url else {
            if !written.development {
                self.problems
                    .push("base_url is missing: the address people reach the service at, https://…".into());
            }
            return format!("http://{listen}");
        };
        let url = url.trim_end_matches('/');
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://").filter(|_| written.development));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@']) => {}
            _ if written.development => {
                self.problems.push("base_url must be http://… or https://… without a path".into());
            }
            _ => self.problems.push(
                "base_url must be https://… without a path (plain http needs development = true)".into(),
            ),
        }
        url.to_owned()
    }

    fn database(&mut self, written: &Written) -> String {
        let Some(url) = &written.database else {
            self.problems
                .push("database is missing: \"sqlite:PATH\" or \"postgres://user@host/name\"".into());
            return String::new();
        };
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        if !is_postgres && !url.starts_with("sqlite:") {
            self.problems.push("database must begin with sqlite: or postgres://".into());
        }
        let Some(file) = &written.database_password_file else { return url.clone() };
        let Some(password) = self.secret_text("database_password_file", file) else { return url.clone() };
        match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?))) {
            Some((scheme, (user, rest))) if is_postgres && !user.contains(':') => {
                format!("{scheme}://{user}:{}@{rest}", utf8_percent_encode(&password, NON_ALPHANUMERIC))
            }
            _ => {
                self.problems.push(
                    "database_password_file needs database = \"postgres://user@host/name\" with a user and no password"
                        .into(),
                );
                url.clone()
            }
        }
    }

    fn mail(&mut self, mail: Option<String>, from: &str, password: Option<&str>) -> String {
        let Some(mail) = mail else {
            self.problems.push(
                "mail is missing: \"smtp://host:port\", \"smtps://user@host\" or \"mailbox:FOLDER\"".into(),
            );
            return String::new();
        };
        if let Err(error) = Mailer::check_settings(&mail, from, password) {
            self.problems.push(error.to_string());
        }
        mail
    }

    fn secret_key(&mut self, file: Option<&Path>) -> Option<SecretKey> {
        let Some(file) = file else {
            self.problems.push(
                "secret_key_file is missing: a file with at least 32 random characters, the same on every node".into(),
            );
            return None;
        };
        let text = self.secret_text("secret_key_file", file)?;
        let key = SecretKey::from_text(&text);
        if key.is_none() {
            self.problems.push(format!("secret_key_file: {} holds fewer than 32 characters", file.display()));
        }
        key
    }

    /// A secret file without the end of its line.
    fn secret_text(&mut self, setting: &str, file: &Path) -> Option<String> {
        Some(self.whole_secret(setting, file)?.trim_end_matches(['\r', '\n']).to_owned())
    }

    fn whole_secret(&mut self, setting: &str, file: &Path) -> Option<String> {
        match std::fs::read_to_string(file) {
            Err(error) => {
                self.problems.push(format!("{setting}: {} cannot be read: {error}", file.display()));
                None
            }
            Ok(text) => {
                self.warn_when_open_to_all(setting, file);
                Some(text)
            }
        }
    }

    fn warn_when_open_to_all(&mut self, setting: &str, file: &Path) {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).map_or(0, |metadata| metadata.permissions().mode());
        if mode & 0o077 != 0 {
            self.warnings.push(format!(
                "{setting}: {} can be read by other users of this machine (chmod 600 mends it)",
                file.display()
            ));
        }
    }
}

#[cfg(test)]
mod tests;

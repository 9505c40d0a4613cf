//! What the operator agreed with the providers.

use std::{fmt, time::Duration};

use domain::sign_on::PortalAddress;
use openidconnect::IssuerUrl;

use super::{ClientKey, Provider};

/// Event type by which a portal tells that a person has ended the link, unless the operator says otherwise.
pub const LINK_ENDED: &str = "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked";

/// マイナポータル.
pub struct Portal {
    /// Names persons.
    pub provider: Provider,
    /// Where linking begins.
    pub address: PortalAddress,
    /// The event type that tells of an ended link.
    pub link_ended: String,
}

/// The providers that the operator has set up.
#[derive(Default)]
pub struct SignOn {
    /// マイナポータル, for signing in.
    pub portal: Option<Portal>,
    /// デジタル認証アプリ, for filling 基本情報 from the card.
    pub card: Option<Provider>,
}

/// Limits for everything a provider says.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Longest time for one deed (a start, a finish), whatever it asks the provider on the way.
    pub deed: Duration,
    /// Longest time for one answer.
    pub answer: Duration,
    /// Largest answer, in bytes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { deed: Duration::from_secs(5), answer: Duration::from_secs(3), bytes: 256 * 1024 }
    }
}

/// How we prove to the provider who we are.
#[derive(Clone)]
pub enum ClientAuthentication {
    /// A shared secret (`client_secret_basic`).
    Secret(String),
    /// A key of our own (`private_key_jwt`, ES256).
    Key(ClientKey),
}

/// What the operator agreed with a provider.
#[derive(Clone)]
pub struct ProviderSettings {
    /// The word for it in logs and figures.
    pub name: &'static str,
    /// Its issuer, exactly as it writes itself.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// How we prove it.
    pub authentication: ClientAuthentication,
    /// Where it sends people back to: an address of ours.
    pub redirect_uri: String,
    /// What is asked for besides `openid`.
    pub scopes: &'static [&'static str],
    /// Plain http to this machine is allowed (development).
    pub development: bool,
    /// Limits of time and size.
    pub limits: Limits,
}

/// Shows no secret.
impl fmt::Debug for ProviderSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ProviderSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Settings that cannot be worked with; the text is for the operator.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadProvider(pub(super) String);

/// The issuer, when it may be trusted and is a name that an issuer may have.
pub(super) fn checked_issuer(settings: &ProviderSettings) -> Result<IssuerUrl, BadProvider> {
    let bad = |reason: &str| BadProvider(format!("the issuer {} {reason}", settings.issuer));
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| bad("is not an address"))?;
    if !is_trusted(issuer.url(), settings.development) {
        return Err(bad(
            "must begin with https:// (plain http: with development = true, to this machine only)",
        ));
    }
    if issuer.url().query().is_some() || issuer.url().fragment().is_some() {
        return Err(bad("must have no ? and no #"));
    }
    Ok(issuer)
}

/// An address on a line that can be trusted: TLS, or, in development, this machine.
pub(super) fn is_trusted(address: &url::Url, development: bool) -> bool {
    let on_this_machine = || match address.host() {
        Some(url::Host::Ipv4(host)) => host.is_loopback(),
        Some(url::Host::Ipv6(host)) => host.is_loopback(),
        Some(url::Host::Domain(host)) => host == "localhost",
        None => false,
    };
    address.scheme() == "https" || (development && address.scheme() == "http" && on_this_machine())
}

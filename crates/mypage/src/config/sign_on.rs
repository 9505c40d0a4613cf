//! The providers through which people sign in.

use adapters::sign_on::{
    ClientAuthentication, ClientKey, LINK_ENDED, Limits, Portal, Provider, ProviderSettings, SignOn,
};
use domain::sign_on::{CALLBACK, CARD_CALLBACK, PortalAddress};

use super::{Checker, Config, Written};

/// What the card tells, besides who somebody is (spec/domain.md 8.2).
pub(crate) const CARD_SCOPES: &[&str] = &["name", "address", "birthdate", "gender"];

/// マイナポータル as the operator has set it up.
#[derive(Clone, Debug)]
pub struct PortalConfig {
    /// The provider.
    pub provider: ProviderSettings,
    /// Where linking begins.
    pub address: PortalAddress,
    /// The event type that tells of an ended link.
    pub link_ended: String,
}

impl Config {
    /// The providers. They are asked nothing yet: they may be away when we start.
    ///
    /// # Errors
    /// The settings of one are unusable.
    pub fn sign_on(&self) -> anyhow::Result<SignOn> {
        let portal = match &self.portal {
            None => None,
            Some(portal) => Some(Portal {
                provider: Provider::new(portal.provider.clone())?,
                address: portal.address.clone(),
                link_ended: portal.link_ended.clone(),
            }),
        };
        let card = self.card.clone().map(Provider::new).transpose()?;
        Ok(SignOn { portal, card })
    }
}

impl Checker {
    /// マイナポータル, when its issuer is given.
    pub(super) fn portal(&mut self, written: &Written, base_url: &str) -> Option<PortalConfig> {
        let issuer = written.portal_issuer.clone()?;
        let client_id = self.needed("portal_client_id", written.portal_client_id.as_ref(), "portal_issuer");
        let secret = match &written.portal_client_secret_file {
            Some(file) => self.secret_text("portal_client_secret_file", file),
            None => {
                self.problems.push("portal_client_secret_file is missing: portal_issuer needs it".into());
                None
            }
        };
        let link = self.needed("portal_link_url", written.portal_link_url.as_ref(), "portal_issuer")?;
        let Some(address) = PortalAddress::parse(&link) else {
            self.problems.push(format!("portal_link_url = \"{link}\" is not an address"));
            return None;
        };
        if !written.development && !address.link().starts_with("https://") {
            self.problems.push(format!("portal_link_url = \"{link}\" must begin with https://"));
        }
        let provider = ProviderSettings {
            name: "portal",
            issuer,
            client_id: client_id?,
            authentication: ClientAuthentication::Secret(secret?),
            redirect_uri: format!("{base_url}{CALLBACK}"),
            scopes: &[],
            development: written.development,
            limits: Limits::default(),
        };
        self.usable(&provider);
        let link_ended = written.portal_link_ended_event.clone().unwrap_or_else(|| LINK_ENDED.into());
        Some(PortalConfig { provider, address, link_ended })
    }

    /// デジタル認証アプリ, when its issuer is given.
    pub(super) fn card(&mut self, written: &Written, base_url: &str) -> Option<ProviderSettings> {
        let issuer = written.card_issuer.clone()?;
        let client_id = self.needed("card_client_id", written.card_client_id.as_ref(), "card_issuer");
        let Some(file) = &written.card_key_file else {
            self.problems.push("card_key_file is missing: card_issuer needs it".into());
            return None;
        };
        let pem = self.whole_secret("card_key_file", file)?;
        let key = match ClientKey::from_pem(&pem) {
            Ok(key) => key,
            Err(error) => {
                self.problems.push(format!("card_key_file: {}: {error}", file.display()));
                return None;
            }
        };
        let provider = ProviderSettings {
            name: "card",
            issuer,
            client_id: client_id?,
            authentication: ClientAuthentication::Key(key),
            redirect_uri: format!("{base_url}{CARD_CALLBACK}"),
            scopes: CARD_SCOPES,
            development: written.development,
            limits: Limits::default(),
        };
        self.usable(&provider);
        Some(provider)
    }

    fn needed(&mut self, name: &str, value: Option<&String>, by: &str) -> Option<String> {
        if value.is_none() {
            self.problems.push(format!("{name} is missing: {by} needs it"));
        }
        value.cloned()
    }

    fn usable(&mut self, provider: &ProviderSettings) {
        if let Err(error) = Provider::new(provider.clone()) {
            self.problems.push(format!("{}_issuer: {error}", provider.name));
        }
    }
}

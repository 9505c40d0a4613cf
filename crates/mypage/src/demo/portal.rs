//! The stand-in beside the demo: マイナポータル and デジタル認証アプリ, played on a port of their own, so that
//! every step of seed 003 can be walked without either.

use adapters::{
    secrets::token,
    sign_on::{ClientAuthentication, ClientKey, LINK_ENDED, Limits, ProviderSettings},
};
use anyhow::Context;
use domain::{
    clock::Clock,
    sign_on::{CALLBACK, CARD_CALLBACK, PortalAddress},
};
use mynaportal_standin::{Service, Settings, Standin};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::{CARD_SCOPES, PortalConfig};

const PORTAL_CLIENT: &str = "hellowork";
const CARD_CLIENT: &str = "helloworkcard";

/// The stand-in, and what the service needs to know to trust it. Keys and secrets are new at each start.
pub(super) struct StandIn {
    standin: Standin,
    base_url: String,
    secret: String,
    key: ClientKey,
}

impl StandIn {
    /// For a service and a stand-in on these ports of this machine.
    pub(super) fn new(service_port: u16, own_port: u16) -> anyhow::Result<Self> {
        let base_url = format!("http://127.0.0.1:{service_port}");
        let secret = token()?;
        let key = ClientKey::from_pem(&ClientKey::new_pem()?)?;
        let standin = Standin::new(Settings {
            origin: format!("http://127.0.0.1:{own_port}"),
            clock: Clock::System,
            service: Service {
                base_url: base_url.clone(),
                portal_client_id: PORTAL_CLIENT.into(),
                portal_client_secret: secret.clone(),
                card_client_id: CARD_CLIENT.into(),
                card_public_key_pem: key.public_pem(),
            },
        })?;
        Ok(Self { standin, base_url, secret, key })
    }

    /// マイナポータル, as an operator would set it up.
    pub(super) fn portal(&self) -> anyhow::Result<PortalConfig> {
        let issuer = self.standin.portal_issuer();
        let address = PortalAddress::parse(&format!("{issuer}/connect/consent"))
            .context("the address of the stand-in")?;
        let provider = ProviderSettings {
            name: "portal",
            issuer,
            client_id: PORTAL_CLIENT.into(),
            authentication: ClientAuthentication::Secret(self.secret.clone()),
            redirect_uri: format!("{}{CALLBACK}", self.base_url),
            scopes: &[],
            development: true,
            limits: Limits::default(),
        };
        Ok(PortalConfig { provider, address, link_ended: LINK_ENDED.into() })
    }

    /// デジタル認証アプリ, as an operator would set it up.
    pub(super) fn card(&self) -> ProviderSettings {
        ProviderSettings {
            name: "card",
            issuer: self.standin.card_issuer(),
            client_id: CARD_CLIENT.into(),
            authentication: ClientAuthentication::Key(self.key.clone()),
            redirect_uri: format!("{}{CARD_CALLBACK}", self.base_url),
            scopes: CARD_SCOPES,
            development: true,
            limits: Limits::default(),
        }
    }

    /// Answers until told to stop.
    pub(super) async fn serve(self, listener: TcpListener, stop: CancellationToken) -> std::io::Result<()> {
        self.standin.serve(listener, stop.cancelled_owned()).await
    }
}

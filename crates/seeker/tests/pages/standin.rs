//! The service with the stand-in for マイナポータル and デジタル認証アプリ beside it.

use std::time::Duration;

use adapters::sign_on::{ClientKey, Limits, SignOn};
use mynaportal_standin::{Service, Settings, Standin};
use testkit::{TestSite, settings, stores};
use tokio::net::TcpListener;

/// Short, so that a provider that hangs costs a test little time.
pub(crate) const LIMITS: Limits =
    Limits { deed: Duration::from_millis(1500), answer: Duration::from_millis(700), bytes: 256 * 1024 };

/// The service on one database, and its own stand-in.
pub(crate) struct Beside {
    pub(crate) site: TestSite,
    pub(crate) standin: Standin,
    /// Where the stand-in answers.
    pub(crate) origin: String,
}

/// The service on each database with choices of the operator. `relying` says how it relies on the stand-in of an
/// origin, which knows it by a key.
pub(crate) async fn beside(
    chosen: site::Settings,
    relying: impl Fn(&str, ClientKey) -> SignOn,
) -> Vec<Beside> {
    let mut all = Vec::new();
    for store in stores().await {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let mut standin = None;
        let site = TestSite::with_sign_on(store, seeker::router(), chosen.clone(), |clock| {
            let key = ClientKey::from_pem(&ClientKey::new_pem().unwrap()).unwrap();
            let service = Service {
                base_url: settings().base_url,
                portal_client_id: "hellowork".into(),
                portal_client_secret: "portal-secret".into(),
                card_client_id: "hellowork-card".into(),
                card_public_key_pem: key.public_pem(),
            };
            let settings = Settings { origin: origin.clone(), clock: clock.clone(), service };
            standin = Some(Standin::new(settings).unwrap());
            relying(&origin, key)
        });
        let standin = standin.unwrap();
        tokio::spawn(standin.clone().serve(listener, std::future::pending()));
        all.push(Beside { site, standin, origin });
    }
    all
}

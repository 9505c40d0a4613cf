//! A stand-in on a free port, and a small relying party that can be told to err.

use std::{collections::BTreeMap, time::Duration};

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use domain::clock::Clock;
use mynaportal_standin::{Service, Settings, Standin};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header, redirect::Policy};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, sync::oneshot};

use crate::client_key::ClientKey;

pub const SERVICE: &str = "http://127.0.0.1:8080";
pub const PORTAL_CLIENT: &str = "mypage";
pub const PORTAL_SECRET: &str = "a secret: 秘密+%";
pub const CARD_CLIENT: &str = "mypage-card";
pub const VERIFIER: &str = "a-verifier-that-is-long-enough-for-the-rule-of-43";
pub const STATE: &str = "state-of-the-browser";
pub const NONCE: &str = "nonce-of-the-browser";
pub const NOW: &str = "2026-11-20T00:05:00Z";

/// Which of the two providers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Portal,
    Card,
}

pub const BOTH: [Side; 2] = [Side::Portal, Side::Card];

/// Names and values of a query or a form; an empty value takes the parameter away.
pub type Changes<'a> = &'a [(&'a str, &'a str)];

pub struct Rig {
    pub standin: Standin,
    pub clock: Clock,
    pub origin: String,
    pub browser: Client,
    pub key: ClientKey,
    stop: Option<oneshot::Sender<()>>,
}

impl Drop for Rig {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

impl Rig {
    pub async fn start() -> Self {
        Self::serving(SERVICE).await
    }

    /// A stand-in whose service answers at `base_url`.
    pub async fn serving(base_url: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let clock = Clock::set_to(NOW.parse().unwrap());
        let key = ClientKey::of(7);
        let service = Service {
            base_url: base_url.to_owned(),
            portal_client_id: PORTAL_CLIENT.to_owned(),
            portal_client_secret: PORTAL_SECRET.to_owned(),
            card_client_id: CARD_CLIENT.to_owned(),
            card_public_key_pem: key.public_pem(),
        };
        let settings = Settings { origin: origin.clone(), service, clock: clock.clone() };
        let standin = Standin::new(settings).unwrap();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(standin.clone().serve(listener, async move {
            let _ = stopped.await;
        }));
        let browser =
            Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(20)).build().unwrap();
        Self { standin, clock, origin, browser, key, stop: Some(stop) }
    }

    pub fn issuer(&self, side: Side) -> String {
        match side {
            Side::Portal => self.origin.clone(),
            Side::Card => format!("{}/card", self.origin),
        }
    }

    pub async fn get(&self, url: &str) -> Response {
        self.browser.get(url).send().await.unwrap()
    }

    /// A healthy request for sign-in with these changes.
    pub fn request(&self, side: Side, changes: Changes<'_>) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
        let (client, callback, scope) = match side {
            Side::Portal => (PORTAL_CLIENT, "/sso/callback", "openid"),
            Side::Card => (CARD_CLIENT, "/sso/card/callback", "openid name address birthdate gender"),
        };
        let healthy = [
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", &format!("{SERVICE}{callback}")),
            ("scope", scope),
            ("state", STATE),
            ("nonce", NONCE),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        format!("{}/authorize?{}", self.issuer(side), changed(&healthy, changes))
    }

    /// What comes back at the callback.
    pub async fn ask(&self, side: Side, changes: Changes<'_>) -> BTreeMap<String, String> {
        let response = self.get(&self.request(side, changes)).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let to = location(&response);
        let callback = if side == Side::Portal { "/sso/callback?" } else { "/sso/card/callback?" };
        assert!(to.starts_with(&format!("{SERVICE}{callback}")), "{to}");
        query(&to)
    }

    /// A fresh code for this person.
    pub async fn code(&self, side: Side, person: &str) -> String {
        self.standin.sign_in(person);
        self.ask(side, &[]).await.remove("code").unwrap()
    }

    /// A healthy token request for the code, with these changes, and with the client's authentication.
    pub fn exchange(&self, side: Side, code: &str, changes: Changes<'_>) -> RequestBuilder {
        let callback = if side == Side::Portal { "/sso/callback" } else { "/sso/card/callback" };
        let uri = format!("{SERVICE}{callback}");
        let mut healthy = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &uri),
            ("code_verifier", VERIFIER),
        ];
        let assertion = self.assertion(&json!({ "alg": "ES256" }), |_| {});
        if side == Side::Card {
            healthy.push(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
            healthy.push(("client_assertion", &assertion));
        }
        let request = self.form(&format!("{}/token", self.issuer(side)), &changed(&healthy, changes));
        let anonymous = changes.iter().any(|(name, _)| *name == "client_secret");
        if side == Side::Portal && !anonymous {
            return request.header(header::AUTHORIZATION, basic(PORTAL_CLIENT, PORTAL_SECRET));
        }
        request
    }

    /// An assertion of the card client, as `change` leaves it.
    pub fn assertion(&self, header: &Value, change: impl FnOnce(&mut Value)) -> String {
        let now = self.clock.now().as_second();
        let mut claims = json!({
            "iss": CARD_CLIENT,
            "sub": CARD_CLIENT,
            "aud": format!("{}/token", self.issuer(Side::Card)),
            "iat": now,
            "exp": now + 60,
            "jti": fresh_name(),
        });
        change(&mut claims);
        self.key.signed(header, &claims)
    }

    pub fn form(&self, url: &str, body: &str) -> RequestBuilder {
        self.browser
            .post(url)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.to_owned())
    }

    /// The token response of a healthy sign-in of this person.
    pub async fn tokens(&self, side: Side, person: &str) -> Value {
        let code = self.code(side, person).await;
        let response = self.exchange(side, &code, &[]).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        read(response).await
    }

    pub async fn user_info(&self, access_token: &str) -> Response {
        let url = format!("{}/userinfo", self.issuer(Side::Card));
        let request = self.browser.get(url).header(header::AUTHORIZATION, format!("Bearer {access_token}"));
        request.send().await.unwrap()
    }
}

/// A name that no other call gives.
fn fresh_name() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("jti-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The value of a Basic header, each part form-encoded (RFC 6749, 2.3.1).
pub fn basic(id: &str, secret: &str) -> String {
    let encoded = |part: &str| url::form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>();
    format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret))))
}

/// The form of `healthy` with `changes`.
pub fn changed(healthy: Changes<'_>, changes: Changes<'_>) -> String {
    let changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let kept = healthy.iter().filter(|(name, _)| !changed(name));
    let added = changes.iter().filter(|(_, value)| !value.is_empty());
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept.chain(added)).finish()
}

pub fn location(response: &Response) -> String {
    response.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

pub fn query(url: &str) -> BTreeMap<String, String> {
    url::Url::parse(url).unwrap().query_pairs().into_owned().collect()
}

pub async fn read(response: Response) -> Value {
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Header and claims of a compact token, unverified.
pub fn token_parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| BASE64_URL_SAFE_NO_PAD.decode(part).unwrap());
    let mut next = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    (next(), next())
}

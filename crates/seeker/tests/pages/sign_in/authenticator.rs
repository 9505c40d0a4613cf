//! An authenticator in software: makes a passkey and signs with it, honestly or as a test wants.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use testkit::{PASSWORD, Page, TestSite, Visitor, settings, stores};

use super::world::{CHANGE_LETTER, EMAIL, confirms};

pub(super) const ORIGIN: &str = "http://localhost:8080";
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const NEW_KEY: u8 = 64;

/// The service at a name, as browsers want it for passkeys.
pub(super) async fn named_sites() -> Vec<TestSite> {
    let settings = site::Settings { base_url: ORIGIN.into(), ..settings() };
    let stores = stores().await.into_iter();
    stores.map(|store| TestSite::with(store, seeker::router(), settings.clone())).collect()
}

/// What it does when it is asked. Tests change one thing at a time.
#[derive(Clone)]
pub(super) struct Authenticator {
    key: SigningKey,
    pub(super) id: Vec<u8>,
    pub(super) handle: String,
    pub(super) counter: u32,
    pub(super) origin: &'static str,
    pub(super) rp: &'static str,
    pub(super) verifies: bool,
    /// Instead of the challenge that it was given.
    pub(super) challenge: Option<String>,
    pub(super) kind: Option<&'static str>,
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    /// A new one; `seed` tells it from others.
    pub(super) fn new(seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: vec![seed; 16],
            handle: String::new(),
            counter: 1,
            origin: ORIGIN,
            rp: "localhost",
            verifies: true,
            challenge: None,
            kind: None,
        }
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let challenge = self.challenge.clone();
        let challenge = challenge.unwrap_or_else(|| options["challenge"].as_str().unwrap().to_owned());
        let kind = self.kind.unwrap_or(kind);
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    fn head(&self, more: u8) -> Vec<u8> {
        let flags = PRESENT | if self.verifies { VERIFIED } else { 0 } | more;
        [Sha256::digest(self.rp).as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// Its answer to the options of パスキーの追加.
    pub(super) fn makes(&mut self, options: &Value) -> String {
        self.handle = options["user"]["id"].as_str().unwrap().to_owned();
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        let key = [
            [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20].as_slice(),
            x,
            &[0x22, 0x58, 0x20],
            y,
        ]
        .concat();
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [self.head(NEW_KEY).as_slice(), &[0; 16], length.as_slice(), &self.id, &key].concat();
        let data_length = u8::try_from(data.len()).unwrap();
        let object = [
            b"\xA3\x63fmt\x64none\x67attStmt\xA0\x68authData\x58".as_slice(),
            &[data_length],
            data.as_slice(),
        ]
        .concat();
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(self.client_data("webauthn.create", options)),
                "attestationObject": encoded(object),
                "transports": ["internal"],
            },
        })
        .to_string()
    }

    /// Its answer to the options of パスキーでログイン.
    pub(super) fn signs(&mut self, options: &Value) -> String {
        self.counter += 1;
        let client_data = self.client_data("webauthn.get", options);
        let data = self.head(0);
        let signed: Signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client_data)].concat());
        json!({
            "id": encoded(&self.id),
            "rawId": encoded(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(client_data),
                "authenticatorData": encoded(data),
                "signature": encoded(signed.to_der()),
                "userHandle": self.handle,
            },
        })
        .to_string()
    }
}

/// What パスキーの追加の確認 gives the browser.
pub(super) fn options_on(page: &Page) -> Value {
    let form = page.attribute("form[data-passkey-add]", "data-passkey-add");
    serde_json::from_str(&form.unwrap()).unwrap()
}

/// Confirms the password and adds a passkey; what is shown then.
pub(super) async fn adds(visitor: &mut Visitor, authenticator: &mut Authenticator) -> Page {
    let page = confirms(visitor, "passkey", "追加を始める").await;
    assert_eq!(page.h1(), "パスキーの追加の確認", "{:?}", page.errors());
    let made = authenticator.makes(&options_on(&page));
    let name = page.value_of("passkey_name").unwrap_or_default();
    sends(visitor, &name, &made).await
}

/// Sends パスキーの追加の確認, as the browser's script does.
pub(super) async fn sends(visitor: &mut Visitor, name: &str, made: &str) -> Page {
    let typed = [("passkey_name", name), ("passkey", made)];
    visitor.post("/settings/sign-in/passkey/new", &typed).await
}

/// Somebody with a passkey, in the browser that is signed in.
pub(super) async fn with_passkey(site: &TestSite, email: &str, seed: u8) -> (Visitor, Authenticator) {
    let mut visitor = site.registered(email).await;
    let mut authenticator = Authenticator::new(seed);
    let page = adds(&mut visitor, &mut authenticator).await;
    assert!(page.says("パスキーを追加しました。"), "{:?}", page.errors());
    site.letter(email, CHANGE_LETTER).await;
    (visitor, authenticator)
}

/// Asks for the options of a sign-in.
pub(super) async fn asks(visitor: &mut Visitor) -> Value {
    let page = visitor.post("/login/passkey/options", &[]).await;
    assert_eq!(page.header("content-type"), "application/json");
    serde_json::from_str(&page.body).unwrap()
}

/// Signs in with a passkey.
pub(super) async fn signs_in(visitor: &mut Visitor, authenticator: &mut Authenticator) -> Page {
    visitor.get("/login").await;
    let options = asks(visitor).await;
    visitor.post("/login/passkey", &[("passkey", &authenticator.signs(&options))]).await
}

/// A new password by the mailed key.
pub(super) async fn resets(site: &TestSite) {
    let mut visitor = site.visitor();
    visitor.get("/password-reset").await;
    visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
    let key = testkit::key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
    let new = PASSWORD.to_lowercase();
    let typed =
        [("新しいパスワード", new.as_str()), ("新しいパスワード（確認用）", &new), ("認証キー", &key)];
    visitor.submit("完了", &typed).await;
}

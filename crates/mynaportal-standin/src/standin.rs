//! The stand-in itself: how it is made, ordered about, and served.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::Router;
use domain::clock::Timestamp;
use p256::{ecdsa::VerifyingKey, pkcs8::DecodePublicKey};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, sync::watch};
use url::Url;

use crate::{
    Endpoint, Error, Fault, Settings, event,
    key::Key,
    provider, screens,
    state::{Answer, Issuer, State},
};

/// How long requests that are under way may take once the stand-in is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// マイナポータル and デジタル認証アプリ, played. Clones are the same stand-in.
#[derive(Clone)]
pub struct Standin {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    card_client_key: VerifyingKey,
    client: reqwest::Client,
    state: Mutex<State>,
    /// Becomes true when the stand-in stops, so that nothing goes on hanging.
    stopping: watch::Sender<bool>,
}

impl Standin {
    /// A stand-in with fresh keys, nobody signed in, and nothing wrong with it.
    ///
    /// # Errors
    /// An address or the client's key in the settings is no such thing, or there is no randomness.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        for origin in [&settings.origin, &settings.service.base_url] {
            let is_one = Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == *origin);
            if !is_one {
                return Err(Error::Address(origin.clone()));
            }
        }
        let card_client_key = VerifyingKey::from_public_key_pem(&settings.service.card_public_key_pem)
            .map_err(|_| Error::ClientKey)?;
        let state = Mutex::new(State::fresh()?);
        let (client, stopping) = (event::client()?, watch::Sender::new(false));
        let inner = Inner { settings, card_client_key, client, state, stopping };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Everything that the stand-in answers.
    pub fn router(&self) -> Router {
        let router = provider::routes(self).merge(screens::routes(self));
        screens::with_headers(router).with_state(self.clone())
    }

    /// Answers on `listener` until `stop` ends; what hangs then is cut off.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let (router, teller) = (self.router(), self.clone());
        let told = async move {
            stop.await;
            teller.inner.stopping.send_replace(true);
        };
        let last_words = async {
            self.stopped().await;
            tokio::time::sleep(LAST_WORDS).await;
        };
        let served = axum::serve(listener, router).with_graceful_shutdown(told).into_future();
        tokio::select! {
            ended = served => ended,
            () = last_words => Ok(()),
        }
    }

    /// Ends when the stand-in is told to stop.
    pub(crate) async fn stopped(&self) {
        // An error would mean that the sender is gone, and we hold it.
        let _ = self.inner.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// What goes wrong from now on, until told otherwise; `None` makes all well.
    pub fn order(&self, fault: Option<Fault>) {
        self.state().fault = fault;
    }

    /// New keys with new names for both issuers; the old ones are gone from the key sets at once.
    pub fn rotate_keys(&self) {
        match (Key::fresh(), Key::fresh()) {
            (Ok(portal), Ok(card)) => self.state().replace_keys(portal, card),
            (Err(error), _) | (_, Err(error)) => tracing::error!(%error, "the keys stay as they are"),
        }
    }

    /// How often an endpoint was asked, at both issuers together, whatever was answered.
    pub fn calls(&self, endpoint: Endpoint) -> u64 {
        self.state().calls.get(endpoint as usize).copied().unwrap_or_default()
    }

    /// For tests without a browser: from now on every sign-in is answered at once as this person, without
    /// screens. A name that is no test person's signs in too, with a subject and nothing else.
    pub fn sign_in(&self, person: &str) {
        self.state().answer = Some(Answer::Person(person.to_owned()));
    }

    /// For tests without a browser: from now on every sign-in is answered at once as refused.
    pub fn refuse(&self) {
        self.state().answer = Some(Answer::Refusal);
    }

    /// Screens ask people again, after [`Self::sign_in`] or [`Self::refuse`].
    pub fn ask_people(&self) {
        self.state().answer = None;
    }

    /// A Security Event Token that tells of the end of this person's link, signed by the portal, after
    /// `change` has had its way with header and claims. A changed `alg` is obeyed: `none` is not signed,
    /// `HS256` is keyed with the bytes of the public key's PEM, everything else is signed with ES256.
    pub fn security_event(
        &self,
        person: &str,
        jti: &str,
        change: impl FnOnce(&mut Value, &mut Value),
    ) -> String {
        let (mut header, mut claims) = (event::header(self), event::claims(self, person, jti));
        change(&mut header, &mut claims);
        event::signed(self, &header, &claims)
    }

    /// What the portal calls this person towards the service: the `sub` of its ID tokens and events.
    pub fn portal_subject(&self, person: &str) -> String {
        self.subject(Issuer::Portal, person)
    }

    /// What デジタル認証アプリ calls this person towards the service.
    pub fn card_subject(&self, person: &str) -> String {
        self.subject(Issuer::Card, person)
    }

    /// The portal's issuer.
    pub fn portal_issuer(&self) -> String {
        self.issuer_url(Issuer::Portal)
    }

    /// The issuer of デジタル認証アプリ.
    pub fn card_issuer(&self) -> String {
        self.issuer_url(Issuer::Card)
    }

    /// Counts a call.
    pub(crate) fn count(&self, endpoint: Endpoint) {
        if let Some(count) = self.state().calls.get_mut(endpoint as usize) {
            *count += 1;
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// What pushes events to the service.
    pub(crate) fn client(&self) -> &reqwest::Client {
        &self.inner.client
    }

    pub(crate) fn card_client_key(&self) -> &VerifyingKey {
        &self.inner.card_client_key
    }

    /// What changes; never held across an await.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.inner.settings.clock.now()
    }

    pub(crate) fn fault(&self) -> Option<Fault> {
        self.state().fault
    }

    pub(crate) fn issuer_url(&self, issuer: Issuer) -> String {
        match issuer {
            Issuer::Portal => self.inner.settings.origin.clone(),
            Issuer::Card => format!("{}/card", self.inner.settings.origin),
        }
    }

    pub(crate) fn endpoint_url(&self, issuer: Issuer, path: &str) -> String {
        format!("{}/{path}", self.issuer_url(issuer))
    }

    pub(crate) fn client_id(&self, issuer: Issuer) -> &str {
        match issuer {
            Issuer::Portal => &self.inner.settings.service.portal_client_id,
            Issuer::Card => &self.inner.settings.service.card_client_id,
        }
    }

    /// The one address to which an issuer sends the browser back.
    pub(crate) fn redirect_uri(&self, issuer: Issuer) -> String {
        let base_url = &self.inner.settings.service.base_url;
        match issuer {
            Issuer::Portal => format!("{base_url}/sso/callback"),
            Issuer::Card => format!("{base_url}/sso/card/callback"),
        }
    }

    /// Pairwise: another for every client, and the same after a restart.
    pub(crate) fn subject(&self, issuer: Issuer, person: &str) -> String {
        opaque(&["subject", &self.issuer_url(issuer), self.client_id(issuer), person])
    }

    /// The opaque hint by which the portal names its person to itself.
    pub(crate) fn login_hint(&self, person: &str) -> String {
        opaque(&["login_hint", person])
    }
}

/// A name that says nothing, always the same for the same parts.
fn opaque(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

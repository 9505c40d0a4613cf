//! Signing in through another provider by OpenID Connect: マイナポータル and デジタル認証アプリ.
//!
//! We are the relying party: authorization code with PKCE S256, state and nonce, exact issuer, an
//! allow-list of signature algorithms, keys of the configured issuer only (spec/security.md, OpenID
//! Connect). A provider may be slow, away or hostile: everything it says is read with limits of time
//! and size, and while it does not answer, [`Provider`] refuses at once instead of waiting.
//!
//! Nothing here writes tokens, codes or claims into a log: reasons are fixed words.

mod breaker;
mod client_key;
mod directory;
mod http;
mod id_token;
mod person;
mod security_event;
mod settings;

use std::{fmt, sync::Arc};

use domain::clock::Timestamp;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, LoginHint, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    core::{CoreAuthenticationFlow, CoreErrorResponseType},
};
use serde_json::{Map, Value};

pub use client_key::{BadClientKey, ClientKey};
use directory::{Directory, Known, Newer};
use http::Http;
use id_token::{Client, TokenResponse};
pub use security_event::{BadEvent, SecurityEvent};
pub use settings::{BadProvider, ClientAuthentication, LINK_ENDED, Limits, Portal, ProviderSettings, SignOn};
use settings::{checked_issuer, is_trusted};

/// Why a person could not be signed in. The reasons are fixed words and fit for a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignOnError {
    /// The provider gave no usable answer in time. Trying again later may help.
    #[error("the provider is not available: {0}")]
    Unavailable(&'static str),
    /// What came back cannot be believed. Trying again with the same answer never helps.
    #[error("the answer cannot be believed: {0}")]
    Unconfirmed(&'static str),
}

/// What must be the same when the person comes back. All of it is kept from others: `state` by the
/// person's browser, the others by us.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Names the journey; comes back in the address.
    pub state: String,
    /// Comes back inside the ID token.
    pub nonce: String,
    /// The secret of PKCE, 43 to 128 characters.
    pub verifier: String,
}

/// What the person's browser brought back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The one-time code.
    pub code: String,
    /// The issuer that says it answered (RFC 9207), where it says so.
    pub issuer: Option<String>,
}

/// A person as the provider names them.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The issuer.
    pub issuer: String,
    /// The issuer's name for the person; never a mail address.
    pub subject: String,
}

/// Shows no person.
impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Identity").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// A provider and what is known of it.
pub struct Provider {
    settings: ProviderSettings,
    http: Arc<Http>,
    directory: Directory,
}

impl Provider {
    /// Prepares; asks the provider nothing yet, so that it may be away when we start.
    ///
    /// # Errors
    /// The settings are unusable.
    pub fn new(settings: ProviderSettings) -> Result<Self, BadProvider> {
        let issuer = checked_issuer(&settings)?;
        RedirectUrl::new(settings.redirect_uri.clone())
            .map_err(|_| BadProvider(format!("{} is not an address", settings.redirect_uri)))?;
        let http = Http::new(settings.limits, settings.development)
            .map_err(|error| BadProvider(format!("no connection can be prepared: {error}")))?;
        Ok(Self { directory: Directory::new(issuer), http: Arc::new(http), settings })
    }

    /// The configured issuer.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Our name at the provider.
    pub fn client_id(&self) -> &str {
        &self.settings.client_id
    }

    /// False while the provider is known not to answer: the way by password is shown then.
    pub fn seems_available(&self, now: Timestamp) -> bool {
        self.http.seems_available(now)
    }

    /// The address at the provider to which the person's browser goes. `login_hint` is what the provider
    /// itself said of the person when it sent them (OpenID Connect Core 4); it goes back as it came.
    ///
    /// # Errors
    /// The provider is not available.
    pub async fn start(
        &self,
        journey: &Journey,
        login_hint: Option<&str>,
        now: Timestamp,
    ) -> Result<String, SignOnError> {
        self.within_limits(now, async {
            // Nobody is sent to a provider that could not answer for them when they come back.
            if !self.seems_available(now) {
                return Err(SignOnError::Unavailable("it did not answer before"));
            }
            let known = self.directory.known(&self.http, now).await?;
            self.check_address(known.metadata.authorization_endpoint().url())?;
            let verifier = PkceCodeVerifier::new(journey.verifier.clone());
            let (state, nonce) = (journey.state.clone(), journey.nonce.clone());
            let client = self.client(&known)?;
            let mut request = client
                .authorize_url(
                    CoreAuthenticationFlow::AuthorizationCode,
                    move || CsrfToken::new(state),
                    move || Nonce::new(nonce),
                )
                .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
            for scope in self.settings.scopes {
                request = request.add_scope(Scope::new((*scope).to_owned()));
            }
            if let Some(hint) = login_hint {
                request = request.set_login_hint(LoginHint::new(hint.to_owned()));
            }
            Ok(request.url().0.into())
        })
        .await
    }

    /// Turns what the browser brought back into a person.
    ///
    /// # Errors
    /// The provider is not available, or what it says cannot be believed.
    pub async fn finish(
        &self,
        answer: &Answer,
        journey: &Journey,
        now: Timestamp,
    ) -> Result<Identity, SignOnError> {
        self.within_limits(now, async { Ok(self.exchange(answer, journey, now).await?.0) }).await
    }

    /// As [`Provider::finish`], and what the provider tells of the person.
    ///
    /// # Errors
    /// As [`Provider::finish`].
    pub async fn finish_with_person(
        &self,
        answer: &Answer,
        journey: &Journey,
        now: Timestamp,
    ) -> Result<(Identity, Map<String, Value>), SignOnError> {
        self.within_limits(now, async {
            let (identity, tokens) = self.exchange(answer, journey, now).await?;
            let known = self.directory.known(&self.http, now).await?;
            let address =
                known.metadata.userinfo_endpoint().ok_or(SignOnError::Unavailable("no userinfo endpoint"))?;
            self.check_address(address.url())?;
            let answer =
                self.http.call(person::question(address.url(), tokens.access_token().secret())?, now).await?;
            let person = person::read(&answer)?;
            // A swapped token would bring somebody else's data (OpenID Connect Core 5.3.2).
            if person.get("sub").and_then(Value::as_str) != Some(identity.subject.as_str()) {
                return Err(SignOnError::Unconfirmed("userinfo of another subject"));
            }
            Ok((identity, person))
        })
        .await
    }

    /// Reads a Security Event Token that the provider pushed (RFC 8417, RFC 8935).
    ///
    /// # Errors
    /// It is malformed, not for us, or not from the configured issuer.
    pub async fn security_event(&self, token: &str, now: Timestamp) -> Result<SecurityEvent, BadEvent> {
        let read = async { Ok(security_event::read(self, token, now).await) };
        let event = self.within_limits(now, read).await.unwrap_or(Err(BadEvent::KeysAway));
        if let Err(reason) = event {
            tracing::warn!(provider = self.settings.name, reason = reason.description(), "event refused");
        }
        event
    }

    /// Trades the code for tokens and reads the ID token.
    async fn exchange(
        &self,
        answer: &Answer,
        journey: &Journey,
        now: Timestamp,
    ) -> Result<(Identity, TokenResponse), SignOnError> {
        self.check_answering_issuer(answer)?;
        let known = self.directory.known(&self.http, now).await?;
        if answer.issuer.is_none() && known.names_itself_in_answers {
            return Err(SignOnError::Unconfirmed("no issuer in the answer"));
        }
        let tokens = self.fetch_tokens(&known, answer, journey, now).await?;
        let identity = match id_token::read(self, &known, &tokens, journey, now) {
            Err(id_token::Unread::UnknownKey) => match self.directory.newer_keys(&self.http, now).await? {
                Newer::Keys(newer) => id_token::read(self, &newer, &tokens, journey, now),
                Newer::AskedJustNow => Err(id_token::Unread::UnknownKey),
            },
            read => read,
        };
        Ok((identity.map_err(id_token::Unread::into_error)?, tokens))
    }

    async fn fetch_tokens(
        &self,
        known: &Known,
        answer: &Answer,
        journey: &Journey,
        now: Timestamp,
    ) -> Result<TokenResponse, SignOnError> {
        let endpoint =
            known.metadata.token_endpoint().ok_or(SignOnError::Unavailable("no token endpoint"))?;
        self.check_address(endpoint.url())?;
        let client = self.client(known)?;
        let mut request = client
            .exchange_code(AuthorizationCode::new(answer.code.clone()))
            .map_err(|_| SignOnError::Unavailable("no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier.clone()));
        if let ClientAuthentication::Key(key) = &self.settings.authentication {
            let assertion = key
                .assertion(&self.settings.client_id, endpoint.as_str(), now)
                .map_err(|_| SignOnError::Unavailable("no random numbers"))?;
            request = request
                .add_extra_param("client_assertion_type", client_key::ASSERTION_TYPE)
                .add_extra_param("client_assertion", assertion);
        }
        let answer = request.request_async(&self.http.at(now)).await;
        if matches!(answer, Ok(_) | Err(RequestTokenError::ServerResponse(_))) {
            self.http.answered();
        }
        answer.map_err(|error| match error {
            RequestTokenError::Request(problem) => problem.into(),
            RequestTokenError::ServerResponse(response) => match response.error() {
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                    tracing::error!(
                        provider = self.settings.name,
                        "the provider does not know us: check its settings"
                    );
                    SignOnError::Unavailable("it does not know us")
                }
                _ => SignOnError::Unconfirmed("the code was refused"),
            },
            _ => SignOnError::Unconfirmed("the tokens cannot be read"),
        })
    }

    fn client(&self, known: &Known) -> Result<Client, SignOnError> {
        let secret = match &self.settings.authentication {
            ClientAuthentication::Secret(secret) => Some(ClientSecret::new(secret.clone())),
            ClientAuthentication::Key(_) => None,
        };
        let back = RedirectUrl::new(self.settings.redirect_uri.clone())
            .map_err(|_| SignOnError::Unavailable("bad settings"))?;
        let id = ClientId::new(self.settings.client_id.clone());
        Ok(Client::from_provider_metadata(known.metadata.clone(), id, secret).set_redirect_uri(back))
    }

    /// An answer of another issuer is a mix-up (RFC 9207).
    fn check_answering_issuer(&self, answer: &Answer) -> Result<(), SignOnError> {
        match &answer.issuer {
            Some(issuer) if *issuer != self.settings.issuer => {
                Err(SignOnError::Unconfirmed("an answer of another issuer"))
            }
            _ => Ok(()),
        }
    }

    /// Neither we nor the person's browser are sent where nobody could trust the line.
    fn check_address(&self, address: &url::Url) -> Result<(), SignOnError> {
        if is_trusted(address, self.settings.development) {
            return Ok(());
        }
        Err(SignOnError::Unavailable("it names an address without TLS"))
    }

    /// Keeps a deed within its time. One that takes too long counts as no answer, even when each of its
    /// answers came just in time.
    async fn within_limits<T>(
        &self,
        now: Timestamp,
        deed: impl Future<Output = Result<T, SignOnError>>,
    ) -> Result<T, SignOnError> {
        let done = match tokio::time::timeout(self.settings.limits.deed, deed).await {
            Ok(done) => done,
            Err(_) => {
                self.http.failed(now);
                Err(SignOnError::Unavailable("it takes too long"))
            }
        };
        if let Err(reason) = &done {
            tracing::warn!(provider = self.settings.name, %reason, "sign-on failed");
        }
        done
    }
}

#[cfg(test)]
mod tests;

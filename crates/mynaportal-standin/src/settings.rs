//! What the stand-in is told at its start, and what can go wrong with it.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::clock::Clock;

/// Where the stand-in answers, whom it serves, and what time it is.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Scheme, host and port under which browsers and the service reach the stand-in, without a slash
    /// at the end: `http://127.0.0.1:8082`. It is the portal's issuer; the card's is `{origin}/card`.
    pub origin: String,
    /// The relying party.
    pub service: Service,
    /// Every time in tokens, codes and screens comes from here.
    pub clock: Clock,
}

/// The one service that is registered here, with a client at each issuer.
#[derive(Clone, Debug)]
pub struct Service {
    /// Scheme, host and port of 求職者マイページ, without a slash at the end: `http://127.0.0.1:8080`.
    pub base_url: String,
    /// The client at the portal.
    pub portal_client_id: String,
    /// Its secret, shown by `client_secret_basic` or `client_secret_post`.
    pub portal_client_secret: String,
    /// The client at デジタル認証アプリ.
    pub card_client_id: String,
    /// Its public key (P-256, SPKI in PEM), against which `private_key_jwt` is checked.
    pub card_public_key_pem: String,
}

/// What the service may ask an issuer for; the stand-in counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `/.well-known/openid-configuration`.
    Discovery,
    /// `/jwks`.
    Keys,
    /// `/authorize`.
    Authorize,
    /// `/token`.
    Token,
    /// `/userinfo` (the card's issuer only).
    UserInfo,
}

/// Why the stand-in cannot start or answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The machine gives no random numbers.
    #[error("the operating system gives no random numbers: {0}")]
    Randomness(#[from] getrandom::Error),
    /// `origin` or `base_url` is no address, or ends with a slash.
    #[error("not an origin such as http://127.0.0.1:8082: {0}")]
    Address(String),
    /// `card_public_key_pem` is no P-256 key.
    #[error("the card client's public key is no SPKI of P-256 in PEM")]
    ClientKey,
    /// One of our own keys cannot be written down.
    #[error("a key cannot be written as PEM")]
    OwnKey,
    /// An address of the provider's cannot be written down.
    #[error("an address of the provider is wrong: {0}")]
    Url(#[from] url::ParseError),
    /// The token cannot be written or signed.
    #[error("the token cannot be made: {0}")]
    Token(#[from] openidconnect::JsonWebTokenError),
    /// JSON cannot be written.
    #[error("JSON cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// No HTTP client for pushing events.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// A template cannot be rendered.
    #[error("the page cannot be rendered: {0}")]
    Page(#[from] askama::Error),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        tracing::error!(error = %self, "the stand-in failed");
        let json = [(header::CONTENT_TYPE, "application/json")];
        (StatusCode::INTERNAL_SERVER_ERROR, json, r#"{"error":"server_error"}"#).into_response()
    }
}

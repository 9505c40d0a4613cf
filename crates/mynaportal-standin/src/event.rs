//! Security Event Tokens (RFC 8417): the portal tells the service that a link has ended.

use std::time::Duration;

use reqwest::{Client, StatusCode, header, redirect::Policy};
use serde_json::{Value, json};

use crate::{Error, Standin, jws, provider::hs256, state::Issuer};

/// The event: OpenID Connect's tokens of this person are revoked.
pub(crate) const TOKENS_REVOKED: &str = "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked";

/// How long the service may take to accept an event.
const TAKES_AT_MOST: Duration = Duration::from_secs(5);

/// What pushes events.
pub(crate) fn client() -> Result<Client, Error> {
    // reqwest is built without a provider of cryptography; who comes first installs one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(Client::builder().timeout(TAKES_AT_MOST).redirect(Policy::none()).no_proxy().build()?)
}

/// Pushes an event to the service (RFC 8935).
///
/// # Errors
/// What stood in the way, in Japanese: the service did not answer 202.
pub(crate) async fn push(standin: &Standin, token: String) -> Result<(), String> {
    let address = format!("{}/sso/events", standin.settings().service.base_url);
    let request = standin
        .client()
        .post(address)
        .header(header::CONTENT_TYPE, "application/secevent+jwt")
        .header(header::ACCEPT, "application/json")
        .body(token);
    match request.send().await {
        Ok(response) if response.status() == StatusCode::ACCEPTED => Ok(()),
        Ok(response) => Err(format!("求職者マイページの応答は{}でした", response.status().as_u16())),
        Err(error) => {
            tracing::warn!(%error, "the event was not delivered");
            Err("求職者マイページが応答しませんでした".to_owned())
        }
    }
}

/// The header of an event, with the portal's key of now.
pub(crate) fn header(standin: &Standin) -> Value {
    let key = standin.state().key(Issuer::Portal);
    json!({ "alg": "ES256", "typ": "secevent+jwt", "kid": key.kid() })
}

/// The claims: whose link ended, as an issuer and a subject (RFC 9493, 3.2.4).
pub(crate) fn claims(standin: &Standin, person: &str, jti: &str) -> Value {
    let issuer = standin.portal_issuer();
    let subject = standin.portal_subject(person);
    json!({
        "iss": issuer,
        "aud": standin.client_id(Issuer::Portal),
        "iat": standin.now().as_second(),
        "jti": jti,
        "sub_id": { "format": "iss_sub", "iss": issuer, "sub": subject },
        "events": { TOKENS_REVOKED: {} },
    })
}

/// The token, signed as its header says.
pub(crate) fn signed(standin: &Standin, header: &Value, claims: &Value) -> String {
    let key = standin.state().key(Issuer::Portal);
    match header.get("alg").and_then(Value::as_str) {
        Some("none") => jws::compact(header, claims, |_| vec![]),
        Some("HS256") => hs256(header, claims, key.public_pem().unwrap_or_default()),
        _ => jws::compact(header, claims, |input| key.es256(input)),
    }
}

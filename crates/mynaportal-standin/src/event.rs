//! Security Event Tokens (RFC 8417): the portal tells the service that a link has ended.

use serde_json::{Value, json};

use crate::{Standin, jws, provider::hs256, state::Issuer};

/// The event: OpenID Connect's tokens of this person are revoked.
pub(crate) const TOKENS_REVOKED: &str = "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked";

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

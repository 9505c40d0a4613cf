//! Which client asks the token endpoint: its secret, or an assertion that its key signed.

use axum::http::{HeaderMap, StatusCode, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use domain::clock::Timestamp;
use jiff::SignedDuration;
use serde_json::Value;

use super::token::TokenError;
use crate::{Standin, jws, params::Params, state::Issuer};

/// RFC 7523, 2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How far ahead an assertion may expire.
const ASSERTION_LASTS_AT_MOST: SignedDuration = SignedDuration::from_mins(5);

/// Sees to it that the issuer's registered client asks, in the way it is registered with.
pub(super) fn authenticate(
    standin: &Standin,
    issuer: Issuer,
    headers: &HeaderMap,
    params: &Params,
) -> Result<(), TokenError> {
    let in_header = headers.contains_key(header::AUTHORIZATION);
    let in_body = params.get("client_secret").is_some();
    let asserted = params.get("client_assertion").is_some() || params.get("client_assertion_type").is_some();
    if [in_header, in_body, asserted].iter().filter(|way| **way).count() > 1 {
        return Err(TokenError::new("invalid_request", "more than one way of client authentication"));
    }
    if params.get("client_id").is_some_and(|id| id != standin.client_id(issuer)) {
        return Err(unknown("client_id is another"));
    }
    match issuer {
        Issuer::Portal => secret(standin, headers, params),
        Issuer::Card => assertion(standin, params),
    }
}

fn unknown(description: &'static str) -> TokenError {
    TokenError { status: StatusCode::UNAUTHORIZED, error: "invalid_client", description }
}

/// `client_secret_basic` or `client_secret_post` (OpenID Connect Core 9).
fn secret(standin: &Standin, headers: &HeaderMap, params: &Params) -> Result<(), TokenError> {
    let service = &standin.settings().service;
    let shown = match headers.get(header::AUTHORIZATION) {
        Some(value) => value.to_str().ok().and_then(basic),
        None => params
            .get("client_id")
            .zip(params.get("client_secret"))
            .map(|(id, secret)| (id.to_owned(), secret.to_owned())),
    };
    let right = shown
        .is_some_and(|(id, secret)| id == service.portal_client_id && secret == service.portal_client_secret);
    if right { Ok(()) } else { Err(unknown("the client or its secret is not known")) }
}

/// Id and secret of a Basic header, each form-encoded (RFC 6749, 2.3.1).
fn basic(value: &str) -> Option<(String, String)> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let plain = |part: &str| -> Option<String> {
        let field = format!("part={part}");
        url::form_urlencoded::parse(field.as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((plain(id)?, plain(secret)?))
}

/// `private_key_jwt` (RFC 7523, 3; OpenID Connect Core 9).
fn assertion(standin: &Standin, params: &Params) -> Result<(), TokenError> {
    if !params.is("client_assertion_type", ASSERTION_TYPE) {
        return Err(unknown("private_key_jwt is required"));
    }
    let claims =
        jws::claims_signed_by(params.get("client_assertion").unwrap_or_default(), standin.card_client_key())
            .ok_or_else(|| unknown("the assertion is not signed with ES256 by the registered key"))?;
    let id = standin.client_id(Issuer::Card);
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(id) || text("sub") != Some(id) {
        return Err(unknown("iss and sub of the assertion must be the client's id"));
    }
    if !meant_for_us(standin, claims.get("aud")) {
        return Err(unknown("the assertion is for another audience"));
    }
    let now = standin.now();
    let time = |name: &str| {
        claims.get(name).and_then(Value::as_i64).and_then(|seconds| Timestamp::from_second(seconds).ok())
    };
    let until = time("exp").filter(|until| *until > now && *until <= now + ASSERTION_LASTS_AT_MOST);
    let Some(until) = until else {
        return Err(unknown("the assertion has expired, or lasts longer than five minutes"));
    };
    if time("nbf").is_some_and(|from| from > now) || time("iat").is_some_and(|at| at > now) {
        return Err(unknown("the assertion is not valid yet"));
    }
    let fresh = text("jti").is_some_and(|jti| standin.state().first_assertion(jti, until, now));
    if fresh { Ok(()) } else { Err(unknown("the assertion needs a jti that was not used before")) }
}

/// Whether the audience is our token endpoint or our issuer, and nobody else's.
fn meant_for_us(standin: &Standin, audience: Option<&Value>) -> bool {
    let ours = [standin.endpoint_url(Issuer::Card, "token"), standin.issuer_url(Issuer::Card)];
    let is_ours = |value: &Value| value.as_str().is_some_and(|text| ours.iter().any(|our| our == text));
    match audience {
        Some(Value::Array(several)) => !several.is_empty() && several.iter().all(is_ours),
        Some(one) => is_ours(one),
        None => false,
    }
}

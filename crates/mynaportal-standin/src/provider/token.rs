//! `/token`: a code becomes an ID token, once.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{client, id_token};
use crate::{
    Error, Standin,
    params::Params,
    random,
    state::{Access, Grant, Issuer, State as Memory},
};

/// How long a code may be used.
const CODE_LASTS: SignedDuration = SignedDuration::from_secs(60);
/// How long an access token may be used.
const ACCESS_LASTS: SignedDuration = SignedDuration::from_mins(5);

/// An answer of RFC 6749, 5.2.
pub(super) struct TokenError {
    pub(super) status: StatusCode,
    pub(super) error: &'static str,
    pub(super) description: &'static str,
}

impl TokenError {
    pub(super) fn new(error: &'static str, description: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, description }
    }
}

impl IntoResponse for TokenError {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.description });
        let mut response = super::json(self.status, &body);
        if self.status == StatusCode::UNAUTHORIZED {
            let how = header::HeaderValue::from_static("Basic realm=\"standin\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, how);
        }
        response
    }
}

/// Gives tokens for a code.
pub(super) async fn give(
    State(standin): State<Standin>,
    Extension(issuer): Extension<Issuer>,
    headers: HeaderMap,
    body: String,
) -> Result<Response, Error> {
    let access_token = random::token()?;
    Ok(match redeemed(&standin, issuer, (&headers, &body), &access_token) {
        Ok(grant) => tokens(&standin, &grant, &access_token)?,
        Err(error) => error.into_response(),
    })
}

/// The grant behind the code, which is used up with it.
fn redeemed(
    standin: &Standin,
    issuer: Issuer,
    (headers, body): (&HeaderMap, &str),
    access_token: &str,
) -> Result<Grant, TokenError> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(TokenError::new("invalid_request", "the body must be a form"));
    }
    let params = Params::read(body.as_bytes());
    if params.repeated {
        return Err(TokenError::new("invalid_request", "a parameter is repeated"));
    }
    client::authenticate(standin, issuer, headers, &params)?;
    if !params.is("grant_type", "authorization_code") {
        return Err(TokenError::new("unsupported_grant_type", "grant_type must be authorization_code"));
    }
    let now = standin.now();
    let mut state = standin.state();
    let grant = matching(&mut state, issuer, &params)?;
    if now >= grant.issued_at + CODE_LASTS {
        return Err(TokenError::new("invalid_grant", "the code has expired"));
    }
    grant.used_for = Some(access_token.to_owned());
    let grant = grant.clone();
    let access = Access {
        issuer,
        person: grant.person.clone(),
        scopes: grant.request.scopes.clone(),
        until: now + ACCESS_LASTS,
    };
    state.access.insert(access_token.to_owned(), access);
    Ok(grant)
}

/// The unused grant of this client's code, with its redirect address and the verifier of its challenge.
fn matching<'a>(state: &'a mut Memory, issuer: Issuer, params: &Params) -> Result<&'a mut Grant, TokenError> {
    let Memory { codes, access, .. } = state;
    let grant = params
        .get("code")
        .and_then(|code| codes.get_mut(code))
        .filter(|grant| grant.request.issuer == issuer)
        .ok_or_else(|| TokenError::new("invalid_grant", "the code is not known"))?;
    if let Some(given) = &grant.used_for {
        // RFC 6749, 4.1.2: somebody else may have the code, so what it gave is taken back.
        access.remove(given);
        return Err(TokenError::new("invalid_grant", "the code was used before"));
    }
    if !params.is("redirect_uri", &grant.request.redirect_uri) {
        return Err(TokenError::new("invalid_grant", "redirect_uri is not that of the request"));
    }
    let verifier = params.get("code_verifier").filter(|verifier| (43..=128).contains(&verifier.len()));
    let challenge =
        verifier.map(|verifier| BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())));
    if challenge.as_ref() != Some(&grant.request.challenge) {
        return Err(TokenError::new("invalid_grant", "code_verifier does not fit the challenge"));
    }
    Ok(grant)
}

/// The response of OpenID Connect Core 3.1.3.3.
fn tokens(standin: &Standin, grant: &Grant, access_token: &str) -> Result<Response, Error> {
    let mut body = json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": ACCESS_LASTS.as_secs(),
        "scope": grant.request.scopes.join(" "),
    });
    if let (Some(token), Some(body)) = (id_token::made(standin, grant, access_token)?, body.as_object_mut()) {
        body.insert("id_token".to_owned(), token.into());
    }
    Ok(super::json(StatusCode::OK, &body))
}

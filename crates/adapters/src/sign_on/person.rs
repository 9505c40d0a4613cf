//! What a provider tells of a person (UserInfo, OpenID Connect Core 5.3).

use openidconnect::{
    HttpRequest, HttpResponse,
    http::{Method, Request, StatusCode, header},
};
use serde_json::{Map, Value};

use super::SignOnError;

/// Asks for the person to whom the access token belongs.
pub(super) fn question(address: &url::Url, access_token: &str) -> Result<HttpRequest, SignOnError> {
    Request::builder()
        .method(Method::GET)
        .uri(address.as_str())
        .header(header::ACCEPT, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {access_token}"))
        .body(Vec::new())
        .map_err(|_| SignOnError::Unavailable("userinfo cannot be asked"))
}

/// The claims as they come: providers differ in their forms, and what they mean is decided in `domain`.
pub(super) fn read(answer: &HttpResponse) -> Result<Map<String, Value>, SignOnError> {
    if answer.status() != StatusCode::OK {
        return Err(SignOnError::Unavailable("userinfo refuses"));
    }
    match serde_json::from_slice(answer.body()) {
        Ok(Value::Object(person)) => Ok(person),
        _ => Err(SignOnError::Unavailable("userinfo cannot be read")),
    }
}

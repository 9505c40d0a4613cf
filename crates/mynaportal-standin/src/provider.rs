//! The protocol: OpenID Connect Core and Discovery with the authorization code flow only, PKCE
//! (RFC 7636) and the issuer in the response (RFC 9207).

mod authorize;
mod client;
mod discovery;
mod id_token;
mod misbehave;
mod token;
mod user_info;

pub(crate) use authorize::{granted, refused};
pub(crate) use id_token::hs256;
pub(crate) use misbehave::misbehave;

use axum::{
    Extension, Router,
    http::{StatusCode, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use serde_json::Value;

use crate::{Endpoint, Standin, state::Issuer};

/// Scopes of デジタル認証アプリ beside `openid`: the four items of the card (spec/domain.md 8.2).
pub(crate) const CARD_SCOPES: [&str; 4] = ["name", "address", "birthdate", "gender"];

/// Both providers: the portal at the top, the card's below `/card`.
pub(crate) fn routes(standin: &Standin) -> Router<Standin> {
    let counted = |endpoint: Endpoint, handlers: MethodRouter<Standin>| {
        handlers.layer(from_fn_with_state((standin.clone(), Some(endpoint)), misbehave))
    };
    let common = || {
        Router::new()
            .route("/.well-known/openid-configuration", counted(Endpoint::Discovery, get(discovery::show)))
            .route("/jwks", counted(Endpoint::Keys, get(discovery::keys)))
            .route("/authorize", counted(Endpoint::Authorize, get(authorize::ask)))
            .route("/token", counted(Endpoint::Token, post(token::give)))
    };
    let user_info = counted(Endpoint::UserInfo, get(user_info::tell).post(user_info::tell));
    let elsewhere = Router::new().route("/elsewhere", get(discovery::show));
    let card = common().route("/userinfo", user_info).merge(elsewhere.clone()).layer(Extension(Issuer::Card));
    common().merge(elsewhere).layer(Extension(Issuer::Portal)).nest("/card", card)
}

/// An answer in JSON that no cache keeps.
fn json(status: StatusCode, value: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, value.to_string()).into_response()
}

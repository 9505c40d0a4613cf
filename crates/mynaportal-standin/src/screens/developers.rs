//! 故障を起こす: what goes wrong is chosen here.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

use super::page::{Page, Shell};
use crate::{Endpoint, Fault, Standin, params::Params, state::Issuer};

#[derive(Template)]
#[template(path = "developers.html")]
struct DevelopersPage {
    shell: Shell,
    faults: &'static [Fault],
    on: Option<Fault>,
    portal_kid: String,
    card_kid: String,
    calls: Vec<(&'static str, u64)>,
}

impl DevelopersPage {
    fn is_on(&self, fault: &Fault) -> bool {
        self.on == Some(*fault)
    }
}

pub(super) fn routes() -> Router<Standin> {
    Router::new()
        .route("/developers", get(show))
        .route("/developers/fault", post(order))
        .route("/developers/keys", post(rotate))
}

async fn show(State(standin): State<Standin>) -> Response {
    let endpoints = [
        ("設定情報（discovery）", Endpoint::Discovery),
        ("公開鍵（jwks）", Endpoint::Keys),
        ("認可（authorize）", Endpoint::Authorize),
        ("トークン（token）", Endpoint::Token),
        ("4情報（userinfo）", Endpoint::UserInfo),
    ];
    let kid = |issuer| standin.state().key(issuer).kid().to_owned();
    let page = DevelopersPage {
        shell: Shell::portal("故障を起こす"),
        faults: Fault::ALL,
        on: standin.fault(),
        portal_kid: kid(Issuer::Portal),
        card_kid: kid(Issuer::Card),
        calls: endpoints.map(|(name, endpoint)| (name, standin.calls(endpoint))).to_vec(),
    };
    Page(page).into_response()
}

/// A name that is no fault makes all well.
async fn order(State(standin): State<Standin>, body: String) -> Redirect {
    let form = Params::read(body.as_bytes());
    standin.order(form.get("fault").and_then(Fault::named));
    Redirect::to("/developers")
}

async fn rotate(State(standin): State<Standin>) -> Redirect {
    standin.rotate_keys();
    Redirect::to("/developers")
}

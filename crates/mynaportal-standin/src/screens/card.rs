//! The screen of デジタル認証アプリ: whose card is read.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};

use super::{
    page::{Choice, Page, Shell},
    sign_in::{too_late, waiting},
};
use crate::{
    Error, Standin,
    params::Params,
    provider,
    state::{Issuer, SignInRequest},
};

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    shell: Shell,
    choice: Choice,
    request: String,
    /// What the service will be told.
    items: Vec<&'static str>,
}

pub(super) fn routes() -> Router<Standin> {
    Router::new().route("/card/read", post(read))
}

/// Asks whose card it is, for the request that waits under `id`.
pub(crate) fn ask_for_card(id: String, request: &SignInRequest) -> Response {
    page(Choice::first(), id, request).into_response()
}

fn page(choice: Choice, id: String, request: &SignInRequest) -> Page<CardPage> {
    let items = [("name", "氏名"), ("address", "住所"), ("birthdate", "生年月日"), ("gender", "性別")];
    let asked = |scope: &str| request.scopes.iter().any(|asked| asked == scope);
    let items = items.iter().filter(|(scope, _)| asked(scope)).map(|(_, item)| *item).collect();
    Page(CardPage {
        shell: Shell::card("マイナンバーカードで本人確認"), choice, request: id, items
    })
}

async fn read(State(standin): State<Standin>, body: String) -> Result<Response, Error> {
    let form = Params::read(body.as_bytes());
    let id = form.get("request").unwrap_or_default();
    let Some(request) = waiting(&standin, id, Issuer::Card) else { return Ok(too_late()) };
    if form.is("deed", "stop") {
        standin.state().forget_request(id);
        return provider::refused(&standin, &request);
    }
    match Choice::of(form.get("person").unwrap_or_default()) {
        Ok(person) => {
            standin.state().forget_request(id);
            provider::granted(&standin, request, person.id)
        }
        Err(again) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(again, id.to_owned(), &request)).into_response())
        }
    }
}

//! ログイン後トップページ, and the page for those who do not know how to link.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;

use super::{
    page::{Page, Shell},
    sign_in::{required, signed_in},
};
use crate::Standin;

#[derive(Template)]
#[template(path = "top.html")]
struct TopPage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "how_to_connect.html")]
struct HowToConnectPage {
    shell: Shell,
}

pub(super) fn routes() -> Router<Standin> {
    Router::new().route("/", get(top)).route("/how-to-connect", get(how_to_connect))
}

async fn top(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Redirect> {
    let person = required(&standin, &jar, "top")?;
    Ok(Page(TopPage { shell: Shell::portal("トップページ").of(&person) }).into_response())
}

async fn how_to_connect(State(standin): State<Standin>, jar: CookieJar) -> Response {
    let shell = Shell::portal("つなぎ方");
    let shell = match signed_in(&standin, &jar) {
        Some(person) => shell.of(&person),
        None => shell,
    };
    Page(HowToConnectPage { shell }).into_response()
}

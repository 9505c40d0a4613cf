//! 属性連携不整合確認 (seed 000 and 004, 3.1 (2)): somebody came from マイナポータル, and no account is linked.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use site::{App, Page, Problem, Shell, Visitor};

use super::portal;

#[derive(Template)]
#[template(path = "portal/mismatch.html")]
struct MismatchPage {
    shell: Shell,
    link: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sso/mismatch", get(show))
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let link = portal(&app)?.address.link().to_owned();
    Ok(Page(MismatchPage {
        shell: visitor.shell("｜属性《ぞくせい》｜連携《れんけい》｜不整合《ふせいごう》｜確認《かくにん》"),
        link,
    })
    .into_response())
}

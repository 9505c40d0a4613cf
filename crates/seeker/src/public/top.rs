//! The top page: find work, open a page, log in. It asks the database for nothing, so that it is there
//! when everything else is not.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::prefecture::Prefecture;
use site::{App, Page, Shell, Visitor};

#[derive(Template)]
#[template(path = "public/top.html")]
struct TopPage {
    shell: Shell,
    mail_from: String,
    prefectures: Vec<Prefecture>,
}

async fn show(State(app): State<App>, visitor: Visitor) -> Page<TopPage> {
    Page(TopPage {
        shell: visitor.shell("ハローワークインターネットサービス"),
        mail_from: app.settings.mail_from.clone(),
        prefectures: Prefecture::all().collect(),
    })
}

/// `/`.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(show))
}

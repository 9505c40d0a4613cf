//! マイページ開設 for people whose mail address the counter wrote down. For now it says what to prepare
//! and how to go on; the online step needs the counter's side of the service.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use site::{App, Page, Shell, Visitor};

#[derive(Template)]
#[template(path = "public/opening.html")]
struct OpeningPage {
    shell: Shell,
    mail_from: String,
}

async fn show(State(app): State<App>, visitor: Visitor) -> Page<OpeningPage> {
    Page(OpeningPage {
        shell: visitor.shell("マイページ開設"), mail_from: app.settings.mail_from.clone()
    })
}

/// `/opening`.
pub fn routes() -> Router<App> {
    Router::new().route("/opening", get(show))
}

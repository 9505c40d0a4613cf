//! メッセージ: what employers and the office wrote to the person.

use askama::Template;
use axum::{Router, routing::get};
use site::{Active, App, Menu, Page, Shell};

#[derive(Template)]
#[template(path = "messages.html")]
struct MessagesPage {
    shell: Shell,
}

async fn show(seeker: Active) -> Page<MessagesPage> {
    Page(MessagesPage { shell: seeker.shell("メッセージ").menu(Menu::Messages) })
}

/// `/messages`.
pub fn routes() -> Router<App> {
    Router::new().route("/messages", get(show))
}

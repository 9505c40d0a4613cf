//! 求職活動状況: what became of the person's applications and the offers that came in.

use askama::Template;
use axum::{Router, routing::get};
use site::{App, Menu, Opened, Page, Shell};

#[derive(Template)]
#[template(path = "activity.html")]
struct ActivityPage {
    shell: Shell,
}

async fn show(seeker: Opened) -> Page<ActivityPage> {
    Page(ActivityPage { shell: seeker.shell("求職活動状況").menu(Menu::Activity) })
}

/// `/activity`.
pub fn routes() -> Router<App> {
    Router::new().route("/activity", get(show))
}

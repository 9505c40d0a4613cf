//! Where somebody ends up who asks for something that 無効 closes: why, and how to go on.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use site::{App, Opened, Page, Problem, Shell, see_other};

use super::{CLOSED, Now, OPEN};

#[derive(Template)]
#[template(path = "validity/closed.html")]
struct ClosedPage {
    shell: Shell,
    now: Now,
    closed: [&'static str; 6],
    open: [&'static str; 4],
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/validity/closed", get(show))
}

async fn show(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let now = Now::of(&app, &mut conn, &seeker).await?;
    if now.is_in_force() {
        return Ok(see_other("/settings/validity"));
    }
    let shell = seeker.shell("｜求職《きゅうしょく》｜登録《とうろく》が｜無効《むこう》のため、この｜機能《きのう》は｜利用《りよう》できません");
    Ok(Page(ClosedPage { shell, now, closed: CLOSED, open: OPEN }).into_response())
}

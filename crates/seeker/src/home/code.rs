//! The 2次元バーコード of the own 求職番号: as an image, and large on a page of its own for the reader at a
//! counter. It belongs to one person, so nothing keeps it.

use adapters::qr::job_seeker_code;
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use site::{App, Menu, Opened, Page, Problem, Shell};

#[derive(Template)]
#[template(path = "home/code.html")]
struct CodePage {
    shell: Shell,
    number: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/home/code.svg", get(image)).route("/home/code", get(show))
}

async fn image(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let registration = app.store.read().await?.job_seeker(seeker.account).await?.registration;
    let registration = registration.ok_or(Problem::NotOpened)?;
    let svg = job_seeker_code(&registration.number).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], svg).into_response())
}

async fn show(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let registration = app.store.read().await?.job_seeker(seeker.account).await?.registration;
    let number = registration.ok_or(Problem::NotOpened)?.number.to_string();
    let shell = seeker
        .shell("｜求職《きゅうしょく》｜番号《ばんごう》の2｜次元《じげん》バーコード")
        .menu(Menu::Home)
        .crumb("ホーム", "/home");
    Ok(Page(CodePage { shell, number }).into_response())
}

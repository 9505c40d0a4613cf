//! 求職者マイページアカウント登録完了 (seed 001, 2.1 ⑧).

use askama::Template;
use axum::{Router, extract::State, response::IntoResponse, response::Response, routing::get};
use domain::{account::last_day_to_complete, clock::japanese_date};
use site::{App, Page, Problem, Seeker, Shell, Signed, see_other};

#[derive(Template)]
#[template(path = "account/register_done.html")]
struct RegisterDonePage {
    shell: Shell,
    last_day: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/register/done", get(show))
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    if signed.page_open {
        return Ok(see_other("/home"));
    }
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let shell = signed
        .shell("求職者マイページアカウント登録完了")
        .crumb("求職者マイページアカウント登録", "/register");
    let last_day = japanese_date(last_day_to_complete(account.registered_at));
    Ok(Page(RegisterDonePage { shell, last_day }).into_response())
}

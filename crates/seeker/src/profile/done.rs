//! 求職情報の登録完了: the number, the office, how long it is valid, and the way on.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::japanese_date;
use site::{App, Page, Problem, Seeker, Shell, Signed, see_other};
use store::reference::Office;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile/done", get(show))
}

#[derive(Template)]
#[template(path = "profile/done.html")]
struct DonePage {
    shell: Shell,
    number: String,
    office: Option<Office>,
    valid_until: String,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let Some(registration) = conn.job_seeker(seeker.account).await?.registration else {
        return Ok(see_other("/profile"));
    };
    let page = DonePage {
        shell: super::shell(
            &seeker,
            "｜求職情報《きゅうしょくじょうほう》の｜登録《とうろく》｜完了《かんりょう》",
        ),
        number: registration.number.to_string(),
        office: conn.office(&registration.office_code).await?,
        valid_until: japanese_date(registration.valid_until),
    };
    Ok(Page(page).into_response())
}

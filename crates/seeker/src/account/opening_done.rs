//! マイページ開設完了 (seed 002, ⑦): what the page can do from now on, and what to mind.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::clock::japanese_date;
use site::{App, Opened, Page, Problem, Shell};

#[derive(Template)]
#[template(path = "account/opening_done.html")]
struct OpeningDonePage {
    shell: Shell,
    name: String,
    number: String,
    /// 利用安定所名, where the table of offices knows it.
    office: Option<String>,
    valid_until: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/opening/done", get(show))
}

async fn show(State(app): State<App>, seeker: Opened) -> Result<Page<OpeningDonePage>, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let (Some(registration), Some(basic)) = (saved.registration, saved.basic) else {
        return Err(Problem::NotOpened);
    };
    Ok(Page(OpeningDonePage {
        shell: seeker.shell("マイページ｜開設《かいせつ》｜完了《かんりょう》"),
        name: basic.full_name(),
        number: registration.number.to_string(),
        office: conn.office(&registration.office_code).await?.map(|office| office.official_name),
        valid_until: japanese_date(registration.valid_until),
    }))
}

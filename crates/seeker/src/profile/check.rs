//! 登録内容の確認: everything that was saved, with the ways to change it, and 完了.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::Task;
use site::{App, Page, Problem, Seeker, Shell, Signed, see_other};
use store::Completion;

use super::summary::{Group, summary};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile/check", get(show).post(complete))
}

#[derive(Template)]
#[template(path = "profile/check.html")]
struct CheckPage {
    shell: Shell,
    groups: Vec<Group>,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile/done"));
    }
    if !saved.tasks().is_complete() {
        return Ok(see_other("/profile"));
    }
    let groups = summary(&mut conn, seeker.account, &saved).await?;
    Ok(Page(CheckPage {
        shell: super::shell(&seeker, "｜登録内容《とうろくないよう》の｜確認《かくにん》"),
        groups,
    })
    .into_response())
}

async fn complete(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    let completion = tx.complete_registration(seeker.account, app.clock.now()).await?;
    // A refusal is kept too: it counts.
    tx.commit().await?;
    match completion {
        Completion::Done(_) => Ok(see_other("/profile/done")),
        Completion::Refused => Ok(see_other("/profile/refused")),
        Completion::Incomplete(_) => Ok(see_other("/profile")),
        Completion::AddressGone => Ok(see_other(Task::Basic.path())),
        Completion::Void => Err(Problem::Gone {
            sentence: "アカウントは無効になりました".to_owned(),
            way: ("はじめからアカウントを登録する".to_owned(), "/register".to_owned()),
        }),
    }
}

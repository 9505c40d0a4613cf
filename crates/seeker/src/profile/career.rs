//! 6 経歴: the jobs that are there, newest first, or 「職歴なし」 as a choice of its own.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{Change, MAX_EXPERIENCES, Task, WorkExperience};
use site::{App, Form, FormFields, Page, Problem, Seeker, Shell, Signed, see_other};
use store::Entry;

use super::{draft::Unsaved, entry::EXPERIENCES};

/// The words of the choice.
pub(super) const NONE: &str = "職歴なし";
const FIELDS: FormFields = FormFields { one: &["deed"], many: &[], secret: &[] };

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Career.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/career.html")]
struct CareerPage {
    shell: Shell,
    jobs: Vec<Entry<WorkExperience>>,
    most: usize,
    no_career: bool,
    unsaved: Unsaved,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Response, Problem> {
    let details = app.store.read().await?.profile_details(seeker.account).await?;
    Ok(Page(CareerPage {
        shell: super::shell(&seeker, Task::Career.name()),
        jobs: details.experiences,
        most: MAX_EXPERIENCES,
        no_career: details.no_career,
        unsaved: Unsaved::of(&app, seeker.account).await?,
    })
    .into_response())
}

/// 「職歴なし」 is chosen (`deed=none`) or taken back.
async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let wanted = typed.fields(&FIELDS).value("deed") == "none";
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let was = tx.profile_details(seeker.account).await?.no_career;
    // With jobs in the list the page offers neither; whoever sends it all the same sees the list.
    if was != wanted && tx.set_no_career(seeker.account, wanted, now).await? {
        let words = |chosen: bool| if chosen { NONE } else { "" };
        let change = Change::new(EXPERIENCES.item, words(was), words(wanted));
        tx.note_changes(seeker.account, (Task::Career.name(), None), &[change], now).await?;
        tx.commit().await?;
    }
    Ok(see_other(Task::Career.path()))
}

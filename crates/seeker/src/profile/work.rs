//! 希望職種・時間等: what work, and in which form.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::job_seeker::{EmploymentWish, Task};
use site::{App, Form, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other};
use store::{Conn, reference::JobKindGroup};

use super::work_form::{self, FIELDS};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(Task::Work.path(), get(show).post(submit))
        // The page was one with 希望勤務地・賃金; people may have kept its address.
        .route("/profile/wishes", get(async || Redirect::permanent(Task::Work.path())))
}

#[derive(Template)]
#[template(path = "profile/work.html")]
struct WorkPage {
    shell: Shell,
    form: FormState,
    groups: Vec<JobKindGroup>,
    employment: Vec<(&'static str, &'static str)>,
}

async fn page(conn: &mut Conn, seeker: &Signed<Seeker>, form: FormState) -> Result<WorkPage, Problem> {
    Ok(WorkPage {
        shell: super::shell(seeker, Task::Work.name()).with_errors(&form),
        groups: conn.job_kinds().await?,
        employment: EmploymentWish::ALL.map(|wish| (wish.code(), wish.name())).into(),
        form,
    })
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile"));
    }
    let form = parked.or(&FIELDS, || saved.work.as_ref().map_or_else(FormState::empty, work_form::filled));
    Ok(Page(page(&mut conn, &seeker, form).await?).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    let Some(work) = work_form::read(&mut conn, &mut form).await? else {
        return Ok(again(page(&mut conn, &seeker, form).await?));
    };
    drop(conn);
    let mut tx = app.store.begin().await?;
    tx.save_work(seeker.account, &work, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/profile"))
}

//! 希望職種・時間等: what work, in which form, and when. The occupations are chosen on a page of their own
//! (`occupations.rs`).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::job_seeker::{DayOff, EmploymentWish, Task, TwoDaysOff, WorkingTime};
use site::{App, Form, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other};
use store::Conn;

use super::{
    choice::{self, Choices},
    history,
    stage::Stage,
    work_form::{self, FIELDS, OCCUPATIONS},
};

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
    stage: Stage,
    occupations: Vec<OccupationField>,
    employment: Choices,
    working_times: Choices,
    days_off: Choices,
    two_days_off: Choices,
    overtime: Choices,
}

/// One 希望職種 of the form.
struct OccupationField {
    field: &'static str,
    slot: usize,
    required: bool,
    /// What was chosen, in words.
    chosen: Option<String>,
}

async fn page(
    conn: &mut Conn,
    seeker: &Signed<Seeker>,
    stage: Stage,
    form: FormState,
) -> Result<WorkPage, Problem> {
    let mut occupations = Vec::new();
    for (slot, field) in (1..).zip(OCCUPATIONS) {
        let chosen = work_form::occupation_name(conn, form.value(field)).await?;
        occupations.push(OccupationField { field, slot, required: slot == 1, chosen });
    }
    Ok(WorkPage {
        shell: stage.shell(seeker, Task::Work.name()).with_errors(&form),
        stage,
        occupations,
        employment: EmploymentWish::ALL.map(|wish| (wish.code(), wish.name())).into(),
        working_times: choice::or_none(WorkingTime::ALL.map(|time| (time.code(), time.name()))),
        days_off: DayOff::ALL.map(|day| (day.code(), day.name())).into(),
        two_days_off: choice::or_none(TwoDaysOff::ALL.map(|wish| (wish.code(), wish.name()))),
        overtime: choice::or_none(choice::yes_no(work_form::OVERTIME)),
        form,
    })
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let form = parked.or(&FIELDS, || saved.work.as_ref().map_or_else(FormState::empty, work_form::filled));
    Ok(Page(page(&mut conn, &seeker, Stage::of(&saved), form).await?).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    let stage = Stage::of(&conn.job_seeker(seeker.account).await?);
    let Some(work) = work_form::read(&mut conn, &mut form).await? else {
        return Ok(again(page(&mut conn, &seeker, stage, form).await?));
    };
    drop(conn);
    let (account, now) = (seeker.account, app.clock.now());
    let mut tx = app.store.begin().await?;
    let before = history::before(&mut tx, account, Task::Work, now).await?;
    tx.save_work(account, &work, now).await?;
    history::after(&mut tx, account, (Task::Work, before), now).await?;
    tx.commit().await?;
    Ok(see_other(&stage.after(Task::Work)))
}

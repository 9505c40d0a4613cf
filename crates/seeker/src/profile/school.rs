//! One school of 学歴: added and changed on a page of its own.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, tokyo_date},
    job_seeker::{BadSchool, FreeText, MAX_SCHOOL_CHARS, School, SchoolKind, SchoolState, Task},
};
use site::{App, Form, FormFields, FormState, Page, Parked, Path, Problem, Seeker, Shell, Signed, again};
use store::{Added, Entry};
use uuid::Uuid;

use super::entry::{self, ENTRY, SCHOOLS, month_values, read_month};

const FIELDS: FormFields = FormFields {
    one: &[
        ENTRY,
        "kind",
        "name",
        "department",
        "state",
        "entered_year",
        "entered_month",
        "finished_year",
        "finished_month",
    ],
    many: &[],
    secret: &[],
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/profile/education/schools/new", get(show_new).post(add))
        .route("/profile/education/schools/{id}", get(show).post(change))
}

#[derive(Template)]
#[template(path = "profile/school.html")]
struct SchoolPage {
    shell: Shell,
    form: FormState,
    kinds: Vec<(&'static str, &'static str)>,
    states: Vec<(&'static str, &'static str)>,
    most: usize,
}

fn page(seeker: &Signed<Seeker>, h1: &str, form: FormState) -> SchoolPage {
    let choose = [("", "選んでください")];
    let shell = super::shell(seeker, h1).crumb(Task::Education.name(), Task::Education.path());
    SchoolPage {
        shell: shell.with_errors(&form),
        form,
        kinds: choose.into_iter().chain(SchoolKind::choices()).collect(),
        states: SchoolState::choices(),
        most: MAX_SCHOOL_CHARS,
    }
}

const NEW: &str = "学歴の追加";
const CHANGE: &str = "学歴の変更";

async fn show_new(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    parked: Parked,
) -> Result<Response, Problem> {
    let mut form = entry::with_id(parked.or(&FIELDS, FormState::empty));
    if app.store.read().await?.schools(seeker.account).await?.len() >= domain::job_seeker::MAX_SCHOOLS {
        form.add("name", BadSchool::TooMany);
    }
    Ok(Page(page(&seeker, NEW, form)).into_response())
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    parked: Parked,
) -> Result<Response, Problem> {
    let all = app.store.read().await?.schools(seeker.account).await?;
    let found = entry::pick(all, id)?;
    let form = parked.or(&FIELDS, || filled(&found));
    Ok(Page(page(&seeker, CHANGE, form)).into_response())
}

async fn add(State(app): State<App>, seeker: Signed<Seeker>, Form(typed): Form) -> Result<Response, Problem> {
    let mut form = entry::with_id(typed.fields(&FIELDS));
    let now = app.clock.now();
    let Some(value) = read(&mut form, tokyo_date(now)) else { return Ok(again(page(&seeker, NEW, form))) };
    let words = value.in_words();
    let mut tx = app.store.begin().await?;
    let added = tx.add_school(seeker.account, &Entry { id: entry::id_in(&form), value }, now).await?;
    if matches!(added, Added::Full | Added::Twice) {
        form.add("name", BadSchool::TooMany);
        return Ok(again(page(&seeker, NEW, form)));
    }
    let change = (added == Added::Done).then(|| (String::new(), words));
    entry::end(tx, seeker.account, SCHOOLS, change, now).await
}

async fn change(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let now = app.clock.now();
    let value = read(&mut form, tokyo_date(now));
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let all = tx.schools(seeker.account).await?;
    let before = entry::pick(all, id)?.in_words();
    let Some(value) = value else { return Ok(again(page(&seeker, CHANGE, form))) };
    let after = value.in_words();
    tx.change_school(seeker.account, &Entry { id, value }).await?;
    entry::end(tx, seeker.account, SCHOOLS, Some((before, after)), now).await
}

/// Reads the whole form. `None` when something is wrong; the form says what.
fn read(form: &mut FormState, today: Date) -> Option<School> {
    let kind = SchoolKind::from_code(form.value("kind")).ok_or(BadSchool::NoKind);
    let kind = form.check("kind", kind);
    let name = FreeText::needed_line("学校名", form.value("name"), MAX_SCHOOL_CHARS);
    let name = form.check("name", name);
    let department = FreeText::line("学部・学科", form.value("department"), MAX_SCHOOL_CHARS);
    let department = form.check("department", department).flatten();
    let state = SchoolState::from_code(form.value("state")).ok_or(BadSchool::NoState);
    let state = form.check("state", state);
    let entered = read_month(form, "entered", "入学年月", today);
    let finished = read_month(form, "finished", "卒業・中退の年月", today);
    if let Some(state) = state {
        match School::check_months(state, entered, finished, today) {
            Err(error @ BadSchool::EnteredInFuture) => form.add("entered", error),
            Err(error) => form.add("finished", error),
            Ok(()) => {}
        }
    }
    let (kind, name, state) = (kind?, name?, state?);
    form.ok().then_some(School { kind, name, department, state, entered, finished })
}

/// The form with what was saved.
fn filled(school: &School) -> FormState {
    let department = school.department.as_ref().map_or("", FreeText::as_str);
    let mut values: Vec<(String, String)> = [
        ("kind", school.kind.code()),
        ("name", school.name.as_str()),
        ("department", department),
        ("state", school.state.code()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    values.extend(month_values("entered", school.entered));
    values.extend(month_values("finished", school.finished));
    FormState::of(values)
}

//! One job of 職歴: added and changed on a page of its own.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, tokyo_date},
    job_seeker::{
        BadExperience, BadYearMonth, FreeText, HeldEmployment, MAX_COMPANY_CHARS, MAX_DUTIES_CHARS,
        MAX_EXPERIENCES, MAX_OCCUPATION_CHARS, MAX_REASON_CHARS, Task, WorkExperience,
    },
};
use site::{App, Form, FormFields, FormState, Page, Parked, Path, Problem, Seeker, Shell, Signed, again};
use store::{Added, Entry};
use uuid::Uuid;

use super::{
    career,
    entry::{self, ENTRY, EXPERIENCES, month_values, read_month},
};

const FIELDS: FormFields = FormFields {
    one: &[
        ENTRY,
        "company",
        "employment",
        "occupation",
        "started_year",
        "started_month",
        "ended_year",
        "ended_month",
        "employed",
        "duties",
        "reason",
    ],
    many: &[],
    secret: &[],
};

const NEW: &str = "職歴の追加";
const CHANGE: &str = "職歴の変更";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/profile/career/new", get(show_new).post(add))
        .route("/profile/career/{id}", get(show).post(change))
}

#[derive(Template)]
#[template(path = "profile/experience.html")]
struct ExperiencePage {
    shell: Shell,
    form: FormState,
    forms_of_employment: Vec<(&'static str, &'static str)>,
    most_company: usize,
    most_occupation: usize,
    most_duties: usize,
    most_reason: usize,
}

fn page(seeker: &Signed<Seeker>, h1: &str, form: FormState) -> ExperiencePage {
    let choose = [("", "選んでください")];
    let shell = super::shell(seeker, h1).crumb(Task::Career.name(), Task::Career.path());
    ExperiencePage {
        shell: shell.with_errors(&form),
        form,
        forms_of_employment: choose.into_iter().chain(HeldEmployment::choices()).collect(),
        most_company: MAX_COMPANY_CHARS,
        most_occupation: MAX_OCCUPATION_CHARS,
        most_duties: MAX_DUTIES_CHARS,
        most_reason: MAX_REASON_CHARS,
    }
}

async fn show_new(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    parked: Parked,
) -> Result<Response, Problem> {
    let mut form = entry::with_id(parked.or(&FIELDS, FormState::empty));
    if app.store.read().await?.experiences(seeker.account).await?.len() >= MAX_EXPERIENCES {
        form.add("company", BadExperience::TooMany);
    }
    Ok(Page(page(&seeker, NEW, form)).into_response())
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    parked: Parked,
) -> Result<Response, Problem> {
    let all = app.store.read().await?.experiences(seeker.account).await?;
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
    tx.hold_job_seeker(seeker.account, now).await?;
    let was_none = tx.profile_details(seeker.account).await?.no_career;
    let added = tx.add_experience(seeker.account, &Entry { id: entry::id_in(&form), value }, now).await?;
    if matches!(added, Added::Full | Added::Twice) {
        form.add("company", BadExperience::TooMany);
        return Ok(again(page(&seeker, NEW, form)));
    }
    let before = if was_none { career::NONE.to_owned() } else { String::new() };
    let change = (added == Added::Done).then_some((before, words));
    entry::end(tx, seeker.account, EXPERIENCES, change, now).await
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
    let all = tx.experiences(seeker.account).await?;
    let before = entry::pick(all, id)?.in_words();
    let Some(value) = value else { return Ok(again(page(&seeker, CHANGE, form))) };
    let after = value.in_words();
    tx.change_experience(seeker.account, &Entry { id, value }).await?;
    entry::end(tx, seeker.account, EXPERIENCES, Some((before, after)), now).await
}

/// Reads the whole form. `None` when something is wrong; the form says what.
fn read(form: &mut FormState, today: Date) -> Option<WorkExperience> {
    let company = FreeText::needed_line("会社名", form.value("company"), MAX_COMPANY_CHARS);
    let company = form.check("company", company);
    let employment = HeldEmployment::from_code(form.value("employment")).ok_or(BadExperience::NoEmployment);
    let employment = form.check("employment", employment);
    let occupation = FreeText::needed_line("職種", form.value("occupation"), MAX_OCCUPATION_CHARS);
    let occupation = form.check("occupation", occupation);
    let started = read_month(form, "started", "入社年月", today);
    if started.is_none() && form.error("started").is_none() {
        form.add("started", BadYearMonth::Empty { label: "入社年月" });
    }
    let ended = read_month(form, "ended", "退職年月", today);
    check_months(form, started, ended, today);
    let duties = FreeText::lines("仕事の内容", form.value("duties"), MAX_DUTIES_CHARS);
    let duties = form.check("duties", duties).flatten();
    let reason = FreeText::line("退職理由", form.value("reason"), MAX_REASON_CHARS);
    let reason = form.check("reason", reason).flatten();
    let (company, employment, occupation, started) = (company?, employment?, occupation?, started?);
    form.ok().then_some(WorkExperience { company, employment, occupation, started, ended, duties, reason })
}

fn check_months(
    form: &mut FormState,
    started: Option<domain::job_seeker::YearMonth>,
    ended: Option<domain::job_seeker::YearMonth>,
    today: Date,
) {
    let employed = form.checked("employed", "on");
    let Some(started) = started.filter(|_| form.error("ended").is_none()) else { return };
    if let Err(error) = WorkExperience::check_months(started, ended, employed, today) {
        form.add(if error.is_about_the_end() { "ended" } else { "started" }, error);
    }
}

/// The form with what was saved.
fn filled(job: &WorkExperience) -> FormState {
    let words = |text: &Option<FreeText>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut values = vec![
        ("company".to_owned(), job.company.to_string()),
        ("employment".to_owned(), job.employment.code().to_owned()),
        ("occupation".to_owned(), job.occupation.to_string()),
        ("duties".to_owned(), words(&job.duties)),
        ("reason".to_owned(), words(&job.reason)),
    ];
    values.extend(month_values("started", Some(job.started)));
    values.extend(month_values("ended", job.ended));
    if job.ended.is_none() {
        values.push(("employed".to_owned(), "on".to_owned()));
    }
    FormState::of(values)
}

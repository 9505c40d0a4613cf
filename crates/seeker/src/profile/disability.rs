//! 7 障害情報: only for people who said あり to 障害の有無. Especially sensitive: the page says who reads it, the
//! history notes that it changed but not what it was, and no type that employers are given holds it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::Timestamp,
    job_seeker::{
        BadDisability, Change, Disability, DisabilityKind, FreeText, IntellectualGrade, MAX_NEEDS_CHARS,
        MentalGrade, Need, PhysicalGrade, Task,
    },
};
use site::{
    App, Form, FormFields, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other,
};
use store::{Conn, Tx};
use uuid::Uuid;

use super::stage::Stage;

const FIELDS: FormFields =
    FormFields { one: &["physical", "intellectual", "mental", "needs"], many: &["kinds"], secret: &[] };

/// The history keeps no content of this page.
const WITHHELD: &str = "登録あり（内容は履歴に残していません）";
const WITHHELD_NEW: &str = "新しい内容（内容は履歴に残していません）";

type Choices = Vec<(&'static str, &'static str)>;

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Disability.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/disability.html")]
struct DisabilityPage {
    shell: Shell,
    form: FormState,
    stage: Stage,
    kinds: Choices,
    physical: Choices,
    intellectual: Choices,
    mental: Choices,
    most: usize,
}

fn page(seeker: &Signed<Seeker>, stage: Stage, form: FormState) -> DisabilityPage {
    let with_none = |grades: Choices| [("", "持っていない")].into_iter().chain(grades).collect();
    DisabilityPage {
        shell: stage.shell(seeker, Task::Disability.name()).with_errors(&form),
        form,
        stage,
        kinds: DisabilityKind::choices(),
        physical: with_none(PhysicalGrade::choices()),
        intellectual: with_none(IntellectualGrade::choices()),
        mental: with_none(MentalGrade::choices()),
        most: MAX_NEEDS_CHARS,
    }
}

/// Where this person stands; `None` for somebody who is not asked at all.
async fn asked(conn: &mut Conn, seeker: &Signed<Seeker>) -> Result<Option<Stage>, Problem> {
    let saved = conn.job_seeker(seeker.account).await?;
    Ok((saved.tasks().need(Task::Disability) == Need::Required).then(|| Stage::of(&saved)))
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let Some(stage) = asked(&mut conn, &seeker).await? else { return Ok(see_other("/profile")) };
    let saved = conn.disability(seeker.account).await?;
    let form = parked.or(&FIELDS, || saved.as_ref().map_or_else(FormState::empty, filled));
    Ok(Page(page(&seeker, stage, form)).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let read = read(&mut form);
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let Some(stage) = asked(&mut tx, &seeker).await? else { return Ok(see_other("/profile")) };
    let Some(told) = read else { return Ok(again(page(&seeker, stage, form))) };
    let before = tx.disability(seeker.account).await?;
    if before.as_ref() != Some(&told) {
        tx.save_disability(seeker.account, Some(&told), now).await?;
        let was = before.map_or("", |_| WITHHELD);
        let change = Change::new(Task::Disability.name(), was, WITHHELD_NEW);
        tx.note_changes(seeker.account, (Task::Disability.name(), None), &[change], now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&stage.after(Task::Disability)))
}

/// Reads the whole form. `None` when something is wrong; the form says what.
fn read(form: &mut FormState) -> Option<Disability> {
    fn grade<T>(form: &mut FormState, field: &'static str, read: fn(&str) -> Option<T>) -> Option<T> {
        let code = form.value(field).to_owned();
        let grade = read(&code);
        if grade.is_none() && !code.is_empty() {
            form.add(field, BadDisability::Unknown);
        }
        grade
    }
    let kinds = Disability::read_kinds(&form.values("kinds"));
    let kinds = form.check("kinds", kinds);
    let physical = grade(form, "physical", PhysicalGrade::from_code);
    let intellectual = grade(form, "intellectual", IntellectualGrade::from_code);
    let mental = grade(form, "mental", MentalGrade::from_code);
    let needs = FreeText::lines("配慮してほしいこと", form.value("needs"), MAX_NEEDS_CHARS);
    let needs = form.check("needs", needs).flatten();
    let kinds = kinds?;
    form.ok().then_some(Disability { kinds, physical, intellectual, mental, needs })
}

/// The form with what was saved.
fn filled(told: &Disability) -> FormState {
    let mut values: Vec<(&str, String)> =
        told.kinds.iter().map(|kind| ("kinds", kind.code().to_owned())).collect();
    values.push(("physical", told.physical.map_or("", PhysicalGrade::code).to_owned()));
    values.push(("intellectual", told.intellectual.map_or("", IntellectualGrade::code).to_owned()));
    values.push(("mental", told.mental.map_or("", MentalGrade::code).to_owned()));
    values.push(("needs", told.needs.as_ref().map(ToString::to_string).unwrap_or_default()));
    FormState::of(values)
}

/// Forgets 障害情報 of somebody who now says なし to 障害の有無: what is no more asked is not kept.
///
/// # Errors
/// The database fails.
pub(super) async fn forget(tx: &mut Tx, account: Uuid, now: Timestamp) -> Result<(), Problem> {
    if tx.disability(account).await?.is_some() {
        tx.save_disability(account, None, now).await?;
        let change = Change::new(Task::Disability.name(), WITHHELD, "");
        tx.note_changes(account, (Task::Disability.name(), None), &[change], now).await?;
    }
    Ok(())
}

//! 8 自己PR: only for people whose 求職情報 somebody may read. What seems to identify the person is asked about
//! once; a second press saves it, and employers do not see that part.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{
    Change, FreeText, MAX_INTRODUCTION_CHARS, Need, OwnFacts, OwnMarks, Task, identifying, own_marks,
    warning_of,
};
use site::{
    App, Form, FormFields, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other,
};
use store::Conn;
use uuid::Uuid;

use super::stage::Stage;

const FIELDS: FormFields = FormFields { one: &["introduction"], many: &[], secret: &[] };

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Introduction.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/introduction.html")]
struct IntroductionPage {
    shell: Shell,
    form: FormState,
    stage: Stage,
    most: usize,
}

fn page(seeker: &Signed<Seeker>, stage: Stage, form: FormState) -> IntroductionPage {
    let shell = stage.shell(seeker, Task::Introduction.name()).with_errors(&form);
    IntroductionPage { shell, form, stage, most: MAX_INTRODUCTION_CHARS }
}

/// Where this person stands; `None` when nobody may read what they write.
async fn asked(conn: &mut Conn, seeker: &Signed<Seeker>) -> Result<Option<Stage>, Problem> {
    let saved = conn.job_seeker(seeker.account).await?;
    let is_left_out = matches!(saved.tasks().need(Task::Introduction), Need::LeftOut(_));
    Ok((!is_left_out).then(|| Stage::of(&saved)))
}

/// What this person is known by, as far as it is saved.
async fn marks(conn: &mut Conn, account: Uuid) -> Result<OwnMarks, Problem> {
    let saved = conn.job_seeker(account).await?;
    let email = conn.account(account).await?.map(|account| account.email).unwrap_or_default();
    let mut marks = OwnMarks::default();
    if let Some(basic) = &saved.basic {
        let municipality = conn.municipality(&basic.address.municipality_code).await?.map(|found| found.name);
        marks = own_marks(&OwnFacts {
            basic,
            email: &email,
            municipality: municipality.as_deref(),
            station: saved.station.as_ref(),
            number: saved.registration.as_ref().map(|known| &known.number),
        });
    }
    let details = conn.profile_details(account).await?;
    details.schools.iter().for_each(|school| marks.add_own(school.value.name.as_str()));
    details.experiences.iter().for_each(|job| marks.add_own(job.value.company.as_str()));
    Ok(marks)
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let Some(stage) = asked(&mut conn, &seeker).await? else { return Ok(see_other("/profile")) };
    let saved = conn.profile_details(seeker.account).await?.introduction;
    let saved = || FormState::of(saved.map(|text| ("introduction", text.to_string())));
    Ok(Page(page(&seeker, stage, parked.or(&FIELDS, saved))).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let text = FreeText::lines("自己PR", form.value("introduction"), MAX_INTRODUCTION_CHARS);
    let text = form.check("introduction", text).flatten();
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let Some(stage) = asked(&mut tx, &seeker).await? else { return Ok(see_other("/profile")) };
    if let Some(text) = &text {
        let found = identifying(text.as_str(), &marks(&mut tx, seeker.account).await?);
        warning_of(&found).into_iter().for_each(|warning| form.warn("introduction", warning));
    }
    if !form.passes() {
        return Ok(again(page(&seeker, stage, form)));
    }
    let before = tx.profile_details(seeker.account).await?.introduction;
    if before != text {
        tx.save_introduction(seeker.account, text.as_ref(), now).await?;
        let words = |text: Option<FreeText>| text.map(|text| text.to_string()).unwrap_or_default();
        let change = Change::new(Task::Introduction.name(), words(before), words(text));
        tx.note_changes(seeker.account, (Task::Introduction.name(), None), &[change], now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&stage.after(Task::Introduction)))
}

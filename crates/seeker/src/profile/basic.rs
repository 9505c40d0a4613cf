//! 基本情報登録: who the person is and how to reach them. 住所を検索 is a real submit that keeps
//! everything typed; where a postal code has several addresses, the person chooses one.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{clock::tokyo_date, japanese::era_date, job_seeker::Task};
use site::{App, Form, FormState, Page, Parked, Problem, Query, Seeker, Shell, Signed, again, see_other};
use store::Conn;

use super::{
    address::{self, Suggestion},
    basic_form::{self, FIELDS},
    card_note::CardNote,
};

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Basic.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/basic.html")]
struct BasicPage {
    shell: Shell,
    form: FormState,
    /// 和暦 of the date that stands in the fields.
    era: Option<String>,
    genders: Vec<(&'static str, &'static str)>,
    prefectures: Vec<(String, String)>,
    /// What the postal code may stand for, when it is more than one address.
    suggestions: Vec<Suggestion>,
    /// 住所を検索 has just filled the address in.
    filled_in: bool,
    /// What came of the card.
    card: Option<CardNote>,
    /// The way to the card is open, and nothing typed would be lost on it.
    offers_card: bool,
}

impl BasicPage {
    /// What stands below 姓: also when the card's 氏名 stands there as a whole.
    fn family_hint(&self) -> &'static str {
        let has = |field| !self.form.value(field).is_empty();
        let by_card = self.card.is_some_and(CardNote::has_filled);
        if by_card && has("family_name") && !has("given_name") {
            return "カードの氏名に区切りがないため、すべて「姓」に入れました。「姓」と「名」に分けてください。例：明日";
        }
        "例：明日"
    }
}

async fn page(
    app: &App,
    conn: &mut Conn,
    seeker: &Signed<Seeker>,
    form: FormState,
) -> Result<BasicPage, Problem> {
    let today = tokyo_date(app.clock.now());
    Ok(BasicPage {
        shell: super::shell(seeker, Task::Basic.name()).with_errors(&form),
        era: basic_form::typed_birth_date(&form, today).ok().map(era_date),
        genders: basic_form::gender_choices(),
        prefectures: address::prefecture_choices(conn).await?,
        card: CardNote::in_form(&form),
        form,
        suggestions: Vec::new(),
        filled_in: false,
        offers_card: false,
    })
}

async fn show(
    State(app): State<App>,
    (seeker, parked): (Signed<Seeker>, Parked),
    Query(query): Query,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile"));
    }
    let offers_card = app.sign_on.card.is_some() && saved.basic.is_none() && !parked.is_some();
    let saved = match &saved.basic {
        Some(basic) => basic_form::filled(&mut conn, basic).await?,
        None => FormState::empty(),
    };
    let form = parked.or(&FIELDS, || saved);
    let page = page(&app, &mut conn, &seeker, form).await?;
    let card = page.card.or(CardNote::in_address(&query));
    Ok(Page(BasicPage { card, offers_card, ..page }).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    if form.value("deed") == address::FIND || !form.value("suggestion").is_empty() {
        let suggestions = address::look_up(&mut conn, &mut form).await?;
        let page = page(&app, &mut conn, &seeker, form).await?;
        if !page.form.ok() {
            return Ok(again(page));
        }
        let filled_in = suggestions.is_empty();
        return Ok(Page(BasicPage { suggestions, filled_in, ..page }).into_response());
    }
    let now = app.clock.now();
    let Some(basic) = basic_form::read(&mut conn, &mut form, tokyo_date(now)).await? else {
        return Ok(again(page(&app, &mut conn, &seeker, form).await?));
    };
    // A reader that is held while waiting for the writer would be one more connection for nothing.
    drop(conn);
    let mut tx = app.store.begin().await?;
    tx.save_basic(seeker.account, &basic, now).await?;
    tx.commit().await?;
    Ok(see_other("/profile"))
}

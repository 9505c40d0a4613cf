//! 基本情報登録: who the person is and how to reach them. 住所を検索 is a real submit that keeps
//! everything typed; where a postal code has several addresses, the person chooses one.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{japanese_date, tokyo_date},
    japanese::era_date,
    job_seeker::{BasicInformation, RegistrationKind, Task},
};
use site::{
    App, Form, FormState, Page, Parked, Problem, Query, Seeker, Shell, Signed, Throttled, again, see_other,
};
use store::{BasicChange, Conn, JobSeeker};

use super::{
    address::{self, Suggestion},
    basic_form::{self, FIELDS},
    card_note::CardNote,
    disability, history,
    stage::Stage,
};

const ONLY_AT_OFFICE: &str =
    "氏名、フリガナ、生年月日は、ここでは変更できません。利用しているハローワークにご連絡ください。";
/// The same for every reason: nobody may probe who is registered.
const REFUSED: &str =
    "この氏名、フリガナ、生年月日には、ここでは変更できません。お近くのハローワークにご相談ください。";

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Basic.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/basic.html")]
struct BasicPage {
    shell: Shell,
    form: FormState,
    stage: Stage,
    /// What a counter has checked, for people who were registered there.
    fixed: Option<Fixed>,
    /// 和暦 of the date that stands in the fields.
    era: Option<String>,
    genders: Vec<(&'static str, &'static str)>,
    disability: Vec<(&'static str, &'static str)>,
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

/// What the person cannot change here.
struct Fixed {
    name: String,
    kana: String,
    birth_date: String,
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

/// Who asks, and what is saved of them.
struct Asker {
    seeker: Signed<Seeker>,
    saved: JobSeeker,
}

impl Asker {
    fn stage(&self) -> Stage {
        Stage::of(&self.saved)
    }

    /// 基本情報 of somebody whose name and birth date a counter has checked: they are shown, not asked.
    fn fixed(&self) -> Option<&BasicInformation> {
        let is_fixed = self.stage() == Stage::Changing(RegistrationKind::Counter);
        self.saved.basic.as_ref().filter(|_| is_fixed)
    }
}

async fn page(app: &App, conn: &mut Conn, asker: &Asker, form: FormState) -> Result<BasicPage, Problem> {
    let today = tokyo_date(app.clock.now());
    let fixed = asker.fixed().map(|basic| Fixed {
        name: basic.full_name(),
        kana: basic.full_kana(),
        birth_date: format!("{}（{}）", japanese_date(basic.birth_date), era_date(basic.birth_date)),
    });
    Ok(BasicPage {
        shell: asker.stage().shell(&asker.seeker, Task::Basic.name()).with_errors(&form),
        stage: asker.stage(),
        fixed,
        era: basic_form::typed_birth_date(&form, today).ok().map(era_date),
        genders: basic_form::gender_choices(),
        disability: vec![("no", "なし"), ("yes", "あり")],
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
    let asker = Asker { saved: conn.job_seeker(seeker.account).await?, seeker };
    let offers_card = app.sign_on.card.is_some() && asker.saved.basic.is_none() && !parked.is_some();
    let mut saved = basic_form::filled(&mut conn, &asker.saved).await?;
    if asker.fixed().is_some() {
        saved.leave_out(&basic_form::IDENTITY);
    }
    let form = parked.or(&FIELDS, || saved);
    let page = page(&app, &mut conn, &asker, form).await?;
    let card = page.card.or(CardNote::in_address(&query));
    Ok(Page(BasicPage { card, offers_card, ..page }).into_response())
}

async fn submit(
    State(app): State<App>,
    // The answer to another name or birth date tells something about who is registered.
    (seeker, _counted): (Signed<Seeker>, Throttled),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let mut conn = app.store.read().await?;
    let asker = Asker { saved: conn.job_seeker(seeker.account).await?, seeker };
    if let Some(basic) = asker.fixed() {
        basic_form::keep_identity(&mut form, basic);
    }
    if form.value("deed") == address::FIND || !form.value("suggestion").is_empty() {
        let suggestions = address::look_up(&mut conn, &mut form).await?;
        let page = page(&app, &mut conn, &asker, form).await?;
        if !page.form.ok() {
            return Ok(again(page));
        }
        let filled_in = suggestions.is_empty();
        return Ok(Page(BasicPage { suggestions, filled_in, ..page }).into_response());
    }
    let now = app.clock.now();
    let Some(answers) = basic_form::read(&mut conn, &mut form, tokyo_date(now)).await? else {
        return Ok(again(page(&app, &mut conn, &asker, form).await?));
    };
    // A reader that is held while waiting for the writer would be one more connection for nothing.
    drop(conn);
    let refusal = match save(&app, &asker, &answers).await? {
        BasicChange::Saved => return Ok(see_other(&asker.stage().after(Task::Basic))),
        BasicChange::OnlyAtOffice => ONLY_AT_OFFICE,
        BasicChange::Refused => REFUSED,
    };
    form.add("family_name", refusal);
    let mut conn = app.store.read().await?;
    Ok(again(page(&app, &mut conn, &asker, form).await?))
}

async fn save(app: &App, asker: &Asker, answers: &basic_form::Answers) -> Result<BasicChange, Problem> {
    let (account, now) = (asker.seeker.account, app.clock.now());
    let mut tx = app.store.begin().await?;
    let before = history::before(&mut tx, account, Task::Basic, now).await?;
    let change = tx.change_basic(account, &answers.basic, now).await?;
    if change == BasicChange::Saved {
        tx.save_situation(account, (answers.has_disability, answers.station.as_ref()), now).await?;
        history::after(&mut tx, account, (Task::Basic, before), now).await?;
        if !answers.has_disability {
            disability::forget(&mut tx, account, now).await?;
        }
    }
    // A refusal is kept too: it counts.
    tx.commit().await?;
    Ok(change)
}

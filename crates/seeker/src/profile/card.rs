//! マイナンバーカードを使って求職情報を登録 (seed 001, 2.1 ⑧): デジタル認証アプリ tells what the card says, it
//! waits in the form of 基本情報登録, and the person checks it and saves it as always. Whatever goes wrong
//! on the way leads to that form too, with one sentence.

use adapters::sign_on::Provider;
use axum::{Router, extract::State, response::Response, routing::get};
use domain::{
    clock::tokyo_date,
    job_seeker::{Task, card::CardClaims},
    sign_on::Purpose,
};
use site::{
    App, Browser, Departing, Fields, Problem, Query, Seeker, Signed, Visitor, lay_ready, see_other, waiting,
};
use uuid::Uuid;

use super::{
    basic_form::{self, FIELDS},
    card_form,
    card_note::{self, CardNote},
};
use crate::portal::journey::{self, Leaving, Returning, Stopped};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile/card", get(start)).route("/sso/card/callback", get(come_back))
}

/// デジタル認証アプリ, where the operator has set it up; otherwise these pages do not exist.
fn card(app: &App) -> Result<&Provider, Problem> {
    app.sign_on.card.as_ref().ok_or(Problem::NotFound)
}

fn to_the_form(note: CardNote) -> Response {
    see_other(&format!("{}?{}={}", Task::Basic.path(), card_note::FIELD, note.word()))
}

async fn start(
    State(app): State<App>,
    seeker: Result<Signed<Seeker>, Problem>,
    (_departing, browser): (Departing, Browser),
) -> Result<Response, Problem> {
    let provider = card(&app)?;
    let seeker = seeker.map_err(by_way_of_the_form)?;
    if seeker.page_open {
        return Ok(see_other("/profile"));
    }
    let leaving =
        Leaving { purpose: Purpose::Card, target: None, account: Some(seeker.account), login_hint: None };
    let left = journey::leave(&app, browser, provider, &leaving).await?;
    Ok(left.unwrap_or_else(|stopped| to_the_form(stopped.into())))
}

/// After the login one comes to the form, which offers the card: a browser does not follow the answer to a
/// form, as the login is one, on to another site.
fn by_way_of_the_form(problem: Problem) -> Problem {
    match problem {
        Problem::SignedOut { login, account, .. } => {
            Problem::SignedOut { login, account, path: Task::Basic.path().to_owned() }
        }
        problem => problem,
    }
}

async fn come_back(
    State(app): State<App>,
    (visitor, browser): (Visitor, Browser),
    query: Result<Query, Problem>,
) -> Result<Response, Problem> {
    let provider = card(&app)?;
    let query = query.map_or_else(|_| Fields::default(), |Query(query)| query);
    let read = read(&app, provider, (&visitor, &browser), &Returning::of(&query)).await?;
    if visitor.seeker.as_ref().is_some_and(|seeker| seeker.page_open) {
        return Ok(see_other("/profile"));
    }
    match read {
        Err(stopped) => Ok(to_the_form(stopped.into())),
        Ok((account, claims)) => match fill(&app, account, &claims).await? {
            true => Ok(see_other(Task::Basic.path())),
            false => Ok(to_the_form(CardNote::Unread)),
        },
    }
}

/// What the card says of the person who sits here: the same account must have left in this browser.
async fn read(
    app: &App,
    provider: &Provider,
    (visitor, browser): (&Visitor, &Browser),
    returning: &Returning<'_>,
) -> Result<Result<(Uuid, CardClaims), Stopped>, Problem> {
    let ended = match journey::end(app, browser, returning).await? {
        Ok(ended) => ended,
        Err(stopped) => return Ok(Err(stopped)),
    };
    let here = visitor.seeker.filter(|seeker| !seeker.page_open).map(|seeker| seeker.account);
    let account = match (ended.purpose, here) {
        (Purpose::Card, Some(here)) if ended.account == Some(here) => here,
        _ => return Ok(Err(Stopped::Stale)),
    };
    let (answer, journey) = match journey::answer(app, provider, returning) {
        Ok(asked) => asked,
        Err(stopped) => return Ok(Err(stopped)),
    };
    let told = provider.finish_with_person(&answer, &journey, app.clock.now()).await;
    Ok(told.map(|(_, person)| (account, card_form::claims(&person))).map_err(Stopped::from))
}

/// Lays the form of 基本情報登録 ready: over what was typed or saved before, which the database keeps as it
/// is. False when the card said nothing that the form could take.
async fn fill(app: &App, account: Uuid, claims: &CardClaims) -> Result<bool, Problem> {
    let path = Task::Basic.path();
    let waiting = waiting(app, account, path).await?;
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(account).await?;
    // A form that the card has filled before is no typing of the person's.
    let typed = waiting.filter(|waiting| waiting.first(card_note::FIELD).is_empty());
    let before = match typed {
        Some(typed) => typed.fields(&FIELDS),
        None => basic_form::filled(&mut conn, &saved).await?,
    };
    let today = tokyo_date(app.clock.now());
    let Some(form) = card_form::over(&mut conn, before, claims, today).await? else { return Ok(false) };
    drop(conn);
    let values: Vec<(&str, &str)> = FIELDS.one.iter().map(|name| (*name, form.value(name))).collect();
    lay_ready(app, account, path, &values).await?;
    Ok(true)
}

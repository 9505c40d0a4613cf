//! 求職番号の入力 (domain.md 5.1 and 5.6): employers that are shown to registered job seekers only, without a login.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    clock::tokyo_date,
    job_seeker::{JobSeekerNumber, NumberRefused, opens},
    posting::Viewer,
};
use site::{
    App, ClientAddress, Form, FormFields, FormState, Menu, Page, Problem, Query, Shell, Throttled,
    TypedNumber, Visitor, again, own_path, see_other,
};
use uuid::Uuid;

use super::viewer;

const FIELDS: FormFields = FormFields { one: &["number", "back"], many: &[], secret: &[] };
/// Networks are counted under a keyed hash for this use.
const GUESSER: &str = "number guesser";

#[derive(Template)]
#[template(path = "search/number.html")]
struct NumberPage {
    shell: Shell,
    form: FormState,
    line: NumberLine,
}

/// What a page of the search says about the 求職番号: a part of its template draws it.
pub(crate) enum NumberLine {
    /// Nothing: who is signed in needs no number.
    Silent,
    /// It may be typed, at this address.
    Offered(String),
    /// It was typed in this browser and is in force; afterwards the browser comes back to this address.
    Counts(String),
}

impl NumberLine {
    /// For a visitor who sees postings as this viewer, on a page of this address.
    pub(crate) fn of(visitor: &Visitor, viewer: Viewer, here: &str) -> Self {
        match (visitor.seeker, viewer) {
            (Some(_), _) => Self::Silent,
            (None, Viewer::RegisteredSeeker) => Self::Counts(here.to_owned()),
            (None, Viewer::Anyone) => Self::Offered(way(here)),
        }
    }
}

/// The address of the page, which leads back to another.
fn way(back: &str) -> String {
    let query = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
    format!("/search/number?{query}")
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search/number", get(show).post(submit)).route("/search/number/end", post(end))
}

async fn show(State(app): State<App>, visitor: Visitor, Query(typed): Query) -> Result<Response, Problem> {
    let form = FormState::of([("back", back(typed.first("back")))]);
    Ok(Page(page(&app, &visitor, form).await?).into_response())
}

async fn page(app: &App, visitor: &Visitor, form: FormState) -> Result<NumberPage, Problem> {
    let today = tokyo_date(app.clock.now());
    let viewer = viewer(&mut app.store.read().await?, visitor, today).await?;
    Ok(NumberPage {
        shell: visitor
            .shell("｜求職番号《きゅうしょくばんごう》の｜入力《にゅうりょく》")
            .menu(Menu::Search)
            .crumb("｜求人《きゅうじん》｜検索《けんさく》", "/search")
            .with_errors(&form),
        line: NumberLine::of(visitor, viewer, back(form.value("back"))),
        form,
    })
}

/// Where the browser came from: a page of the search, whatever an address says.
fn back(typed: &str) -> &str {
    let ours =
        |path: &&str| *path == "/search" || path.starts_with("/search?") || path.starts_with("/postings/");
    own_path(typed).filter(ours).unwrap_or("/search")
}

async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    from: ClientAddress,
    _counted: Throttled,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let to = back(form.value("back")).to_owned();
    form.set("back", to);
    let number = JobSeekerNumber::parse(form.value("number"));
    let Some(number) = form.check("number", number) else {
        return Ok(again(page(&app, &visitor, form).await?));
    };
    let answer = look_up(&app, &number, from).await?;
    let Some(account) = form.check("number", answer) else {
        return Ok(again(page(&app, &visitor, form).await?));
    };
    let mark = TypedNumber::mark(account, &app, app.clock.now()).map_err(Problem::broken)?;
    led_back(back(form.value("back")), &mark)
}

/// Whose number it is, if it opens anything. The same is done for a number that nobody has as for one that is not in
/// force.
async fn look_up(
    app: &App,
    number: &JobSeekerNumber,
    from: ClientAddress,
) -> Result<Result<Uuid, NumberRefused>, Problem> {
    let today = tokyo_date(app.clock.now());
    let guesser = app.secret.hash(GUESSER, &from.network().to_string());
    let mut tx = app.store.begin().await?;
    if !tx.count_number_try(&guesser, today).await? {
        return Ok(Err(NumberRefused::TooMany));
    }
    let person = tx.person_of_number(number).await?;
    let answer = opens(person.as_ref().map(|person| person.standing), today);
    if answer.is_ok() {
        tx.forgive_number_try(&guesser, today).await?;
    }
    tx.commit().await?;
    Ok(answer.and(person.map(|person| person.account).ok_or(NumberRefused::NotInForce)))
}

/// Whoever sits here next is another person.
async fn end(State(app): State<App>, Form(typed): Form) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    led_back(back(form.value("back")), &TypedNumber::unmark(&app))
}

fn led_back(to: &str, cookie: &str) -> Result<Response, Problem> {
    let mut response = see_other(to);
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    Ok(response)
}

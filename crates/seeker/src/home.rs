//! 求職者マイページホーム (seeds 000 and 004, spec/wording.md), the code that the counter reads, and the
//! ハローワーク受付票 to show or print.

use adapters::qr::job_seeker_code;
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Timestamp, japanese_date, japanese_minute, tokyo_date},
    job_seeker::{BasicInformation, Disclosure, RegistrationKind},
    validity::{Validity, validity},
};
use site::{App, Crumb, Menu, Opened, Page, Problem, Shell};
use store::{Conn, JobSeekerRegistration, reference::Office};

/// Days before the end from which the home says how the registration goes on.
const ENDS_SOON_DAYS: i64 = 31;

/// The home and what hangs on it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/home", get(home))
        .route("/home/code.svg", get(code))
        .route("/home/receipt", get(receipt))
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    person: Person,
    /// 前回のログイン日時; nothing at the very first login.
    last_login: Option<String>,
    /// Unread messages.
    new_messages: u64,
    disclosure: Disclosure,
    valid: Validity,
    ends_soon: bool,
    kind: RegistrationKind,
}

#[derive(Template)]
#[template(path = "receipt.html")]
struct ReceiptPage {
    shell: Shell,
    person: Person,
    today: String,
}

/// What both pages say about the person.
struct Person {
    name: String,
    kana: String,
    number: String,
    office: Option<Office>,
    valid_until: String,
}

async fn home(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let account = conn.account(seeker.account).await?;
    let (Some(registration), Some(basic)) = (saved.registration, saved.basic) else {
        return Err(Problem::NotOpened);
    };
    let valid = validity(registration.valid_until, tokyo_date(app.clock.now()));
    let mut shell = seeker.shell("求職者マイページホーム").menu(Menu::Home);
    shell.crumbs.push(Crumb { name: "ホーム".to_owned(), href: None });
    let page = HomePage {
        shell,
        person: person(&mut conn, &basic, &registration).await?,
        last_login: account.and_then(|account| account.previous_login_at).map(japanese_minute),
        new_messages: 0,
        disclosure: saved.disclosure.unwrap_or(Disclosure::Closed),
        ends_soon: matches!(valid, Validity::Valid { days_left } if days_left <= ENDS_SOON_DAYS),
        valid,
        kind: registration.kind,
    };
    Ok(Page(page).into_response())
}

async fn receipt(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let (Some(registration), Some(basic)) = (saved.registration, saved.basic) else {
        return Err(Problem::NotOpened);
    };
    let page = ReceiptPage {
        shell: seeker.shell("ハローワーク受付票").menu(Menu::Home).crumb("ホーム", "/home"),
        person: person(&mut conn, &basic, &registration).await?,
        today: today(app.clock.now()),
    };
    Ok(Page(page).into_response())
}

async fn person(
    conn: &mut Conn,
    basic: &BasicInformation,
    registration: &JobSeekerRegistration,
) -> Result<Person, Problem> {
    Ok(Person {
        name: basic.full_name(),
        kana: basic.full_kana(),
        number: registration.number.to_string(),
        office: conn.office(&registration.office_code).await?,
        valid_until: japanese_date(registration.valid_until),
    })
}

fn today(now: Timestamp) -> String {
    japanese_date(tokyo_date(now))
}

/// The 2次元バーコード of the own 求職番号. It belongs to one person, so nothing keeps it.
async fn code(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let registration = app.store.read().await?.job_seeker(seeker.account).await?.registration;
    let registration = registration.ok_or(Problem::NotOpened)?;
    let svg = job_seeker_code(&registration.number).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], svg).into_response())
}

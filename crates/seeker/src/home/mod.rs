//! 求職者マイページホーム (seeds 000 and 004, spec/wording.md), the code that the counter reads, and the
//! ハローワーク受付票 to show, print or keep.
//!
//! The home of a person with full lists takes as many statements as that of a newcomer, and not more than
//! twelve: it reads counts and the newest of each, never a list.

mod code;
mod receipt;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, japanese_date, japanese_minute, tokyo_date},
    job_seeker::{BasicInformation, Disclosure, RegistrationKind},
    posting::Viewer,
    validity::{Standing, Validity},
};
use site::{App, Crumb, Menu, Opened, Page, Problem, Shell};
use store::{Conn, HomeCounts, JobSeekerRegistration, OfferKind, reference::Office};
use uuid::Uuid;

use crate::search::{JobCard, SavedLine};

/// Days before the end from which the home says how the registration goes on.
const ENDS_SOON_DAYS: i64 = 31;
/// 応募中の求人 that the home names.
const APPLICATIONS_SHOWN: i64 = 3;

/// The home and what hangs on it.
pub fn routes() -> Router<App> {
    Router::new().route("/home", get(home)).merge(code::routes()).merge(receipt::routes())
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    person: Person,
    /// 前回のログイン日時; nothing at the very first login.
    last_login: Option<String>,
    counts: HomeCounts,
    unread_notices: u64,
    disclosure: Disclosure,
    valid: Validity,
    /// 有効: what the registration closes is open.
    in_force: bool,
    ends_soon: bool,
    kind: RegistrationKind,
    newest: Newest,
    searches: Vec<SavedLine>,
}

/// The newest of each list.
struct Newest {
    /// 職種, and the way to the sheet while the posting is open.
    applications: Vec<(String, Option<String>)>,
    request: Option<JobCard>,
    referral: Option<JobCard>,
}

/// What the pages say about the person.
struct Person {
    name: String,
    kana: String,
    number: String,
    kind: RegistrationKind,
    office: Option<Office>,
    valid_until: String,
    /// The day on which the registration was set to 無効, if so.
    switched_off_on: Option<String>,
    /// 有効: neither switched off nor past its last day.
    in_force: bool,
}

async fn home(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let standing = conn.standing(seeker.account).await?;
    let (Some(registration), Some(basic), Some(standing)) = (saved.registration, saved.basic, standing)
    else {
        return Err(Problem::NotOpened);
    };
    let today = tokyo_date(app.clock.now());
    let valid = standing.validity(today);
    let in_force = standing.is_in_force(today);
    let viewer = if in_force { Viewer::RegisteredSeeker } else { Viewer::Anyone };
    let mut shell = seeker.shell("｜求職者《きゅうしょくしゃ》マイページホーム").menu(Menu::Home);
    shell.crumbs.push(Crumb { name: "ホーム".to_owned(), href: None });
    let counts = conn.home_counts(seeker.account).await?;
    let page = HomePage {
        shell,
        person: person(&mut conn, (&basic, &registration), (standing, today)).await?,
        last_login: counts.previous_login_at.map(japanese_minute),
        counts,
        unread_notices: conn.unread_notices(seeker.account).await?,
        disclosure: saved.disclosure.unwrap_or(Disclosure::Closed),
        ends_soon: matches!(valid, Validity::Valid { days_left } if days_left <= ENDS_SOON_DAYS),
        valid,
        in_force,
        kind: registration.kind,
        newest: newest(&mut conn, seeker.account, (viewer, today)).await?,
        searches: conn.saved_searches(seeker.account).await?.iter().map(SavedLine::from).collect(),
    };
    Ok(Page(page).into_response())
}

async fn newest(conn: &mut Conn, account: Uuid, (viewer, today): (Viewer, Date)) -> Result<Newest, Problem> {
    let mut applications = Vec::new();
    for one in conn.applications(account, true, (0, APPLICATIONS_SHOWN)).await? {
        let card = JobCard::of_stored(&one.posting, viewer, today);
        applications.push(match card {
            Some(card) => (card.title, (!card.ended).then_some(card.href)),
            None => (format!("求人番号{}", one.posting.posting.number), None),
        });
    }
    let mut offer = async |kind| -> Result<Option<JobCard>, Problem> {
        let newest = conn.offers(account, kind, (0, 1)).await?.into_iter().next();
        Ok(newest.and_then(|one| JobCard::of_offer(&one, viewer, today)))
    };
    let request = offer(OfferKind::Request).await?;
    let referral = offer(OfferKind::Referral).await?;
    Ok(Newest { applications, request, referral })
}

/// The person of the pages beside the home; `None` before 求職情報 is complete.
async fn known_person(app: &App, account: Uuid) -> Result<Option<(Person, JobSeekerRegistration)>, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(account).await?;
    let standing = conn.standing(account).await?;
    let (Some(registration), Some(basic), Some(standing)) = (saved.registration, saved.basic, standing)
    else {
        return Ok(None);
    };
    let today = tokyo_date(app.clock.now());
    Ok(Some((person(&mut conn, (&basic, &registration), (standing, today)).await?, registration)))
}

async fn person(
    conn: &mut Conn,
    (basic, registration): (&BasicInformation, &JobSeekerRegistration),
    (standing, today): (Standing, Date),
) -> Result<Person, Problem> {
    Ok(Person {
        name: basic.full_name(),
        kana: basic.full_kana(),
        number: registration.number.to_string(),
        kind: registration.kind,
        office: conn.office(&registration.office_code).await?,
        valid_until: japanese_date(registration.valid_until),
        switched_off_on: standing.switched_off_on.map(japanese_date),
        in_force: standing.is_in_force(today),
    })
}

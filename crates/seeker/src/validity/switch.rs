//! Setting the registration to 無効 and back to 有効: a page that says what it means, and one press.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Timestamp, japanese_date},
    letters::validity::{SWITCHED_OFF, SWITCHED_ON},
    notice::NoticeKind,
    validity::SwitchBack,
};
use site::{App, Opened, Page, Problem, Shell, Told, notify, see_other};
use store::{NewNotice, Switched, Tx};

use super::{CLOSED, Now, OPEN, shell};
use crate::account::sender;

#[derive(Template)]
#[template(path = "validity/switch.html")]
struct SwitchPage {
    shell: Shell,
    now: Now,
    closed: [&'static str; 6],
    open: [&'static str; 4],
    /// The last day, were it set back to 有効 today.
    last_day: String,
    /// Setting it back would be a new application.
    new_term: bool,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/validity/off", get(show_off).post(off))
        .route("/settings/validity/on", get(show_on).post(on))
}

async fn show_off(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let now = Now::of(&app, &mut conn, &seeker).await?;
    if !now.is_in_force() {
        return Ok(see_other("/settings/validity"));
    }
    Ok(page(&seeker, "求職登録を無効にする確認", now))
}

async fn show_on(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let now = Now::of(&app, &mut conn, &seeker).await?;
    // In force already, or a matter for an office: the page before says which.
    if !now.may_switch_back() {
        return Ok(see_other("/settings/validity"));
    }
    Ok(page(&seeker, "求職登録を有効に戻す確認", now))
}

fn page(seeker: &Opened, h1: &str, now: Now) -> Response {
    let shell = shell(seeker, h1).crumb(
        "｜求職《きゅうしょく》｜登録《とうろく》の｜有効《ゆうこう》・｜無効《むこう》",
        "/settings/validity",
    );
    let back = now.standing.switched_back(now.today);
    let (last_day, new_term) = (japanese_date(back.valid_until()), matches!(back, SwitchBack::NewTerm(_)));
    Page(SwitchPage { shell, now, closed: CLOSED, open: OPEN, last_day, new_term }).into_response()
}

async fn off(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if tx.switch_off(seeker.account, now).await? == Switched::Done {
        tell(&app, &mut tx, &seeker, now).await?;
    }
    tx.commit().await?;
    Ok(see_other("/settings/validity?done=off"))
}

async fn on(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let done = tx.switch_on(seeker.account, now).await?;
    if done == Switched::Done {
        tell(&app, &mut tx, &seeker, now).await?;
    }
    tx.commit().await?;
    Ok(see_other(match done {
        Switched::OnlyAtOffice => "/settings/validity",
        Switched::Done | Switched::Already => "/settings/validity?done=on",
    }))
}

/// Tells the person how it stands now, as the same unit of work.
async fn tell(app: &App, tx: &mut Tx, seeker: &Opened, now: Timestamp) -> Result<(), Problem> {
    let standing = Now::of(app, tx, seeker).await?;
    let email = tx.account(seeker.account).await?.ok_or(Problem::NotFound)?.email;
    let (subject, letter) = match standing.standing.last_day_to_switch_back(standing.today) {
        Some(last_day) => (SWITCHED_OFF, sender(app).switched_off(&email, last_day)),
        None => (SWITCHED_ON, sender(app).switched_on(&email, standing.standing.valid_until)),
    };
    let notice = NewNotice { kind: NoticeKind::Validity, subject, link: "/settings/validity" };
    let told = Told { account: seeker.account, notice, letter: &letter };
    Ok(notify(app, tx, told, now).await?)
}

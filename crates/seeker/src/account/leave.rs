//! 退会: what is lost is said first, the password is asked again, every session ends.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::{DAYS_TO_RETURN, EmailAddress},
    clock::{Date, japanese_date, tokyo_date},
    login_guard,
};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Menu, Page, Problem, Seeker, Shell, Signed, Throttled,
    Visitor, again, see_other, sign_out_cookie,
};
use store::{Account, Lost};

use super::{
    gate::{self, Knock},
    sender,
};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["password"] };

#[derive(Template)]
#[template(path = "account/leave.html")]
struct LeavePage {
    shell: Shell,
    last_day: String,
    lost: Lost,
    /// 求職番号, once 求職情報 is complete.
    number: Option<String>,
    has_portal_link: bool,
}

#[derive(Template)]
#[template(path = "account/leave_confirm.html")]
struct LeaveConfirmPage {
    shell: Shell,
    form: FormState,
    last_day: String,
}

#[derive(Template)]
#[template(path = "account/left.html")]
struct LeftPage {
    shell: Shell,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/leave", get(show))
        .route("/settings/leave/confirm", get(confirm).post(submit))
        .route("/left", get(left))
}

fn last_day(app: &App) -> Date {
    tokyo_date(app.clock.now()).saturating_add(jiff::Span::new().days(DAYS_TO_RETURN))
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let shell = signed
        .shell("｜退会《たいかい》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings");
    let mut conn = app.store.read().await?;
    let registration = conn.job_seeker(signed.account).await?.registration;
    let page = LeavePage {
        shell,
        last_day: japanese_date(last_day(&app)),
        lost: conn.lost_by_leaving(signed.account).await?,
        number: registration.map(|registration| registration.number.to_string()),
        has_portal_link: conn.portal_link(signed.account).await?.is_some(),
    };
    Ok(Page(page).into_response())
}

fn confirm_page(app: &App, signed: &Signed<Seeker>, form: FormState) -> LeaveConfirmPage {
    let shell = signed
        .shell("｜退会《たいかい》の｜確認《かくにん》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("｜退会《たいかい》", "/settings/leave")
        .with_errors(&form);
    LeaveConfirmPage { shell, form, last_day: japanese_date(last_day(app)) }
}

async fn confirm(State(app): State<App>, signed: Signed<Seeker>) -> Response {
    Page(confirm_page(&app, &signed, FormState::empty())).into_response()
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    let Some(account) = gate::confirm(&app, &signed, &knock, &mut form).await? else {
        return Ok(again(confirm_page(&app, &signed, form)));
    };
    if !leave(&app, &account).await? {
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
        return Ok(again(confirm_page(&app, &signed, form)));
    }
    let mut response = see_other("/left");
    let cookie = sign_out_cookie::<Seeker>(&app).parse().map_err(Problem::broken)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Leaves, ends every session, every open key and the link to マイナポータル, and tells the person: one unit
/// of work. False when the password was changed while it was being checked.
async fn leave(app: &App, account: &Account) -> Result<bool, Problem> {
    let now = app.clock.now();
    let email = EmailAddress::parse(&account.email).map_err(Problem::broken)?;
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(false);
    }
    if tx.withdraw(account.id, now).await? {
        tx.end_sessions(account.id, None, now).await?;
        tx.unlink_portal(account.id).await?;
        tx.close_verifications(&email, now).await?;
        tx.close_address_changes(account.id, now).await?;
        tx.post_to_all(account.id, &sender(app).withdrawn(email.as_str(), last_day(app)), now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

async fn left(visitor: Visitor) -> Response {
    Page(LeftPage {
        shell: visitor.shell("｜退会《たいかい》｜手続《てつづ》きの｜完了《かんりょう》")
    })
    .into_response()
}

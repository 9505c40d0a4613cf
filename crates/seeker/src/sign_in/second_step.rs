//! ワンタイムパスワードの入力 (spec/domain.md 2.5): the second step of a login, after ID and password were right.

use adapters::secrets;
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::second_step::{Code, LATE, LOCKED, SecondStep, WRONG_CODE};
use site::{
    App, Arriving, Entry, Form, FormFields, FormState, HalfWay, Page, Problem, Query, Seeker, Shell,
    Throttled, Visitor, again, enter, see_other,
};
use store::{Account, Conn, NewWaitingLogin, Sparing, WaitingLogin};

use super::{
    device_hash, password_mark,
    tries::{self, Passed, Proof, Tried, code_hash},
};
use crate::account::{begin_again, sender};

const FIELDS: FormFields = FormFields { one: &["spare"], many: &[], secret: &["one_time_password"] };
const PATH: &str = "/login/code";

#[derive(Template)]
#[template(path = "sign_in/second_step.html")]
struct SecondStepPage<'a> {
    shell: Shell,
    form: FormState,
    is_app: bool,
    /// A code was mailed, and the last request for one was not one too many.
    mailed: bool,
    mail_from: &'a str,
    has_portal: bool,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(submit)).route("/login/code/again", post(send_again))
}

/// The second step that somebody with the right password needs in this browser. Asked in the unit of work that
/// has locked the account, the answer holds until that is over.
pub(crate) async fn needed(
    (app, conn): (&App, &mut Conn),
    account: &Account,
    arriving: &Arriving,
) -> store::Result<Option<SecondStep>> {
    let factors = conn.factors(account.id).await?;
    let setting = app.settings.one_time_password;
    let step = SecondStep::of(setting, factors.mailed_code_since.is_some(), factors.app_since.is_some());
    let (Some(step), Some(device)) = (step, arriving.device.of_account(account.id)) else { return Ok(step) };
    let (device_hash, password_mark) = (device_hash(app, device), password_mark(app, account));
    let sparing = Sparing { account: account.id, device_hash: &device_hash, password_mark: &password_mark };
    let spared = conn.is_spared(sparing, app.clock.now()).await?;
    Ok(Some(step).filter(|_| !spared))
}

/// Mails codes to somebody only so often: on a device of their own, or on all others together.
fn budget(app: &App, account: &Account, arriving: &Arriving) -> String {
    let device = arriving.device.of_account(account.id).unwrap_or_default();
    app.secret.hash("code budget", &format!("{}.{device}", account.id))
}

/// Lets a login wait for its second step and leads there. `None` when the password that was checked is not
/// that of the account any more.
pub(crate) async fn begin(
    app: &App,
    account: &Account,
    (step, target): (SecondStep, &str),
    arriving: &Arriving,
) -> Result<Option<Response>, Problem> {
    let now = app.clock.now();
    let (token_hash, cookie) = HalfWay::mark(app)?;
    let code = secrets::code()?;
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(None);
    }
    let mailed =
        step == SecondStep::MailedCode && tx.count_mailed_code(&budget(app, account, arriving), now).await?;
    let code_hash = mailed.then(|| code_hash(app, &token_hash, &code));
    let new = NewWaitingLogin {
        token_hash: &token_hash,
        account: account.id,
        step,
        password_mark: &password_mark(app, account),
        target,
        code_hash: code_hash.as_deref(),
    };
    tx.add_waiting_login(&new, now).await?;
    if mailed {
        tx.post_about(account.id, &sender(app).one_time_password(&account.email, &code), now).await?;
    }
    tx.commit().await?;
    with_cookie(see_other(PATH), &cookie).map(Some)
}

fn with_cookie(mut response: Response, cookie: &str) -> Result<Response, Problem> {
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    Ok(response)
}

/// The login that waits in this browser, with what the database keeps of the browser.
pub(super) async fn waiting(
    app: &App,
    half_way: &HalfWay,
) -> Result<Option<(String, WaitingLogin)>, Problem> {
    let Some(token_hash) = half_way.hash() else { return Ok(None) };
    let waiting = app.store.read().await?.waiting_login(&token_hash, app.clock.now()).await?;
    Ok(waiting.map(|waiting| (token_hash, waiting)))
}

fn page<'a>(app: &'a App, visitor: &Visitor, waiting: &WaitingLogin, form: FormState) -> SecondStepPage<'a> {
    let is_app = waiting.step == SecondStep::AuthenticatorApp;
    let h1 = if is_app {
        "認証アプリのコードの入力"
    } else {
        "ワンタイムパスワードの入力"
    };
    let shell = visitor.shell(h1).crumb("ログイン", "/login").with_errors(&form);
    let mailed = waiting.code_hash.is_some();
    let has_portal = app.sign_on.portal.is_some();
    SecondStepPage { shell, form, is_app, mailed, mail_from: &app.settings.mail_from, has_portal }
}

async fn show(
    State(app): State<App>,
    (visitor, half_way): (Visitor, HalfWay),
    Query(query): Query,
) -> Result<Response, Problem> {
    let Some((_, waiting)) = waiting(&app, &half_way).await? else { return Ok(see_other("/login")) };
    let mut page = page(&app, &visitor, &waiting, FormState::empty());
    match query.first("done") {
        "again" => page.shell.message = Some("新しいワンタイムパスワードをメールで送信しました。".into()),
        "many" => page.mailed = false,
        _ => {}
    }
    Ok(Page(page).into_response())
}

async fn submit(
    State(app): State<App>,
    (visitor, _counted): (Visitor, Throttled),
    (half_way, arriving): (HalfWay, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let Some((token_hash, waiting)) = waiting(&app, &half_way).await? else {
        return Ok(begin_again(&app, &visitor, LATE));
    };
    let mut form = typed.fields(&FIELDS);
    let code = Code::parse(form.secret("one_time_password"));
    let Some(code) = form.check("one_time_password", code) else {
        return Ok(again(page(&app, &visitor, &waiting, form)));
    };
    let now = app.clock.now();
    let tried = tries::attempt(&app, &token_hash, &arriving, &Proof::Code(code), now).await?;
    let spare = form.checked("spare", "1");
    Ok(lead_on((&app, &visitor), tried, arriving, spare).await?.unwrap_or_else(|| {
        form.add("one_time_password", WRONG_CODE);
        again(page(&app, &visitor, &waiting, form))
    }))
}

/// What follows a try: the page, or the login once more. `None` when what was typed is wrong, and may be typed again.
pub(super) async fn lead_on(
    (app, visitor): (&App, &Visitor),
    tried: Tried,
    arriving: Arriving,
    spare: bool,
) -> Result<Option<Response>, Problem> {
    match tried {
        Tried::Right(passed) => come_in(app, *passed, arriving, spare).await.map(Some),
        Tried::Wrong => Ok(None),
        Tried::Locked => Ok(Some(begin_again(app, visitor, LOCKED))),
        Tried::Late => Ok(Some(begin_again(app, visitor, LATE))),
    }
}

/// Opens the session of somebody whose second step succeeded; `spare` when this device is to be spared it.
async fn come_in(
    app: &App,
    passed: Passed,
    mut arriving: Arriving,
    spare: bool,
) -> Result<Response, Problem> {
    let Passed { mut tx, account, way, target } = passed;
    let now = app.clock.now();
    arriving.device = arriving.device.made_for(account.id)?;
    if let Some(device) = arriving.device.of_account(account.id).filter(|_| spare) {
        let (device_hash, password_mark) = (device_hash(app, device), password_mark(app, &account));
        let sparing =
            Sparing { account: account.id, device_hash: &device_hash, password_mark: &password_mark };
        tx.spare_device(sparing, &arriving.device_name(), now).await?;
    }
    let entry = Entry { account: account.id, way, at: now };
    with_cookie(enter::<Seeker>(tx, app, &arriving, entry, &target).await?, &HalfWay::unmark(app))
}

async fn send_again(
    State(app): State<App>,
    (visitor, _counted): (Visitor, Throttled),
    (half_way, arriving): (HalfWay, Arriving),
) -> Result<Response, Problem> {
    let Some((token_hash, waiting)) = waiting(&app, &half_way).await? else {
        return Ok(begin_again(&app, &visitor, LATE));
    };
    if waiting.step != SecondStep::MailedCode {
        return Err(Problem::NotFound);
    }
    let now = app.clock.now();
    let code = secrets::code()?;
    let mut tx = app.store.begin().await?;
    let Some(account) = tries::owner(&app, &mut tx, &waiting).await? else {
        return Ok(begin_again(&app, &visitor, LATE));
    };
    if !tx.count_mailed_code(&budget(&app, &account, &arriving), now).await? {
        return Ok(see_other("/login/code?done=many"));
    }
    if !tx.set_mailed_code(&token_hash, &code_hash(&app, &token_hash, &code), now).await? {
        return Ok(begin_again(&app, &visitor, LATE));
    }
    tx.post_about(account.id, &sender(&app).one_time_password(&account.email, &code), now).await?;
    tx.commit().await?;
    Ok(see_other("/login/code?done=again"))
}

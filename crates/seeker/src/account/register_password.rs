//! パスワード登録 (seed 001, 2.1 ⑥–⑦). The mail leads back here for 50 minutes, on any device.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{account::EmailAddress, password::NewPassword, session::SignInWay};
use site::{
    App, Arriving, Entry, Form, FormFields, FormState, Page, Path, Problem, Seeker, Shell, Throttled,
    Visitor, again, enter, see_other,
};

use super::{
    by_mail::{self, Typed, Way},
    keys,
};

pub(super) const FIELDS: FormFields =
    FormFields { one: &[], many: &[], secret: &["password", "password_confirmation", "verification_key"] };

#[derive(Template)]
#[template(path = "account/register_password.html")]
struct RegisterPasswordPage<'a> {
    shell: Shell,
    form: FormState,
    request: &'a str,
    mail_from: &'a str,
    /// Which passwords are taken.
    rule: &'static str,
    words: &'static Words,
}

/// What differs between the ways that lead to パスワード登録.
pub(super) struct Words {
    /// The letter with the key.
    pub(super) letter: &'static str,
    /// The address that it is sent to.
    pub(super) address: &'static str,
    /// Where the screen stands; the request follows.
    pub(super) screen: &'static str,
    /// Where the way begins.
    pub(super) start: &'static str,
    /// What it is called.
    pub(super) name: &'static str,
    /// What the page is called on which it begins.
    pub(super) crumb: &'static str,
}

const REGISTRATION: Words = Words {
    letter: "「アカウント仮登録完了通知」メール",
    address: "ご登録いただいたメールアドレス",
    screen: "/register/password",
    start: "/register",
    name: "アカウント登録",
    crumb: "求職者マイページアカウント登録",
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/register/password/{request}", get(show).post(submit))
        .route("/register/password/{request}/again", post(send_again))
}

fn page<'a>(app: &'a App, visitor: &Visitor, request: &'a str, form: FormState) -> impl Template + use<'a> {
    page_of(&REGISTRATION, app, visitor, request, form)
}

/// パスワード登録 at the end of either way.
pub(super) fn page_of<'a>(
    words: &'static Words,
    app: &'a App,
    visitor: &Visitor,
    request: &'a str,
    form: FormState,
) -> impl Template + use<'a> {
    let shell =
        visitor.shell("パスワード｜登録《とうろく》").crumb(words.crumb, words.start).with_errors(&form);
    let rule = app.settings.password_policy.rule();
    RegisterPasswordPage { shell, form, request, mail_from: &app.settings.mail_from, rule, words }
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::find(&app, Way::Registration, &request).await?;
    Ok(Page(page(&app, &visitor, &request, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    Path(request): Path<String>,
    (visitor, arriving): (Visitor, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let email = by_mail::find(&app, Way::Registration, &request).await?;
    let mut form = typed.fields(&FIELDS);
    match by_mail::check(&app, (Way::Registration, &request), &mut form, &email).await? {
        Typed::Right(password, _) => open_account(&app, &request, &email, &password, &arriving).await,
        Typed::UsedAlready(..) => Ok(see_other("/login?done=registered")),
        Typed::Wrong => Ok(again(page(&app, &visitor, &request, form))),
    }
}

async fn open_account(
    app: &App,
    request: &str,
    email: &EmailAddress,
    password: &NewPassword,
    arriving: &Arriving,
) -> Result<Response, Problem> {
    let hash = app.hasher.hash(password.expose()).await?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !keys::use_up(&mut tx, request, now).await? {
        return Ok(see_other("/login?done=registered"));
    }
    void_expired(&mut tx, email, now).await?;
    let account = match tx.add_account(email, &hash, now).await {
        Ok(account) => account,
        // The address got its account by another request meanwhile.
        Err(error) if error.is_duplicate() => return Ok(see_other("/login?done=registered")),
        Err(error) => return Err(error.into()),
    };
    tx.note_login(account, &hash, now).await?;
    let entry = Entry { account, way: SignInWay::Registration, at: now };
    enter::<Seeker>(tx, app, arriving, entry, "/register/done").await
}

/// An account whose 14 days are over makes room even when the nightly job has not been there yet.
pub(crate) async fn void_expired(
    tx: &mut store::Tx,
    email: &EmailAddress,
    now: domain::clock::Timestamp,
) -> Result<(), Problem> {
    use domain::account::{AccountState, is_void};
    if let Some(old) = tx.account_by_email(email).await?
        && old.state == AccountState::Registered
        && is_void(old.registered_at, now)
    {
        tx.void_account(old.id).await?;
    }
    Ok(())
}

async fn send_again(
    State(app): State<App>,
    counted: Throttled,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::send_again(&app, Way::Registration, counted, &request).await
}

//! アカウントの再登録 (seed 000, 3.1: within 30 days of leaving).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::{AccountState, EmailAddress, may_return},
    login_guard,
    verification_key::Purpose,
};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Page, Problem, Shell, Throttled, Visitor, again, see_other,
};
use store::Account;

use super::{
    gate::{self, Knock},
    keys::{self, Deserves, Whose},
    login, sender,
};

const FIELDS: FormFields = FormFields { one: &["email"], many: &[], secret: &["password"] };
/// Told only to whoever knows the password.
const NOT_LEFT: &str = "このアカウントは退会していません。ログイン画面からログインしてください。";
/// Told only to whoever knows the password (seed 000, マイページ退会後31日以上が経過している方). It promises no earlier
/// 求職情報: they are erased on that day.
const TOO_LATE: &str = "退会後31日以上が経過しているため、アカウントを再登録できません。もう一度利用したい方は、最寄りのハローワークにご連絡いただくか、改めてアカウントと求職情報を登録してください。";

#[derive(Template)]
#[template(path = "account/reopen.html")]
struct ReopenPage {
    shell: Shell,
    form: FormState,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/reopen", get(show).post(submit))
}

fn page(visitor: &Visitor, form: FormState) -> ReopenPage {
    ReopenPage {
        shell: visitor
            .shell("アカウントの｜再登録《さいとうろく》")
            .crumb("ログイン", "/login")
            .with_errors(&form),
        form,
    }
}

async fn show(visitor: Visitor) -> Response {
    Page(page(&visitor, FormState::empty())).into_response()
}

async fn submit(
    State(app): State<App>,
    (visitor, counted, device): (Visitor, Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    login::require(&mut form);
    if !form.ok() {
        return Ok(again(page(&visitor, form)));
    }
    let knock = Knock::new(counted, &device);
    let found = gate::open(&app, &knock, form.value("email"), form.secret("password")).await?;
    let now = app.clock.now();
    let refusal = match &found {
        None => login_guard::SENTENCE,
        Some(account) if account.state != AccountState::Withdrawn => NOT_LEFT,
        Some(account) if !account.withdrawn_at.is_some_and(|left| may_return(left, now)) => TOO_LATE,
        Some(account) => return send_key(&app, account).await,
    };
    form.add("email", refusal);
    Ok(again(page(&visitor, form)))
}

async fn send_key(app: &App, account: &Account) -> Result<Response, Problem> {
    let now = app.clock.now();
    let email = EmailAddress::parse(&account.email).map_err(Problem::broken)?;
    let mut tx = app.store.begin().await?;
    let whose = Whose { email: &email, account: Some(account.id), registration: None };
    let issued = keys::issue((app, &mut tx), Purpose::Reopening, whose, Deserves::Key, now).await?;
    if let Some(key) = &issued.key {
        let path = format!("/reopen/{}", issued.mailed);
        tx.post_about(account.id, &sender(app).reopening(email.as_str(), key, &path), now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("/reopen/{}", issued.request)))
}

//! 求職者マイページパスワード再登録 (seed 000, Point パスワードを忘れた場合).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::{AccountState, EmailAddress, is_void, may_return},
    clock::Timestamp,
    verification_key::Purpose,
};
use site::{App, Form, FormFields, FormState, Page, Problem, Shell, Throttled, Visitor, again};
use store::Tx;

use super::{
    by_mail::{self, Asked},
    keys::{self, Deserves, Whose},
    sender,
};

const FIELDS: FormFields = FormFields { one: &["email"], many: &[], secret: &[] };

#[derive(Template)]
#[template(path = "account/reset.html")]
struct ResetPage<'a> {
    shell: Shell,
    form: FormState,
    mail_from: &'a str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/password-reset", get(show).post(submit))
}

fn page<'a>(app: &'a App, visitor: &Visitor, form: FormState) -> ResetPage<'a> {
    let shell = visitor
        .shell("｜求職者《きゅうしょくしゃ》マイページパスワード｜再登録《さいとうろく》")
        .crumb("ログイン", "/login")
        .with_errors(&form);
    ResetPage { shell, form, mail_from: &app.settings.mail_from }
}

async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    Page(page(&app, &visitor, FormState::empty())).into_response()
}

async fn submit(
    State(app): State<App>,
    visitor: Visitor,
    counted: Throttled,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let email = EmailAddress::parse(form.value("email"));
    let Some(email) = form.check("email", email).filter(|_| form.ok()) else {
        return Ok(again(page(&app, &visitor, form)));
    };
    by_mail::begin(&app, counted, Asked::NewPassword(&email)).await
}

/// Writes the request down, with a letter where the address has an account; the screen is the same.
pub(super) async fn reset(
    app: &App,
    tx: &mut Tx,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<String, Problem> {
    let account = tx.account_by_email(email).await?;
    let living = account.as_ref().filter(|account| match account.state {
        AccountState::Open => true,
        AccountState::Registered => !is_void(account.registered_at, now),
        AccountState::Withdrawn => false,
    });
    let left =
        account.as_ref().and_then(|account| account.withdrawn_at).filter(|&left| may_return(left, now));
    let deserves = if living.is_some() || left.is_some() { Deserves::Key } else { Deserves::Nothing };
    let whose = Whose { email, account: living.map(|account| account.id), registration: None };
    let issued = keys::issue((app, tx), Purpose::PasswordReset, whose, deserves, now).await?;
    if let (Some(key), Some(account)) = (&issued.key, &account) {
        // Never to what was typed: another spelling may be the mailbox of somebody else.
        let to = account.email.as_str();
        let letter = match living {
            Some(_) => sender(app).password_reset(to, key, &format!("/password-reset/{}", issued.mailed)),
            None => sender(app).may_return(to),
        };
        match living {
            // Whoever lost the mailbox of the ID has the key in the second one.
            Some(account) => tx.post_to_all(account.id, &letter, now).await?,
            None => tx.post_about(account.id, &letter, now).await?,
        }
    }
    Ok(issued.request)
}

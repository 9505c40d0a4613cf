//! パスワード再登録 (seed 000, Point パスワードを忘れた場合).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{password::NewPassword, verification_key::Refusal};
use site::{
    App, Form, FormFields, FormState, Page, Path, Problem, Shell, Throttled, Visitor, again, see_other,
};
use uuid::Uuid;

use super::{
    by_mail::{self, Typed, Way},
    keys,
    new_password::{self, SetBy},
};

const FIELDS: FormFields = FormFields {
    one: &[],
    many: &[],
    secret: &["new_password", "new_password_confirmation", "verification_key"],
};

#[derive(Template)]
#[template(path = "account/reset_password.html")]
struct ResetPasswordPage<'a> {
    shell: Shell,
    form: FormState,
    request: &'a str,
    mail_from: &'a str,
    /// Which passwords are taken.
    rule: &'static str,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/password-reset/{request}", get(show).post(submit))
        .route("/password-reset/{request}/again", post(send_again))
}

fn page<'a>(app: &'a App, visitor: &Visitor, request: &'a str, form: FormState) -> ResetPasswordPage<'a> {
    let shell = visitor
        .shell("パスワード｜再登録《さいとうろく》")
        .crumb("ログイン", "/login")
        .crumb("｜求職者《きゅうしょくしゃ》マイページパスワード｜再登録《さいとうろく》", "/password-reset")
        .with_errors(&form);
    let rule = app.settings.password_policy.rule();
    ResetPasswordPage { shell, form, request, mail_from: &app.settings.mail_from, rule }
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::find(&app, Way::NewPassword, &request).await?;
    Ok(Page(page(&app, &visitor, &request, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    Path(request): Path<String>,
    visitor: Visitor,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let email = by_mail::find(&app, Way::NewPassword, &request).await?;
    let mut form = typed.fields(&FIELDS);
    let set = match by_mail::check(&app, (Way::NewPassword, &request), &mut form, &email).await? {
        Typed::Right(password, asked) => {
            let account = asked.account.ok_or(Problem::NotFound)?;
            let hash = app.hasher.hash(password.expose()).await?;
            set_password(&app, &request, account, &hash).await? || is_set(&app, account, &password).await?
        }
        Typed::UsedAlready(password, asked) => {
            is_set(&app, asked.account.ok_or(Problem::NotFound)?, &password).await?
        }
        Typed::Wrong => return Ok(again(page(&app, &visitor, &request, form))),
    };
    if !set {
        form.add("verification_key", Refusal::Wrong);
        return Ok(again(page(&app, &visitor, &request, form)));
    }
    Ok(see_other("/login?done=password"))
}

/// True when somebody who pressed twice finds the same password in place. Of several who used one key with
/// different passwords only one is told that theirs is set. Only the right key leads here, and only ten times.
async fn is_set(app: &App, account: Uuid, password: &NewPassword) -> Result<bool, Problem> {
    let Some(account) = app.store.read().await?.account(account).await? else { return Ok(false) };
    Ok(app.hasher.verify(password.expose(), Some(&account.password_hash)).await?)
}

/// Sets the password with all that ends with the old one: one unit of work.
/// False when the key was used up by another request first: nothing has happened then.
async fn set_password(app: &App, request: &str, account: Uuid, hash: &str) -> Result<bool, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !keys::use_up(&mut tx, request, now).await? {
        return Ok(false);
    }
    // To the address of the account: the one that was typed may be spelled in another way.
    let Some(kept) = tx.account(account).await? else { return Ok(false) };
    new_password::put((app, &mut tx), &kept, hash, SetBy::Key, now).await?;
    tx.commit().await?;
    Ok(true)
}

async fn send_again(
    State(app): State<App>,
    counted: Throttled,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    by_mail::send_again(&app, Way::NewPassword, counted, &request).await
}

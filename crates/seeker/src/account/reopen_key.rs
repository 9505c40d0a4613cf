//! 認証キー入力 (seed 000, 3.1: アカウントを再登録).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::AccountState,
    verification_key::{Purpose, Refusal, VerificationKey},
};
use site::{App, Form, FormFields, FormState, Page, Path, Problem, Shell, Visitor, again, see_other};
use store::Verification;

use super::{
    keys::{self, Tried},
    sender,
};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["verification_key"] };

#[derive(Template)]
#[template(path = "account/reopen_key.html")]
struct ReopenKeyPage<'a> {
    shell: Shell,
    form: FormState,
    mail_from: &'a str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/reopen/{request}", get(show).post(submit))
}

fn page<'a>(app: &'a App, visitor: &Visitor, form: FormState) -> ReopenKeyPage<'a> {
    let shell = visitor
        .shell("｜認証《にんしょう》キー｜入力《にゅうりょく》")
        .crumb("ログイン", "/login")
        .crumb("アカウントの｜再登録《さいとうろく》", "/reopen")
        .with_errors(&form);
    ReopenKeyPage { shell, form, mail_from: &app.settings.mail_from }
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(request): Path<String>,
) -> Result<Response, Problem> {
    keys::find(&app, &request, Purpose::Reopening).await?;
    Ok(Page(page(&app, &visitor, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    Path(request): Path<String>,
    visitor: Visitor,
    Form(typed): Form,
) -> Result<Response, Problem> {
    keys::find(&app, &request, Purpose::Reopening).await?;
    let mut form = typed.fields(&FIELDS);
    let key = VerificationKey::parse(form.secret("verification_key"));
    let Some(key) = form.check("verification_key", key) else { return Ok(again(page(&app, &visitor, form))) };
    let reopened = match keys::try_key(&app, &request, Purpose::Reopening, &key).await? {
        Tried::Right(verification) => reopen(&app, &request, &verification).await?,
        Tried::UsedAlready(_) => true,
        Tried::Wrong => false,
    };
    if reopened {
        return Ok(see_other("/login?done=reopened"));
    }
    form.add("verification_key", Refusal::Wrong);
    Ok(again(page(&app, &visitor, form)))
}

async fn reopen(app: &App, request: &str, verification: &Verification) -> Result<bool, Problem> {
    let Some(account) = verification.account else { return Ok(false) };
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let complete = tx.job_seeker(account).await?.registration.is_some();
    let state = if complete { AccountState::Open } else { AccountState::Registered };
    if !keys::use_up(&mut tx, request, now).await? {
        // The same form was sent twice, and the other one was faster.
        return Ok(true);
    }
    let done = tx.reopen(account, state, now).await?;
    if done {
        tx.post_about(account, &sender(app).reopened(verification.email.as_str()), now).await?;
        tx.commit().await?;
    }
    Ok(done)
}

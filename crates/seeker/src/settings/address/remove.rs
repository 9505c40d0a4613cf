//! 予備のメールアドレスの削除: the password is asked again.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::login_guard;
use site::{
    App, Form, FormFields, FormState, KnownDevice, Page, Problem, Seeker, Shell, Signed, Throttled, again,
    see_other,
};
use store::Account;

use crate::{
    account::{Knock, confirm, sender},
    settings::account_shell,
};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["password"] };
const GONE: &str = "/settings/account?done=recovery-removed";

#[derive(Template)]
#[template(path = "settings/recovery_remove.html")]
struct RemovePage {
    shell: Shell,
    form: FormState,
    email: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/recovery/remove", get(show).post(submit))
}

/// `None` when there is no second address.
async fn page(app: &App, signed: &Signed<Seeker>, form: FormState) -> Result<Option<RemovePage>, Problem> {
    let second = app.store.read().await?.recovery_address(signed.account).await?;
    let shell = account_shell(signed, "予備のメールアドレスの削除").with_errors(&form);
    Ok(second.map(|second| RemovePage { shell, form, email: second.email }))
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let page = page(&app, &signed, FormState::empty()).await?;
    Ok(page.map_or_else(|| see_other("/settings/account"), |page| Page(page).into_response()))
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    if let Some(account) = confirm(&app, &signed, &knock, &mut form).await? {
        if remove(&app, &account).await? {
            return Ok(see_other(GONE));
        }
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
    }
    // Pressed twice: the other press was faster.
    Ok(page(&app, &signed, form).await?.map_or_else(|| see_other(GONE), again))
}

/// Removes the address and tells both: one unit of work. False when the password was changed while it was being
/// checked.
async fn remove(app: &App, account: &Account) -> Result<bool, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(false);
    }
    let letter = sender(app).recovery_removed(&account.email);
    if tx.recovery_address(account.id).await?.is_some() {
        tx.post_to_all(account.id, &letter, now).await?;
        tx.remove_recovery_address(account.id).await?;
    }
    tx.commit().await?;
    Ok(true)
}

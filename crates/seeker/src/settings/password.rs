//! パスワードの変更, by somebody who is signed in and knows the present one.

use adapters::passkeys::RelyingParty;
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    login_guard,
    password::{BadPassword, NewPassword},
};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Page, Problem, Seeker, Shell, Signed, Throttled, again,
    renew, see_other,
};
use store::Account;

use crate::account::{
    Knock, confirm,
    new_password::{self, SetBy},
};

const FIELDS: FormFields =
    FormFields { one: &[], many: &[], secret: &["password", "new_password", "new_password_confirmation"] };

#[derive(Template)]
#[template(path = "settings/password.html")]
struct PasswordPage {
    shell: Shell,
    form: FormState,
    /// Which passwords are taken.
    rule: &'static str,
    /// The operator has set マイナポータル up.
    has_portal: bool,
    /// Browsers know passkeys of this service.
    has_passkeys: bool,
}

/// `/settings/password`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/password", get(show).post(submit))
}

fn page(app: &App, signed: &Signed<Seeker>, form: FormState) -> PasswordPage {
    let shell = super::account_shell(signed, "パスワードの変更").with_errors(&form);
    PasswordPage {
        shell,
        form,
        rule: app.settings.password_policy.rule(),
        has_portal: app.sign_on.portal.is_some(),
        has_passkeys: RelyingParty::at(&app.settings.base_url).is_some(),
    }
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Response {
    Page(page(&app, &signed, FormState::empty())).into_response()
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let new = check(&app, &signed, &mut form).await?;
    // A try is only counted where the new password is good: nobody is locked by mistyping that one.
    let (Some(new), true) = (new, form.ok()) else { return Ok(again(page(&app, &signed, form))) };
    let knock = Knock::new(counted, &device);
    let Some(account) = confirm(&app, &signed, &knock, &mut form).await? else {
        return Ok(again(page(&app, &signed, form)));
    };
    let hash = app.hasher.hash(new.expose()).await?;
    let Some(cookie) = change(&app, &signed, &account, &hash).await? else {
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
        return Ok(again(page(&app, &signed, form)));
    };
    let mut response = see_other("/settings/account?done=password");
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    Ok(response)
}

/// Checks the form of what was typed, with the person's own words; the present password is not evaluated yet.
async fn check(
    app: &App,
    signed: &Signed<Seeker>,
    form: &mut FormState,
) -> Result<Option<NewPassword>, Problem> {
    if form.secret("password").is_empty() {
        form.add("password", "現在のパスワードを入力してください。");
    }
    let mut conn = app.store.read().await?;
    let account = conn.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let basic = conn.job_seeker(signed.account).await?.basic;
    let mut own = vec![account.email.as_str()];
    if let Some(basic) = &basic {
        own.extend([basic.family_name.as_str(), basic.given_name.as_str()]);
        own.extend([basic.family_kana.as_str(), basic.given_kana.as_str()]);
    }
    let new = app.settings.password_policy.check(
        form.secret("new_password"),
        form.secret("new_password_confirmation"),
        &own,
    );
    let new = match new {
        Ok(new) if new.expose() == form.secret("password") => Err(BadPassword::Same),
        checked => checked,
    };
    Ok(form.check("new_password", new))
}

/// Puts the new password in the place of the one that was checked, with all that ends with that, and lets this
/// session go on under a new token: one unit of work. Gives the cookie; `None` when the password or the session ended
/// while the password was being checked.
async fn change(
    app: &App,
    signed: &Signed<Seeker>,
    account: &Account,
    hash: &str,
) -> Result<Option<String>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(None);
    }
    let Some(cookie) = renew::<Seeker>(&mut tx, app, (account.id, signed.session), now).await? else {
        return Ok(None);
    };
    new_password::put((app, &mut tx), account, hash, SetBy::Session(signed.session), now).await?;
    tx.commit().await?;
    Ok(Some(cookie))
}

//! The second screen: the key that was mailed to the address.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    address_change::{AddressUse, BadNewAddress},
    verification_key::{Refusal, VerificationKey},
};
use site::{
    App, Form, FormFields, FormState, Page, Problem, Query, Seeker, Shell, Signed, Throttled, again,
    see_other,
};
use store::AddressChange;

use super::{
    Words, deed,
    request::{self, Asked},
};
use crate::settings::account_shell;

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["verification_key"] };

#[derive(Template)]
#[template(path = "settings/address_key.html")]
struct AddressKeyPage<'a> {
    shell: Shell,
    form: FormState,
    words: &'static Words,
    email: String,
    mail_from: &'a str,
}

pub(super) fn routes(words: &'static Words) -> Router<App> {
    let show = async move |State(app): State<App>, signed: Signed<Seeker>, Query(query): Query| {
        show((&app, words), &signed, query.first("sent") == "again").await
    };
    let submit = async move |State(app): State<App>, signed: Signed<Seeker>, Form(typed): Form| {
        submit((&app, words), &signed, typed.fields(&FIELDS)).await
    };
    let send_again = async move |State(app): State<App>, signed: Signed<Seeker>, counted: Throttled| {
        send_again((&app, words), &signed, counted).await
    };
    Router::new()
        .route(&format!("{}/key", words.path), get(show).post(submit))
        .route(&format!("{}/key/again", words.path), post(send_again))
}

fn page<'a>(
    (app, words): (&'a App, &'static Words),
    signed: &Signed<Seeker>,
    request: &AddressChange,
    form: FormState,
) -> AddressKeyPage<'a> {
    let shell = account_shell(signed, "認証キー入力").crumb(words.title, words.path).with_errors(&form);
    let email = request.email.as_str().to_owned();
    AddressKeyPage { shell, form, words, email, mail_from: &app.settings.mail_from }
}

async fn show(
    (app, words): (&App, &'static Words),
    signed: &Signed<Seeker>,
    sent_again: bool,
) -> Result<Response, Problem> {
    let Some(request) = request::waiting(app, signed.account, words.purpose).await? else {
        return Ok(nothing_waits());
    };
    let mut page = page((app, words), signed, &request, FormState::empty());
    page.shell.message = sent_again
        .then(|| "認証キーをもう一度送りました。新しいメールの認証キーを入力してください。".to_owned());
    Ok(Page(page).into_response())
}

/// The key was typed already, or its 50 minutes are over: both stand on the page of the account.
pub(super) fn nothing_waits() -> Response {
    see_other("/settings/account?done=nothing-waits")
}

async fn submit(
    (app, words): (&App, &'static Words),
    signed: &Signed<Seeker>,
    mut form: FormState,
) -> Result<Response, Problem> {
    let Some(request) = request::waiting(app, signed.account, words.purpose).await? else {
        return Ok(nothing_waits());
    };
    let key = VerificationKey::parse(form.secret("verification_key"));
    let Some(key) = form.check("verification_key", key) else {
        return Ok(again(page((app, words), signed, &request, form)));
    };
    if !request::is_right(app, (signed.account, words), &request, &key).await? {
        form.add("verification_key", Refusal::Wrong);
        return Ok(again(page((app, words), signed, &request, form)));
    }
    let done = match words.purpose {
        AddressUse::Id => deed::change_id(app, signed, &request).await?,
        AddressUse::Recovery => deed::register_recovery(app, signed, &request).await?,
    };
    done.map_or_else(
        || {
            form.add("verification_key", BadNewAddress::Taken);
            Ok(again(page((app, words), signed, &request, form)))
        },
        Ok,
    )
}

/// 認証キーをもう一度送る: a new request for the same address. The password was asked with the one before.
async fn send_again(
    (app, words): (&App, &'static Words),
    signed: &Signed<Seeker>,
    _counted: Throttled,
) -> Result<Response, Problem> {
    let Some(request) = request::waiting(app, signed.account, words.purpose).await? else {
        return Ok(nothing_waits());
    };
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    match request::ask(app, words, &account, &request.email).await? {
        Asked::Done => Ok(see_other(&format!("{}/key?sent=again", words.path))),
        Asked::TooMany => {
            let mut form = FormState::empty();
            form.add("verification_key", BadNewAddress::TooMany);
            Ok(again(page((app, words), signed, &request, form)))
        }
        Asked::PasswordGone => Ok(nothing_waits()),
    }
}

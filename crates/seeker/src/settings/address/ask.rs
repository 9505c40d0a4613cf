//! The first screen: the address, twice, and the password.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::EmailAddress,
    address_change::{BadNewAddress, check_is_new, check_repeated},
    login_guard,
};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Page, Parked, Problem, Seeker, Shell, Signed, Throttled,
    again, see_other,
};

use super::{
    Words,
    request::{self, Asked},
};
use crate::{
    account::{Knock, confirm},
    settings::account_shell,
};

const FIELDS: FormFields =
    FormFields { one: &["email", "email_confirmation"], many: &[], secret: &["password"] };

#[derive(Template)]
#[template(path = "settings/address.html")]
struct AddressPage<'a> {
    shell: Shell,
    form: FormState,
    words: &'static Words,
    /// 「…（確認用）」
    label_again: String,
    current: String,
    mail_from: &'a str,
}

pub(super) fn routes(words: &'static Words) -> Router<App> {
    let show = async move |app: State<App>, signed: Signed<Seeker>, parked: Parked| {
        let form = parked.or(&FIELDS, FormState::empty);
        let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
        Ok::<_, Problem>(Page(page((&app, words), &signed, account.email, form)).into_response())
    };
    let submit = async move |State(app): State<App>,
                             signed: Signed<Seeker>,
                             (counted, device): (Throttled, KnownDevice),
                             Form(typed): Form| {
        submit((&app, words), &signed, &Knock::new(counted, &device), typed.fields(&FIELDS)).await
    };
    Router::new().route(words.path, get(show).post(submit))
}

fn page<'a>(
    (app, words): (&'a App, &'static Words),
    signed: &Signed<Seeker>,
    current: String,
    form: FormState,
) -> AddressPage<'a> {
    let shell = account_shell(signed, words.title).with_errors(&form);
    let label_again = format!("{}（確認用）", words.label);
    AddressPage { shell, form, words, label_again, current, mail_from: &app.settings.mail_from }
}

async fn submit(
    (app, words): (&App, &'static Words),
    signed: &Signed<Seeker>,
    knock: &Knock<'_>,
    mut form: FormState,
) -> Result<Response, Problem> {
    let current = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?.email;
    let id = EmailAddress::parse(&current).map_err(Problem::broken)?;
    let email = check(&mut form, &id);
    if form.secret("password").is_empty() {
        form.add("password", "パスワードを入力してください。");
    }
    // A try is only counted where the address is good: nobody is locked by mistyping that one.
    let (Some(email), true) = (email, form.ok()) else {
        return Ok(again(page((app, words), signed, current, form)));
    };
    if let Some(account) = confirm(app, signed, knock, &mut form).await? {
        match request::ask(app, words, &account, &email).await? {
            Asked::Done => return Ok(see_other(&format!("{}/key", words.path))),
            Asked::TooMany => form.add("email", BadNewAddress::TooMany),
            Asked::PasswordGone => form.add("password", login_guard::SENTENCE_OF_PASSWORD),
        }
    }
    Ok(again(page((app, words), signed, current, form)))
}

fn check(form: &mut FormState, id: &EmailAddress) -> Option<EmailAddress> {
    let email = EmailAddress::parse(form.value("email"));
    let email = form.check("email", email)?;
    let is_new = check_is_new(&email, id);
    form.check("email", is_new)?;
    let repeated = check_repeated(&email, form.value("email_confirmation"));
    form.check("email_confirmation", repeated)?;
    Some(email)
}

//! 求職者マイページアカウント登録 (seed 001, 2.1 ②–⑤).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::{EmailAddress, RegistrationAnswer, last_day_to_complete, registration_answer},
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

const FIELDS: FormFields =
    FormFields { one: &["email", "email_confirmation", "consent", "not_student"], many: &[], secret: &[] };

#[derive(Template)]
#[template(path = "account/register.html")]
struct RegisterPage<'a> {
    shell: Shell,
    form: FormState,
    mail_from: &'a str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/register", get(show).post(submit))
}

fn page<'a>(app: &'a App, visitor: &Visitor, form: FormState) -> RegisterPage<'a> {
    let shell = visitor
        .shell("｜求職者《きゅうしょくしゃ》マイページアカウント｜登録《とうろく》")
        .with_errors(&form);
    RegisterPage { shell, form, mail_from: &app.settings.mail_from }
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
    let Some(email) = check(&mut form) else { return Ok(again(page(&app, &visitor, form))) };
    by_mail::begin(&app, counted, Asked::Registration(&email)).await
}

fn check(form: &mut FormState) -> Option<EmailAddress> {
    let typed = form.value("email").to_owned();
    let email = form.check("email", EmailAddress::parse(&typed));
    let repeated = form.value("email_confirmation").to_owned();
    match (&email, EmailAddress::parse(&repeated)) {
        _ if repeated.trim().is_empty() => {
            form.add("email_confirmation", "メールアドレス（確認用）を入力してください。");
        }
        (Some(email), Ok(repeated)) if repeated.key() == email.key() => {}
        (Some(_), _) => form.add("email_confirmation", "メールアドレスと同じアドレスを入力してください。"),
        (None, _) => {}
    }
    check_consent(form);
    if !form.checked("not_student", "1") {
        form.add(
            "not_student",
            "中学・高校などに在学中でないことを確認し、チェックを付けてください。在学中の方は、求職者マイページをご利用いただけません。",
        );
    }
    email.filter(|_| form.ok())
}

/// Both texts have to be agreed to, wherever a page begins.
pub(super) fn check_consent(form: &mut FormState) {
    if !form.checked("consent", "1") {
        form.add("consent", "「プライバシーポリシー」「利用規約」を最後までご確認のうえ、同意する場合はチェックを付けてください。");
    }
}

/// Writes the request and its letter down; the same for every address, but for what the letter says.
pub(super) async fn register(
    app: &App,
    tx: &mut Tx,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<String, Problem> {
    let account = tx.account_by_email(email).await?;
    let answer = registration_answer(
        account.as_ref().map(|account| (account.state, account.registered_at, account.withdrawn_at)),
        now,
    );
    let whose = Whose { email, account: None, registration: None };
    let issued = keys::issue((app, tx), Purpose::Registration, whose, Deserves::Key, now).await?;
    // Whoever asked too often gets no letter at all.
    if let Some(key) = &issued.key {
        // What concerns an account goes to its own address: another spelling may be somebody else's mailbox.
        let sender = sender(app);
        let to = account.as_ref().map_or(email.as_str(), |account| account.email.as_str());
        let letter = match answer {
            RegistrationAnswer::Key => {
                let path = format!("/register/password/{}", issued.mailed);
                let last_day = last_day_to_complete(now);
                sender.provisional_registration(email.as_str(), (key, &path), last_day)
            }
            RegistrationAnswer::AlreadyRegistered => sender.already_registered(to),
            RegistrationAnswer::MayReturn => sender.may_return(to),
        };
        match &account {
            // A key is for an account that is still to come.
            Some(account) if answer != RegistrationAnswer::Key => {
                tx.post_about(account.id, &letter, now).await?;
            }
            _ => tx.post(&letter, now).await?,
        }
    }
    Ok(issued.request)
}

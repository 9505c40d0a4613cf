//! マイページ開設 for people whose mail address a counter wrote down (seed 002, ②–④): the first screen.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::{EmailAddress, registration_answer},
    clock::{Date, Timestamp, tokyo_date},
    job_seeker::{OpeningAnswer, opening_answer},
    verification_key::Purpose,
};
use site::{App, Form, FormFields, FormState, Page, Problem, Shell, Throttled, Visitor, again};
use store::{CounterRegistration, Tx};
use uuid::Uuid;

use super::{
    by_mail::{self, Asked},
    keys::{self, Deserves, Whose},
    register::check_consent,
    sender,
};
use crate::profile::check_birth_date;

const FIELDS: FormFields = FormFields {
    one: &["email", "birth_date_year", "birth_date_month", "birth_date_day", "consent"],
    many: &[],
    secret: &[],
};

/// What shows that a registration at a counter is one's own.
#[derive(Clone, Copy)]
pub(super) enum Claim {
    /// 生年月日 as it was typed on the first screen.
    BirthDate(Date),
    /// For 認証キーをもう一度送る: the registration for which it was shown before, if it was.
    ShownBefore(Option<Uuid>),
}

impl Claim {
    /// The birth date to compare with: one that cannot be right where the claim is none.
    fn birth_date(self, found: Option<&CounterRegistration>) -> Date {
        match (self, found) {
            (Self::BirthDate(typed), _) => typed,
            (Self::ShownBefore(Some(id)), Some(found)) if found.id == id => found.held.birth_date,
            (Self::ShownBefore(_), _) => Date::MIN,
        }
    }
}

#[derive(Template)]
#[template(path = "account/opening.html")]
struct OpeningPage<'a> {
    shell: Shell,
    form: FormState,
    mail_from: &'a str,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/opening", get(show).post(submit))
}

fn page<'a>(app: &'a App, visitor: &Visitor, form: FormState) -> OpeningPage<'a> {
    let shell = visitor.shell("マイページ｜開設《かいせつ》").with_errors(&form);
    OpeningPage { shell, form, mail_from: &app.settings.mail_from }
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
    let typed = EmailAddress::parse(form.value("email"));
    let email = form.check("email", typed);
    let birth_date = check_birth_date(&mut form, tokyo_date(app.clock.now()));
    check_consent(&mut form);
    let (Some(email), Some(birth_date), true) = (email, birth_date, form.ok()) else {
        return Ok(again(page(&app, &visitor, form)));
    };
    by_mail::begin(&app, counted, Asked::Opening(&email, Claim::BirthDate(birth_date))).await
}

/// Writes the request and its letter down. The screens, the questions to the database and the rows of the
/// request are the same for every pair of address and birth date; only the letter tells.
pub(super) async fn open(
    app: &App,
    tx: &mut Tx,
    (email, claim): (&EmailAddress, Claim),
    now: Timestamp,
) -> Result<String, Problem> {
    let account = tx.account_by_email(email).await?;
    let found = tx.counter_registration(email).await?;
    let history = account.as_ref().map(|found| (found.state, found.registered_at, found.withdrawn_at));
    let answer = opening_answer(
        registration_answer(history, now),
        found.as_ref().map(|found| found.held),
        claim.birth_date(found.as_ref()),
        tokyo_date(now),
    );
    let registration = found.filter(|_| answer == OpeningAnswer::Key).map(|found| found.id);
    let deserves = if answer == OpeningAnswer::Nothing { Deserves::Nothing } else { Deserves::Key };
    let whose = Whose { email, account: None, registration };
    let issued = keys::issue((app, tx), Purpose::Opening, whose, deserves, now).await?;
    if let Some(key) = &issued.key {
        // What concerns an account goes to its own address: another spelling may be somebody else's mailbox.
        let to = account.as_ref().map_or(email.as_str(), |account| account.email.as_str());
        let letter = match answer {
            OpeningAnswer::Key => {
                let path = format!("/opening/password/{}", issued.mailed);
                sender(app).opening(email.as_str(), key, &path)
            }
            OpeningAnswer::AlreadyRegistered => sender(app).opening_with_account(to),
            OpeningAnswer::MayReturn => sender(app).may_return(to),
            OpeningAnswer::Nothing => return Ok(issued.request),
        };
        match &account {
            // A key is for an account that is still to come.
            Some(account) if answer != OpeningAnswer::Key => tx.post_about(account.id, &letter, now).await?,
            _ => tx.post(&letter, now).await?,
        }
    }
    Ok(issued.request)
}

//! 求職情報提供等: whether employers and others may see the 求職情報, with what they would see, and whether the
//! offices may get in touch.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{Disclosure, Provision, Task};
use site::{
    App, Form, FormFields, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other,
};
use store::JobSeeker;

use super::{
    choice::{self, Choices},
    history,
    stage::Stage,
};

const FIELDS: FormFields =
    FormFields { one: &["disclosure", "office_contact"], many: &["provision"], secret: &[] };

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Disclosure.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/disclosure.html")]
struct DisclosurePage {
    shell: Shell,
    form: FormState,
    stage: Stage,
    choices: Choices,
    receivers: Choices,
    contact: Choices,
}

fn page(seeker: &Signed<Seeker>, stage: Stage, form: FormState) -> DisclosurePage {
    DisclosurePage {
        shell: stage.shell(seeker, Task::Disclosure.name()).with_errors(&form),
        form,
        stage,
        choices: Disclosure::ALL.map(|choice| (choice.code(), choice.choice())).into(),
        receivers: Provision::default().receivers().map(|(code, name, _)| (code, name)).into(),
        contact: choice::yes_no(["連絡してよい", "連絡しないでほしい"]).into(),
    }
}

fn filled(saved: &JobSeeker) -> FormState {
    let receivers = saved.provision.receivers().into_iter().filter(|(.., wanted)| *wanted);
    let mut values: Vec<_> = receivers.map(|(code, ..)| ("provision", code)).collect();
    values.extend(saved.disclosure.map(|choice| ("disclosure", choice.code())));
    values.push(("office_contact", choice::code(saved.office_may_contact)));
    FormState::of(values)
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let saved = app.store.read().await?.job_seeker(seeker.account).await?;
    let form = parked.or(&FIELDS, || filled(&saved));
    Ok(Page(page(&seeker, Stage::of(&saved), form)).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let stage = Stage::of(&app.store.read().await?.job_seeker(seeker.account).await?);
    let Some((choice, provision, contact)) = read(&mut form) else {
        return Ok(again(page(&seeker, stage, form)));
    };
    let (account, now) = (seeker.account, app.clock.now());
    let mut tx = app.store.begin().await?;
    let before = history::before(&mut tx, account, Task::Disclosure, now).await?;
    tx.save_disclosure(account, choice, now).await?;
    tx.save_provision(account, (provision, contact), now).await?;
    history::after(&mut tx, account, (Task::Disclosure, before), now).await?;
    tx.commit().await?;
    Ok(see_other(&stage.after(Task::Disclosure)))
}

fn read(form: &mut FormState) -> Option<(Disclosure, Provision, bool)> {
    let choice = form.check("disclosure", Disclosure::parse(form.value("disclosure")));
    let provision = form.check("provision", Provision::parse(&form.values("provision")));
    let contact = choice::is_yes(form.value("office_contact")).ok_or(
        "ハローワークからの連絡について、「連絡してよい」か「連絡しないでほしい」かを選んでください。",
    );
    let contact = form.check("office_contact", contact);
    if !form.ok() {
        return None;
    }
    Some((choice?, provision?, contact?))
}

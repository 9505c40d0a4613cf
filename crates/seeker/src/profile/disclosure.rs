//! 求職情報公開: 公開する or 公開しない, with what employers would see.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{Disclosure, Task};
use site::{
    App, Form, FormFields, FormState, Page, Parked, Problem, Seeker, Shell, Signed, again, see_other,
};

const FIELDS: FormFields = FormFields { one: &["disclosure"], many: &[], secret: &[] };

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Disclosure.path(), get(show).post(submit))
}

#[derive(Template)]
#[template(path = "profile/disclosure.html")]
struct DisclosurePage {
    shell: Shell,
    form: FormState,
    choices: [(&'static str, &'static str); 2],
}

fn page(seeker: &Signed<Seeker>, form: FormState) -> DisclosurePage {
    let shell = super::shell(seeker, Task::Disclosure.name()).with_errors(&form);
    DisclosurePage { shell, form, choices: Disclosure::ALL.map(|choice| (choice.code(), choice.choice())) }
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>, parked: Parked) -> Result<Response, Problem> {
    let saved = app.store.read().await?.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile"));
    }
    let form =
        parked.or(&FIELDS, || FormState::of(saved.disclosure.map(|choice| ("disclosure", choice.code()))));
    Ok(Page(page(&seeker, form)).into_response())
}

async fn submit(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let choice = Disclosure::parse(form.value("disclosure"));
    let choice = form.check("disclosure", choice);
    let (Some(choice), true) = (choice, form.ok()) else { return Ok(again(page(&seeker, form))) };
    let mut tx = app.store.begin().await?;
    tx.save_disclosure(seeker.account, choice, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/profile"))
}

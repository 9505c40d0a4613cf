//! Not possible on the web: the way to the nearest office. One page for every reason, so that nobody
//! learns from it who is registered.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::job_seeker::{CHECKS_A_DAY, MINIMUM_AGE, REGISTERED_WITHIN_YEARS};
use site::{App, Page, Problem, Seeker, Shell, Signed, see_other};
use store::reference::Office;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile/refused", get(show))
}

#[derive(Template)]
#[template(path = "profile/refused.html")]
struct RefusedPage {
    shell: Shell,
    office: Option<Office>,
    minimum_age: i16,
    years: i32,
    checks_a_day: u32,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    if saved.registration.is_some() {
        return Ok(see_other("/profile/done"));
    }
    let office = match saved.basic.map(|basic| basic.address) {
        Some(address) => {
            conn.office_of_address(address.postal_code.digits(), &address.municipality_code).await?
        }
        None => None,
    };
    let page = RefusedPage {
        shell: super::shell(&seeker, "お｜近《ちか》くのハローワークで｜手続《てつづ》きをしてください"),
        office,
        minimum_age: MINIMUM_AGE,
        years: REGISTERED_WITHIN_YEARS,
        checks_a_day: CHECKS_A_DAY,
    };
    Ok(Page(page).into_response())
}

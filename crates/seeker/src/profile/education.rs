//! 5 学歴/資格: the schools and licences that are there, with the ways to add, change and delete them.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::job_seeker::{Licence, MAX_LICENCES, MAX_SCHOOLS, School, Task};
use site::{App, Page, Problem, Seeker, Shell, Signed};
use store::Entry;

use super::draft::Unsaved;

pub(super) fn routes() -> Router<App> {
    Router::new().route(Task::Education.path(), get(show))
}

#[derive(Template)]
#[template(path = "profile/education.html")]
struct EducationPage {
    shell: Shell,
    schools: Vec<Entry<School>>,
    most_schools: usize,
    licences: Vec<Entry<Licence>>,
    most_licences: usize,
    unsaved: Unsaved,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Page<EducationPage>, Problem> {
    let unsaved = Unsaved::of(&app, seeker.account).await?;
    let mut conn = app.store.read().await?;
    Ok(Page(EducationPage {
        shell: super::shell(&seeker, Task::Education.name()),
        schools: conn.schools(seeker.account).await?,
        most_schools: MAX_SCHOOLS,
        licences: conn.licences(seeker.account).await?,
        most_licences: MAX_LICENCES,
        unsaved,
    }))
}

//! 求人者に見える内容: just what employers see with 求職情報公開, and what 求職情報提供 gives to others. The page is
//! given an [`EmployerView`], as every page of employers will be: it has no field that identifies the person.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::{
    clock::{Date, tokyo_date},
    job_seeker::{Disclosure, EmployerView, Licence, OwnFacts, School, WholeProfile, WorkExperience},
};
use site::{App, Page, Problem, Seeker, Shell, Signed};
use store::{Conn, Entry, JobSeeker};
use uuid::Uuid;

use super::summary;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/profile/preview", get(show))
}

#[derive(Template)]
#[template(path = "profile/preview.html")]
struct PreviewPage {
    shell: Shell,
    /// None while 基本情報 is not saved.
    view: Option<EmployerView>,
    /// 公開 or not was chosen.
    is_chosen: bool,
    /// Employers see it now: 公開 was chosen, the page is open, and the registration is in force.
    is_public: bool,
    /// 公開 was chosen, but the registration is not in force.
    is_paused: bool,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Page<PreviewPage>, Problem> {
    let mut conn = app.store.read().await?;
    let saved = conn.job_seeker(seeker.account).await?;
    let is_chosen = saved.disclosure.is_some();
    let today = tokyo_date(app.clock.now());
    let in_force = conn.standing(seeker.account).await?.is_some_and(|standing| standing.is_in_force(today));
    let is_public = seeker.page_open && in_force && saved.disclosure == Some(Disclosure::Open);
    let is_paused = !is_public && saved.registration.is_some() && saved.disclosure == Some(Disclosure::Open);
    let view = view(&mut conn, seeker.account, &saved, today).await?;
    let shell = super::shell(&seeker, "｜求人者《きゅうじんしゃ》に｜見《み》える｜内容《ないよう》");
    Ok(Page(PreviewPage { shell, view, is_chosen, is_public, is_paused }))
}

async fn view(
    conn: &mut Conn,
    account: Uuid,
    saved: &JobSeeker,
    today: Date,
) -> Result<Option<EmployerView>, Problem> {
    let Some(basic) = &saved.basic else { return Ok(None) };
    let email = conn.account(account).await?.map(|account| account.email).unwrap_or_default();
    let municipality = conn.municipality(&basic.address.municipality_code).await?.map(|found| found.name);
    let details = conn.profile_details(account).await?;
    let schools: Vec<School> = values(details.schools);
    let licences: Vec<Licence> = values(details.licences);
    let experiences: Vec<WorkExperience> = values(details.experiences);
    let note = saved.work.as_ref().and_then(|work| work.note.as_ref());
    let remarks: Vec<_> = note.map(|note| (summary::NOTE, note.as_str().to_owned())).into_iter().collect();
    let profile = WholeProfile {
        person: OwnFacts {
            basic,
            email: &email,
            municipality: municipality.as_deref(),
            station: saved.station.as_ref(),
            number: saved.registration.as_ref().map(|known| &known.number),
        },
        wishes: &summary::wish_lines(conn, saved).await?,
        remarks: &remarks,
        schools: &schools,
        licences: &licences,
        experiences: &experiences,
        no_career: details.no_career,
        introduction: details.introduction.as_ref(),
    };
    Ok(Some(EmployerView::of(&profile, today)))
}

fn values<T>(entries: Vec<Entry<T>>) -> Vec<T> {
    entries.into_iter().map(|entry| entry.value).collect()
}

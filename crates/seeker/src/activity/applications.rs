//! 応募中の求人 and 選考が終わった求人 (domain 6.3): what the person applied for, how, and where it stands.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::japanese_date;
use site::{App, Opened, Page, Problem, Query, Shell};
use store::Application;

use super::{Tabs, eyes, shell};
use crate::search::{JobCard, Pager};

const RUNNING: &str = "/activity/applications";
const ENDED: &str = "/activity/applications/ended";

struct Line {
    number: String,
    card: Option<JobCard>,
    state: &'static str,
    way: &'static str,
    applied_on: String,
    changed_on: String,
}

#[derive(Template)]
#[template(path = "activity/applications.html")]
struct ApplicationsPage {
    shell: Shell,
    tabs: Tabs,
    running: bool,
    total: u64,
    pager: Pager,
    lines: Vec<Line>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(RUNNING, get(running)).route(ENDED, get(ended))
}

async fn running(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    Ok(Page(page(&app, &seeker, query.first("page"), true).await?).into_response())
}

async fn ended(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    Ok(Page(page(&app, &seeker, query.first("page"), false).await?).into_response())
}

async fn page(
    app: &App,
    seeker: &Opened,
    typed_page: &str,
    running: bool,
) -> Result<ApplicationsPage, Problem> {
    let mut conn = app.store.read().await?;
    let (h1, path) =
        if running { ("応募中の求人", RUNNING) } else { ("選考が終わった求人", ENDED) };
    let total = conn.count_applications(seeker.account, running).await?;
    let pager = Pager::of_own(path, typed_page, total);
    let (viewer, today) = eyes(app, &mut conn, seeker.account).await?;
    let line = |one: Application| Line {
        number: one.posting.posting.number.to_string(),
        card: JobCard::of_stored(&one.posting, viewer, today).map(|card| card.with_messages(one.thread)),
        state: one.state.label(),
        way: one.way.label(),
        applied_on: japanese_date(domain::clock::tokyo_date(one.applied_at)),
        changed_on: japanese_date(domain::clock::tokyo_date(one.changed_at)),
    };
    let found = conn.applications(seeker.account, running, pager.slice()).await?;
    let lines = found.into_iter().map(line).collect();
    Ok(ApplicationsPage { shell: shell(seeker, h1), tabs: Tabs(path), running, total, pager, lines })
}

//! 求職活動状況: how much stands in each list.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use site::{App, Menu, Opened, Page, Problem, Shell};

#[derive(Template)]
#[template(path = "activity/landing.html")]
struct LandingPage {
    shell: Shell,
    favourites: u64,
    applications: u64,
    ended: u64,
    requests: u64,
    referrals: u64,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/activity", get(show))
}

async fn show(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let counts = conn.home_counts(seeker.account).await?;
    let ended = conn.count_applications(seeker.account, false).await?;
    Ok(Page(LandingPage {
        shell: seeker
            .shell("｜求職《きゅうしょく》｜活動《かつどう》｜状況《じょうきょう》")
            .menu(Menu::Activity),
        favourites: counts.favourites,
        applications: counts.applications,
        ended,
        requests: counts.requests,
        referrals: counts.referrals,
    })
    .into_response())
}

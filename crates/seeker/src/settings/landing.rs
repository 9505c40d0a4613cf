//! The landing page of 求職者情報・設定, in groups.
//! Open before 求職情報 is complete, so that one can leave again at any time.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use site::{App, Menu, Page, Problem, Seeker, Shell, Signed};

#[derive(Template)]
#[template(path = "settings/landing.html")]
struct LandingPage {
    shell: Shell,
    email: String,
    has_portal: bool,
    page_open: bool,
}

async fn show(State(app): State<App>, seeker: Signed<Seeker>) -> Result<Page<LandingPage>, Problem> {
    let account = app.store.read().await?.account(seeker.account).await?.ok_or(Problem::NotFound)?;
    let shell =
        seeker.shell("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》").menu(Menu::Settings);
    Ok(Page(LandingPage {
        shell,
        email: account.email,
        has_portal: app.sign_on.portal.is_some(),
        page_open: seeker.page_open,
    }))
}

/// `/settings`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings", get(show))
}

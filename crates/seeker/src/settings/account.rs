//! アカウントを編集 (求職者情報・設定 > 各種設定 > アカウントを編集, spec/domain.md 2.5).

use askama::Template;
use axum::{Router, extract::State, routing::get};
use site::{App, Page, Problem, Seeker, Shell, Signed};

#[derive(Template)]
#[template(path = "settings/account.html")]
struct AccountPage {
    shell: Shell,
    email: String,
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Page<AccountPage>, Problem> {
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    Ok(Page(AccountPage { shell: super::shell(&signed, "アカウントを編集"), email: account.email }))
}

/// `/settings/account`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/account", get(show))
}

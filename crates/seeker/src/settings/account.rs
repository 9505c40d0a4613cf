//! アカウントを編集 (求職者情報・設定 > 各種設定 > アカウントを編集, spec/domain.md 2.5).

use askama::Template;
use axum::{Router, extract::State, routing::get};
use site::{App, Page, Problem, Query, Seeker, Shell, Signed};

#[derive(Template)]
#[template(path = "settings/account.html")]
struct AccountPage {
    shell: Shell,
    email: String,
}

/// What was just done, said above the page.
fn done(word: &str) -> Option<&'static str> {
    match word {
        "password" => Some("パスワードを変更しました。この端末のほかは、すべてログアウトしました。"),
        _ => None,
    }
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Page<AccountPage>, Problem> {
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let mut shell = super::shell(&signed, "アカウントを編集");
    shell.message = done(query.first("done")).map(str::to_owned);
    Ok(Page(AccountPage { shell, email: account.email }))
}

/// `/settings/account`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/account", get(show))
}

//! アカウントを編集 (求職者情報・設定 > 各種設定 > アカウントを編集, spec/domain.md 2.5).

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::address_change::AddressUse;
use site::{App, Page, Problem, Query, Seeker, Shell, Signed};

use super::address::waiting;

#[derive(Template)]
#[template(path = "settings/account.html")]
struct AccountPage {
    shell: Shell,
    email: String,
    /// The new ID whose key was mailed and not typed yet.
    email_waits: Option<String>,
    /// 予備のメールアドレス
    second: Option<String>,
    /// Likewise.
    second_waits: Option<String>,
}

/// What was just done, said above the page.
fn done(word: &str) -> Option<&'static str> {
    match word {
        "password" => Some("パスワードを変更しました。この端末のほかは、すべてログアウトしました。"),
        "email" => Some(
            "ID（メールアドレス）を変更しました。次のログインから、新しいメールアドレスを使ってください。この端末のほかは、すべてログアウトしました。",
        ),
        "recovery" => Some("予備のメールアドレスを登録しました。"),
        "recovery-removed" => Some("予備のメールアドレスを削除しました。"),
        "nothing-waits" => Some(
            "入力を待っている認証キーはありません。下の内容が変わっていないときは、もう一度お申し込みください。",
        ),
        _ => None,
    }
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Page<AccountPage>, Problem> {
    let mut conn = app.store.read().await?;
    let account = conn.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let second = conn.recovery_address(signed.account).await?.map(|second| second.email);
    drop(conn);
    let mut shell = super::shell(&signed, "アカウントを｜編集《へんしゅう》");
    shell.message = done(query.first("done")).map(str::to_owned);
    let waits = async |purpose| {
        let request = waiting(&app, signed.account, purpose).await?;
        Ok::<_, Problem>(request.map(|request| request.email.as_str().to_owned()))
    };
    let (email_waits, second_waits) = (waits(AddressUse::Id).await?, waits(AddressUse::Recovery).await?);
    Ok(Page(AccountPage { shell, email: account.email, email_waits, second, second_waits }))
}

/// `/settings/account`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/account", get(show))
}

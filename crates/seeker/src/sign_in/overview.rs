//! ログインの方法: what somebody signs in with, and the devices that are spared the second step.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    clock::{japanese_date, japanese_minute, tokyo_date},
    second_step::OneTimePassword,
};
use site::{App, Menu, Page, Path, Problem, Query, Seeker, Shell, Signed, see_other};
use uuid::Uuid;

use super::{deed::Standing, password_mark};

/// Where the page stands.
pub(super) const PATH: &str = "/settings/sign-in";

struct Line {
    id: Uuid,
    name: String,
    spared_at: String,
    last_day: String,
}

struct PasskeyLine {
    id: Uuid,
    name: String,
    added_at: String,
    used_at: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in/overview.html")]
struct OverviewPage {
    shell: Shell,
    standing: Standing,
    has_portal: bool,
    lines: Vec<Line>,
    passkeys: Vec<PasskeyLine>,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show))
        .route("/settings/sign-in/devices/{id}/end", post(end))
        .route("/settings/sign-in/devices/end-all", post(end_all))
}

/// What was just done, said above the page.
fn done(word: &str) -> Option<&'static str> {
    match word {
        "code-on" => Some("ワンタイムパスワードを使うように設定しました。"),
        "code-off" => Some("ワンタイムパスワードを使わないように設定しました。"),
        "app-off" => Some("認証アプリの登録を取り消しました。"),
        "noted" => Some("回復コードの表示を終わりました。"),
        "passkey" => Some("パスキーを追加しました。"),
        "passkey-off" => Some("パスキーを削除しました。"),
        "device" => Some("選んだ端末で、コードの入力を省略しないようにしました。"),
        "devices" => Some("すべての端末で、コードの入力を省略しないようにしました。"),
        _ => None,
    }
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut conn = app.store.read().await?;
    let account = conn.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let standing = Standing::of(&app, conn.factors(signed.account).await?);
    let devices = conn.spared_devices(signed.account, &password_mark(&app, &account), now).await?;
    let lines = devices
        .into_iter()
        .map(|device| Line {
            id: device.id,
            name: device.name,
            spared_at: japanese_minute(device.spared_at),
            last_day: japanese_date(tokyo_date(device.spared_until)),
        })
        .collect();
    let passkeys = conn.passkeys(signed.account).await?.into_iter().map(|passkey| PasskeyLine {
        id: passkey.id,
        name: passkey.name,
        added_at: japanese_minute(passkey.added_at),
        used_at: passkey.used_at.map(japanese_minute),
    });
    let passkeys = passkeys.collect();
    let mut shell = signed
        .shell("ログインの｜方法《ほうほう》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings");
    shell.message = done(query.first("done")).map(str::to_owned);
    let has_portal = app.sign_on.portal.is_some();
    Ok(Page(OverviewPage { shell, standing, has_portal, lines, passkeys }).into_response())
}

async fn end(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    let ended = tx.end_sparing(signed.account, id).await?;
    tx.commit().await?;
    if ended { Ok(see_other("/settings/sign-in?done=device")) } else { Err(Problem::NotFound) }
}

async fn end_all(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.end_all_sparing(signed.account).await?;
    tx.commit().await?;
    Ok(see_other("/settings/sign-in?done=devices"))
}

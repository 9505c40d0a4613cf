//! 回復コード: fresh recovery codes, to be noted down. Only the session that made them may read them, and only
//! for a while.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use site::{App, Menu, Page, Problem, Seeker, Shell, Signed, see_other};

use super::{RECOVERY_SHEET, overview};

#[derive(Template)]
#[template(path = "sign_in/recovery_sheet.html")]
struct RecoverySheetPage {
    shell: Shell,
    codes: Vec<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/sign-in/recovery-codes/new", get(show).post(noted))
        .route("/settings/sign-in/recovery-codes/text", get(as_text))
}

async fn find(app: &App, signed: &Signed<Seeker>) -> Result<Option<String>, Problem> {
    let mut conn = app.store.read().await?;
    let sealed = conn.recovery_sheet((signed.account, signed.session), app.clock.now()).await?;
    let opened =
        sealed.and_then(|sealed| app.secret.open(RECOVERY_SHEET, &signed.account.to_string(), &sealed));
    Ok(opened.and_then(|bytes| String::from_utf8(bytes).ok()))
}

async fn show(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let Some(text) = find(&app, &signed).await? else { return Ok(see_other(overview::PATH)) };
    let shell = signed
        .shell("｜回復《かいふく》コード")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("ログインの｜方法《ほうほう》", overview::PATH);
    let codes = text.lines().map(str::to_owned).collect();
    Ok(Page(RecoverySheetPage { shell, codes }).into_response())
}

/// A file for whoever keeps such things in one.
async fn as_text(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let text = find(&app, &signed).await?.ok_or(Problem::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"recovery-codes.txt\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let text = format!(
        "求職者マイページの回復コード（1つにつき1回だけ使えます）\r\n\r\n{}\r\n",
        text.replace('\n', "\r\n")
    );
    Ok((headers, text).into_response())
}

async fn noted(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.forget_recovery_sheet(signed.account).await?;
    tx.commit().await?;
    Ok(see_other("/settings/sign-in?done=noted"))
}

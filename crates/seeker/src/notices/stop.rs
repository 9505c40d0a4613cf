//! Stopping mails of a kind from a mail, without signing in. Looking changes nothing: a button stops them, or the
//! button of the mail program (RFC 8058), which posts to the same address.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::notice::NoticeKind;
use site::{App, Page, Path, Problem, Shell, Visitor, mail_may_stop, see_other};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "notices/stop.html")]
struct StopPage {
    shell: Shell,
    kind: NoticeKind,
    /// Where the button leads; nothing once it is done.
    path: Option<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/notices/stop/{account}/{kind}/{seal}", get(show).post(submit))
        .route("/notices/stopped/{kind}", get(stopped))
}

type Address = Path<(String, String, String)>;

/// Whose mails of which kind; anything else than an address that was made here does not exist.
fn read(app: &App, Path((account, kind, seal)): &Address) -> Result<(Uuid, NoticeKind), Problem> {
    let account = Uuid::try_parse(account).map_err(|_| Problem::NotFound)?;
    let kind = NoticeKind::from_code(kind).ok_or(Problem::NotFound)?;
    mail_may_stop(app, account, kind, seal).then_some((account, kind)).ok_or(Problem::NotFound)
}

async fn show(State(app): State<App>, visitor: Visitor, address: Address) -> Result<Response, Problem> {
    let (_, kind) = read(&app, &address)?;
    let Path((account, code, seal)) = address;
    let path = Some(format!("/notices/stop/{account}/{code}/{seal}"));
    Ok(Page(StopPage {
        shell: visitor.shell("お｜知《し》らせメールを｜止《と》める"), kind, path
    })
    .into_response())
}

async fn submit(State(app): State<App>, address: Address) -> Result<Response, Problem> {
    let (account, kind) = read(&app, &address)?;
    let mut tx = app.store.begin().await?;
    tx.set_mail(account, (kind, false), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/notices/stopped/{}", kind.code())))
}

async fn stopped(visitor: Visitor, Path(kind): Path<String>) -> Result<Response, Problem> {
    let kind = NoticeKind::from_code(&kind).filter(|kind| kind.may_be_stopped()).ok_or(Problem::NotFound)?;
    let shell = visitor.shell("お｜知《し》らせメールを｜止《と》めました");
    Ok(Page(StopPage { shell, kind, path: None }).into_response())
}

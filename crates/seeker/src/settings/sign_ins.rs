//! ログインの記録: when, from what and by which way somebody signed in with one's ID.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{account::EmailAddress, clock::japanese_minute, own_records::sign_ins_kept_since};
use site::{App, Page, Problem, Query, Seeker, Shell, Signed};
use store::SignInLine;

use crate::{account::guard_of_strangers, search::Pager};

struct Line {
    at: String,
    what: String,
    device: String,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "settings/sign_ins.html")]
struct SignInsPage {
    shell: Shell,
    /// Wrong passwords since the last right one, of devices that never signed in.
    open_failures: i64,
    lines: Vec<Line>,
    total: u64,
    pager: Pager,
}

/// `/settings/sign-ins`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/sign-ins", get(show))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let since = sign_ins_kept_since(app.clock.now());
    let mut conn = app.store.read().await?;
    let account = conn.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let email = EmailAddress::parse(&account.email).map_err(Problem::broken)?;
    let open_failures = conn.untold_failures(&guard_of_strangers(&app, &email)).await?;
    let total = conn.sign_in_count(signed.account, since).await?;
    let pager = Pager::of_own("/settings/sign-ins", query.first("page"), total);
    let lines = conn.sign_ins(signed.account, since, pager.slice()).await?;
    let lines = lines.into_iter().map(line).collect();
    let shell = super::shell(&signed, "ログインの｜記録《きろく》");
    Ok(Page(SignInsPage { shell, open_failures, lines, total, pager }).into_response())
}

fn line(line: SignInLine) -> Line {
    match line {
        SignInLine::Entered { at, way, device } => Line {
            at: japanese_minute(at),
            what: way.map_or("そのほかの方法", |way| way.name()).to_owned(),
            device,
            is_wrong: false,
        },
        SignInLine::WrongPasswords { before, count } => Line {
            at: japanese_minute(before),
            what: format!("この時までに、パスワードの誤りが{count}回ありました。"),
            device: String::new(),
            is_wrong: true,
        },
    }
}

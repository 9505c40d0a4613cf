//! お知らせ: everything that concerned the person, the newest first. Opening one marks it as read.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::clock::japanese_minute;
use site::{App, Menu, Page, Path, Problem, Query, Seeker, Shell, Signed, see_other};
use store::Notice;
use uuid::Uuid;

use crate::search::Pager;

struct Line {
    id: Uuid,
    kind: &'static str,
    subject: String,
    made_at: String,
    is_read: bool,
}

impl From<Notice> for Line {
    fn from(notice: Notice) -> Self {
        Self {
            id: notice.id,
            kind: notice.kind.name(),
            subject: notice.subject,
            made_at: japanese_minute(notice.made_at),
            is_read: notice.is_read,
        }
    }
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage {
    shell: Shell,
    lines: Vec<Line>,
    all: u64,
    unread: u64,
    pager: Pager,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/notices", get(show))
        .route("/notices/{id}", post(open))
        .route("/notices/read-all", post(read_all))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let (all, unread) = conn.count_notices(signed.account).await?;
    let pager = Pager::of_own("/notices", query.first("page"), all);
    let (skip, limit) = pager.slice();
    let notices = conn.notices(signed.account, skip, limit).await?;
    let mut shell = signed.shell("お｜知《し》らせ").menu(Menu::Home).crumb("ホーム", "/home");
    if query.first("done") == "read" {
        shell.message = Some("すべてのお知らせを既読にしました。".into());
    }
    let lines = notices.into_iter().map(Line::from).collect();
    Ok(Page(ListPage { shell, lines, all, unread, pager }).into_response())
}

/// A post, because it changes something: a link that a browser fetches ahead must not mark it as read.
async fn open(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    let link = tx.open_notice(signed.account, id, app.clock.now()).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    Ok(see_other(&link))
}

async fn read_all(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.read_all_notices(signed.account, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/notices?done=read"))
}

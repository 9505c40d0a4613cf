//! The threads of a person, the one with the newest message first.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::japanese_minute;
use site::{Active, App, Menu, Page, Problem, Query, Shell};
use store::MessageThread;
use uuid::Uuid;

use super::thread::counterpart;
use crate::{activity::eyes, search::Pager};

struct Line {
    id: Uuid,
    subject: String,
    /// With whom.
    with: String,
    newest_at: String,
    messages: u64,
    unread: u64,
}

#[derive(Template)]
#[template(path = "messages/list.html")]
struct ListPage {
    shell: Shell,
    total: u64,
    unread: u64,
    pager: Pager,
    lines: Vec<Line>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/messages", get(show))
}

async fn show(State(app): State<App>, seeker: Active, Query(query): Query) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let total = conn.count_message_threads(seeker.account).await?;
    let unread = conn.home_counts(seeker.account).await?.unread_messages;
    let pager = Pager::of_own("/messages", query.first("page"), total);
    let (offset, limit) = pager.slice();
    let (viewer, _) = eyes(&app, &mut conn, seeker.account).await?;
    let line = |thread: MessageThread| Line {
        id: thread.id,
        with: counterpart(thread.posting.as_ref(), thread.office.as_deref(), viewer),
        subject: thread.subject,
        newest_at: japanese_minute(thread.newest_at),
        messages: thread.messages,
        unread: thread.unread,
    };
    let lines = conn.message_threads(seeker.account, offset, limit).await?.into_iter().map(line).collect();
    let shell = seeker.shell("メッセージ").menu(Menu::Messages);
    Ok(Page(ListPage { shell, total, unread, pager, lines }).into_response())
}

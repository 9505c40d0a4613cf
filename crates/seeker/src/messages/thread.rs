//! One thread. It is marked as read by a post only: a link that a browser fetches ahead must not do it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{japanese_date, japanese_minute},
    forgetting::last_day_of_message,
    job_hunt::MessageSender,
    posting::{Identity, Viewer},
};
use site::{Active, App, Menu, Page, Path, Problem, Shell, see_other};
use store::{Message, StoredPosting};
use uuid::Uuid;

use crate::{activity::eyes, search::JobCard};

struct Line {
    from: String,
    own: bool,
    unread: bool,
    body: String,
    sent_at: String,
    last_day: String,
}

#[derive(Template)]
#[template(path = "messages/thread.html")]
struct ThreadPage {
    shell: Shell,
    subject: String,
    with: String,
    /// The posting it is about: number, and the way to its sheet while it is open.
    posting: Option<(String, Option<String>)>,
    unread: bool,
    lines: Vec<Line>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/messages/{id}", get(show).post(open))
}

async fn show(State(app): State<App>, seeker: Active, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let thread = conn.message_thread(seeker.account, id).await?.ok_or(Problem::NotFound)?;
    let (viewer, today) = eyes(&app, &mut conn, seeker.account).await?;
    let with = counterpart(thread.posting.as_ref(), thread.office.as_deref(), viewer);
    let lines: Vec<Line> = thread.messages.into_iter().map(|message| line(message, &with)).collect();
    let posting = thread.posting.map(|stored| {
        let card = JobCard::of_stored(&stored, viewer, today).filter(|card| !card.ended);
        (stored.posting.number.to_string(), card.map(|card| card.href))
    });
    let shell =
        seeker.shell("メッセージの｜内容《ないよう》").menu(Menu::Messages).crumb("メッセージ", "/messages");
    let unread = lines.iter().any(|line| line.unread);
    Ok(Page(ThreadPage { shell, subject: thread.subject, with, posting, unread, lines }).into_response())
}

fn line(message: Message, with: &str) -> Line {
    let own = message.sender == MessageSender::Seeker;
    Line {
        from: if own { message.sender.label().to_owned() } else { with.to_owned() },
        own,
        unread: !own && message.read_at.is_none(),
        body: message.body,
        sent_at: japanese_minute(message.sent_at),
        last_day: japanese_date(last_day_of_message(message.sent_at)),
    }
}

async fn open(State(app): State<App>, seeker: Active, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    if tx.message_thread(seeker.account, id).await?.is_none() {
        return Err(Problem::NotFound);
    }
    tx.read_messages(seeker.account, id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/messages/{id}")))
}

/// With whom a thread is. An establishment is named only to whoever may know it (公開範囲).
pub(super) fn counterpart(posting: Option<&StoredPosting>, office: Option<&str>, viewer: Viewer) -> String {
    let Some(stored) = posting else {
        return office.unwrap_or(MessageSender::Office.label()).to_owned();
    };
    let seen = stored.posting.seen_by(viewer).filter(|seen| seen.identity() == Identity::Shown);
    match seen {
        Some(seen) if !seen.establishment.name.is_empty() => seen.establishment.name.clone(),
        _ => MessageSender::Employer.label().to_owned(),
    }
}

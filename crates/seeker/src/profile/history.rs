//! 変更履歴: every change of 求職情報 since the page was opened, in the words of the screens (manual 7.1.10).

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::{
    clock::{Timestamp, japanese_minute},
    job_seeker::{Change, Task, changes},
};
use site::{App, Menu, Opened, Page, Problem, Query, Shell};
use store::{ChangeDeed, Conn, ProfileDetails, Tx};
use uuid::Uuid;

use super::summary::{HAS_DISABILITY, Row, rows_of};
use crate::search::Pager;

/// The page's address.
pub(super) const PATH: &str = "/profile/history";
/// What stands for an answer that is not kept.
const WITHHELD: &str = "前の回答（内容は履歴に残していません）";
const WITHHELD_NEW: &str = "新しい回答（内容は履歴に残していません）";

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show))
}

/// Writes down what differs between the lines of a page (`step`) before and after its save. Call
/// [`Tx::hold_job_seeker`] before reading the lines, so that nothing can come between.
///
/// # Errors
/// The database fails.
pub(super) async fn note(
    tx: &mut Tx,
    account: Uuid,
    step: &str,
    (before, after): (&[Row], &[Row]),
    now: Timestamp,
) -> Result<(), Problem> {
    let changed = changes(before.iter().map(Row::pair), after.iter().map(Row::pair));
    let changed: Vec<Change> = changed.into_iter().map(kept).collect();
    Ok(tx.note_changes(account, (step, None), &changed, now).await?)
}

/// A change as the history keeps it. Of 障害の有無 it keeps that the answer changed and neither answer: the
/// words are the same whichever way it went.
fn kept(change: Change) -> Change {
    if change.item == HAS_DISABILITY { Change::new(HAS_DISABILITY, WITHHELD, WITHHELD_NEW) } else { change }
}

/// The lines of a page before its save, held against other saves; `None` while the page is not open, when
/// nothing is written down yet.
///
/// # Errors
/// The database fails.
pub(super) async fn before(
    tx: &mut Tx,
    account: Uuid,
    task: Task,
    now: Timestamp,
) -> Result<Option<Vec<Row>>, Problem> {
    tx.hold_job_seeker(account, now).await?;
    let saved = tx.job_seeker(account).await?;
    if saved.registration.is_none() {
        return Ok(None);
    }
    Ok(Some(rows_of(tx, task, &saved, &ProfileDetails::default()).await?))
}

/// Writes down what a save of one of the first four pages has changed since [`before`].
///
/// # Errors
/// The database fails.
pub(super) async fn after(
    tx: &mut Tx,
    account: Uuid,
    (task, before): (Task, Option<Vec<Row>>),
    now: Timestamp,
) -> Result<(), Problem> {
    let Some(before) = before else { return Ok(()) };
    let saved = tx.job_seeker(account).await?;
    let after = rows_of(tx, task, &saved, &ProfileDetails::default()).await?;
    note(tx, account, task.name(), (&before, &after), now).await
}

#[derive(Template)]
#[template(path = "profile/history.html")]
struct HistoryPage {
    shell: Shell,
    deeds: Vec<DeedLine>,
    total: u64,
    pager: Pager,
}

/// One save.
struct DeedLine {
    when: String,
    step: String,
    /// ご本人, or the office.
    who: String,
    changes: Vec<Change>,
}

async fn show(
    State(app): State<App>,
    seeker: Opened,
    Query(query): Query,
) -> Result<Page<HistoryPage>, Problem> {
    let mut conn = app.store.read().await?;
    let total = conn.count_changes(seeker.account).await?;
    let pager = Pager::of_own(PATH, query.first("page"), total);
    let (skip, limit) = pager.slice();
    let mut deeds = Vec::new();
    for deed in conn.changes(seeker.account, limit, skip).await? {
        deeds.push(line(&mut conn, deed).await?);
    }
    let shell = seeker
        .shell("｜求職情報《きゅうしょくじょうほう》の｜変更《へんこう》｜履歴《りれき》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("｜求職情報《きゅうしょくじょうほう》", "/profile");
    Ok(Page(HistoryPage { shell, deeds, total, pager }))
}

async fn line(conn: &mut Conn, deed: ChangeDeed) -> Result<DeedLine, Problem> {
    let who = match &deed.office_code {
        None => "ご本人".to_owned(),
        Some(code) => {
            conn.office(code).await?.map_or_else(|| "ハローワーク".to_owned(), |office| office.name)
        }
    };
    Ok(DeedLine { when: japanese_minute(deed.changed_at), step: deed.step, who, changes: deed.changes })
}

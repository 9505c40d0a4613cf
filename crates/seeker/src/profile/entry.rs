//! What the lists of 学歴/資格 and 経歴 share: ids that make saving twice save once, months in two boxes, and
//! the page that asks before an entry is deleted.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, Timestamp},
    job_seeker::{Change, Task, YearMonth},
};
use site::{App, FormState, Page, Path, Problem, Seeker, Shell, Signed, see_other};
use store::{Conn, Entry, EntryList, Tx};
use uuid::Uuid;

pub(super) use site::ENTRY;

/// The id of the entry that a form adds. It was made when the form was first shown, so that pressing twice
/// adds once.
pub(super) fn id_in(form: &FormState) -> Uuid {
    form.value(ENTRY).parse().unwrap_or_else(|_| Uuid::now_v7())
}

/// A form that adds an entry: with an id, unless it has one already.
pub(super) fn with_id(mut form: FormState) -> FormState {
    form.set(ENTRY, id_in(&form).to_string());
    form
}

/// The entry of an address, among those of the person.
///
/// # Errors
/// It is none of theirs.
pub(super) fn pick<T>(all: Vec<Entry<T>>, id: Uuid) -> Result<T, Problem> {
    all.into_iter().find(|entry| entry.id == id).map(|entry| entry.value).ok_or(Problem::NotFound)
}

/// Ends the unit of work that added or changed an entry: what it said `(before, after)` goes into the history, where
/// that differs. Leads back to the list's page.
///
/// # Errors
/// The database fails.
pub(super) async fn end(
    mut tx: Tx,
    account: Uuid,
    list: ListWords,
    change: Option<(String, String)>,
    now: Timestamp,
) -> Result<Response, Problem> {
    if let Some((before, after)) = change.filter(|(before, after)| before != after) {
        let change = Change::new(list.item, before, after);
        tx.note_changes(account, (list.task.name(), None), &[change], now).await?;
    }
    tx.commit().await?;
    Ok(see_other(list.task.path()))
}

/// The month in the two boxes of `field`, if there is one; an error stands at `field`.
pub(super) fn read_month(
    form: &mut FormState,
    field: &'static str,
    label: &'static str,
    today: Date,
) -> Option<YearMonth> {
    let typed = [form.value(&format!("{field}_year")), form.value(&format!("{field}_month"))];
    let month = YearMonth::parse(label, typed, today);
    form.check(field, month).flatten()
}

/// The values of the two boxes of a month.
pub(super) fn month_values(field: &str, month: Option<YearMonth>) -> Vec<(String, String)> {
    let Some(month) = month else { return Vec::new() };
    vec![
        (format!("{field}_year"), month.year().to_string()),
        (format!("{field}_month"), month.month().to_string()),
    ]
}

/// A list as its pages call it.
#[derive(Clone, Copy)]
pub(super) struct ListWords {
    pub(super) list: EntryList,
    /// What one entry is called.
    pub(super) item: &'static str,
    /// The step it belongs to.
    pub(super) task: Task,
}

impl ListWords {
    /// Where one entry is changed.
    fn path_of(self, id: Uuid) -> String {
        let list = match self.list {
            EntryList::Schools => "/profile/education/schools",
            EntryList::Licences => "/profile/education/licences",
            EntryList::Experiences => "/profile/career",
        };
        format!("{list}/{id}")
    }
}

pub(super) const SCHOOLS: ListWords =
    ListWords { list: EntryList::Schools, item: "学歴", task: Task::Education };
pub(super) const LICENCES: ListWords =
    ListWords { list: EntryList::Licences, item: "免許・資格", task: Task::Education };
pub(super) const EXPERIENCES: ListWords =
    ListWords { list: EntryList::Experiences, item: "職歴", task: Task::Career };

#[derive(Template)]
#[template(path = "profile/delete_entry.html")]
struct DeletePage {
    shell: Shell,
    item: &'static str,
    /// Everything of the entry.
    words: String,
    back: &'static str,
}

pub(super) fn routes() -> Router<App> {
    let schools = get(|app, seeker, id| confirm(app, seeker, id, SCHOOLS))
        .post(|app, seeker, id| delete(app, seeker, id, SCHOOLS));
    let licences = get(|app, seeker, id| confirm(app, seeker, id, LICENCES))
        .post(|app, seeker, id| delete(app, seeker, id, LICENCES));
    let experiences = get(|app, seeker, id| confirm(app, seeker, id, EXPERIENCES))
        .post(|app, seeker, id| delete(app, seeker, id, EXPERIENCES));
    Router::new()
        .route("/profile/education/schools/{id}/delete", schools)
        .route("/profile/education/licences/{id}/delete", licences)
        .route("/profile/career/{id}/delete", experiences)
}

async fn words_of(
    conn: &mut Conn,
    account: Uuid,
    list: EntryList,
    id: Uuid,
) -> Result<Option<String>, Problem> {
    Ok(match list {
        EntryList::Schools => {
            let all = conn.schools(account).await?;
            all.iter().find(|entry| entry.id == id).map(|entry| entry.value.in_words())
        }
        EntryList::Licences => {
            let all = conn.licences(account).await?;
            all.iter().find(|entry| entry.id == id).map(|entry| entry.value.in_words())
        }
        EntryList::Experiences => {
            let all = conn.experiences(account).await?;
            all.iter().find(|entry| entry.id == id).map(|entry| entry.value.in_words())
        }
    })
}

async fn confirm(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    list: ListWords,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let words = words_of(&mut conn, seeker.account, list.list, id).await?.ok_or(Problem::NotFound)?;
    let shell =
        super::shell(&seeker, &format!("{}の削除", list.item)).crumb(list.task.name(), list.task.path());
    Ok(Page(DeletePage { shell, item: list.item, words, back: list.task.path() }).into_response())
}

/// Deletes the entry. One that is gone already is as good as deleted: the button may be pressed twice.
async fn delete(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Path(id): Path<Uuid>,
    list: ListWords,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    tx.hold_job_seeker(seeker.account, now).await?;
    let words = words_of(&mut tx, seeker.account, list.list, id).await?;
    if words.is_some() {
        tx.remove_entry(seeker.account, list.list, id).await?;
        // A change of it that was never saved is of no more use.
        tx.forget_parked_form(seeker.account, &list.path_of(id)).await?;
    }
    end(tx, seeker.account, list, words.map(|words| (words, String::new())), now).await
}

//! 応募: what a person applied for, and where it stands (domain 6.4).

use domain::{
    clock::Timestamp,
    job_hunt::{ApplicationState, ApplicationWay},
    posting::PostingNumber,
};
use uuid::Uuid;

use crate::{
    StoredPosting,
    postings::stored,
    sql::{Conn, Error, Result, Tx, instant, micros},
};

/// An application with its posting.
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    /// Internal id.
    pub id: Uuid,
    /// The posting as it is now, closed ones included.
    pub posting: StoredPosting,
    /// How the person applied.
    pub way: ApplicationWay,
    /// Where it stands.
    pub state: ApplicationState,
    /// When the person applied.
    pub applied_at: Timestamp,
    /// When the state was last set.
    pub changed_at: Timestamp,
    /// The thread of messages about it, when there is one.
    pub thread: Option<Uuid>,
}

/// An application that is made.
#[derive(Clone, Copy, Debug)]
pub struct NewApplication {
    /// Whose it is.
    pub account: Uuid,
    /// For which posting.
    pub posting: PostingNumber,
    /// How.
    pub way: ApplicationWay,
    /// Where it stands.
    pub state: ApplicationState,
}

/// What became of saying where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateSet {
    /// It stands there now.
    Done,
    /// It stood there already.
    Already,
    /// The person never applied for this posting.
    NeverApplied,
}

type Row = (Uuid, String, Option<i64>, String, String, i64, i64, Option<Uuid>);

impl Conn {
    /// A page of a person's applications, the newest first: those that run (応募中), or those that ended.
    ///
    /// # Errors
    /// The database fails.
    pub async fn applications(
        &mut self,
        account: Uuid,
        running: bool,
        (offset, limit): (i64, i64),
    ) -> Result<Vec<Application>> {
        let rows: Vec<Row> = all!(
            self,
            "SELECT a.id, p.content, p.closed_at, a.way, a.state, a.applied_at, a.changed_at, t.id
             FROM application a JOIN posting p ON p.number = a.posting
             LEFT JOIN message_thread t ON t.account = a.account AND t.posting = a.posting
             WHERE a.account = $1 AND (a.ended_at IS NULL) = $2
             ORDER BY a.applied_at DESC, a.id DESC LIMIT $3 OFFSET $4",
            account,
            running,
            limit,
            offset,
        );
        rows.into_iter().map(application).collect()
    }

    /// How many applications of a person run.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_applications(&mut self, account: Uuid, running: bool) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT COUNT(*) FROM application WHERE account = $1 AND (ended_at IS NULL) = $2",
            account,
            running,
        );
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }
}

impl Tx {
    /// Writes an application down. `None` when one for this posting runs already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_application(&mut self, new: &NewApplication, now: Timestamp) -> Result<Option<Uuid>> {
        let row: Option<(Uuid,)> = maybe!(
            self,
            "INSERT INTO application (id, account, posting, way, state, applied_at, changed_at, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
             ON CONFLICT DO NOTHING RETURNING id",
            Uuid::now_v7(),
            new.account,
            stored(new.posting),
            new.way.code(),
            new.state.code(),
            micros(now),
            (!new.state.is_running()).then(|| micros(now)),
        );
        Ok(row.map(|(id,)| id))
    }

    /// Says where the application of a person for a posting stands: the one that runs, else the newest one, whose
    /// end is corrected (domain 6.4). It keeps the instant of its end as long as it has one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_application_state(
        &mut self,
        (account, posting): (Uuid, PostingNumber),
        state: ApplicationState,
        now: Timestamp,
    ) -> Result<StateSet> {
        let newest: Option<(Uuid,)> = maybe!(
            self,
            "SELECT id FROM application WHERE account = $1 AND posting = $2
             ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, applied_at DESC, id DESC LIMIT 1",
            account,
            stored(posting),
        );
        let Some((id,)) = newest else { return Ok(StateSet::NeverApplied) };
        let touched = run!(
            self,
            "UPDATE application SET state = $2, changed_at = $3,
                    ended_at = CASE WHEN $4 THEN NULL ELSE COALESCE(ended_at, $3) END
             WHERE id = $1 AND state <> $2",
            id,
            state.code(),
            micros(now),
            state.is_running(),
        );
        Ok(if touched > 0 { StateSet::Done } else { StateSet::Already })
    }
}

fn application(row: Row) -> Result<Application> {
    let (id, content, closed_at, way, state, applied_at, changed_at, thread) = row;
    Ok(Application {
        id,
        posting: StoredPosting::of(&content, closed_at)?,
        way: ApplicationWay::from_code(&way).ok_or(Error::Broken("application.way"))?,
        state: ApplicationState::from_code(&state).ok_or(Error::Broken("application.state"))?,
        applied_at: instant(applied_at)?,
        changed_at: instant(changed_at)?,
        thread,
    })
}

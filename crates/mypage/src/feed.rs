//! Keeping this node's search index up with the database. The database is the truth: the index remembers
//! how far in its line of changes it reaches, and goes on from there after any stop.

use anyhow::Context;
use domain::clock::{Timestamp, tokyo};
use search::{Change, Feeder, Finder, Position, Scatter};
use store::{ChangedPosting, Store};

/// Changes that are taken in and committed at once: much for the index, little for the memory.
pub const AT_ONCE: i64 = 4_000;
/// Changes between two commits while an index is built: what a crash costs at most.
const BUILT_AT_ONCE: usize = 400_000;
/// Fewer postings outside the largest segment are not worth folding.
const FEWEST_FOLDED: u64 = 1_000;

/// Takes some changes into the index. True when there may be more.
///
/// # Errors
/// The database does not answer, or the folder of the index cannot be written. Nothing is lost: the next
/// round takes the same changes.
pub async fn feed_some(store: &Store, feeder: &Feeder, at_once: i64) -> anyhow::Result<bool> {
    let Some(mut start) = Start::of(store, feeder).await? else { return Ok(false) };
    let changes = store.read().await?.postings_changed_after(start.after, at_once).await?;
    let more = i64::try_from(changes.len()) == Ok(at_once);
    start.after = changes.last().map_or(start.after, |last| last.seq);
    let feeder = feeder.clone();
    // Indexing computes for a while: not on the threads that answer requests.
    let fed = tokio::task::spawn_blocking(move || take_in(&feeder, &changes, &start));
    fed.await.context("feeding the search index broke off")?.context("the search index")?;
    Ok(more)
}

/// Where feeding goes on.
struct Start {
    history: u128,
    /// The last change that the index has.
    after: i64,
    /// What the index has is of no use.
    start_over: bool,
}

impl Start {
    /// `None` when there is nothing to feed.
    async fn of(store: &Store, feeder: &Feeder) -> anyhow::Result<Option<Self>> {
        let line = store.read().await?.posting_position().await?;
        // No posting was ever imported.
        let Some(history) = line.history.map(|history| history.as_u128()) else { return Ok(None) };
        let reached = feeder.position().context("the search index")?;
        // An index of another database, or of a newer state of this one, is worth nothing.
        let usable = reached.filter(|reached| reached.history == history && reached.seq <= line.seq);
        let start_over = reached.is_some() && usable.is_none();
        let after = usable.map_or(0, |usable| usable.seq);
        let nothing_new = after == line.seq && !start_over;
        Ok((!nothing_new).then_some(Self { history, after, start_over }))
    }

    fn reached(&self) -> Position {
        Position { history: self.history, seq: self.after }
    }
}

fn take_in(feeder: &Feeder, changes: &[ChangedPosting], start: &Start) -> search::Result<()> {
    if start.start_over {
        tracing::info!("the search index belongs to another database and is built anew");
        feeder.start_over()?;
    }
    feed(feeder, changes)?;
    feeder.commit(start.reached())
}

fn feed(feeder: &Feeder, changes: &[ChangedPosting]) -> search::Result<()> {
    let changes: Vec<Change<'_>> = changes
        .iter()
        .map(|changed| Change { number: changed.number, posting: changed.posting.as_ref() })
        .collect();
    feeder.feed(&changes)
}

/// Takes every change into the index, many at a commit, so that a whole index is built fast: the next changes
/// are read while the last are taken in. `progress` is told how far it is, now and then.
///
/// # Errors
/// As [`feed_some`]; what was committed until then stays.
pub async fn catch_up(store: &Store, feeder: &Feeder, mut progress: impl FnMut(i64)) -> anyhow::Result<()> {
    let Some(mut start) = Start::of(store, feeder).await? else { return Ok(()) };
    if start.start_over {
        tracing::info!("the search index belongs to another database and is built anew");
        feeder.start_over().context("the search index")?;
    }
    let (mut taking_in, mut waiting, from_nothing) = (None, 0, start.after == 0);
    loop {
        let changes = read_some(store, start.after).await;
        // Nothing goes on behind the back of whoever tries again after a failed reading.
        ended(taking_in.take()).await?;
        let changes = changes?;
        let Some(last) = changes.last() else { break };
        start.after = last.seq;
        waiting += changes.len();
        let commit = (waiting >= BUILT_AT_ONCE).then(|| start.reached());
        if commit.is_some() {
            waiting = 0;
        }
        progress(start.after);
        let caught_up = i64::try_from(changes.len()) != Ok(AT_ONCE);
        let feeder = feeder.clone();
        taking_in = Some(tokio::task::spawn_blocking(move || {
            feed(&feeder, &changes)?;
            commit.map_or(Ok(()), |reached| feeder.commit(reached))
        }));
        // What comes meanwhile, from an import that goes on, must not put off the commit.
        if caught_up {
            break;
        }
    }
    ended(taking_in).await?;
    let (feeder, reached) = (feeder.clone(), start.reached());
    ended(Some(tokio::task::spawn_blocking(move || {
        feeder.commit(reached)?;
        let scatter = feeder.scatter();
        if from_nothing && scatter.beside > 0 || worth_folding(scatter, true) {
            feeder.fold()?;
        }
        Ok(())
    })))
    .await
}

async fn read_some(store: &Store, after: i64) -> store::Result<Vec<ChangedPosting>> {
    store.read().await?.postings_changed_after(after, AT_ONCE).await
}

/// Waits for what is being taken in.
async fn ended(taking_in: Option<tokio::task::JoinHandle<search::Result<()>>>) -> anyhow::Result<()> {
    match taking_in {
        None => Ok(()),
        Some(task) => task.await.context("feeding the search index broke off")?.context("the search index"),
    }
}

/// Brings the postings that came since the last time into one segment with the others, in the background, when
/// it is worth it: little by night, much by day. Feeding and searching go on.
pub fn fold_when_worth_it(feeder: &Feeder, now: Timestamp) {
    if !worth_folding(feeder.scatter(), is_night(now)) {
        return;
    }
    let feeder = feeder.clone();
    tokio::task::spawn_blocking(move || match feeder.fold() {
        Ok(true) => tracing::info!("the search index was folded into one piece"),
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "the search index could not be folded; it will be tried again"),
    });
}

/// By night one posting in a hundred outside the largest segment is worth a minute of one core; by day only
/// one in five, where searching begins to be slower.
fn worth_folding(scatter: Scatter, night: bool) -> bool {
    let share = if night { 100 } else { 5 };
    scatter.beside >= FEWEST_FOLDED && scatter.beside * share > scatter.documents
}

/// From one to five at night in Tokyo, when fewest people search.
fn is_night(now: Timestamp) -> bool {
    (1..5).contains(&tokyo(now).hour())
}

/// How far the searches lie behind the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// Places in the line of changes.
    pub changes: i64,
    /// Seconds since the first change was made that the searches do not know; 0 when they know all.
    pub seconds: i64,
}

/// How far the searches lie behind the database at a moment.
///
/// # Errors
/// The database does not answer.
pub async fn lag(store: &Store, finder: &Finder, now: Timestamp) -> store::Result<Lag> {
    let mut conn = store.read().await?;
    let line = conn.posting_position().await?;
    let history = line.history.map(|history| history.as_u128());
    let reached = finder.reached().filter(|reached| Some(reached.history) == history);
    let reached = reached.map_or(0, |reached| reached.seq);
    let changes = (line.seq - reached).max(0);
    let since = if changes > 0 { conn.posting_changed_at(reached).await? } else { None };
    Ok(Lag { changes, seconds: since.map_or(0, |since| now.duration_since(since).as_secs().max(0)) })
}

#[cfg(test)]
mod tests;

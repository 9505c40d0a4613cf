//! Keeping this node's search index up with the database. The database is the truth: the index remembers
//! how far in its line of changes it reaches, and goes on from there after any stop.

use anyhow::Context;
use search::{Change, Feeder, Finder, Position};
use store::{ChangedPosting, Store};

/// Changes that are taken in and committed at once: much for the index, little for the memory.
pub const AT_ONCE: i64 = 4_000;

/// Takes some changes into the index. True when there may be more.
///
/// # Errors
/// The database does not answer, or the folder of the index cannot be written. Nothing is lost: the next
/// round takes the same changes.
pub async fn feed_some(store: &Store, feeder: &Feeder, at_once: i64) -> anyhow::Result<bool> {
    let mut conn = store.read().await?;
    let line = conn.posting_position().await?;
    // No posting was ever imported.
    let Some(history) = line.history.map(|history| history.as_u128()) else { return Ok(false) };
    let reached = feeder.position().context("the search index")?;
    // An index of another database, or of a newer state of this one, is worth nothing.
    let usable = reached.filter(|reached| reached.history == history && reached.seq <= line.seq);
    let start_over = reached.is_some() && usable.is_none();
    let after = usable.map_or(0, |usable| usable.seq);
    if after == line.seq && !start_over {
        return Ok(false);
    }
    let changes = conn.postings_changed_after(after, at_once).await?;
    drop(conn);
    let more = i64::try_from(changes.len()) == Ok(at_once);
    let seq = changes.last().map_or(after, |last| last.seq);
    let feeder = feeder.clone();
    // Indexing computes for a while: not on the threads that answer requests.
    let fed = tokio::task::spawn_blocking(move || {
        take_in(&feeder, &changes, Position { history, seq }, start_over)
    });
    fed.await.context("feeding the search index broke off")?.context("the search index")?;
    Ok(more)
}

fn take_in(
    feeder: &Feeder,
    changes: &[ChangedPosting],
    reached: Position,
    start_over: bool,
) -> search::Result<()> {
    if start_over {
        tracing::info!("the search index belongs to another database and is built anew");
        feeder.start_over()?;
    }
    let changes: Vec<Change<'_>> = changes
        .iter()
        .map(|changed| Change { number: changed.number, posting: changed.posting.as_ref() })
        .collect();
    feeder.feed(&changes)?;
    feeder.commit(reached)
}

/// Takes every change into the index; gives the number of rounds that took some.
///
/// # Errors
/// As [`feed_some`].
pub async fn catch_up(store: &Store, feeder: &Feeder) -> anyhow::Result<u64> {
    let mut rounds = 1;
    while feed_some(store, feeder, AT_ONCE).await? {
        rounds += 1;
    }
    Ok(rounds)
}

/// How many places in the line of changes the searches lie behind the database.
///
/// # Errors
/// The database does not answer.
pub async fn lag(store: &Store, finder: &Finder) -> store::Result<i64> {
    let line = store.read().await?.posting_position().await?;
    let history = line.history.map(|history| history.as_u128());
    let reached = finder.reached().filter(|reached| Some(reached.history) == history);
    Ok((line.seq - reached.map_or(0, |reached| reached.seq)).max(0))
}

#[cfg(test)]
mod tests;

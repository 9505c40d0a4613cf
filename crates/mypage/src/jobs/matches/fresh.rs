//! The new postings of a day in a search index of their own. It is built for the job and thrown away after it: so it
//! does not matter whether the node that does the job has an index, and how far that one has come.

use std::{collections::HashMap, sync::Arc};

use domain::{
    clock::Date,
    posting::{PostingNumber, Viewer},
    search_query::{SearchQuery, Sort},
};
use search::{Change, Feeder, Position, Scratch};
use site::App;
use store::{MatchRun, NewPosting, jobs::JobError};

/// Postings that are read and fed at once.
const AT_ONCE: i64 = 2_000;

/// What is new.
pub struct Fresh {
    run: MatchRun,
    /// Ends with this value; what a killed program leaves of it, the next start clears away.
    index: Scratch,
    /// Where each posting came in the line of changes.
    came: HashMap<PostingNumber, i64>,
}

impl Fresh {
    /// Reads the new postings of a run.
    ///
    /// # Errors
    /// The database does not answer, or the folder of the search index cannot be written.
    pub async fn gather(app: &App, run: MatchRun) -> Result<Arc<Self>, JobError> {
        let index = app.finder.scratch().map_err(retry)?;
        let feeder = index.feeder();
        let mut came = HashMap::new();
        let mut after = run.after;
        loop {
            let postings = app.store.read().await?.new_postings(run, after, AT_ONCE).await?;
            let Some(last) = postings.last() else { break };
            after = last.seq;
            came.extend(postings.iter().map(|new| (new.posting.number, new.seq)));
            let feeder = feeder.clone();
            computing(move || feed(&feeder, &postings)).await?;
        }
        // Told apart from other indexes by nobody: it is never fed again.
        if !came.is_empty() {
            computing(move || feeder.commit(Position { history: 0, seq: run.upto })).await?;
        }
        Ok(Arc::new(Self { run, index, came }))
    }

    /// How many new postings fit a search whose person was told up to a place in the line of changes. They are
    /// found as by anybody whose registration is in force: who is asked about, is.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn count(&self, query: &SearchQuery, told_seq: i64, today: Date) -> search::Result<usize> {
        if told_seq >= self.run.upto {
            return Ok(0);
        }
        let total = self.index.finder().count(query, Viewer::RegisteredSeeker, today)?;
        if told_seq <= self.run.after || total == 0 {
            return Ok(total);
        }
        // Saved or told since the run before: what came earlier is not counted.
        let is_new = |number: &&PostingNumber| self.came.get(number).is_some_and(|seq| *seq > told_seq);
        let all = SearchQuery { page_size: total, sort: Sort::Newest, ..query.on_page(1) };
        let found = self.index.finder().find(&all, Viewer::RegisteredSeeker, today)?;
        Ok(found.numbers.iter().filter(is_new).count())
    }

    /// Which part of the line of changes this is.
    pub fn run(&self) -> MatchRun {
        self.run
    }

    /// True when nothing new came.
    pub fn is_empty(&self) -> bool {
        self.came.is_empty()
    }
}

fn feed(feeder: &Feeder, postings: &[NewPosting]) -> search::Result<()> {
    let changes: Vec<Change<'_>> = postings
        .iter()
        .map(|new| Change { number: new.posting.number, posting: Some(&new.posting) })
        .collect();
    feeder.feed(&changes)
}

/// Computes apart from the threads that answer requests.
pub(super) async fn computing<T: Send + 'static>(
    work: impl FnOnce() -> search::Result<T> + Send + 'static,
) -> Result<T, JobError> {
    tokio::task::spawn_blocking(work).await.map_err(retry)?.map_err(retry)
}

fn retry(error: impl std::fmt::Display) -> JobError {
    JobError::Retry(error.to_string())
}

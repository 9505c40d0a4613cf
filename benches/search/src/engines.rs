//! The engines that are measured, by one measure.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::bail;
use domain::{
    clock::Date,
    posting::{Posting, Viewer},
    search_query::SearchQuery,
};
use rustix::time::{ClockId, clock_gettime};
use search::{Change, Finder, Index, Position};

use crate::{data, groonga::Groonga, lucene::Lucene, plain::Plain};

/// The day on which is searched: before every deadline, because the peers know none.
pub const TODAY: Date = Date::constant(2026, 1, 1);
/// What is exported for the peers that are programs of their own.
pub const CORPUS: &str = "corpus.tsv";
/// Postings that are handed over at once.
const AT_ONCE: usize = 4_000;

/// How many postings match, and the numbers of those on the page.
pub type Answer = (usize, Vec<u64>);

/// An engine with an index.
pub trait Engine {
    /// Its name in the results.
    fn name(&self) -> &'static str;

    /// Answers a query as everybody may ask it.
    ///
    /// # Errors
    /// The engine failed.
    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer>;

    /// CPU time that answering has taken so far: of this thread, unless the engine is a program of its own.
    ///
    /// # Errors
    /// The program has ended.
    fn cpu(&mut self) -> anyhow::Result<Duration> {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        Ok(Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0)))
    }

    /// How often it is asked everything before it is measured.
    fn warm_up(&self) -> usize {
        1
    }
}

struct Ours(Finder);

impl Engine for Ours {
    fn name(&self) -> &'static str {
        "mypage"
    }

    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer> {
        let found = self.0.find(query, Viewer::Anyone, TODAY)?;
        Ok((found.total, found.numbers.into_iter().map(|number| number.value()).collect()))
    }
}

/// The same with the counts of everything that narrows the list.
struct OursWithFacets(Finder);

impl Engine for OursWithFacets {
    fn name(&self) -> &'static str {
        "mypage with facets"
    }

    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer> {
        let (found, _) = self.0.find_with_facets(query, Viewer::Anyone, TODAY)?;
        Ok((found.total, found.numbers.into_iter().map(|number| number.value()).collect()))
    }
}

/// Opens what was built, ours first.
///
/// # Errors
/// An index is missing.
pub fn open(folder: &Path) -> anyhow::Result<Vec<Box<dyn Engine>>> {
    let ours = ours(folder)?;
    let with_facets = OursWithFacets(ours.0.clone());
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(ours), Box::new(with_facets)];
    let built = |engine: &str| Some(folder.join(engine)).filter(|own| own.exists());
    if let Some(own) = built("plain") {
        engines.push(Box::new(Plain::open(&own)?));
    }
    if let Some(own) = built("lucene") {
        engines.push(Box::new(Lucene::open(&own)?));
    }
    if let Some(own) = built("groonga") {
        engines.push(Box::new(Groonga::open(&own)?));
    }
    Ok(engines)
}

fn ours(folder: &Path) -> anyhow::Result<Ours> {
    let begun = Instant::now();
    let ours = Ours(Index::open(&folder.join("ours"))?.finder());
    eprintln!("opened ours in {:.1} s; {}", begun.elapsed().as_secs_f64(), memory());
    Ok(ours)
}

/// Opens ours alone and asks it everything: what memory serving takes, without peers and postings beside it.
///
/// # Errors
/// The index is missing.
pub fn serve(queries: &[SearchQuery], folder: &Path) -> anyhow::Result<String> {
    let mut ours = ours(folder)?;
    for query in queries {
        ours.answer(query)?;
    }
    Ok(memory())
}

/// Builds the index of an engine anew.
///
/// # Errors
/// The postings cannot be read, or the folder cannot be written.
pub fn build(engine: &str, postings: &Path, folder: &Path) -> anyhow::Result<()> {
    let own = folder.join(engine);
    if own.exists() {
        std::fs::remove_dir_all(&own)?;
    }
    std::fs::create_dir_all(&own)?;
    let begun = Instant::now();
    let built = match engine {
        "ours" => build_ours(postings, &own),
        "plain" => Plain::build(postings, &own),
        "lucene" => Lucene::build(&folder.join(CORPUS), &own),
        "groonga" => Groonga::build(&folder.join(CORPUS), &own),
        other => bail!("no engine is called {other}"),
    };
    if built.is_err() {
        // What is half built must not be measured.
        std::fs::remove_dir_all(&own)?;
    }
    built?;
    println!("{engine}: built in {:.1} s, {}", begun.elapsed().as_secs_f64(), memory());
    Ok(())
}

fn build_ours(postings: &Path, folder: &Path) -> anyhow::Result<()> {
    let index = Index::open(folder)?;
    let feeder = index.feeder();
    let mut waiting: Vec<Posting> = Vec::with_capacity(AT_ONCE);
    let feed = |waiting: &mut Vec<Posting>| -> anyhow::Result<()> {
        let changes: Vec<Change<'_>> =
            waiting.iter().map(|posting| Change { number: posting.number, posting: Some(posting) }).collect();
        feeder.feed(&changes)?;
        waiting.clear();
        Ok(())
    };
    data::each(postings, |posting| {
        waiting.push(posting);
        if waiting.len() == AT_ONCE { feed(&mut waiting) } else { Ok(()) }
    })?;
    feed(&mut waiting)?;
    feeder.commit(Position { history: 1, seq: 1 })?;
    feeder.fold()?;
    Ok(())
}

/// Memory of this process as the kernel tells it; empty where there is no such kernel.
pub fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes: u64 = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
        kilobytes / 1_024
    };
    format!(
        "memory: peak {} MB, anonymous {} MB, mapped {} MB",
        line("VmHWM:"),
        line("RssAnon:"),
        line("RssFile:")
    )
}

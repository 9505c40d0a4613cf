//! The engines that are measured, by one measure.

use std::{path::Path, time::Instant};

use anyhow::bail;
use domain::{
    clock::Date,
    posting::{Posting, Viewer},
    search_query::SearchQuery,
};
use search::{Change, Finder, Index, Position};

use crate::{data, plain::Plain};

/// The day on which is searched: before every deadline, because the peers know none.
pub const TODAY: Date = Date::constant(2026, 1, 1);
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
    let begun = Instant::now();
    let finder = Index::open(&folder.join("ours"))?.finder();
    eprintln!("opened ours in {:.1} s; {}", begun.elapsed().as_secs_f64(), memory());
    let mut engines: Vec<Box<dyn Engine>> =
        vec![Box::new(Ours(finder.clone())), Box::new(OursWithFacets(finder))];
    if folder.join("plain").exists() {
        engines.push(Box::new(Plain::open(&folder.join("plain"))?));
    }
    Ok(engines)
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
    match engine {
        "ours" => build_ours(postings, &own)?,
        "plain" => Plain::build(postings, &own)?,
        other => bail!("no engine is called {other}"),
    }
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

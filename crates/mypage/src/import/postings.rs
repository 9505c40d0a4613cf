//! Importing postings: row by row out of a file, in batches into the database.

mod cells;
mod feed;
mod lines;
mod records;
mod rejects;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use domain::{
    clock::{Date, Timestamp, days_between, tokyo_date},
    posting::{Posting, PostingNumber},
};
use store::{
    Store,
    postings::PutCounts,
    reference::{ReferenceTable, TableOrigin},
};
use uuid::Uuid;

use super::{embedded, progress::Progress, reference::digest};
use lines::Lines;
use records::{Columns, Record, Records};
use rejects::Rejects;

/// Postings of one unit of work: few enough that nobody waits long for the writer.
const BATCH: usize = 500;
/// Where the sample postings come from.
const SAMPLE_SOURCE: &str = "sample";
/// Under this name the database notes which sample postings it holds.
const SAMPLE_TABLE: &str = "sample_postings";

/// How to import postings.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// The file holds all postings of its source: those that are not in it are closed.
    pub full: bool,
}

/// What an import of postings did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows that are postings.
    pub read: u64,
    /// How many of them were new, changed, or there already.
    pub counts: PutCounts,
    /// Postings that a full import closed.
    pub closed: u64,
    /// Rows that are no postings.
    pub refused: u64,
    /// Where the refused rows are listed with line and reason, if there are any.
    pub reject_file: Option<PathBuf>,
}

/// An import under way.
struct Import<'a> {
    store: &'a Store,
    source: &'static str,
    now: Timestamp,
    /// Set for a full import: under which name it notes what it has seen.
    run: Option<Uuid>,
    /// Days by which the dates of every posting are moved.
    shift: i64,
    batch: Vec<Posting>,
    /// Numbers of refused rows: those postings are not missing from the file.
    refused_numbers: Vec<PostingNumber>,
    report: ImportReport,
}

/// Imports a file of postings: JSON Lines or CSV with the columns of [`domain::posting::COLUMNS`], or the
/// CSV of 求人情報提供; plain or packed with zstd. The same 求人番号 updates the posting. Rows that cannot be
/// read go to `<FILE>.rej.csv` and lose nothing else. Shows its progress on a terminal.
///
/// # Errors
/// The file cannot be read to its end or is of another format, or the database does not answer. What was
/// read before stays imported; the same import may be repeated.
pub async fn import_postings(
    store: &Store,
    file: &Path,
    options: ImportOptions,
    now: Timestamp,
) -> anyhow::Result<ImportReport> {
    let records = Records::open(Lines::of_file(file)?).with_context(|| file.display().to_string())?;
    let rejects = Rejects::beside(file)?;
    let mut import = Import::new(store, records.source(), now);
    import.run = options.full.then(Uuid::now_v7);
    import.read_all(records, rejects).await.with_context(|| file.display().to_string())
}

/// Puts the sample postings of the program into the database, with all dates moved by so many days that
/// the newest is of today. Nothing happens when today's are there. Shows its progress on a terminal.
///
/// # Errors
/// The database does not answer.
pub async fn import_sample_postings(store: &Store, now: Timestamp) -> anyhow::Result<ImportReport> {
    let today = tokyo_date(now);
    let digest = format!("{} of {today}", digest(embedded::SAMPLE_POSTINGS.bytes));
    let held = store.read().await?.reference_tables().await?;
    if held.iter().any(|held| held.name == SAMPLE_TABLE && held.digest == digest) {
        return Ok(ImportReport::default());
    }
    let records = Records::open(Lines::of_bytes(embedded::SAMPLE_POSTINGS.bytes)?)?;
    let mut import = Import::new(store, SAMPLE_SOURCE, now);
    import.shift = days_between(embedded::SAMPLE_AS_OF, today);
    let report = import.read_all(records, Rejects::counted()).await?;
    let rows = report.read.try_into()?;
    let mut tx = store.begin().await?;
    let name = SAMPLE_TABLE.to_owned();
    let origin = TableOrigin::Embedded;
    tx.note_reference_table(&ReferenceTable { name, origin, digest, rows, imported_at: now }).await?;
    tx.commit().await?;
    Ok(report)
}

impl<'a> Import<'a> {
    fn new(store: &'a Store, source: &'static str, now: Timestamp) -> Self {
        Self {
            store,
            source,
            now,
            run: None,
            shift: 0,
            batch: Vec::with_capacity(BATCH),
            refused_numbers: Vec::new(),
            report: ImportReport::default(),
        }
    }

    async fn read_all(mut self, mut records: Records, mut rejects: Rejects) -> anyhow::Result<ImportReport> {
        let progress = Progress::over("postings", records.size());
        let mut line = 0;
        while let Some(record) = records.next().with_context(|| format!("unreadable after line {line}"))? {
            line = record.line;
            self.take(record, &mut rejects)?;
            if self.batch.len() + self.refused_numbers.len() >= BATCH {
                self.put().await?;
                progress.reach(records.position());
            }
        }
        self.put().await?;
        self.close_missing().await?;
        (self.report.refused, self.report.reject_file) = rejects.finish()?;
        Ok(self.report)
    }

    fn take(&mut self, record: Record, rejects: &mut Rejects) -> anyhow::Result<()> {
        let posting = record.columns.and_then(|columns| {
            posting(&columns).inspect_err(|_| self.refused_numbers.extend(number(&columns)))
        });
        match posting {
            Ok(posting) => self.batch.push(moved(posting, self.shift)),
            Err(reason) => rejects.add(record.line, &reason, &record.raw)?,
        }
        Ok(())
    }

    /// Writes the batch in a unit of work of its own.
    async fn put(&mut self) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        let counts = tx.put_postings(self.source, &self.batch, self.now).await?;
        if let Some(run) = self.run {
            let seen: Vec<PostingNumber> = self.batch.iter().map(|posting| posting.number).collect();
            tx.note_sightings(run, &seen).await?;
            tx.note_sightings(run, &self.refused_numbers).await?;
        }
        tx.commit().await?;
        self.report.read += self.batch.len() as u64;
        self.report.counts += counts;
        self.batch.clear();
        self.refused_numbers.clear();
        Ok(())
    }

    /// Ends a full import: only here is it known that the file was read to its end.
    async fn close_missing(&mut self) -> anyhow::Result<()> {
        let Some(run) = self.run else { return Ok(()) };
        loop {
            let mut tx = self.store.begin().await?;
            let closed = tx.close_postings_not_seen(self.source, run, self.now).await?;
            if closed == 0 {
                tx.forget_sightings(run, self.now).await?;
            }
            tx.commit().await?;
            self.report.closed += closed;
            if closed == 0 {
                return Ok(());
            }
        }
    }
}

fn posting(columns: &Columns) -> Result<Posting, String> {
    let columns = columns.iter().map(|(name, text)| (name.as_ref(), text.as_str()));
    Posting::from_columns(columns).map_err(|bad| bad.to_string())
}

/// The number of a row that is no posting, where at least that can be read.
fn number(columns: &Columns) -> Option<PostingNumber> {
    let (_, text) = columns.iter().find(|(name, _)| name == "求人番号")?;
    PostingNumber::parse(text).ok()
}

fn moved(mut posting: Posting, days: i64) -> Posting {
    let span = Duration::from_secs(days.unsigned_abs() * 24 * 60 * 60);
    let moved = |date: Date| {
        let moved = if days < 0 { date.checked_sub(span) } else { date.checked_add(span) };
        moved.unwrap_or(date)
    };
    posting.received_on = moved(posting.received_on);
    posting.referral_deadline = moved(posting.referral_deadline);
    posting
}

#[cfg(test)]
mod tests;

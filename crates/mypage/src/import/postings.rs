//! Importing postings: row by row out of a file, in batches into the database.

mod cells;
mod feed;
mod lines;
mod records;
mod rejects;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context;
use domain::{
    clock::{Clock, Date, days_between, tokyo_date},
    posting::{Posting, PostingNumber},
};
use store::{
    Store, WholeImport,
    postings::PutCounts,
    reference::{ReferenceTable, TableOrigin},
};

use super::{embedded, progress::Progress, reference::digest};
use lines::Lines;
use records::{Columns, Record, Records};
use rejects::Rejects;

/// Postings that are compared with the database at once. One unit of work writes less than twice as many: few enough
/// that nobody waits long for the writer.
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
    clock: &'a Clock,
    source: &'static str,
    /// Set for a full import: what it has seen.
    whole: Option<WholeImport>,
    /// Days by which the dates of every posting are moved.
    shift: i64,
    /// Read, and not yet compared with the database.
    batch: Vec<Posting>,
    /// To be written, and their numbers.
    differing: Vec<Posting>,
    differing_numbers: HashSet<PostingNumber>,
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
    clock: &Clock,
) -> anyhow::Result<ImportReport> {
    let records = Records::open(Lines::of_file(file)?).with_context(|| file.display().to_string())?;
    let rejects = Rejects::beside(file)?;
    let mut import = Import::new(store, records.source(), clock);
    if options.full {
        import.whole = Some(WholeImport::begin(store, records.source()).await?);
    }
    import.read_all(records, rejects).await.with_context(|| file.display().to_string())
}

/// Puts the sample postings of the program into the database, with all dates moved by so many days that
/// the newest is of today. Nothing happens when today's are there. Shows its progress on a terminal.
///
/// # Errors
/// The database does not answer.
pub async fn import_sample_postings(store: &Store, clock: &Clock) -> anyhow::Result<ImportReport> {
    let today = tokyo_date(clock.now());
    let digest = format!("{} of {today}", digest(embedded::SAMPLE_POSTINGS.bytes));
    let held = store.read().await?.reference_tables().await?;
    if held.iter().any(|held| held.name == SAMPLE_TABLE && held.digest == digest) {
        return Ok(ImportReport::default());
    }
    let records = Records::open(Lines::of_bytes(embedded::SAMPLE_POSTINGS.bytes)?)?;
    let mut import = Import::new(store, SAMPLE_SOURCE, clock);
    import.shift = days_between(embedded::SAMPLE_AS_OF, today);
    let report = import.read_all(records, Rejects::counted()).await?;
    let rows = report.read.try_into()?;
    let mut tx = store.begin().await?;
    let name = SAMPLE_TABLE.to_owned();
    let origin = TableOrigin::Embedded;
    tx.note_reference_table(&ReferenceTable { name, origin, digest, rows, imported_at: clock.now() }).await?;
    tx.commit().await?;
    Ok(report)
}

impl<'a> Import<'a> {
    fn new(store: &'a Store, source: &'static str, clock: &'a Clock) -> Self {
        Self {
            store,
            clock,
            source,
            whole: None,
            shift: 0,
            batch: Vec::with_capacity(BATCH),
            differing: Vec::with_capacity(BATCH),
            differing_numbers: HashSet::new(),
            report: ImportReport::default(),
        }
    }

    async fn read_all(mut self, mut records: Records, mut rejects: Rejects) -> anyhow::Result<ImportReport> {
        let progress = Progress::over("postings", records.size());
        let mut line = 0;
        loop {
            let record = match records.next() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(error) => {
                    // What was read before stays imported.
                    self.compare().await?;
                    self.put().await?;
                    return Err(error).with_context(|| format!("unreadable after line {line}"));
                }
            };
            line = record.line;
            self.take(record, &mut rejects)?;
            if self.batch.len() >= BATCH {
                self.compare().await?;
                progress.reach(records.position());
            }
        }
        self.compare().await?;
        self.put().await?;
        // Only here is it known that the file was read to its end.
        if let Some(whole) = self.whole.take() {
            self.report.closed = whole.close_others(self.store, || self.clock.now()).await?;
        }
        (self.report.refused, self.report.reject_file) = rejects.finish()?;
        Ok(self.report)
    }

    fn take(&mut self, record: Record, rejects: &mut Rejects) -> anyhow::Result<()> {
        let read =
            record.columns.and_then(|columns| posting(&columns).map_err(|bad| self.refused(&columns, bad)));
        match read {
            Ok(posting) => {
                self.saw(posting.number);
                self.batch.push(moved(posting, self.shift));
            }
            Err(reason) => rejects.add(record.line, &reason, &record.raw)?,
        }
        Ok(())
    }

    /// The posting of a refused row is not missing from the file.
    fn refused(&mut self, columns: &Columns, reason: String) -> String {
        if let Some(number) = number(columns) {
            self.saw(number);
        }
        reason
    }

    fn saw(&mut self, number: PostingNumber) {
        if let Some(whole) = &mut self.whole {
            whole.saw([number]);
        }
    }

    /// Keeps of the batch what is to be written. Most of a nightly import is not, and costs nobody the writer.
    async fn compare(&mut self) -> anyhow::Result<()> {
        let differ = self.store.read().await?.postings_that_differ(self.source, &self.batch).await?;
        self.report.read += self.batch.len() as u64;
        for (posting, differs) in std::mem::take(&mut self.batch).into_iter().zip(differ) {
            // Of two rows with one number the later holds, though it be what the database has.
            if !differs && !self.differing_numbers.contains(&posting.number) {
                self.report.counts.unchanged += 1;
                continue;
            }
            self.differing_numbers.insert(posting.number);
            self.differing.push(posting);
        }
        if self.differing.len() >= BATCH {
            self.put().await?;
        }
        Ok(())
    }

    /// Writes what differs, in a unit of work of its own.
    async fn put(&mut self) -> anyhow::Result<()> {
        if self.differing.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        let counts = tx.put_postings(self.source, &self.differing, self.clock.now()).await?;
        tx.commit().await?;
        self.report.counts += counts;
        self.differing.clear();
        self.differing_numbers.clear();
        Ok(())
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

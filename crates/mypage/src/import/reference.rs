//! Importing reference tables: the program's own at the first start, an operator's later.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use domain::clock::Timestamp;
use store::{
    Store, Tx,
    reference::{ReferenceTable, TableOrigin},
};

use super::{
    embedded,
    progress::Progress,
    table::TableReader,
    tables::{
        ListEntry, Table, code_lists, job_kinds, municipalities, occupation_titles, offices, one_list,
        postal_row, prefectures,
    },
};

/// Postal rows that are handed to the database at once.
const POSTAL_BATCH: usize = 10_000;

/// What an import of reference tables did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ReferenceReport {
    /// Tables that were replaced, with their rows.
    pub replaced: Vec<(String, u64)>,
    /// Tables that were left as they are: the database holds just these rows, or an operator's.
    pub kept: Vec<String>,
    /// Files that look like tables but have no known name; they were not read.
    pub unknown: Vec<String>,
}

/// A table's file, wholly in memory (the largest has a few MB).
struct TableFile<'a> {
    table: Table,
    name: &'a str,
    bytes: &'a [u8],
}

/// What a folder holds.
#[derive(Default)]
struct TablesFound {
    /// The files of known names, in the order of [`Table::ALL`].
    known: Vec<(Table, PathBuf)>,
    /// The names of other files that look like tables.
    unknown: Vec<String>,
}

/// Replaces the tables for which `folder` holds a file (`offices.csv`, `postal_codes.csv.zst` …) by what
/// the files say: all of them, or none when anything is wrong in one. Shows its progress on a terminal.
///
/// # Errors
/// No file of a known name is there; a row is wrong (file, line and reason are told); a row names an
/// office or a place that no table holds; the database does not answer.
pub async fn import_reference(
    store: &Store,
    folder: &Path,
    now: Timestamp,
) -> anyhow::Result<ReferenceReport> {
    let TablesFound { known, unknown } = tables_in(folder)?;
    let mut contents = Vec::new();
    for (table, path) in &known {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        contents.push((*table, path.file_name().unwrap_or_default().to_string_lossy(), bytes));
    }
    let files: Vec<TableFile<'_>> =
        contents.iter().map(|(table, name, bytes)| TableFile { table: *table, name, bytes }).collect();
    let mut report = replace_tables(store, &files, TableOrigin::Imported, now).await?;
    report.unknown = unknown;
    Ok(report)
}

/// Writes the tables that the program carries, where the database has none or those of another version of
/// the program. What an operator imported is left alone. Shows its progress on a terminal.
///
/// # Errors
/// The database does not answer.
pub async fn import_embedded_reference(store: &Store, now: Timestamp) -> anyhow::Result<ReferenceReport> {
    let files: Vec<TableFile<'_>> = embedded::TABLES
        .iter()
        .filter_map(|file| {
            let table = Table::of_file(file.name)?;
            Some(TableFile { table, name: file.name, bytes: file.bytes })
        })
        .collect();
    replace_tables(store, &files, TableOrigin::Embedded, now).await
}

fn tables_in(folder: &Path) -> anyhow::Result<TablesFound> {
    let told = || format!("{} cannot be read", folder.display());
    let TablesFound { mut known, mut unknown } = TablesFound::default();
    for entry in fs::read_dir(folder).with_context(told)? {
        let path = entry.with_context(told)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match Table::of_file(&name) {
            Some(table) if known.iter().any(|(other, _)| *other == table) => {
                bail!("{} is there twice, plain and packed: keep one of them", table.name());
            }
            Some(table) => known.push((table, path)),
            None if name.ends_with(".csv") || name.ends_with(".csv.zst") => unknown.push(name),
            None => {}
        }
    }
    if known.is_empty() {
        let names = Table::ALL.map(|table| format!("{}.csv", table.name())).join(", ");
        bail!("{} holds none of {names} (plain or with .zst)", folder.display());
    }
    known.sort_by_key(|(table, _)| Table::ALL.iter().position(|other| other == table));
    unknown.sort();
    Ok(TablesFound { known, unknown })
}

async fn replace_tables(
    store: &Store,
    files: &[TableFile<'_>],
    origin: TableOrigin,
    now: Timestamp,
) -> anyhow::Result<ReferenceReport> {
    let mut report = ReferenceReport::default();
    let held = store.read().await?.reference_tables().await?;
    let (mut wanted, mut bytes) = (Vec::new(), 0);
    for file in files {
        let digest = digest(file.bytes);
        if is_kept(&held, file.table, origin, &digest) {
            report.kept.push(file.table.name().to_owned());
        } else {
            wanted.push((file, digest));
            bytes += file.bytes.len() as u64;
        }
    }
    if wanted.is_empty() {
        return Ok(report);
    }
    let progress = Progress::over("reference data", bytes);
    let mut tx = store.begin().await?;
    for (file, digest) in wanted {
        let name = file.table.name().to_owned();
        let rows = replace_table(&mut tx, file).await?;
        progress.advance(file.bytes.len() as u64);
        let held =
            ReferenceTable { name: name.clone(), origin, digest, rows: rows.try_into()?, imported_at: now };
        tx.note_reference_table(&held).await?;
        report.replaced.push((name, rows));
    }
    refuse_dangling(&mut tx).await?;
    tx.commit().await?;
    Ok(report)
}

/// True when a table need not or must not be replaced by a file.
fn is_kept(held: &[ReferenceTable], table: Table, origin: TableOrigin, digest: &str) -> bool {
    let held_as = |table: Table| held.iter().find(|held| held.name == table.name());
    let Some(present) = held_as(table) else { return false };
    if present.origin == origin {
        return present.digest == digest;
    }
    if origin == TableOrigin::Imported {
        return false;
    }
    // Places and offices refer to each other: one imported by the operator keeps them all.
    let imported = |table: Table| held_as(table).is_some_and(|held| held.origin == TableOrigin::Imported);
    imported(table) || table.is_of_places() && Table::ALL.into_iter().any(|t| t.is_of_places() && imported(t))
}

async fn refuse_dangling(tx: &mut Tx) -> anyhow::Result<()> {
    let dangling: Vec<String> = tx
        .dangling_reference_rows()
        .await?
        .into_iter()
        .map(|row| {
            format!(
                "{}: row {} names {}, which {} does not hold",
                row.table_name, row.code, row.missing_code, row.missing_table
            )
        })
        .collect();
    if dangling.is_empty() {
        return Ok(());
    }
    bail!("{}\nTables that refer to each other are imported together.", dangling.join("\n"))
}

/// Reads one table and writes it; gives the number of its rows.
async fn replace_table(tx: &mut Tx, file: &TableFile<'_>) -> anyhow::Result<u64> {
    let table = TableReader::open(file.name, file.bytes, file.table.columns())?;
    let rows = match file.table {
        Table::Prefectures => {
            let rows = prefectures(table)?;
            tx.replace_prefectures(&rows).await?;
            rows.len()
        }
        Table::Municipalities => {
            let rows = municipalities(table)?;
            tx.replace_municipalities(&rows).await?;
            rows.len()
        }
        Table::Offices => {
            let rows = offices(table)?;
            tx.replace_offices(&rows).await?;
            rows.len()
        }
        Table::PostalCodes => replace_postal_codes(tx, table).await?,
        Table::JobKinds => {
            let (rows, kinds) = job_kinds(table)?;
            replace_list(tx, file, &rows).await?;
            kinds
        }
        Table::Occupations => replace_list(tx, file, &one_list(table, "occupation", "parent")?).await?,
        Table::OccupationClasses => {
            replace_list(tx, file, &one_list(table, "occupation_class", "parent")?).await?
        }
        Table::OccupationTitles => {
            let rows = occupation_titles(table)?;
            tx.replace_occupation_titles(&rows).await?;
            rows.len()
        }
        Table::Industries => replace_list(tx, file, &one_list(table, "industry", "parent")?).await?,
        Table::Licences => replace_list(tx, file, &one_list(table, "licence", "category")?).await?,
        Table::CodeLists => replace_list(tx, file, &code_lists(table)?).await?,
    };
    Ok(rows as u64)
}

async fn replace_list(tx: &mut Tx, file: &TableFile<'_>, rows: &[ListEntry]) -> anyhow::Result<usize> {
    tx.replace_code_lists(file.table.name(), rows).await?;
    Ok(rows.len())
}

async fn replace_postal_codes(tx: &mut Tx, mut table: TableReader<'_>) -> anyhow::Result<usize> {
    tx.clear_postal_codes().await?;
    let (mut batch, mut rows) = (Vec::with_capacity(POSTAL_BATCH), 0);
    while let Some(mut row) = table.next() {
        batch.push(postal_row(&mut row));
        if batch.len() == POSTAL_BATCH {
            tx.add_postal_codes(&batch).await?;
            rows += batch.len();
            batch.clear();
        }
    }
    tx.add_postal_codes(&batch).await?;
    table.finish().map(|()| rows + batch.len())
}

/// Tells whether a file has changed since (FNV-1a, 64 bits): nobody is kept out by it.
pub(super) fn digest(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}-{}", bytes.len())
}

#[cfg(test)]
mod tests;

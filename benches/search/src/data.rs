//! The postings, as the oracle and the peers need them.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use anyhow::Context;
use domain::{
    clock::Date,
    fold::fold,
    posting::{EmploymentKind, Posting, Viewer, WorkingTime},
};
use serde_json::Value;

/// What stands between two texts of one posting; no word holds it.
pub const DIVIDER: char = '\n';

/// A posting as everybody may find it.
pub struct Row {
    /// 求人番号 as a number.
    pub number: u64,
    /// 受付年月日
    pub received_on: Date,
    /// Every text that everybody may find, folded, divided by [`DIVIDER`].
    pub text: String,
    /// Number of the prefecture; 0 for none.
    pub prefecture: u64,
    /// Code of the municipality; 0 for none.
    pub municipality: u64,
    /// フルタイム or パート
    pub time: WorkingTime,
    /// 雇用形態
    pub employment: EmploymentKind,
    /// Lower wage in yen a month.
    pub lower_wage: u64,
    /// Upper wage in yen a month.
    pub upper_wage: u64,
}

/// Hands over every posting of a file.
///
/// # Errors
/// The file cannot be read, or a line is no posting.
pub fn each(path: &Path, mut deed: impl FnMut(Posting) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    for (at, line) in BufReader::with_capacity(1 << 20, file).lines().enumerate() {
        let posting = posting(&line?).with_context(|| format!("line {}", at + 1))?;
        deed(posting)?;
    }
    Ok(())
}

fn posting(line: &str) -> anyhow::Result<Posting> {
    let columns: serde_json::Map<String, Value> = serde_json::from_str(line)?;
    let texts: Vec<(&str, String)> =
        columns.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    Ok(Posting::from_columns(texts.iter().map(|(name, text)| (*name, text.as_str())))?)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(several) => several.iter().map(text).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

/// All postings that are for the web.
///
/// # Errors
/// As [`each`].
pub fn rows(path: &Path) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    each(path, |posting| {
        rows.extend(row(&posting));
        Ok(())
    })?;
    Ok(rows)
}

/// The posting as everybody may find it; `None` when it is not for the web.
pub fn row(posting: &Posting) -> Option<Row> {
    let seen = posting.seen_by(Viewer::Anyone)?;
    let mut text = String::new();
    for part in seen.searchable() {
        text.push_str(&fold(&part));
        text.push(DIVIDER);
    }
    Some(Row {
        number: posting.number.value(),
        received_on: posting.received_on,
        text,
        prefecture: posting.workplace.prefecture.map_or(0, |prefecture| u64::from(prefecture.number())),
        municipality: posting.workplace.municipality_code.parse().unwrap_or(0),
        time: posting.category.time,
        employment: posting.employment,
        lower_wage: posting.wage.map_or(0, |wage| wage.comparable_lower()),
        upper_wage: posting.wage.map_or(0, |wage| wage.comparable_upper()),
    })
}

//! The postings, as the oracle and the peers need them.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use anyhow::Context;
use domain::{
    clock::Date,
    fold::fold,
    posting::{EmploymentKind, Posting, TextField, Viewer, WorkingTime},
    search_query::SearchQuery,
};
use serde_json::Value;

/// What stands between two texts of one posting; folding leaves none, so no word holds it.
pub const DIVIDER: &str = " ";

/// The row as the peers read it that are programs of their own: its number, what conditions ask, the keys of the
/// orders, and its text, by tabs. `age` is its place from the oldest.
pub fn line(row: &Row, age: u64) -> String {
    let Row { number, prefecture, municipality, lower_wage, upper_wage, text, .. } = row;
    let (time, employment) = (time_key(row.time), employment_key(row.employment));
    let (lower, upper) = (wage_key(*lower_wage, age), wage_key(*upper_wage, age));
    format!("{number}\t{prefecture}\t{municipality}\t{time}\t{employment}\t{age}\t{lower}\t{upper}\t{text}")
}

/// The names of what stands in [`line`].
pub const COLUMNS: [&str; 9] =
    ["number", "prefecture", "municipality", "time", "employment", "newest", "lower", "upper", "text"];

/// フルタイム or パート as a number.
pub fn time_key(time: WorkingTime) -> u64 {
    if time == WorkingTime::Full { 1 } else { 2 }
}

/// 雇用形態 as a number.
pub fn employment_key(kind: EmploymentKind) -> u64 {
    kind.code().parse().unwrap_or(0)
}

/// The conditions of a query beside its words: a column, and the values of which one must be there.
pub fn filters(query: &SearchQuery) -> Vec<(&'static str, Vec<u64>)> {
    let prefecture = query.prefecture.filter(|_| query.municipalities.is_empty());
    let all = [
        ("prefecture", prefecture.map(|it| u64::from(it.number())).into_iter().collect()),
        ("municipality", query.municipalities.iter().filter_map(|code| code.parse().ok()).collect()),
        ("time", query.time.map(time_key).into_iter().collect()),
        ("employment", query.employments.iter().map(|kind| employment_key(*kind)).collect::<Vec<u64>>()),
    ];
    all.into_iter().filter(|(_, values)| !values.is_empty()).collect()
}

/// Bits of a posting's age in a key of an order.
const AGE_BITS: u32 = 24;

/// The key of an order by wage, then newest.
pub fn wage_key(wage: u64, age: u64) -> u64 {
    wage << AGE_BITS | age
}

/// Writes the rows from the oldest to the newest for the peers that are programs of their own.
///
/// # Errors
/// The file cannot be written.
pub fn export(rows: &mut [Row], path: &Path) -> anyhow::Result<()> {
    rows.sort_unstable_by_key(|row| (row.received_on, row.number));
    let mut file = BufWriter::new(File::create(path)?);
    for (age, row) in (0_u64..).zip(rows.iter()) {
        writeln!(file, "{}", line(row, age))?;
    }
    Ok(file.flush()?)
}

/// A posting as everybody may find it.
pub struct Row {
    /// 求人番号 as a number.
    pub number: u64,
    /// 受付年月日
    pub received_on: Date,
    /// Every text that everybody may find, folded, divided by [`DIVIDER`].
    pub text: String,
    /// 職種, folded; the order by relevance looks at it.
    pub title: String,
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
    let (mut text, mut title) = (String::new(), String::new());
    for (field, part) in seen.texts() {
        let part = fold(&part) + DIVIDER;
        text.push_str(&part);
        if field == TextField::Title {
            title.push_str(&part);
        }
    }
    Some(Row {
        number: posting.number.value(),
        received_on: posting.received_on,
        text,
        title,
        prefecture: posting.workplace.prefecture.map_or(0, |prefecture| u64::from(prefecture.number())),
        municipality: posting.workplace.municipality_code.parse().unwrap_or(0),
        time: posting.category.time,
        employment: posting.employment,
        lower_wage: posting.wage.map_or(0, |wage| wage.comparable_lower()),
        upper_wage: posting.wage.map_or(0, |wage| wage.comparable_upper()),
    })
}

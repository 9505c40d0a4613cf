//! The page: the same tables, in words.

use domain::{
    clock::{Date, japanese_date, japanese_minute},
    posting::PostingNumber,
};
use store::my_data::{Column, Kind, Sheet, Value};

/// Rows of one table that the page shows; the file has them all.
const ROWS_SHOWN: usize = 50;

/// A table as it is shown.
pub(super) struct Shown {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// How many rows there are.
    pub(super) count: usize,
    /// Label and value of what each row holds; what it does not hold is not shown.
    pub(super) rows: Vec<Vec<(&'static str, String)>>,
}

impl Shown {
    pub(super) fn of(sheet: &Sheet) -> Self {
        let rows = sheet.rows.iter().take(ROWS_SHOWN).map(|row| words_of(sheet.table.columns, row)).collect();
        Self { name: sheet.table.name, title: sheet.table.title, count: sheet.rows.len(), rows }
    }

    /// True when the page does not show every row.
    pub(super) fn is_cut(&self) -> bool {
        self.count > self.rows.len()
    }
}

fn words_of(columns: &[Column], row: &[Value]) -> Vec<(&'static str, String)> {
    let pairs = columns.iter().zip(row);
    pairs.filter_map(|(column, value)| Some((column.label, words(column.kind, value)?))).collect()
}

fn words(kind: Kind, value: &Value) -> Option<String> {
    Some(match value {
        Value::Nothing => return None,
        Value::Text(text) => match kind {
            Kind::Word(words) => {
                let found = words.iter().find(|(word, _)| word == text);
                found.map_or_else(|| text.clone(), |(_, means)| (*means).to_owned())
            }
            _ => date(text).map_or_else(|| text.clone(), japanese_date),
        },
        Value::Instant(at) => japanese_minute(*at),
        Value::Number(number) if kind == Kind::Posting => posting(*number),
        Value::Number(number) => number.to_string(),
        Value::YesNo(true) => "はい".to_owned(),
        Value::YesNo(false) => "いいえ".to_owned(),
    })
}

/// `13010-01234567`, as it stands on the posting.
fn posting(number: i64) -> String {
    let known = u64::try_from(number).ok().and_then(PostingNumber::from_value);
    known.map_or_else(|| number.to_string(), |number| number.to_string())
}

/// A civil date, stored as `YYYY-MM-DD`.
fn date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

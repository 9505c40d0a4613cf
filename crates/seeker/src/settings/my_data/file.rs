//! The file: JSON, as docs/my-data.md describes it.

use domain::clock::{Timestamp, tokyo};
use serde_json::{Map, Value as Json, json};
use store::my_data::{Column, Kind, Sheet, Value};

/// Number of the format. Tables and columns may come; what is there keeps its meaning, or the number grows.
const VERSION: u32 = 1;

/// The whole file, indented so that it can be read in any editor.
pub(super) fn write(sheets: &[Sheet], now: Timestamp) -> serde_json::Result<String> {
    let tables: Vec<Json> = sheets.iter().map(table).collect();
    serde_json::to_string_pretty(&json!({
        "format": "mypage-my-data",
        "version": VERSION,
        "made_at": instant(now),
        "tables": tables,
    }))
}

fn table(sheet: &Sheet) -> Json {
    let columns: Vec<Json> = sheet.table.columns.iter().map(column).collect();
    let rows: Vec<Json> = sheet.rows.iter().map(|row| object(sheet.table.columns, row)).collect();
    json!({
        "name": sheet.table.name,
        "title": sheet.table.title,
        "complete": sheet.complete,
        "columns": columns,
        "rows": rows,
    })
}

fn column(column: &Column) -> Json {
    let mut said = json!({ "name": column.name, "label": column.label });
    if let Kind::Word(words) = column.kind {
        let words: Map<String, Json> =
            words.iter().map(|(word, means)| ((*word).into(), (*means).into())).collect();
        said["words"] = Json::Object(words);
    }
    said
}

fn object(columns: &[Column], row: &[Value]) -> Json {
    let pairs = columns.iter().zip(row);
    Json::Object(pairs.map(|(column, value)| (column.name.to_owned(), one(value))).collect())
}

fn one(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Text(text) => Json::String(text.clone()),
        Value::Instant(at) => Json::String(instant(*at)),
        Value::Number(number) => Json::from(*number),
        Value::YesNo(yes) => Json::Bool(*yes),
    }
}

/// `2026-11-20T10:00:00+09:00`
fn instant(at: Timestamp) -> String {
    tokyo(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

//! Rows of a file of postings as named columns, whatever the file's format. The content tells the format:
//! JSON Lines, a CSV with the columns of `domain::posting::COLUMNS`, or the CSV of 求人情報提供.

use std::{borrow::Cow, fmt, io};

use anyhow::bail;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::{
    cells::{RawRow, next_row},
    feed::Feed,
    lines::Lines,
};

/// Named columns of one row, in their order.
pub(super) type Columns = Vec<(Cow<'static, str>, String)>;

/// A row of the file.
pub(super) struct Record {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    /// As it stands in the file, for the file of refused rows.
    pub(super) raw: Vec<u8>,
    /// Its columns, or why it cannot be read, in English.
    pub(super) columns: Result<Columns, String>,
}

/// A file of postings while it is read.
pub(super) struct Records {
    lines: Lines,
    format: Format,
}

enum Format {
    JsonLines,
    /// Columns by the names of the header.
    Named {
        header: Vec<String>,
        encoding: &'static Encoding,
    },
    /// Columns by the names of the feed.
    Feed {
        feed: Feed,
        encoding: &'static Encoding,
    },
}

impl Records {
    /// Finds out the format from the first line.
    ///
    /// # Errors
    /// The file cannot be read, or is none of the known formats.
    pub(super) fn open(mut lines: Lines) -> anyhow::Result<Self> {
        let Some(first) = next_row(&mut lines)? else { bail!("the file is empty") };
        if first.bytes.trim_ascii_start().starts_with(b"{") {
            // What was taken for a row of cells may be several lines: read again, line by line.
            lines.give_back_text(first.line, &first.bytes);
            return Ok(Self { lines, format: Format::JsonLines });
        }
        let format = header_format(&first)?;
        Ok(Self { lines, format })
    }

    /// Where the postings come from: a full import closes only postings of the same source.
    pub(super) fn source(&self) -> &'static str {
        match self.format {
            Format::JsonLines | Format::Named { .. } => "file",
            Format::Feed { .. } => "feed",
        }
    }

    /// Bytes of the file that were read so far.
    pub(super) fn position(&self) -> u64 {
        self.lines.position()
    }

    /// Size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        self.lines.size
    }

    /// The next row; `None` at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        if matches!(self.format, Format::JsonLines) {
            return self.next_json();
        }
        let Some(row) = next_row(&mut self.lines)? else { return Ok(None) };
        let columns = match &self.format {
            Format::Named { header, encoding } => decoded(&row, header.len(), encoding)
                .map(|cells| header.iter().map(|name| Cow::Owned(name.clone())).zip(cells).collect()),
            Format::Feed { feed, encoding } => {
                decoded(&row, feed.width(), encoding).map(|cells| feed.columns(&cells))
            }
            Format::JsonLines => Ok(Vec::new()),
        };
        Ok(Some(Record { line: row.line, raw: row.bytes, columns }))
    }

    fn next_json(&mut self) -> io::Result<Option<Record>> {
        loop {
            let Some(line) = self.lines.next()? else { return Ok(None) };
            if line.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let columns = if line.cut {
                Err("the line is longer than a row may be".to_owned())
            } else {
                json_columns(&line.bytes)
            };
            return Ok(Some(Record { line: line.number, raw: line.bytes, columns }));
        }
    }
}

fn header_format(row: &RawRow) -> anyhow::Result<Format> {
    let Ok(cells) = &row.cells else { bail!("line 1 is not the header of a CSV") };
    let utf8 = cells.iter().all(|cell| std::str::from_utf8(cell).is_ok());
    let encoding = if utf8 { UTF_8 } else { SHIFT_JIS };
    let header: Vec<String> =
        cells.iter().map(|cell| encoding.decode_without_bom_handling(cell).0.trim().to_owned()).collect();
    if let Some(feed) = Feed::of_header(&header) {
        // The names of the feed are plain ASCII and tell nothing of the encoding; the feed has one.
        return Ok(Format::Feed { feed, encoding: SHIFT_JIS });
    }
    if !header.iter().any(|name| name == "求人番号") {
        bail!("the file is neither JSON Lines nor a CSV with a column 求人番号 or kjno");
    }
    for (at, name) in header.iter().enumerate() {
        if header[..at].contains(name) {
            bail!("line 1: the column {name:?} is there twice");
        }
    }
    Ok(Format::Named { header, encoding })
}

fn decoded(row: &RawRow, width: usize, encoding: &'static Encoding) -> Result<Vec<String>, String> {
    let cells = row.cells.as_ref().map_err(|reason| (*reason).to_owned())?;
    if cells.len() != width {
        return Err(format!("has {} columns, the header has {width}", cells.len()));
    }
    let text = |(at, cell): (usize, &Vec<u8>)| match encoding.decode_without_bom_handling(cell) {
        (text, false) => Ok(text.into_owned()),
        (_, true) => Err(format!("column {} is not readable as {}", at + 1, encoding.name())),
    };
    cells.iter().enumerate().map(text).collect()
}

fn json_columns(line: &[u8]) -> Result<Columns, String> {
    let text = std::str::from_utf8(line).map_err(|_| "the line is not UTF-8".to_owned())?;
    let JsonColumns(columns) =
        serde_json::from_str(text).map_err(|error| format!("not a JSON object of columns: {error}"))?;
    Ok(columns.into_iter().map(|(name, value)| (Cow::Owned(name), value)).collect())
}

/// A JSON object of columns in its own order: texts, numbers, lists of them, `null` for "not given".
struct JsonColumns(Vec<(String, String)>);

impl<'de> Deserialize<'de> for JsonColumns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = JsonColumns;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonColumns, A::Error> {
        let mut columns = Vec::<(String, String)>::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if columns.iter().any(|(known, _)| *known == name) {
                return Err(A::Error::custom(format!("{name} is there twice")));
            }
            let text = cell_text(value).ok_or_else(|| {
                A::Error::custom(format!("{name} is neither a text, a number nor a list of them"))
            })?;
            columns.push((name, text));
        }
        Ok(JsonColumns(columns))
    }
}

/// A value as the text of a cell; a list is divided by `|`, as in the CSV.
fn cell_text(value: Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<String>> = values
                .into_iter()
                .map(|value| match value {
                    Value::String(text) => Some(text.replace('|', "｜")),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect();
            texts.map(|texts| texts.join("|"))
        }
        Value::Bool(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests;

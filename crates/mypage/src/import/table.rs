//! Reading a reference table: a CSV with a header row. Every bad field is told with its line.

use std::{collections::HashMap, fmt, io::Read};

use anyhow::{Context, bail};
use csv::StringRecord;

/// How many problems are told before the reading gives up.
const MOST_PROBLEMS: usize = 20;

/// A CSV table while it is read. Its columns are found by their names, in any order; columns that
/// nobody asks for are passed over.
pub(super) struct TableReader<'a> {
    file: String,
    rows: csv::Reader<Box<dyn Read + 'a>>,
    columns: HashMap<String, usize>,
    seen: HashMap<String, u64>,
    problems: Vec<String>,
}

/// One row of a table. Its readers note what is wrong and go on, so that all problems are told at once.
pub(super) struct Row<'t> {
    line: u64,
    record: StringRecord,
    columns: &'t HashMap<String, usize>,
    seen: &'t mut HashMap<String, u64>,
    file: &'t str,
    problems: &'t mut Vec<String>,
}

impl<'a> TableReader<'a> {
    /// Begins to read `bytes`, the content of `file`, packed with zstd when its name ends in `.zst`.
    pub(super) fn open(file: &str, bytes: &'a [u8], columns: &[&str]) -> anyhow::Result<Self> {
        let text: Box<dyn Read + 'a> = if file.ends_with(".zst") {
            Box::new(zstd::Decoder::new(bytes).with_context(|| format!("{file} is not packed with zstd"))?)
        } else {
            Box::new(bytes)
        };
        let mut rows = csv::ReaderBuilder::new().from_reader(text);
        let header = rows.headers().map_err(|error| anyhow::anyhow!("{file}: {}", Plain(&error)))?;
        // Spreadsheets write a byte order mark in front.
        let names = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned());
        let found: HashMap<String, usize> = names.zip(0..).collect();
        let missing: Vec<&str> = columns.iter().copied().filter(|name| !found.contains_key(*name)).collect();
        if !missing.is_empty() {
            bail!("{file} line 1: missing column {}", missing.join(", "));
        }
        Ok(Self { file: file.to_owned(), rows, columns: found, seen: HashMap::new(), problems: Vec::new() })
    }

    /// The next row; `None` at the end, or when so much is wrong that the rest need not be read.
    pub(super) fn next(&mut self) -> Option<Row<'_>> {
        let mut record = StringRecord::new();
        while self.problems.len() < MOST_PROBLEMS {
            match self.rows.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    let Self { columns, seen, file, problems, .. } = self;
                    return Some(Row { line, record, columns, seen, file, problems });
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    self.problems.push(format!("{} line {line}: {}", self.file, Plain(&error)));
                    if error.is_io_error() {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Something was wrong: all of it, one problem to a line.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        if self.problems.is_empty() {
            return Ok(());
        }
        let more = if self.problems.len() < MOST_PROBLEMS { "" } else { "\n(and perhaps more)" };
        bail!("{}{more}", self.problems.join("\n"))
    }
}

impl Row<'_> {
    fn field(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|at| self.record.get(*at)).unwrap_or("").trim()
    }

    fn refuse(&mut self, column: &str, reason: &str) {
        let text = format!("{} line {}: {column} {:?} {reason}", self.file, self.line, self.field(column));
        self.problems.push(text);
    }

    /// A text that may be blank.
    pub(super) fn text(&self, column: &str) -> String {
        self.field(column).to_owned()
    }

    /// A text, or nothing when it is blank.
    pub(super) fn optional(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// A text that must not be blank.
    pub(super) fn needed(&mut self, column: &str) -> String {
        if self.field(column).is_empty() {
            self.refuse(column, "is blank");
        }
        self.text(column)
    }

    /// So many half-width digits.
    pub(super) fn digits(&mut self, column: &str, count: usize) -> String {
        let text = self.field(column);
        if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.refuse(column, &format!("is not {count} digits"));
        }
        self.text(column)
    }

    /// So many half-width digits, or nothing when it is blank.
    pub(super) fn optional_digits(&mut self, column: &str, count: usize) -> Option<String> {
        if self.field(column).is_empty() { None } else { Some(self.digits(column, count)) }
    }

    /// One of a few words.
    pub(super) fn one_of(&mut self, column: &str, words: &[&str]) -> String {
        if !words.contains(&self.field(column)) {
            self.refuse(column, &format!("is none of {}", words.join(", ")));
        }
        self.text(column)
    }

    /// Refuses a key that an earlier line has already; `column` is the one that is named.
    pub(super) fn unique(&mut self, column: &str, key: String) {
        if let Some(earlier) = self.seen.insert(key, self.line) {
            self.refuse(column, &format!("is on line {earlier} already"));
        }
    }
}

/// An error of the CSV reader in plain words.
struct Plain<'a>(&'a csv::Error);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            csv::ErrorKind::Utf8 { err, .. } => write!(f, "column {} is not UTF-8", err.field() + 1),
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                write!(f, "has {len} columns, the header has {expected_len}")
            }
            csv::ErrorKind::Io(error) => write!(f, "cannot be read: {error}"),
            _ => write!(f, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        let mut table = TableReader::open("offices.csv", text.as_bytes(), &["code", "name", "kind"]).unwrap();
        while let Some(mut row) = table.next() {
            let code = row.digits("code", 5);
            row.unique("code", code);
            row.needed("name");
            row.one_of("kind", &["main", "branch"]);
        }
        table.finish().err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn every_problem_names_file_line_and_reason() {
        let text =
            "code,name,kind\n13010,飯田橋,main\n1301,,main\n13010,上野,head\n13030,\"上\n野\",main\nx\n";
        assert_eq!(
            problems(text),
            "offices.csv line 3: code \"1301\" is not 5 digits\n\
             offices.csv line 3: name \"\" is blank\n\
             offices.csv line 4: code \"13010\" is on line 2 already\n\
             offices.csv line 4: kind \"head\" is none of main, branch\n\
             offices.csv line 7: has 1 columns, the header has 3"
        );
    }

    #[test]
    fn columns_are_found_by_name_whatever_their_order() {
        assert_eq!(problems("\u{feff}note,kind,name,code\nx,main,飯田橋,13010\n"), "");
    }

    #[test]
    fn a_missing_column_is_told_before_any_row() {
        let error =
            TableReader::open("offices.csv", b"code,kind\n", &["code", "name", "kind"]).err().unwrap();
        assert_eq!(error.to_string(), "offices.csv line 1: missing column name");
    }

    #[test]
    fn the_reading_gives_up_when_too_much_is_wrong() {
        let text = format!("code,name,kind\n{}", "1,上野,main\n".repeat(1_000));
        let told = problems(&text);
        assert!(told.lines().count() < 50, "{told}");
        assert!(told.ends_with("(and perhaps more)"));
    }

    #[test]
    fn text_that_is_not_utf8_is_a_problem_of_its_line() {
        let mut table =
            TableReader::open("offices.csv", b"code,name,kind\n13010,\x94\xd1,main\n", &["code"]).unwrap();
        assert!(table.next().is_none());
        assert_eq!(table.finish().err().unwrap().to_string(), "offices.csv line 2: column 2 is not UTF-8");
    }
}

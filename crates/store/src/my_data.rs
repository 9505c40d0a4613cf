//! Everything that is stored about one person, table by table, for the person. The list of tables is
//! [`tables`]; the test beside it walks the schema and fails while a table or a column that belongs to a person is
//! neither there nor declared to be left out, with its reason.

mod tables;
#[cfg(test)]
mod tests;

use domain::clock::Timestamp;
use sqlx::Row;
use uuid::Uuid;

pub use tables::tables;

use crate::sql::{Conn, Link, Result, instant};

/// Rows of one table that are handed over at most, the newest first.
pub const MOST_ROWS: usize = 10_000;

/// What a column holds, and how it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, codes and civil dates, as they are.
    Text,
    /// Microseconds since 1970 in UTC.
    Instant,
    /// A number of 64 bits.
    Number,
    /// The number of a posting, 求人番号, without its hyphen: a number of 64 bits.
    Posting,
    /// A number of 32 bits.
    SmallNumber,
    /// True or false.
    YesNo,
    /// A UUID by which rows refer to each other.
    Reference,
    /// A word of a list, with what it means in Japanese.
    Word(&'static [(&'static str, &'static str)]),
}

/// A column that is handed over.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the database and in the file.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// A table that is handed over.
#[derive(Debug)]
pub struct Table {
    /// Its name in the database and in the file.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What is read of it.
    pub columns: &'static [Column],
    /// Columns that are not read, each with the reason.
    pub left_out: &'static [(&'static str, &'static str)],
    sql: &'static str,
}

/// A value as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none.
    Nothing,
    /// Text, codes, civil dates and words.
    Text(String),
    /// An instant.
    Instant(Timestamp),
    /// A number.
    Number(i64),
    /// True or false.
    YesNo(bool),
}

/// The rows of a table that are about one person.
#[derive(Debug)]
pub struct Sheet {
    /// The table.
    pub table: &'static Table,
    /// Its rows; each has a value for each column of the table.
    pub rows: Vec<Vec<Value>>,
    /// False when there are more than [`MOST_ROWS`].
    pub complete: bool,
}

/// The values of a row, whichever database it comes from.
macro_rules! values {
    ($row:expr, $table:expr) => {{
        let mut values = Vec::with_capacity($table.columns.len());
        // The first column is a constant, so that every name of the list begins with a comma.
        for (at, column) in $table.columns.iter().enumerate().map(|(at, column)| (at + 1, column)) {
            values.push(
                match column.kind {
                    Kind::Text | Kind::Word(_) => $row.try_get::<Option<String>, _>(at)?.map(Value::Text),
                    Kind::Instant => {
                        $row.try_get::<Option<i64>, _>(at)?.map(instant).transpose()?.map(Value::Instant)
                    }
                    Kind::Number | Kind::Posting => $row.try_get::<Option<i64>, _>(at)?.map(Value::Number),
                    Kind::SmallNumber => {
                        $row.try_get::<Option<i32>, _>(at)?.map(|number| Value::Number(number.into()))
                    }
                    Kind::YesNo => $row.try_get::<Option<bool>, _>(at)?.map(Value::YesNo),
                    Kind::Reference => {
                        $row.try_get::<Option<Uuid>, _>(at)?.map(|id| Value::Text(id.to_string()))
                    }
                }
                .unwrap_or(Value::Nothing),
            );
        }
        values
    }};
}

impl Conn {
    /// What one table holds about a person.
    ///
    /// # Errors
    /// The database fails.
    pub async fn my_data(&mut self, table: &'static Table, account: Uuid) -> Result<Sheet> {
        let mut rows: Vec<Vec<Value>> = Vec::new();
        match self.link() {
            Link::Sqlite(conn) => {
                for row in sqlx::query(table.sql).bind(account).fetch_all(conn).await? {
                    rows.push(values!(row, table));
                }
            }
            Link::Postgres(conn) => {
                for row in sqlx::query(table.sql).bind(account).fetch_all(conn).await? {
                    rows.push(values!(row, table));
                }
            }
        }
        let complete = rows.len() <= MOST_ROWS;
        rows.truncate(MOST_ROWS);
        Ok(Sheet { table, rows, complete })
    }
}

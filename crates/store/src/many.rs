//! Many rows in one statement: `INSERT … VALUES ($1, $2), ($3, $4), …`, written at compile time so
//! that it is still one literal text which the `statements` test prepares on both databases.

/// Rows of one full statement. With seven columns that is well below SQLite's 32,766 values.
pub(crate) const ROWS: usize = 200;

/// Length in bytes of what [`write`] writes.
pub(crate) const fn length(head: &str, columns: usize, rows: usize, tail: &str) -> usize {
    // Each value is "$" and its digits; each but the last of a row ", "; each row "(…)"; rows ", ".
    let mut length = head.len() + tail.len() + rows * 2 + (rows - 1) * 2 + rows * (columns - 1) * 2;
    let mut value = 1;
    while value <= rows * columns {
        length += 1 + digits(value);
        value += 1;
    }
    length
}

/// `head` and the placeholders of `rows` rows of `columns` values each, then `tail`.
pub(crate) const fn write<const LENGTH: usize>(
    head: &str,
    columns: usize,
    rows: usize,
    tail: &str,
) -> [u8; LENGTH] {
    let mut text = [b' '; LENGTH];
    let mut at = put(&mut text, 0, head.as_bytes());
    let mut row = 0;
    while row < rows {
        at = put(&mut text, at, if row == 0 { b"(" } else { b", (" });
        let mut column = 0;
        while column < columns {
            at = put(&mut text, at, if column == 0 { b"$" } else { b", $" });
            at = put_number(&mut text, at, row * columns + column + 1);
            column += 1;
        }
        at = put(&mut text, at, b")");
        row += 1;
    }
    put(&mut text, at, tail.as_bytes());
    text
}

const fn digits(number: usize) -> usize {
    if number < 10 { 1 } else { 1 + digits(number / 10) }
}

const fn put<const LENGTH: usize>(text: &mut [u8; LENGTH], mut at: usize, piece: &[u8]) -> usize {
    let mut next = 0;
    while next < piece.len() {
        text[at] = piece[next];
        at += 1;
        next += 1;
    }
    at
}

const fn put_number<const LENGTH: usize>(text: &mut [u8; LENGTH], at: usize, number: usize) -> usize {
    let end = at + digits(number);
    let (mut place, mut rest) = (end, number);
    while place > at {
        place -= 1;
        text[place] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    end
}

/// The statement text of `many!` for a number of rows.
macro_rules! values {
    ($head:expr, $columns:expr, $rows:expr, $tail:expr) => {{
        const LENGTH: usize = $crate::many::length($head, $columns, $rows, $tail);
        const TEXT: [u8; LENGTH] = $crate::many::write($head, $columns, $rows, $tail);
        const SQL: &str = match std::str::from_utf8(&TEXT) {
            Ok(sql) => sql,
            Err(_) => panic!("not UTF-8"),
        };
        SQL
    }};
}

/// Runs `$head VALUES … $tail` over a slice, many rows at a time; gives the number of rows touched.
///
/// ```text
/// many!(self, "INSERT INTO office (code, name) VALUES ", "", offices, |office| [&office.code, &office.name])
/// ```
macro_rules! many {
    ($db:expr, $head:literal, $tail:literal, $rows:expr, |$row:ident| [$($value:expr),+ $(,)?]) => {{
        const COLUMNS: usize = [$(stringify!($value)),+].len();
        let full: &'static str = listed!(values!($head, COLUMNS, $crate::many::ROWS, $tail));
        let one: &'static str = listed!(values!($head, COLUMNS, 1, $tail));
        let mut touched = 0;
        let (chunks, rest) = $rows.as_chunks::<{ $crate::many::ROWS }>();
        let batches = chunks.iter().map(|chunk| (full, chunk.as_slice()));
        for (sql, batch) in batches.chain(rest.chunks(1).map(|row| (one, row))) {
            touched += match $db.link() {
                $crate::sql::Link::Sqlite(conn) => {
                    let mut query = sqlx::query(sql);
                    for $row in batch { query = query$(.bind($value))+; }
                    query.execute(conn).await?.rows_affected()
                }
                $crate::sql::Link::Postgres(conn) => {
                    let mut query = sqlx::query(sql);
                    for $row in batch { query = query$(.bind($value))+; }
                    query.execute(conn).await?.rows_affected()
                }
            };
        }
        touched
    }};
}

#[cfg(test)]
mod tests {
    #[test]
    fn placeholders_are_numbered_through_all_rows() {
        let sql = values!("INSERT INTO t (a, b) VALUES ", 2, 5, " ON CONFLICT DO NOTHING");
        assert_eq!(
            sql,
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), ($5, $6), ($7, $8), ($9, $10) ON CONFLICT DO NOTHING"
        );
    }
}

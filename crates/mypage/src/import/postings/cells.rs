//! A row of a CSV out of physical lines. A row whose quotes do not close must not swallow the rows after
//! it, so only its first line is given up and the reading goes on with the next.

use std::io;

use super::lines::{Line, Lines};

/// Most physical lines of one row: a description of 10,000 characters has some hundreds.
const MOST_LINES: usize = 1_000;
/// Longest row in bytes.
const LONGEST_ROW: usize = 1 << 20;

/// A row as it stands in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawRow {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    /// All of it (only its first line when it cannot be read), for the file of refused rows.
    pub(super) bytes: Vec<u8>,
    /// Its cells, or why they cannot be told apart.
    pub(super) cells: Result<Vec<Vec<u8>>, &'static str>,
}

/// The next row; blank lines are passed over. `None` at the end of the file.
pub(super) fn next_row(lines: &mut Lines) -> io::Result<Option<RawRow>> {
    let Some(first) = next_written(lines)? else { return Ok(None) };
    let number = first.number;
    if first.cut {
        return Ok(Some(refused(&first, "the line is longer than a row may be")));
    }
    let mut bytes = first.bytes.clone();
    let mut taken = vec![first];
    let mut state = split(&bytes);
    loop {
        let reason = match state {
            Split::Cells(cells) => return Ok(Some(RawRow { line: number, bytes, cells: Ok(cells) })),
            Split::Broken => "after a closing quotation mark comes neither a comma nor the end of the line",
            Split::Open if taken.len() < MOST_LINES && bytes.len() < LONGEST_ROW => match lines.next()? {
                Some(line) => {
                    bytes.push(b'\n');
                    bytes.extend_from_slice(&line.bytes);
                    // A line without a quotation mark cannot close the cell.
                    state = if line.bytes.contains(&b'"') { split(&bytes) } else { Split::Open };
                    taken.push(line);
                    continue;
                }
                None => "a quotation mark is not closed",
            },
            Split::Open => "a quotation mark is not closed",
        };
        let first = taken.remove(0);
        lines.give_back(taken);
        return Ok(Some(refused(&first, reason)));
    }
}

fn next_written(lines: &mut Lines) -> io::Result<Option<Line>> {
    loop {
        match lines.next()? {
            Some(line) if line.bytes.iter().all(u8::is_ascii_whitespace) => {}
            other => return Ok(other),
        }
    }
}

fn refused(line: &Line, reason: &'static str) -> RawRow {
    RawRow { line: line.number, bytes: line.bytes.clone(), cells: Err(reason) }
}

enum Split {
    Cells(Vec<Vec<u8>>),
    /// A quotation mark is open at the end.
    Open,
    /// Text follows a closed cell.
    Broken,
}

/// Tells the cells of a row apart (RFC 4180). Works on bytes: in Shift_JIS, too, no second byte of a
/// character is a comma, a quotation mark or a line break.
fn split(row: &[u8]) -> Split {
    let (mut cells, mut at) = (Vec::new(), 0);
    loop {
        let mut cell = Vec::new();
        if row.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match (row.get(at), row.get(at + 1)) {
                    (None, _) => return Split::Open,
                    (Some(b'"'), Some(b'"')) => {
                        cell.push(b'"');
                        at += 2;
                    }
                    (Some(b'"'), _) => break,
                    (Some(byte), _) => {
                        cell.push(*byte);
                        at += 1;
                    }
                }
            }
            at += 1;
            if !matches!(row.get(at), None | Some(b',')) {
                return Split::Broken;
            }
        } else {
            let rest = &row[at..];
            let length = rest.iter().position(|byte| *byte == b',').unwrap_or(rest.len());
            cell.extend_from_slice(&rest[..length]);
            at += length;
        }
        cells.push(cell);
        if at >= row.len() {
            return Split::Cells(cells);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (line, cells joined by "/" or the reason in angle brackets) of every row.
    fn rows(text: &'static str) -> Vec<(u64, String)> {
        let mut lines = Lines::of_bytes(text.as_bytes()).unwrap();
        std::iter::from_fn(|| next_row(&mut lines).unwrap())
            .map(|row| {
                let text = match row.cells {
                    Ok(cells) => {
                        cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect::<Vec<_>>().join("/")
                    }
                    Err(_) => format!("<{}>", String::from_utf8_lossy(&row.bytes)),
                };
                (row.line, text)
            })
            .collect()
    }

    fn told(rows: &[(u64, &str)]) -> Vec<(u64, String)> {
        rows.iter().map(|(line, text)| (*line, (*text).to_owned())).collect()
    }

    #[test]
    fn cells_may_hold_commas_quotation_marks_and_line_breaks() {
        let text = "a,b,c\n1,\"x, \"\"y\"\"\nz\",3\n\n,,\n";
        assert_eq!(rows(text), told(&[(1, "a/b/c"), (2, "1/x, \"y\"\nz/3"), (5, "//")]));
        assert_eq!(rows("5\" pipe,x\n"), told(&[(1, "5\" pipe/x")]));
        assert_eq!(rows("a,\n\"\",\"\"\n"), told(&[(1, "a/"), (2, "/")]));
    }

    #[test]
    fn an_open_quotation_mark_loses_its_own_line_only() {
        assert_eq!(rows("1,\"open\n2,b\n3,c\n"), told(&[(1, "<1,\"open>"), (2, "2/b"), (3, "3/c")]));
        let quoted_after = "1,\"open\n2,\"b\"\n3,\"c\nd\"\n";
        assert_eq!(rows(quoted_after), told(&[(1, "<1,\"open>"), (2, "2/b"), (3, "3/c\nd")]));
    }

    #[test]
    fn an_open_quotation_mark_far_from_the_end_loses_its_own_line_only() {
        let text = format!("1,\"open\n{}", "2,b\n".repeat(5_000)).leak();
        let found = rows(text);
        assert_eq!(found.len(), 5_001);
        assert_eq!(found[5_000], (5_001, "2/b".to_owned()));
    }
}

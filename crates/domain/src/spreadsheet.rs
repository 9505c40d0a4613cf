//! What a spreadsheet would take for a formula (spec/security.md: CSV exports neutralise formulas).

use std::borrow::Cow;

/// First bytes of a cell that a spreadsheet works out instead of showing it.
const DANGEROUS: [u8; 6] = *b"=+-@\t\r";
/// The same signs as Japanese keyboards type them, which some programs take as well (UTF-8).
const DANGEROUS_WIDE: [&str; 4] = ["＝", "＋", "－", "＠"];

/// The bytes of a cell as they may stand in a CSV that people open: what would be a formula gets an apostrophe
/// in front, and everything else, numbers with a sign too, stays as it is. In any encoding that keeps ASCII.
pub fn neutral(cell: &[u8]) -> Cow<'_, [u8]> {
    let dangerous = cell.first().is_some_and(|first| DANGEROUS.contains(first))
        || DANGEROUS_WIDE.iter().any(|sign| cell.starts_with(sign.as_bytes()));
    if dangerous && !is_number(cell) { Cow::Owned([b"'", cell].concat()) } else { Cow::Borrowed(cell) }
}

/// A sign, digits (with commas between them), perhaps a point and more digits.
fn is_number(cell: &[u8]) -> bool {
    let unsigned = cell.strip_prefix(b"-").or_else(|| cell.strip_prefix(b"+")).unwrap_or(cell);
    let mut parts = unsigned.splitn(2, |byte| *byte == b'.');
    let whole = parts.next().unwrap_or_default();
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit) && !part.is_empty();
    whole.split(|byte| *byte == b',').all(digits) && parts.next().is_none_or(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(cell: &str) -> String {
        String::from_utf8(neutral(cell.as_bytes()).into_owned()).unwrap()
    }

    #[test]
    fn what_would_be_a_formula_is_text() {
        for cell in [
            "=1+2",
            "=HYPERLINK(\"https://evil.example\")",
            "+SUM(A1)",
            "-2+3",
            "-1|'cmd'!A1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=",
            "-",
            "-.",
            "-1.",
            "+81-90-1234-5678",
            "＝1+2",
            "＠SUM(A1)",
        ] {
            assert_eq!(told(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn numbers_and_words_stay_as_they_are() {
        for cell in [
            "",
            "-5",
            "-1,234",
            "+3",
            "-0.25",
            "1,000",
            "介護職",
            "a=b",
            "'x",
            "{\"求人番号\":",
            "13010-00000001",
        ] {
            assert_eq!(told(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_afterwards_and_nothing_is_lost(cell in "[-=+@\t\r'0-9.,a]{0,8}") {
            let after = told(&cell);
            prop_assert_eq!(after.trim_start_matches('\''), cell.trim_start_matches('\''));
            let first = after.bytes().next();
            let is_sign = first.is_some_and(|first| DANGEROUS.contains(&first));
            prop_assert!(!is_sign || after.replace(',', "").parse::<f64>().is_ok(), "{after}");
        }
    }
}

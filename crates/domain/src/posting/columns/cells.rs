//! The cells of one row, taken out one by one; what is wrong with them is noted.

use unicode_normalization::UnicodeNormalization;

use super::BadColumn;
use crate::clock::Date;

/// Longest text of one column, in characters.
const LONGEST_TEXT: usize = 10_000;
/// Why a date is refused.
pub(super) const NOT_A_DATE: &str = "not a date (YYYY-MM-DD)";

/// The columns of one row while they are read.
pub(super) struct Cells<'a> {
    pub(super) left: Vec<(&'a str, &'a str)>,
    pub(super) bad: Vec<BadColumn>,
}

impl<'a> Cells<'a> {
    pub(super) fn take(&mut self, column: &str) -> Option<&'a str> {
        let at = self.left.iter().position(|(name, _)| *name == column)?;
        Some(self.left.remove(at).1)
    }

    pub(super) fn text(&mut self, column: &str) -> String {
        self.take(column).map(|text| self.bounded(column, text)).unwrap_or_default()
    }

    pub(super) fn bounded(&mut self, column: &str, text: &str) -> String {
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            self.refuse(column, text, "longer than 10,000 characters");
            return String::new();
        }
        clean(text)
    }

    pub(super) fn needed<T>(
        &mut self,
        column: &str,
        read: impl Fn(&str) -> Option<T>,
        reason: &'static str,
    ) -> Option<T> {
        if !self.left.iter().any(|(name, _)| *name == column) {
            self.refuse(column, "", "missing");
            return None;
        }
        self.parsed(column, read, reason)
    }

    pub(super) fn parsed<T>(
        &mut self,
        column: &str,
        read: impl Fn(&str) -> Option<T>,
        reason: &'static str,
    ) -> Option<T> {
        let text = clean(self.take(column)?);
        let value = read(&text);
        if value.is_none() {
            self.refuse(column, &text, reason);
        }
        value
    }

    pub(super) fn number(&mut self, column: &str) -> Option<u32> {
        let whole = |text: &str| {
            let digits: String = text.nfkc().filter(|c| *c != ',' && !c.is_whitespace()).collect();
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        self.parsed(column, whole, "not a whole number from 0 to 4294967295")
    }

    pub(super) fn postal_code(&mut self, column: &str) -> String {
        let seven = |text: &str| {
            let digits: String =
                text.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '〒' | 'ー' | '−')).collect();
            (digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
        };
        self.parsed(column, seven, "not a postal code of seven digits").unwrap_or_default()
    }

    pub(super) fn several(&mut self, column: &str) -> Vec<String> {
        let text = self.text(column);
        text.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn refuse(&mut self, column: &str, value: &str, reason: &'static str) {
        let value = value.chars().take(40).collect();
        self.bad.push(BadColumn { column: column.to_owned(), value, reason });
    }
}

/// `2026-11-20`, `2026/11/20`, `2026/1/5` or `20261120`, in any width.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = folded(text).replace('/', "-");
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok();
    }
    let mut parts = text.split('-').map(|part| {
        (part.len() <= 4 && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())?
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && year >= 1900)
        .then(|| Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok())
        .flatten()
}

/// The text in one width (NFKC).
pub(super) fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

/// Line breaks as `\n`, no other control characters (a database refuses some), no spaces around.
pub(super) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}

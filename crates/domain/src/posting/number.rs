//! 求人番号: the accepting office's five digits, a hyphen, and up to eight digits (domain 4.4).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

const SERIAL_DIGITS: usize = 8;
const OFFICE_DIGITS: usize = 5;
const SERIALS: u64 = 100_000_000;

/// A posting's number. Shown as `NNNNN-NNNNNNNN`, the second part padded to eight digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PostingNumber(u64);

/// The text is not a posting number. Its Display is the sentence shown to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("求人番号は「13010-01234567」のように、5桁の数字、ハイフン、8桁以内の数字で入力してください。")]
pub struct BadPostingNumber;

impl PostingNumber {
    /// Reads a number in any width, with any kind of hyphen, the second part padded or not.
    /// Thirteen digits without a hyphen are accepted as well.
    ///
    /// # Errors
    /// The text has another form.
    pub fn parse(text: &str) -> Result<Self, BadPostingNumber> {
        // Longer than any spelling of a number: not even looked at.
        if text.len() > 100 {
            return Err(BadPostingNumber);
        }
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).map(plain_hyphen).collect();
        let (office, serial) = match text.split_once('-') {
            Some(parts) => parts,
            None if text.len() == OFFICE_DIGITS + SERIAL_DIGITS && text.is_ascii() => {
                text.split_at(OFFICE_DIGITS)
            }
            None => return Err(BadPostingNumber),
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if office.len() != OFFICE_DIGITS || serial.len() > SERIAL_DIGITS || !digits(office) || !digits(serial)
        {
            return Err(BadPostingNumber);
        }
        let office: u64 = office.parse().map_err(|_| BadPostingNumber)?;
        let serial: u64 = serial.parse().map_err(|_| BadPostingNumber)?;
        Ok(Self(office * SERIALS + serial))
    }

    /// The number as one integer of at most thirteen digits, the form that is stored.
    pub fn value(self) -> u64 {
        self.0
    }

    /// From the stored integer; `None` when it has more than thirteen digits.
    pub fn from_value(value: u64) -> Option<Self> {
        (value < 100_000 * SERIALS).then_some(Self(value))
    }
}

/// Every dash a person may type for a hyphen, the long vowel sign included.
fn plain_hyphen(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '─' | '━' | '﹣' => '-',
        other => other,
    }
}

impl fmt::Display for PostingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}-{:08}", self.0 / SERIALS, self.0 % SERIALS)
    }
}

impl FromStr for PostingNumber {
    type Err = BadPostingNumber;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_width_hyphen_and_padding_is_the_same_number() {
        for text in [
            "13010-09999999",
            "13010-9999999",
            "１３０１０－０９９９９９９９",
            "１３０１０ー９９９９９９９",
            " 13010 ‐ 9999999 ",
            "13010−09999999",
            "1301009999999",
        ] {
            assert_eq!(
                PostingNumber::parse(text).map(|n| n.to_string()).as_deref(),
                Ok("13010-09999999"),
                "{text}"
            );
        }
    }

    #[test]
    fn offices_that_begin_with_zero_keep_their_zero() {
        assert_eq!(PostingNumber::parse("02010-1").unwrap().to_string(), "02010-00000001");
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "-",
            "13010-",
            "-1",
            "1301-1",
            "130100-1",
            "13010-123456789",
            "13010-1-1",
            "abcde-1",
            "130109999999",
            "13010-+1",
        ] {
            assert_eq!(PostingNumber::parse(text), Err(BadPostingNumber), "{text}");
        }
        assert_eq!(PostingNumber::parse(&"1".repeat(10_000)), Err(BadPostingNumber));
    }

    #[test]
    fn the_stored_integer_reads_back_and_has_a_limit() {
        let number = PostingNumber::parse("99999-99999999").unwrap();
        assert_eq!(PostingNumber::from_value(number.value()), Some(number));
        assert_eq!(PostingNumber::from_value(number.value() + 1), None);
    }
}

//! 電話番号 within Japan: ten or eleven digits that begin with 0.

use std::fmt;

use super::number_text;

/// 電話番号: at most this many characters, hyphens included (domain.md 4.2).
pub const MAX_TELEPHONE_CHARS: usize = 13;

/// A telephone number, kept with the hyphens the person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelephoneNumber(String);

/// A telephone number that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadTelephoneNumber {
    /// Nothing was typed.
    #[error("電話番号を入力してください。例：090-1234-5678")]
    Empty,
    /// Letters or signs that no telephone number has.
    #[error("電話番号は、数字とハイフン（-）で入力してください。例：090-1234-5678")]
    NotANumber,
    /// Too few or too many digits, or no 0 in front.
    #[error("電話番号は、0から始まる10桁または11桁の番号を、市外局番から入力してください。例：048-969-8609")]
    WrongLength,
}

impl TelephoneNumber {
    /// Reads what a person typed: any width, hyphens or brackets or none, `+81` for the leading 0.
    ///
    /// # Errors
    /// Nothing was typed, or it is no number of a telephone in Japan.
    pub fn parse(typed: &str) -> Result<Self, BadTelephoneNumber> {
        let text = number_text(typed).replace(['(', ')'], "-");
        let text = match text.strip_prefix("+81") {
            Some(rest) => format!("0{}", rest.trim_start_matches(['-', '0'])),
            None => text,
        };
        let groups: Vec<&str> = text.split('-').filter(|group| !group.is_empty()).collect();
        if groups.is_empty() {
            return Err(if text.is_empty() {
                BadTelephoneNumber::Empty
            } else {
                BadTelephoneNumber::NotANumber
            });
        }
        let digits = groups.concat();
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadTelephoneNumber::NotANumber);
        }
        let written = if groups.len() <= 3 { groups.join("-") } else { digits.clone() };
        Self::has_right_length(&digits).then_some(Self(written)).ok_or(BadTelephoneNumber::WrongLength)
    }

    /// As it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Numbers such as 090-, 080-, 070-, 050- and 0800- have eleven digits, all others ten.
    fn has_right_length(digits: &str) -> bool {
        let eleven =
            matches!(digits.as_bytes(), [b'0', b'2' | b'5'..=b'9', b'0', ..]) && !digits.starts_with("0990");
        digits.starts_with('0') && !digits.starts_with("00") && digits.len() == if eleven { 11 } else { 10 }
    }
}

impl fmt::Display for TelephoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_usual_writing_is_read_and_its_hyphens_are_kept() {
        for (typed, kept) in [
            ("090-1234-5678", "090-1234-5678"),
            ("０９０ー１２３４ー５６７８", "090-1234-5678"),
            ("09012345678", "09012345678"),
            ("048(969)8609", "048-969-8609"),
            ("+81 90-1234-5678", "090-1234-5678"),
            ("+81(0)48-969-8609", "048-969-8609"),
            ("0120-123-456", "0120-123-456"),
            ("0800-123-4567", "0800-123-4567"),
        ] {
            assert_eq!(TelephoneNumber::parse(typed).map(|n| n.to_string()), Ok(kept.into()), "{typed}");
        }
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        assert_eq!(TelephoneNumber::parse(""), Err(BadTelephoneNumber::Empty));
        assert_eq!(TelephoneNumber::parse("---"), Err(BadTelephoneNumber::NotANumber));
        assert_eq!(TelephoneNumber::parse("090-1234-567x"), Err(BadTelephoneNumber::NotANumber));
        for typed in ["969-8609", "090-1234-567", "048-969-86099", "190-1234-5678", "00123456789", "110"] {
            assert_eq!(TelephoneNumber::parse(typed), Err(BadTelephoneNumber::WrongLength), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_kept_fits_and_reads_back(typed in "[0-9０-９()ー -]{0,20}") {
            if let Ok(number) = TelephoneNumber::parse(&typed) {
                prop_assert!(number.as_str().len() <= MAX_TELEPHONE_CHARS);
                prop_assert_eq!(TelephoneNumber::parse(number.as_str()), Ok(number));
            }
        }
    }
}

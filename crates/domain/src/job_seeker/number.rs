//! 求職番号: `NNNNN-NNNNNNNN`, the code of the office first (domain.md 4.4).

use std::{fmt, str::FromStr};

use crate::japanese::number_text;

const OFFICE_DIGITS: usize = 5;
const SERIAL_DIGITS: usize = 8;

/// The number a job seeker is registered under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobSeekerNumber {
    office: String,
    serial: u32,
}

/// A number that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadJobSeekerNumber {
    /// Nothing was typed.
    #[error("求職番号を入力してください。例：11080-00000123")]
    Empty,
    /// Not five digits, a hyphen and up to eight digits.
    #[error("求職番号は、5桁の数字、ハイフン（-）、8桁以内の数字で入力してください。例：11080-00000123")]
    Unreadable,
}

impl JobSeekerNumber {
    /// The number with this running number (1 to 99,999,999) at this office (five digits).
    ///
    /// # Errors
    /// The office code is not five digits, or the running number is out of range.
    pub fn new(office: &str, serial: u32) -> Result<Self, BadJobSeekerNumber> {
        let office_ok = office.len() == OFFICE_DIGITS && office.bytes().all(|b| b.is_ascii_digit());
        if office_ok && (1..10_u32.pow(SERIAL_DIGITS as u32)).contains(&serial) {
            Ok(Self { office: office.to_owned(), serial })
        } else {
            Err(BadJobSeekerNumber::Unreadable)
        }
    }

    /// Reads what a person typed or a machine wrote: any width and hyphen, leading zeros of the
    /// second part optional. The hyphen may be left out: the code of the office always has five digits.
    ///
    /// # Errors
    /// Nothing was typed, or it is no such number.
    pub fn parse(typed: &str) -> Result<Self, BadJobSeekerNumber> {
        let text = number_text(typed);
        if text.is_empty() {
            return Err(BadJobSeekerNumber::Empty);
        }
        let parts = text.split_once('-').or_else(|| text.split_at_checked(OFFICE_DIGITS));
        let (office, serial) = parts.ok_or(BadJobSeekerNumber::Unreadable)?;
        let digits =
            (1..=SERIAL_DIGITS).contains(&serial.len()) && serial.bytes().all(|b| b.is_ascii_digit());
        let serial = digits.then(|| serial.parse().ok()).flatten().ok_or(BadJobSeekerNumber::Unreadable)?;
        Self::new(office, serial)
    }

    /// The code of the office that gave the number.
    pub fn office(&self) -> &str {
        &self.office
    }
}

impl fmt::Display for JobSeekerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:0width$}", self.office, self.serial, width = SERIAL_DIGITS)
    }
}

impl FromStr for JobSeekerNumber {
    type Err = BadJobSeekerNumber;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_written_as_the_home_prints_it() {
        let number = JobSeekerNumber::new("70000", 99_999_999).unwrap();
        assert_eq!(number.to_string(), "70000-99999999"); // the sample of seed 004
        assert_eq!(JobSeekerNumber::new("01010", 7).unwrap().to_string(), "01010-00000007");
    }

    #[test]
    fn it_is_read_in_any_width_and_without_padding() {
        for typed in [
            "01010-00000007",
            "０１０１０ー７",
            "01010−007",
            " 01010 - 7 ",
            "0101000000007",
            "０１０１０　７",
        ] {
            assert_eq!(
                JobSeekerNumber::parse(typed).map(|n| n.to_string()),
                Ok("01010-00000007".into()),
                "{typed}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(JobSeekerNumber::parse(""), Err(BadJobSeekerNumber::Empty));
        for typed in [
            "01010",
            "01010000000007",
            "ハローワーク7",
            "1010-7",
            "01010-",
            "01010-0",
            "01010-123456789",
            "0101a-7",
            "01010-7-7",
        ] {
            assert_eq!(JobSeekerNumber::parse(typed), Err(BadJobSeekerNumber::Unreadable), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn every_number_reads_back(office in "[0-9]{5}", serial in 1_u32..100_000_000) {
            let number = JobSeekerNumber::new(&office, serial).unwrap();
            prop_assert_eq!(number.to_string().len(), 14);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}

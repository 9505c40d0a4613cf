//! 事業所番号: four digits, up to six, and one, divided by hyphens (domain 5.1; `1307-959878-6`).

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::japanese::is_hyphen_like;

const SERIAL_DIGITS: usize = 6;

/// The number of an establishment. It leads to the employer: see [`crate::posting::IdentityFacts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EstablishmentNumber(u64);

/// The text is not an establishment's number. Its Display is the sentence shown to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "事業所番号は「1307-959878-6」のように、4桁、6桁以内、1桁の数字をハイフンでつないで入力してください。"
)]
pub struct BadEstablishmentNumber;

impl EstablishmentNumber {
    /// Reads a number in any width, with any kind of hyphen, its second part padded or not. Eleven digits
    /// without hyphens are accepted as well.
    ///
    /// # Errors
    /// The text has another form.
    pub fn parse(text: &str) -> Result<Self, BadEstablishmentNumber> {
        // Longer than any spelling of a number: not even looked at.
        if text.len() > 100 {
            return Err(BadEstablishmentNumber);
        }
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let text: String = text.chars().map(|c| if is_hyphen_like(c) { '-' } else { c }).collect();
        let parts: Vec<&str> = match text.len() {
            11 if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                vec![&text[..4], &text[4..10], &text[10..]]
            }
            _ => text.split('-').collect(),
        };
        let [office, serial, check] = parts[..] else { return Err(BadEstablishmentNumber) };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let sized = office.len() == 4 && (1..=SERIAL_DIGITS).contains(&serial.len()) && check.len() == 1;
        if !sized || ![office, serial, check].into_iter().all(digits) {
            return Err(BadEstablishmentNumber);
        }
        let number = format!("{office}{serial:0>SERIAL_DIGITS$}{check}");
        number.parse().map(Self).map_err(|_| BadEstablishmentNumber)
    }

    /// The number as one integer of at most eleven digits.
    pub fn value(self) -> u64 {
        self.0
    }

    /// The ways in which people write the number, as [`Self::parse`] reads them: `0107-009878-6`, `0107-9878-6`
    /// and `01070098786`.
    pub fn spellings(self) -> [String; 3] {
        let (office, serial, check) = (self.0 / 10_000_000, self.0 / 10 % 1_000_000, self.0 % 10);
        [self.to_string(), format!("{office:04}-{serial}-{check}"), format!("{:011}", self.0)]
    }
}

impl fmt::Display for EstablishmentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:06}-{}", self.0 / 10_000_000, self.0 / 10 % 1_000_000, self.0 % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reads_back_as_the_number() {
        let number = EstablishmentNumber::parse("0107-9878-6").unwrap();
        assert_eq!(number.spellings(), ["0107-009878-6", "0107-9878-6", "01070098786"]);
        for spelling in number.spellings() {
            assert_eq!(EstablishmentNumber::parse(&spelling), Ok(number), "{spelling}");
        }
    }

    #[test]
    fn any_width_hyphen_and_padding_is_the_same_number() {
        for text in
            ["0107-009878-6", "0107-9878-6", "０１０７ー９８７８ー６", " 0107 − 009878 − 6", "01070098786"]
        {
            assert_eq!(EstablishmentNumber::parse(text).unwrap().to_string(), "0107-009878-6", "{text}");
        }
        assert_eq!(EstablishmentNumber::parse("0107-009878-6").unwrap().value(), 1_070_098_786);
    }

    #[test]
    fn other_forms_are_refused() {
        for text in ["", "1307", "1307-959878", "130-959878-6", "13070-959878-6", "1307-9598781-6", "1307--6"]
        {
            assert_eq!(EstablishmentNumber::parse(text), Err(BadEstablishmentNumber), "{text}");
        }
        for text in ["1307-959878-66", "1307-959878-", "130795987", "1307-95a878-6", "1-3-0-7"] {
            assert_eq!(EstablishmentNumber::parse(text), Err(BadEstablishmentNumber), "{text}");
        }
        assert_eq!(EstablishmentNumber::parse(&"1".repeat(10_000)), Err(BadEstablishmentNumber));
    }
}

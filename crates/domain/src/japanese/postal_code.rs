//! 郵便番号: seven digits, typed with or without the hyphen.

use std::{fmt, str::FromStr};

use super::number_text;

/// A postal code: seven digits. Whether it exists is the table's business, not this type's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostalCode(String);

/// A postal code that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPostalCode {
    /// Nothing was typed.
    #[error("郵便番号を入力してください。例：343-0023")]
    Empty,
    /// Not seven digits.
    #[error("郵便番号は、数字7桁で入力してください。例：343-0023")]
    NotSevenDigits,
}

impl PostalCode {
    /// Reads what a person typed: any width, `〒` in front, any hyphen or none.
    ///
    /// # Errors
    /// Nothing was typed, or it is not seven digits.
    pub fn parse(typed: &str) -> Result<Self, BadPostalCode> {
        let text = number_text(typed);
        let text = text.strip_prefix('〒').unwrap_or(&text);
        if text.is_empty() {
            return Err(BadPostalCode::Empty);
        }
        let digits = match text.split_once('-') {
            Some((front, back)) if front.len() == 3 => format!("{front}{back}"),
            Some(_) => return Err(BadPostalCode::NotSevenDigits),
            None => text.to_owned(),
        };
        let good = digits.len() == 7 && digits.bytes().all(|b| b.is_ascii_digit());
        good.then_some(Self(digits)).ok_or(BadPostalCode::NotSevenDigits)
    }

    /// The seven digits without a hyphen, as they are stored.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (front, back) = self.0.split_at(3);
        write!(f, "{front}-{back}")
    }
}

impl FromStr for PostalCode {
    type Err = BadPostalCode;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_writing_is_read() {
        for typed in ["343-0023", "3430023", "３４３ー００２３", "〒343-0023", "343 0023", " 343－0023"]
        {
            assert_eq!(
                PostalCode::parse(typed).map(|code| code.to_string()),
                Ok("343-0023".into()),
                "{typed}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused() {
        assert_eq!(PostalCode::parse("　"), Err(BadPostalCode::Empty));
        for typed in [
            "343002",
            "34300233",
            "34-30023",
            "343-002a",
            "343-00-23",
            "٣٤٣٠٠٢٣",
            "３四３００２３",
            "-3430023",
        ] {
            assert_eq!(PostalCode::parse(typed), Err(BadPostalCode::NotSevenDigits), "{typed}");
        }
    }
}

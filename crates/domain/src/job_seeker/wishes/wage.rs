//! 希望賃金: the least the person wants, by the month or by the hour.

use crate::japanese::number_text;

/// The largest wage a field takes, in yen; a month's wage above it is a slip of the finger.
pub const MAX_WAGE_YEN: u32 = 9_999_999;
/// An hour's wage above this, in yen, is a slip of the finger or a month's wage.
const MAX_HOURLY_YEN: u32 = 99_999;
/// What nobody is surprised at, in yen. Beyond it the unit or a digit is probably wrong, so the page asks
/// once more [A].
const USUAL_MONTHLY_YEN: std::ops::RangeInclusive<u32> = 50_000..=1_000_000;
/// The same by the hour [A].
const USUAL_HOURLY_YEN: std::ops::RangeInclusive<u32> = 500..=10_000;

/// What a wage is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WageUnit {
    /// 月給
    Month,
    /// 時給
    Hour,
}

impl WageUnit {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Month, Self::Hour];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Hour => "hour",
        }
    }

    /// The word on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "月給",
            Self::Hour => "時給",
        }
    }

    /// Reads [`WageUnit::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    fn most(self) -> u32 {
        match self {
            Self::Month => MAX_WAGE_YEN,
            Self::Hour => MAX_HOURLY_YEN,
        }
    }
}

/// 希望賃金: the least the person wants, in yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wage {
    /// By the month or by the hour.
    pub unit: WageUnit,
    /// The lower limit in yen.
    pub at_least_yen: u32,
}

/// A wage that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWage {
    /// An amount without 月給 or 時給.
    #[error("希望賃金の「月給」か「時給」かを選んでください。")]
    NoUnit,
    /// 月給 or 時給 without an amount.
    #[error("希望賃金の下限額を入力してください。例：月給なら 200000、時給なら 1200")]
    NoAmount,
    /// Not a number.
    #[error("希望賃金の下限額は、円の数字だけで入力してください。例：200000")]
    NotANumber,
    /// Zero or more than anybody earns.
    #[error("希望賃金の下限額は、1円から{most}円までの数字で入力してください。")]
    OutOfRange {
        /// The most that the unit takes, in yen.
        most: u32,
    },
}

impl Wage {
    /// Reads the unit's code and the amount as typed (any width, 「円」 and commas allowed).
    /// Neither of them means no wish.
    ///
    /// # Errors
    /// Only one of the two is there, or the amount is no amount.
    pub fn parse(unit: &str, typed: &str) -> Result<Option<Self>, BadWage> {
        let text = number_text(typed).replace([',', '，', '、', '\\', '¥', '￥'], "");
        let amount = text.strip_suffix('円').unwrap_or(&text);
        match (WageUnit::from_code(unit), amount) {
            (None, "") => Ok(None),
            (None, _) => Err(BadWage::NoUnit),
            (Some(_), "") => Err(BadWage::NoAmount),
            (Some(unit), amount) => Self::of(unit, amount).map(Some),
        }
    }

    fn of(unit: WageUnit, amount: &str) -> Result<Self, BadWage> {
        if !amount.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadWage::NotANumber);
        }
        let most = unit.most();
        let yen = amount.parse().ok().filter(|yen| (1..=most).contains(yen));
        yen.map(|at_least_yen| Self { unit, at_least_yen }).ok_or(BadWage::OutOfRange { most })
    }

    /// What is to be asked once more about an unusual amount, before it is taken.
    pub fn doubt(self) -> Option<String> {
        let usual = match self.unit {
            WageUnit::Month => USUAL_MONTHLY_YEN,
            WageUnit::Hour => USUAL_HOURLY_YEN,
        };
        let other = match self.unit {
            WageUnit::Month => WageUnit::Hour,
            WageUnit::Hour => WageUnit::Month,
        };
        (!usual.contains(&self.at_least_yen)).then(|| {
            format!(
                "希望賃金が「{}」になっています。金額に間違いがないか、「{}」ではないか、確認してください。",
                self.in_words(),
                other.name()
            )
        })
    }

    /// `月給 200,000円以上`.
    pub fn in_words(self) -> String {
        format!("{} {}円以上", self.unit.name(), with_commas(self.at_least_yen))
    }
}

fn with_commas(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wage_is_read_in_any_width_with_commas_and_yen() {
        for typed in ["200000", "２００，０００円", "200,000", "¥200000", " 200000 "] {
            let wage = Wage::parse("month", typed).unwrap().unwrap();
            assert_eq!(wage.in_words(), "月給 200,000円以上", "{typed}");
        }
        assert_eq!(Wage::parse("hour", "1200").unwrap().map(Wage::in_words), Some("時給 1,200円以上".into()));
    }

    #[test]
    fn no_wage_is_no_wish_and_half_a_wage_is_an_error() {
        assert_eq!(Wage::parse("", " "), Ok(None));
        assert_eq!(Wage::parse("", "1200"), Err(BadWage::NoUnit));
        assert_eq!(Wage::parse("day", "1200"), Err(BadWage::NoUnit));
        assert_eq!(Wage::parse("month", ""), Err(BadWage::NoAmount));
        assert_eq!(Wage::parse("month", "20万"), Err(BadWage::NotANumber));
        assert_eq!(Wage::parse("month", "-200000"), Err(BadWage::NotANumber));
    }

    #[test]
    fn both_sides_of_the_limits_of_a_wage() {
        assert!(Wage::parse("month", "9999999").is_ok());
        assert_eq!(Wage::parse("month", "10000000"), Err(BadWage::OutOfRange { most: MAX_WAGE_YEN }));
        assert!(Wage::parse("hour", "99999").is_ok());
        assert_eq!(Wage::parse("hour", "100000"), Err(BadWage::OutOfRange { most: 99_999 }));
        assert!(Wage::parse("month", "1").is_ok());
        assert!(Wage::parse("month", "0").is_err());
        assert!(Wage::parse("month", "99999999999999999999").is_err());
    }

    #[test]
    fn an_unusual_amount_is_asked_about_and_a_usual_one_is_not() {
        let doubt = |unit, yen: &str| Wage::parse(unit, yen).unwrap().unwrap().doubt();
        for (unit, usual, unusual) in [
            ("month", "50000", "49999"),
            ("month", "1000000", "1000001"),
            ("hour", "500", "499"),
            ("hour", "10000", "10001"),
        ] {
            assert_eq!(doubt(unit, usual), None, "{usual}");
            assert!(doubt(unit, unusual).unwrap().contains("円以上"), "{unusual}");
        }
        assert!(doubt("month", "1200").unwrap().contains("「時給」ではないか"));
    }
}

//! A month of a person's past: when a school was left, when a job was begun.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use super::OLDEST_YEARS;
use crate::japanese::{birth_year, eras_of_month, number_text};

/// How far ahead a planned month (卒業見込) may lie, in years.
pub const MAX_YEARS_AHEAD: i16 = 10;

/// A month of a year (西暦). Kept as `YYYY-MM`; months are compared in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    year: i16,
    month: i8,
}

/// A month that cannot be taken; `label` is the name of its field on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadYearMonth {
    /// Nothing was typed.
    #[error("{label}を入力してください。")]
    Empty {
        /// The field.
        label: &'static str,
    },
    /// The year is missing or unreadable.
    #[error("{label}の年は、西暦4桁で入力してください。例：2015（「平成27」のように和暦でも入力できます）")]
    Year {
        /// The field.
        label: &'static str,
    },
    /// The month is missing or none of the twelve.
    #[error("{label}の月は、1から12までの数字で入力してください。")]
    Month {
        /// The field.
        label: &'static str,
    },
    /// Longer ago than anybody lives.
    #[error("{label}の年を確認してください。{OLDEST_YEARS}年より前の年月は入力できません。")]
    TooLongAgo {
        /// The field.
        label: &'static str,
    },
    /// Further ahead than [`MAX_YEARS_AHEAD`].
    #[error("{label}の年を確認してください。{MAX_YEARS_AHEAD}年より先の年月は入力できません。")]
    TooFarAhead {
        /// The field.
        label: &'static str,
    },
}

impl YearMonth {
    /// The month of a civil date.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// Reads 年 and 月 as typed, in any width and in either calendar. Neither of them means no month.
    ///
    /// # Errors
    /// A part is missing or wrong, or the month lies beyond what a life holds.
    pub fn parse(
        label: &'static str,
        [year, month]: [&str; 2],
        today: Date,
    ) -> Result<Option<Self>, BadYearMonth> {
        let (typed_year, typed_month) = (number_text(year), number_text(month));
        if typed_year.is_empty() && typed_month.is_empty() {
            return Ok(None);
        }
        let year = birth_year(&typed_year).map_err(|_| BadYearMonth::Year { label })?;
        let month = typed_month.strip_suffix('月').unwrap_or(&typed_month);
        let digits = (1..=2).contains(&month.len()) && month.bytes().all(|b| b.is_ascii_digit());
        let month = digits.then(|| month.parse().ok()).flatten().filter(|month| (1..=12).contains(month));
        let month = month.ok_or(BadYearMonth::Month { label })?;
        match year - today.year() {
            ahead if ahead > MAX_YEARS_AHEAD => Err(BadYearMonth::TooFarAhead { label }),
            ago if ago < -OLDEST_YEARS => Err(BadYearMonth::TooLongAgo { label }),
            _ => Ok(Some(Self { year, month })),
        }
    }

    /// As [`YearMonth::parse`], for a month that has to be there.
    ///
    /// # Errors
    /// As there, or nothing was typed.
    pub fn needed(label: &'static str, typed: [&str; 2], today: Date) -> Result<Self, BadYearMonth> {
        Self::parse(label, typed, today)?.ok_or(BadYearMonth::Empty { label })
    }

    /// 西暦, four digits.
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// `2015年3月（平成27年）`.
    pub fn in_words(self) -> String {
        format!("{}年{}月（{}）", self.year, self.month, eras_of_month(self.year, self.month))
    }

    /// Months from here to `later`, both counted in: April to March is twelve.
    pub fn months_until(self, later: Self) -> i32 {
        let count = |at: Self| i32::from(at.year) * 12 + i32::from(at.month);
        (count(later) - count(self) + 1).max(0)
    }
}

/// `YYYY-MM`.
impl fmt::Display for YearMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A stored month that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month of the form YYYY-MM")]
pub struct NotAYearMonth;

impl FromStr for YearMonth {
    type Err = NotAYearMonth;

    /// Reads what `Display` wrote.
    fn from_str(text: &str) -> Result<Self, NotAYearMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAYearMonth)?;
        let (year, month) = year.parse().ok().zip(month.parse().ok()).ok_or(NotAYearMonth)?;
        (1..=12).contains(&month).then_some(Self { year, month }).ok_or(NotAYearMonth)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn parse(year: &str, month: &str) -> Result<Option<YearMonth>, BadYearMonth> {
        YearMonth::parse("卒業年月", [year, month], TODAY)
    }

    #[test]
    fn a_month_is_read_in_any_width_and_either_calendar() {
        for (year, month) in [("2015", "3"), ("２０１５年", "３月"), ("平成27", "03"), ("H27", " 3 ")]
        {
            assert_eq!(parse(year, month).map(|it| it.map(|it| it.to_string())), Ok(Some("2015-03".into())));
        }
        assert_eq!(parse(" ", "　"), Ok(None));
        assert_eq!("2015-03".parse(), Ok(YearMonth { year: 2015, month: 3 }));
        assert!("2015-13".parse::<YearMonth>().is_err() && "2015".parse::<YearMonth>().is_err());
    }

    #[test]
    fn half_a_month_or_none_is_told_at_its_part() {
        let label = "卒業年月";
        assert_eq!(parse("2015", ""), Err(BadYearMonth::Month { label }));
        assert_eq!(parse("", "3"), Err(BadYearMonth::Year { label }));
        assert_eq!(parse("15", "3"), Err(BadYearMonth::Year { label }));
        assert_eq!(parse("2015", "0"), Err(BadYearMonth::Month { label }));
        assert_eq!(parse("2015", "13"), Err(BadYearMonth::Month { label }));
        assert_eq!(YearMonth::needed(label, ["", ""], TODAY), Err(BadYearMonth::Empty { label }));
    }

    #[test]
    fn both_sides_of_what_a_life_holds() {
        let label = "卒業年月";
        assert!(parse("1906", "1").is_ok());
        assert_eq!(parse("1905", "12"), Err(BadYearMonth::TooLongAgo { label }));
        assert!(parse("2036", "12").is_ok());
        assert_eq!(parse("2037", "1"), Err(BadYearMonth::TooFarAhead { label }));
    }

    #[test]
    fn months_are_ordered_counted_and_told_in_both_calendars() {
        let month = |text: &str| text.parse::<YearMonth>().unwrap();
        assert!(month("2014-12") < month("2015-01"));
        assert_eq!(month("2014-04").months_until(month("2015-03")), 12);
        assert_eq!(month("2015-03").months_until(month("2015-03")), 1);
        assert_eq!(month("2015-03").months_until(month("2014-03")), 0);
        assert_eq!(month("2019-04").in_words(), "2019年4月（平成31年）");
        assert_eq!(month("2019-05").in_words(), "2019年5月（令和元年）");
        assert_eq!(month("1989-01").in_words(), "1989年1月（昭和64年・平成元年）");
    }
}

//! 生年月日 from its three fields, and the age on a civil date.

use jiff::civil::Date;

use crate::japanese::{BadYear, birth_year, number_text};

/// Nobody was born longer ago than this many years.
pub const OLDEST_YEARS: i16 = 120;

/// A date of birth that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBirthDate {
    /// All three fields are empty.
    #[error("生年月日を入力してください。")]
    Empty,
    /// The year is missing or unreadable.
    #[error(transparent)]
    Year(#[from] BadYear),
    /// The month is missing or none of the twelve.
    #[error("生年月日の月は、1から12までの数字で入力してください。")]
    Month,
    /// The day is missing or no number.
    #[error("生年月日の日は、1から31までの数字で入力してください。")]
    Day,
    /// The month has no such day.
    #[error("{0}年{1}月に{2}日はありません。生年月日を確認してください。")]
    NoSuchDay(i16, i8, i8),
    /// Later than today.
    #[error("生年月日が、今日より後の日付になっています。年月日を確認してください。")]
    Future,
    /// Longer ago than [`OLDEST_YEARS`].
    #[error("生年月日の年を確認してください。{OLDEST_YEARS}年より前の日付は入力できません。")]
    TooLongAgo,
}

/// Reads 年, 月 and 日 as typed, in any width; the year may be given in either calendar.
///
/// # Errors
/// A part is missing or wrong, or the day lies in the future or too far back.
pub fn birth_date([year, month, day]: [&str; 3], today: Date) -> Result<Date, BadBirthDate> {
    if [year, month, day].iter().all(|part| part.trim().is_empty()) {
        return Err(BadBirthDate::Empty);
    }
    let year = birth_year(year)?;
    let month = part(month, '月').filter(|month| (1..=12).contains(month)).ok_or(BadBirthDate::Month)?;
    let day = part(day, '日').filter(|day| (1..=31).contains(day)).ok_or(BadBirthDate::Day)?;
    let date = Date::new(year, month, day).map_err(|_| BadBirthDate::NoSuchDay(year, month, day))?;
    if date > today {
        return Err(BadBirthDate::Future);
    }
    if age_on(date, today) > OLDEST_YEARS {
        return Err(BadBirthDate::TooLongAgo);
    }
    Ok(date)
}

/// Full years of age on a civil date. Who was born on 29 February is a year older from 1 March in
/// a year that has no such day.
pub fn age_on(birth_date: Date, day: Date) -> i16 {
    let birthday_passed = (day.month(), day.day()) >= (birth_date.month(), birth_date.day());
    day.year() - birth_date.year() - i16::from(!birthday_passed)
}

fn part(typed: &str, unit: char) -> Option<i8> {
    let text = number_text(typed);
    let text = text.strip_suffix(unit).unwrap_or(&text);
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    #[test]
    fn a_date_is_read_in_any_width_and_either_calendar() {
        for typed in
            [["1990", "4", "1"], ["１９９０", "０４", "０１"], ["平成2年", "4月", "1日"], ["h2", " 4", "1 "]]
        {
            assert_eq!(birth_date(typed, TODAY), Ok(date(1990, 4, 1)), "{typed:?}");
        }
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        for (typed, fault) in [
            (["", " ", "　"], BadBirthDate::Empty),
            (["", "4", "1"], BadBirthDate::Year(BadYear::Empty)),
            (["90", "4", "1"], BadBirthDate::Year(BadYear::Unreadable)),
            (["1990", "", "1"], BadBirthDate::Month),
            (["1990", "13", "1"], BadBirthDate::Month),
            (["1990", "0", "1"], BadBirthDate::Month),
            (["1990", "4", ""], BadBirthDate::Day),
            (["1990", "4", "32"], BadBirthDate::Day),
            (["1990", "4", "+1"], BadBirthDate::Day),
            (["1990", "4", "31"], BadBirthDate::NoSuchDay(1990, 4, 31)),
            (["2025", "2", "29"], BadBirthDate::NoSuchDay(2025, 2, 29)),
            (["2026", "11", "21"], BadBirthDate::Future),
            (["1905", "11", "20"], BadBirthDate::TooLongAgo),
        ] {
            assert_eq!(birth_date(typed, TODAY), Err(fault), "{typed:?}");
        }
    }

    #[test]
    fn both_ends_of_a_life_are_taken() {
        assert_eq!(birth_date(["2026", "11", "20"], TODAY), Ok(TODAY));
        assert_eq!(birth_date(["1905", "11", "21"], TODAY), Ok(date(1905, 11, 21)));
    }

    #[test]
    fn age_grows_on_the_birthday() {
        let born = date(2011, 11, 20);
        assert_eq!(age_on(born, date(2026, 11, 19)), 14);
        assert_eq!(age_on(born, date(2026, 11, 20)), 15);
    }

    #[test]
    fn who_was_born_on_29_february_grows_older_on_1_march_of_common_years() {
        let born = date(2012, 2, 29);
        assert_eq!(age_on(born, date(2027, 2, 28)), 14);
        assert_eq!(age_on(born, date(2027, 3, 1)), 15);
        assert_eq!(age_on(born, date(2028, 2, 28)), 15);
        assert_eq!(age_on(born, date(2028, 2, 29)), 16);
    }
}

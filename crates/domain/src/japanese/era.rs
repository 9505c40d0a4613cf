//! 和暦: the year of a date counted within the era it lies in, 明治 to 令和. The first year of an
//! era is 元年, and an era begins on its own day, so that one year may belong to two eras.

use jiff::civil::{Date, date};

use super::number_text;

struct Era {
    name: &'static str,
    /// The letter people write for it on forms.
    letter: char,
    first_day: Date,
}

/// Newest first. First days as proclaimed; 明治 counts back to 25 January 1868.
const ERAS: [Era; 5] = [
    Era { name: "令和", letter: 'R', first_day: date(2019, 5, 1) },
    Era { name: "平成", letter: 'H', first_day: date(1989, 1, 8) },
    Era { name: "昭和", letter: 'S', first_day: date(1926, 12, 25) },
    Era { name: "大正", letter: 'T', first_day: date(1912, 7, 30) },
    Era { name: "明治", letter: 'M', first_day: date(1868, 1, 25) },
];

/// A year that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadYear {
    /// Nothing was typed.
    #[error("生年月日の年を入力してください。")]
    Empty,
    /// Neither four digits nor an era and its year.
    #[error("生年月日の年は、西暦4桁で入力してください。例：1990（「平成2」のように和暦でも入力できます）")]
    Unreadable,
}

/// `平成元年1月8日`; a date before 明治 is given in the Western year.
pub fn era_date(day: Date) -> String {
    let year = era_of(day).map_or_else(|| format!("西暦{}年", day.year()), |era| era_year(era, day.year()));
    format!("{year}{}月{}日", day.month(), day.day())
}

/// The ways in which people write a date in digits, in both calendars: `1990年4月1日`, `1990/04/01`, `19900401`,
/// `平成2年4月1日`, `H2.4.1`. In half width and with `-` as hyphen.
pub fn date_spellings(day: Date) -> Vec<String> {
    let (month, date) = (day.month(), day.day());
    let mut years = vec![day.year().to_string()];
    if let Some(era) = era_of(day) {
        let counted = day.year() - era.first_day.year() + 1;
        let mut counts = vec![counted.to_string(), format!("{counted:02}")];
        if counted == 1 {
            counts.push("元".to_owned());
        }
        counts.dedup();
        for counted in counts {
            years.extend([format!("{}{counted}", era.name), format!("{}{counted}", era.letter)]);
        }
    }
    let mut spellings = vec![format!("{}{month:02}{date:02}", day.year())];
    for year in years {
        for (month, date) in
            [(month.to_string(), date.to_string()), (format!("{month:02}"), format!("{date:02}"))]
        {
            spellings.push(format!("{year}年{month}月{date}日"));
            spellings.extend(['/', '.', '-'].map(|between| format!("{year}{between}{month}{between}{date}")));
        }
    }
    spellings
}

/// The eras that a Western year touches, oldest first: `昭和64年・平成元年` for 1989.
pub fn eras_of_year(year: i16) -> String {
    let ends = [Date::new(year, 1, 1), Date::new(year, 12, 31)];
    let mut names: Vec<String> =
        ends.into_iter().flatten().filter_map(era_of).map(|era| era_year(era, year)).collect();
    names.dedup();
    names.join("・")
}

/// The eras that a month touches, oldest first: `平成31年` for April 2019, `令和元年` for May.
pub fn eras_of_month(year: i16, month: i8) -> String {
    let Ok(first) = Date::new(year, month, 1) else { return String::new() };
    let ends = [first, first.last_of_month()];
    let mut names: Vec<String> = ends.into_iter().filter_map(era_of).map(|era| era_year(era, year)).collect();
    names.dedup();
    names.join("・")
}

/// Reads a year of birth: `1990`, `１９９０年`, `平成2`, `平成元年`, `H2`.
///
/// # Errors
/// Nothing was typed, or it is no year.
pub fn birth_year(typed: &str) -> Result<i16, BadYear> {
    let text = number_text(typed);
    let text = text.strip_suffix('年').unwrap_or(&text);
    if text.is_empty() {
        return Err(BadYear::Empty);
    }
    western_year(text.strip_prefix("西暦").unwrap_or(text))
        .or_else(|| year_in_era(text))
        .ok_or(BadYear::Unreadable)
}

fn western_year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn year_in_era(text: &str) -> Option<i16> {
    let (era, counted) = ERAS.iter().find_map(|era| {
        let by_name = text.strip_prefix(era.name);
        let by_letter = || text.strip_prefix([era.letter, era.letter.to_ascii_lowercase()]);
        by_name.or_else(by_letter).map(|counted| (era, counted))
    })?;
    let counted: i16 =
        if counted == "元" { 1 } else { counted.strip_prefix('.').unwrap_or(counted).parse().ok()? };
    let year = era.first_day.year() + counted - 1;
    let last_year =
        ERAS.iter().rev().find(|next| next.first_day > era.first_day).map(|next| next.first_day.year());
    ((1..=99).contains(&counted) && last_year.is_none_or(|last| year <= last)).then_some(year)
}

fn era_of(day: Date) -> Option<&'static Era> {
    ERAS.iter().find(|era| era.first_day <= day)
}

fn era_year(era: &Era, year: i16) -> String {
    match year - era.first_day.year() + 1 {
        1 => format!("{}元年", era.name),
        counted => format!("{}{counted}年", era.name),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_era_begins_on_its_own_day() {
        for (day, expected) in [
            (date(2019, 5, 1), "令和元年5月1日"),
            (date(2019, 4, 30), "平成31年4月30日"),
            (date(1989, 1, 8), "平成元年1月8日"),
            (date(1989, 1, 7), "昭和64年1月7日"),
            (date(1926, 12, 25), "昭和元年12月25日"),
            (date(1926, 12, 24), "大正15年12月24日"),
            (date(1912, 7, 30), "大正元年7月30日"),
            (date(1912, 7, 29), "明治45年7月29日"),
            (date(1868, 1, 25), "明治元年1月25日"),
            (date(1868, 1, 24), "西暦1868年1月24日"),
            (date(2026, 11, 20), "令和8年11月20日"),
        ] {
            assert_eq!(era_date(day), expected);
        }
    }

    #[test]
    fn a_date_is_spelled_in_both_calendars() {
        let first_year = date_spellings(date(1989, 1, 8));
        for spelling in
            ["1989年1月8日", "1989-01-08", "19890108", "平成元年1月8日", "H1.1.8", "平成01年01月08日"]
        {
            assert!(first_year.iter().any(|one| one == spelling), "{spelling} in {first_year:?}");
        }
        assert!(date_spellings(date(1989, 1, 7)).contains(&"昭和64年1月7日".to_owned()));
    }

    #[test]
    fn a_year_in_which_the_era_changes_has_two_names() {
        assert_eq!(eras_of_year(1989), "昭和64年・平成元年");
        assert_eq!(eras_of_year(2019), "平成31年・令和元年");
        assert_eq!(eras_of_year(1990), "平成2年");
    }

    #[test]
    fn the_year_of_birth_is_read_in_either_calendar() {
        for (typed, year) in [
            ("1990", 1990),
            ("１９９０年", 1990),
            ("西暦1990", 1990),
            ("平成2", 1990),
            ("平成元年", 1989),
            ("Ｈ２", 1990),
            ("s.64", 1989),
            ("昭和64年", 1989),
            ("令和 8", 2026),
        ] {
            assert_eq!(birth_year(typed), Ok(year), "{typed}");
        }
    }

    #[test]
    fn what_is_no_year_is_refused_with_the_way_to_mend_it() {
        assert_eq!(birth_year(" "), Err(BadYear::Empty));
        for typed in
            ["90", "199", "19900", "平成", "平成0", "昭和65", "平成32", "-100", "H-1", "x", "１９九０"]
        {
            assert_eq!(birth_year(typed), Err(BadYear::Unreadable), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_era_year_of_a_date_reads_back_as_its_western_year(year in 1869_i16..2100, month in 1_i8..13, day in 1_i8..29) {
            let text = era_date(date(year, month, day));
            let era_year = text.split('年').next().unwrap_or_default().to_owned() + "年";
            prop_assert_eq!(birth_year(&era_year), Ok(year));
        }
    }
}

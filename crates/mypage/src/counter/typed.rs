//! What the options of every deed have in common.

use std::fmt::Display;

use domain::{clock::Date, japanese::one_line};

/// Longest name of whoever does the deed, in characters.
const LONGEST_BY: usize = 60;

/// What is wrong, all of it at once.
#[derive(Default)]
pub(super) struct Problems(pub(super) Vec<String>);

impl Problems {
    pub(super) fn check<T, E: Display>(&mut self, option: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.0.push(format!("{option}: {error}"))).ok()
    }
}

/// A day that is not still to come.
pub(super) fn day_before_tomorrow(typed: &str, today: Date) -> Result<Date, &'static str> {
    let day: Date = typed.parse().map_err(|_| "write it as YYYY-MM-DD")?;
    if day > today { Err("this day is still to come") } else { Ok(day) }
}

/// Who does the deed.
pub(super) fn by(typed: &str) -> Result<String, &'static str> {
    let name = one_line(typed);
    match name.chars().count() {
        0 => Err("say who does this"),
        1..=LONGEST_BY => Ok(name),
        _ => Err("at most 60 characters"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_a_day_for_a_deed_and_tomorrow_is_not() {
        let today: Date = "2027-01-15".parse().unwrap();
        assert_eq!(day_before_tomorrow("2027-01-15", today), Ok(today));
        assert!(day_before_tomorrow("2027-01-16", today).is_err());
        assert!(day_before_tomorrow("15.1.2027", today).is_err());
    }

    #[test]
    fn a_name_has_one_to_sixty_characters() {
        assert_eq!(by(" 受付　一郎 ").unwrap(), "受付 一郎");
        assert!(by("　").is_err());
        assert!(by(&"あ".repeat(60)).is_ok() && by(&"あ".repeat(61)).is_err());
    }
}

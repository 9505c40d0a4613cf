//! 求職の有効期限: a registration is valid to the end of the second month after the month of
//! application (翌々月末, domain.md 1.2).

use jiff::{ToSpan, civil::Date};

use crate::clock::days_between;

/// Full months after the month of application in which a registration stays valid.
pub const MONTHS_AFTER_APPLICATION: i32 = 2;

/// How long a registration still lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Valid today; `days_left` is 0 on the last day.
    Valid {
        /// Days after today on which it is still valid.
        days_left: i64,
    },
    /// The last day has passed.
    Expired {
        /// Days since the last valid day, 1 or more.
        days_ago: i64,
    },
}

/// The last day on which a registration applied for on `applied_on` is valid.
pub fn valid_until(applied_on: Date) -> Date {
    applied_on.first_of_month().saturating_add(MONTHS_AFTER_APPLICATION.months()).last_of_month()
}

/// Where `today` stands against the last valid day.
pub fn validity(valid_until: Date, today: Date) -> Validity {
    match days_between(today, valid_until) {
        days_left @ 0.. => Validity::Valid { days_left },
        passed => Validity::Expired { days_ago: -passed },
    }
}

impl Validity {
    /// True while the registration is valid.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Valid { .. })
    }

    /// `残り42日`, `今日まで`, `3日前に終了`.
    pub fn in_words(self) -> String {
        match self {
            Self::Valid { days_left: 0 } => "今日まで".to_owned(),
            Self::Valid { days_left } => format!("残り{days_left}日"),
            Self::Expired { days_ago } => format!("{days_ago}日前に終了"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_lasts_to_the_end_of_the_second_month_after_the_month_of_application() {
        for (applied, last) in [
            (date(2026, 5, 15), date(2026, 7, 31)), // the example of domain.md 1.2
            (date(2026, 5, 1), date(2026, 7, 31)),
            (date(2026, 5, 31), date(2026, 7, 31)),
            (date(2026, 6, 1), date(2026, 8, 31)),
            (date(2026, 9, 30), date(2026, 11, 30)),
            (date(2026, 10, 31), date(2026, 12, 31)),
            (date(2026, 11, 20), date(2027, 1, 31)),
            (date(2026, 12, 1), date(2027, 2, 28)),
            (date(2026, 12, 31), date(2027, 2, 28)),
            (date(2027, 12, 31), date(2028, 2, 29)),
            (date(2027, 12, 30), date(2028, 2, 29)),
            (date(2028, 2, 29), date(2028, 4, 30)),
        ] {
            assert_eq!(valid_until(applied), last, "applied on {applied}");
        }
    }

    #[test]
    fn the_last_day_is_valid_and_the_next_is_not() {
        let last = date(2028, 2, 29);
        assert_eq!(validity(last, date(2028, 2, 28)), Validity::Valid { days_left: 1 });
        assert_eq!(validity(last, last), Validity::Valid { days_left: 0 });
        assert_eq!(validity(last, date(2028, 3, 1)), Validity::Expired { days_ago: 1 });
        assert!(validity(last, last).is_valid());
        assert!(!validity(last, date(2028, 3, 1)).is_valid());
    }

    #[test]
    fn the_days_left_are_said_in_words() {
        let last = date(2027, 1, 31);
        assert_eq!(validity(last, date(2026, 12, 31)).in_words(), "残り31日");
        assert_eq!(validity(last, last).in_words(), "今日まで");
        assert_eq!(validity(last, date(2027, 2, 3)).in_words(), "3日前に終了");
    }

    proptest! {
        #[test]
        fn it_always_lasts_two_to_three_months_and_ends_with_a_month(days in 0_i32..40_000) {
            let applied = date(1990, 1, 1).saturating_add(days.days());
            let last = valid_until(applied);
            prop_assert_eq!(last, last.last_of_month());
            prop_assert!((59..=92).contains(&days_between(applied, last)), "{} {}", applied, last);
        }
    }
}

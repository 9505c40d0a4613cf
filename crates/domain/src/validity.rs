//! 求職の有効期限: a registration is valid to the end of the second month after the month of
//! application (翌々月末), and a month longer for what was done in its last month (domain.md 1.2).

mod reminder;
mod standing;

use jiff::{ToSpan, civil::Date};

pub use reminder::{CATCH_UP_DAYS, REMINDERS, reminder_due, reminder_windows};
pub use standing::{MONTHS_TO_SWITCH_BACK, Standing, SwitchBack};

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

/// What lengthens a registration when it happens in its last month (domain.md 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExtendingDeed {
    /// 相談: a consultation at an office.
    Consultation,
    /// 紹介: an office introduced the person to an employer.
    Referral,
    /// オンライン自主応募: the person applied alone on the web.
    OnlineApplication,
}

impl ExtendingDeed {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Consultation, Self::Referral, Self::OnlineApplication];

    /// The word the database keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Consultation => "consultation",
            Self::Referral => "referral",
            Self::OnlineApplication => "online_application",
        }
    }

    /// Reads the word back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.code() == code)
    }

    /// The name people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consultation => "ハローワークでの相談",
            Self::Referral => "ハローワークの紹介",
            Self::OnlineApplication => "オンライン自主応募",
        }
    }
}

/// The last day after a deed of [`ExtendingDeed`] on `deed_on`: the end of the next month, when the deed fell
/// into the month of the last day. `None` when it leaves the last day as it is: before that month it comes
/// too early, after it the registration has ended.
///
/// Done twice in one month it lengthens once, because the second deed no longer falls into the last month.
pub fn extended(valid_until: Date, deed_on: Date) -> Option<Date> {
    let in_last_month = valid_until.first_of_month() <= deed_on && deed_on <= valid_until;
    in_last_month.then(|| valid_until.first_of_month().saturating_add(1.month()).last_of_month())
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
    fn a_deed_in_the_last_month_gives_one_month_more_and_one_before_it_none() {
        let last = date(2027, 1, 31);
        assert_eq!(extended(last, date(2026, 12, 31)), None, "the month before");
        assert_eq!(
            extended(last, date(2027, 1, 1)),
            Some(date(2027, 2, 28)),
            "the first day of the last month"
        );
        assert_eq!(extended(last, last), Some(date(2027, 2, 28)), "the last day itself");
        assert_eq!(extended(last, date(2027, 2, 1)), None, "it has ended");
        assert_eq!(
            extended(date(2027, 12, 31), date(2027, 12, 5)),
            Some(date(2028, 1, 31)),
            "over a year's end"
        );
        assert_eq!(
            extended(date(2028, 1, 31), date(2028, 1, 5)),
            Some(date(2028, 2, 29)),
            "into a leap year"
        );
    }

    #[test]
    fn two_deeds_in_one_month_give_one_month_and_one_in_each_month_gives_one_each() {
        let once = extended(date(2027, 1, 31), date(2027, 1, 10)).unwrap();
        assert_eq!(extended(once, date(2027, 1, 20)), None);
        assert_eq!(extended(once, date(2027, 2, 1)), Some(date(2027, 3, 31)));
    }

    #[test]
    fn every_deed_that_lengthens_is_kept_by_a_word_of_its_own() {
        for deed in ExtendingDeed::ALL {
            assert_eq!(ExtendingDeed::from_code(deed.code()), Some(deed));
        }
        assert_eq!(ExtendingDeed::from_code("login"), None, "a login lengthens nothing");
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

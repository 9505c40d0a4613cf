//! What is forgotten, when, and how the person is warned before (seed 002; spec/security.md, Data).

use jiff::{ToSpan, civil::Date};

use crate::{
    account::DAYS_TO_RETURN,
    clock::{Timestamp, days_between, tokyo_date},
};

/// Days before something is lost on which the person is warned.
pub const LOSS_WARNINGS: [i64; 3] = [14, 7, 1];
/// Years after the 無効日 at whose end a page is erased with everything on it (seed 002).
pub const PAGE_YEARS: i32 = 5;
/// Years after which a message is erased (seed 002).
pub const MESSAGE_YEARS: i32 = 1;
/// The warning that is due when `left` days are left (0 on the last one), as days before. `warned` is the one
/// sent last. Of several that were missed only the latest is due; once it is lost, none is.
pub fn loss_warning_due(left: i64, warned: Option<i64>) -> Option<i64> {
    LOSS_WARNINGS.into_iter().rfind(|&at| left >= 0 && left <= at && warned.is_none_or(|last| last > at))
}

/// Each warning with the days left for which it is due, first and last: of several that were missed only the latest.
pub fn loss_windows() -> impl Iterator<Item = (i64, i64, i64)> {
    let from = LOSS_WARNINGS.into_iter().skip(1).map(|next| next + 1).chain([0]);
    LOSS_WARNINGS.into_iter().zip(from).map(|(step, from)| (step, from, step))
}

/// Days left to come back after leaving: 0 on the last day, negative when the account is to be erased.
pub fn days_to_return(withdrawn_at: Timestamp, now: Timestamp) -> i64 {
    DAYS_TO_RETURN - days_between(tokyo_date(withdrawn_at), tokyo_date(now))
}

/// The last day on which a page that is 無効 since this day stands; on the next it is erased.
pub fn last_day_of_page(invalid_since: Date) -> Date {
    invalid_since.saturating_add(PAGE_YEARS.years())
}

/// Days left of such a page: 0 on its last day, negative when it is to be erased.
pub fn days_of_page(invalid_since: Date, today: Date) -> i64 {
    days_between(today, last_day_of_page(invalid_since))
}

/// The latest 無効日 of pages to look at on this day: those whose first warning is due, or that are to be erased.
pub fn pages_to_look_at(today: Date) -> Date {
    // A day more than needed, because 29 February comes back as 28 February.
    let first = LOSS_WARNINGS.into_iter().max().unwrap_or_default();
    today.saturating_add(first.days()).saturating_sub(PAGE_YEARS.years()).saturating_add(1.day())
}

/// The last day on which a message of this instant stands; on the next it is erased.
pub fn last_day_of_message(sent_at: Timestamp) -> Date {
    tokyo_date(sent_at).saturating_add(MESSAGE_YEARS.years())
}

/// The first day whose messages stand on this day; those of every day before it are erased.
pub fn first_day_of_messages(today: Date) -> Date {
    let day = today.saturating_sub(MESSAGE_YEARS.years());
    // On 28 February the messages of 29 February still have their last day, which falls on the 28th.
    if day.saturating_add(MESSAGE_YEARS.years()) < today { day.saturating_add(1.day()) } else { day }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn warnings_come_fourteen_seven_and_one_day_before_each_once_and_never_after() {
        let (mut warned, mut told) = (None, Vec::new());
        for left in (-3..=20).rev() {
            if let Some(step) = loss_warning_due(left, warned) {
                told.push((left, step));
                warned = Some(step);
            }
        }
        assert_eq!(told, [(14, 14), (7, 7), (1, 1)]);
        assert_eq!(loss_warning_due(15, None), None);
        assert_eq!(loss_warning_due(5, None), Some(7), "of missed ones the latest");
        assert_eq!(loss_warning_due(-1, None), None);
    }

    #[test]
    fn the_windows_hold_exactly_the_days_for_which_a_warning_is_due() {
        for left in -3..=20 {
            let windows: Vec<i64> = loss_windows()
                .filter(|&(_, from, to)| from <= left && left <= to)
                .map(|(step, ..)| step)
                .collect();
            assert_eq!(windows, loss_warning_due(left, None).into_iter().collect::<Vec<_>>(), "{left}");
        }
    }

    #[test]
    fn day_thirty_is_the_last_to_come_back_and_on_day_thirty_one_the_account_is_erased() {
        let left = at("2026-11-20T23:59:59+09:00");
        assert_eq!(days_to_return(left, at("2026-12-20T23:59:59+09:00")), 0);
        assert_eq!(days_to_return(left, at("2026-12-21T00:00:00+09:00")), -1);
    }

    #[test]
    fn a_page_stands_five_years_after_its_last_valid_day_was_over() {
        let since = date(2027, 2, 1);
        assert_eq!(days_of_page(since, date(2032, 2, 1)), 0);
        assert_eq!(days_of_page(since, date(2032, 2, 2)), -1);
        assert_eq!(last_day_of_page(date(2028, 2, 29)), date(2033, 2, 28));
    }

    #[test]
    fn every_page_that_is_due_for_something_is_looked_at() {
        let mut today = date(2031, 12, 1);
        while today < date(2033, 6, 1) {
            let latest = pages_to_look_at(today);
            let next = latest.saturating_add(1.day());
            assert!(
                loss_warning_due(days_of_page(next, today), None).is_none(),
                "{today}: {next} is too early"
            );
            let due = today.saturating_add(14.days()).saturating_sub(PAGE_YEARS.years());
            assert!(due <= latest, "{today}");
            today = today.saturating_add(1.day());
        }
    }

    #[test]
    fn a_message_stands_one_year_and_is_gone_the_day_after() {
        assert_eq!(last_day_of_message(at("2026-11-20T23:59:59+09:00")), date(2027, 11, 20));
        assert_eq!(last_day_of_message(at("2026-11-21T00:00:00+09:00")), date(2027, 11, 21));
        assert_eq!(last_day_of_message(at("2028-02-29T12:00:00+09:00")), date(2029, 2, 28));
        let mut today = date(2027, 1, 1);
        while today < date(2029, 6, 1) {
            let first = first_day_of_messages(today);
            let last_of = |day: Date| day.saturating_add(MESSAGE_YEARS.years());
            assert!(last_of(first) >= today, "{today}: {first} still stands");
            assert!(last_of(first.saturating_sub(1.day())) < today, "{today}: the day before is gone");
            today = today.saturating_add(1.day());
        }
    }
}

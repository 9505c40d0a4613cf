//! The mails before a registration ends (domain.md section 10, row 1: nobody is to be surprised).

use jiff::{ToSpan, civil::Date};

use crate::clock::days_between;

/// Days before the last day on which the person is told, the last one on the day itself.
pub const REMINDERS: [i64; 4] = [30, 14, 3, 0];

/// Days after the last day on which the last mail is still sent when the service was away: it then says that
/// the registration has ended. \[A\]
pub const CATCH_UP_DAYS: i64 = 7;

/// The reminder that is due today, as days before the last day. `reminded` is the one that was sent last for
/// this very last day. Of several that a stopped service has missed only the latest is due.
pub fn reminder_due(valid_until: Date, reminded: Option<i64>, today: Date) -> Option<i64> {
    let left = days_between(today, valid_until);
    if left < -CATCH_UP_DAYS {
        return None;
    }
    REMINDERS.into_iter().rfind(|&at| left <= at && reminded.is_none_or(|last| last > at))
}

/// Each reminder with the last days that are due for it today, first and last one: what to look for instead of
/// looking at everybody.
pub fn reminder_windows(today: Date) -> impl Iterator<Item = (i64, Date, Date)> {
    let next = REMINDERS.into_iter().skip(1).map(|next| next + 1).chain([-CATCH_UP_DAYS]);
    let day = move |left: i64| today.saturating_add(left.days());
    REMINDERS.into_iter().zip(next).map(move |(step, from)| (step, day(from), day(step)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const LAST: Date = date(2027, 1, 31);

    fn due(days_before: i64, reminded: Option<i64>) -> Option<i64> {
        reminder_due(LAST, reminded, LAST.saturating_sub(days_before.days()))
    }

    #[test]
    fn the_person_is_told_thirty_fourteen_three_and_no_days_before_each_once() {
        let mut reminded = None;
        let mut told = Vec::new();
        for left in (-10..=40).rev() {
            if let Some(step) = due(left, reminded) {
                told.push((left, step));
                reminded = Some(step);
            }
        }
        assert_eq!(told, [(30, 30), (14, 14), (3, 3), (0, 0)]);
    }

    #[test]
    fn a_day_before_each_step_nothing_is_due() {
        assert_eq!(due(31, None), None);
        assert_eq!(due(15, Some(30)), None);
        assert_eq!(due(4, Some(14)), None);
        assert_eq!(due(1, Some(3)), None);
    }

    #[test]
    fn of_missed_reminders_only_the_latest_is_made_up_for() {
        assert_eq!(due(29, None), Some(30));
        assert_eq!(due(10, None), Some(14), "not the one of thirty days as well");
        assert_eq!(due(10, Some(14)), None);
        assert_eq!(due(2, Some(30)), Some(3));
        assert_eq!(due(-1, Some(3)), Some(0), "the service was away on the last day");
    }

    #[test]
    fn a_week_after_the_end_the_last_one_is_made_up_for_and_a_day_later_not() {
        assert_eq!(due(-CATCH_UP_DAYS, None), Some(0));
        assert_eq!(due(-CATCH_UP_DAYS - 1, None), None);
    }

    #[test]
    fn the_windows_hold_exactly_the_days_for_which_something_is_due() {
        let today = date(2027, 1, 15);
        for left in -20..=50 {
            let last = today.saturating_add(left.days());
            let windows: Vec<i64> = reminder_windows(today)
                .filter(|&(_, from, to)| from <= last && last <= to)
                .map(|(step, ..)| step)
                .collect();
            assert_eq!(windows, reminder_due(last, None, today).into_iter().collect::<Vec<_>>(), "{left}");
        }
    }
}

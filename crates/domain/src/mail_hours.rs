//! When a mail that nobody waits for leaves: by day, and not all at once (domain.md section 11: at the end of a
//! month a third of all people are written to).

use std::time::Duration;

use jiff::civil::{Time, time};

use crate::clock::{Timestamp, tokyo_date, tokyo_midnight};

/// In Tokyo, from when on such mails leave. \[A\]
pub const FIRST_HOUR: Time = time(8, 0, 0, 0);
/// In Tokyo, until when they leave: early enough to be read on the same day. \[A\]
pub const LAST_HOUR: Time = time(20, 0, 0, 0);
/// Later than [`LAST_HOUR`] they are spread over this time. \[A\]
pub const AT_NIGHT: Duration = Duration::from_secs(60 * 60);

/// When the mail with this number leaves, `now` at the earliest and on the same day: the numbers, which may be
/// the random bits of an id, are spread evenly over the hours that are left.
pub fn spread(number: u64, now: Timestamp) -> Timestamp {
    let day = tokyo_date(now);
    let at = |hour: Time| tokyo_midnight(day) + hour.duration_since(Time::midnight());
    let first = now.max(at(FIRST_HOUR));
    let last = at(LAST_HOUR);
    let window = if first < last { last.duration_since(first).unsigned_abs() } else { AT_NIGHT };
    let seconds = window.as_secs().max(1);
    first + Duration::from_secs(number % seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn after_midnight_mails_wait_for_the_morning_and_are_spread_over_the_day() {
        let midnight = at("2026-11-30T00:00:00+09:00");
        assert_eq!(spread(0, midnight), at("2026-11-30T08:00:00+09:00"));
        assert_eq!(spread(12 * 3600 - 1, midnight), at("2026-11-30T19:59:59+09:00"));
        assert_eq!(spread(12 * 3600, midnight), at("2026-11-30T08:00:00+09:00"), "and from the beginning");
    }

    #[test]
    fn by_day_they_leave_at_once_at_the_earliest_and_at_night_within_the_hour() {
        let noon = at("2026-11-30T12:00:00+09:00");
        assert_eq!(spread(0, noon), noon);
        let night = at("2026-11-30T22:00:00+09:00");
        assert_eq!(spread(3599, night), at("2026-11-30T22:59:59+09:00"));
    }

    proptest! {
        #[test]
        fn no_mail_leaves_in_the_past_or_on_another_day_before_the_night(number: u64, second in 0_i64..72_000) {
            let now = at("2026-11-30T00:00:00+09:00") + Duration::from_secs(second.unsigned_abs());
            let due = spread(number, now);
            prop_assert!(due >= now);
            prop_assert!(due <= at("2026-11-30T20:59:59+09:00"), "{}", due);
        }
    }
}

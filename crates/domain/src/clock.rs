//! Time is passed in. Rules of days and months are civil dates in Asia/Tokyo.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicI64, Ordering},
};

use jiff::{SignedDuration, Zoned, tz::TimeZone};
pub use jiff::{Timestamp, civil::Date};

static TOKYO: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Asia/Tokyo").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(9))));

/// Where `now` comes from. `now()` is read once per request; rules take the value.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The wall clock of the machine.
    System,
    /// A clock that a test sets and moves, in microseconds since 1970 (UTC).
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now` until it is moved.
    pub fn set_to(now: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(now.as_microsecond())))
    }

    /// The present instant, cut to whole microseconds (what the database keeps).
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine is asked")]
    pub fn now(&self) -> Timestamp {
        let micros = match self {
            Self::System => Timestamp::now().as_microsecond(),
            Self::Set(micros) => micros.load(Ordering::SeqCst),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a set clock forward (or back, when negative); the system's clock stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Set(micros) = self {
            micros.fetch_add(i64::try_from(by.as_micros()).unwrap_or(0), Ordering::SeqCst);
        }
    }

    /// Moves a set clock to an instant; the system's clock stays as it is.
    pub fn move_to(&self, now: Timestamp) {
        if let Self::Set(micros) = self {
            micros.store(now.as_microsecond(), Ordering::SeqCst);
        }
    }
}

/// The instant as people in Japan read it.
pub fn tokyo(at: Timestamp) -> Zoned {
    at.to_zoned(TOKYO.clone())
}

/// The civil date in Asia/Tokyo.
pub fn tokyo_date(at: Timestamp) -> Date {
    tokyo(at).date()
}

/// The first instant of a civil day in Tokyo.
pub fn tokyo_midnight(day: Date) -> Timestamp {
    day.to_zoned(TOKYO.clone()).map_or(Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
}

/// Whole days from one civil date to another; negative when `to` lies before `from`.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// `2026年11月20日 09時05分`, the form of 前回のログイン日時 (seed 000, 3.1).
pub fn japanese_minute(at: Timestamp) -> String {
    let at = tokyo(at);
    format!("{:04}年{:02}月{:02}日 {:02}時{:02}分", at.year(), at.month(), at.day(), at.hour(), at.minute())
}

/// `2026年11月20日`.
pub fn japanese_date(date: Date) -> String {
    format!("{:04}年{:02}月{:02}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_tokyo() {
        let before: Timestamp = "2026-11-20T14:59:59Z".parse().unwrap();
        let after: Timestamp = "2026-11-20T15:00:00Z".parse().unwrap();
        assert_eq!(tokyo_date(before), "2026-11-20".parse().unwrap());
        assert_eq!(tokyo_date(after), "2026-11-21".parse().unwrap());
    }

    #[test]
    fn a_day_begins_at_midnight_in_tokyo() {
        let day: Date = "2026-11-21".parse().unwrap();
        assert_eq!(tokyo_midnight(day), "2026-11-20T15:00:00Z".parse().unwrap());
        assert_eq!(tokyo_date(tokyo_midnight(day)), day);
    }

    #[test]
    fn days_are_counted_across_months_and_years() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(days_between(day("2026-12-20"), day("2027-01-03")), 14);
        assert_eq!(days_between(day("2026-03-02"), day("2026-03-01")), -1);
    }

    #[test]
    fn a_set_clock_moves_only_when_told() {
        let clock = Clock::set_to("2026-11-20T00:05:00Z".parse().unwrap());
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_mins(50));
        assert_eq!(japanese_minute(clock.now()), "2026年11月20日 09時55分");
    }
}

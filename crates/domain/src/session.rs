//! How long a sign-in lasts (spec/security.md, Sessions).

use std::time::Duration;

use jiff::SignedDuration;

use crate::clock::Timestamp;

/// The limits of one realm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Time without a request after which a session is over.
    pub idle: Duration,
    /// Time after which it is over in any case.
    pub absolute: Duration,
}

/// Job seekers and employers: 30 minutes idle, 12 hours in all.
pub const SEEKER: SessionLimits =
    SessionLimits { idle: Duration::from_mins(30), absolute: Duration::from_hours(12) };

impl SessionLimits {
    /// The instants after which a living session was last seen, and was opened.
    pub fn alive_after(self, now: Timestamp) -> (Timestamp, Timestamp) {
        let back = |by: Duration| now - SignedDuration::try_from(by).unwrap_or(SignedDuration::ZERO);
        (back(self.idle), back(self.absolute))
    }

    /// True while a session opened and last seen at these instants is alive.
    pub fn is_alive(self, opened_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
        let (seen_after, opened_after) = self.alive_after(now);
        seen_at > seen_after && opened_at > opened_after
    }

    /// When a session opened at `opened_at` and used now ends if nothing more is done.
    pub fn ends_at(self, opened_at: Timestamp, now: Timestamp) -> Timestamp {
        let forward = |from: Timestamp, by: Duration| {
            from + SignedDuration::try_from(by).unwrap_or(SignedDuration::ZERO)
        };
        forward(now, self.idle).min(forward(opened_at, self.absolute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        "2026-11-20T01:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn half_an_hour_without_a_request_ends_a_session() {
        assert!(SEEKER.is_alive(at(0), at(0), at(30 * 60 - 1)));
        assert!(!SEEKER.is_alive(at(0), at(0), at(30 * 60)));
    }

    #[test]
    fn twelve_hours_end_a_session_however_busy() {
        let twelve = 12 * 3600;
        assert!(SEEKER.is_alive(at(0), at(twelve - 60), at(twelve - 1)));
        assert!(!SEEKER.is_alive(at(0), at(twelve - 60), at(twelve)));
        assert_eq!(SEEKER.ends_at(at(0), at(twelve - 60)), at(twelve));
        assert_eq!(SEEKER.ends_at(at(0), at(60)), at(60 + 1800));
    }
}

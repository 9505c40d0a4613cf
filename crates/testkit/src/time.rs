//! Lengths of time in words.

use jiff::SignedDuration;

/// So many seconds.
pub fn seconds(count: i64) -> SignedDuration {
    SignedDuration::from_secs(count)
}

/// So many minutes.
pub fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

/// So many hours.
pub fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// So many times 24 hours: days in Japan, where clocks are never put back.
pub fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

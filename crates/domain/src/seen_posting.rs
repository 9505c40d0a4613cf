//! 閲覧済み: which 求人票 a person has looked at, so that lists can say so (domain 5.3 and 5.4).

use jiff::SignedDuration;

use crate::clock::Timestamp;

/// Seen postings that are kept of one person, the newest (domain 5.4: viewed jobs are kept up to 300).
pub const MOST_SEEN_POSTINGS: u32 = 300;
/// A look this soon after the last one is the same look: reading a 求人票 again writes nothing.
pub const SAME_LOOK: SignedDuration = SignedDuration::from_mins(10);

/// True when a look is to be written down, `last` being the one before.
pub fn is_new_look(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.duration_since(last) >= SAME_LOOK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_within_ten_minutes_is_the_same_and_one_after_them_is_new() {
        let at = |text: &str| Some(text.parse().unwrap());
        let now = "2026-11-20T10:10:00+09:00".parse().unwrap();
        assert!(is_new_look(None, now));
        assert!(is_new_look(at("2026-11-20T10:00:00+09:00"), now));
        assert!(!is_new_look(at("2026-11-20T10:00:00.000001+09:00"), now));
        assert!(!is_new_look(at("2026-11-20T10:20:00+09:00"), now), "a clock that was set back");
    }
}

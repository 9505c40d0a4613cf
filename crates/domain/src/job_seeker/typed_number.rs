//! 求職番号の入力 (domain.md 5.1 and 5.6): whoever types the number of a registration that is in force sees employers of
//! 公開範囲 2 as its person does, in this browser and for a while. Numbers of an office follow each other, so tries are
//! few: a number is not worth guessing, but which ones are in force is nobody's business.

use jiff::SignedDuration;

use crate::{
    clock::{Date, Timestamp},
    validity::Standing,
};

/// Wrong numbers that one network may type on a civil day.
pub const WRONG_NUMBERS_A_DAY: u32 = 20;

/// How long a number that was typed counts, at most: the browser's session may end before.
pub const TYPED_NUMBER_LASTS: SignedDuration = SignedDuration::from_hours(12);

/// What is told of a number that nobody has, and of one whose registration is not in force: the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberRefused {
    /// It opens nothing.
    #[error(
        "この求職番号では、確認できませんでした。番号に誤りがないか、求職登録が有効かをお確かめください。"
    )]
    NotInForce,
    /// It was not looked at: too many wrong ones before.
    #[error(
        "求職番号の誤りが続いたため、この通信回線からは、今日はこれ以上入力できません。ログインすると、同じ情報を見られます。"
    )]
    TooMany,
}

/// Whether a typed number opens what only registered job seekers see. `standing` is how its registration stands;
/// `None` where there is none, or its person has left.
///
/// # Errors
/// There is no such registration, or it is not in force.
pub fn opens(standing: Option<Standing>, today: Date) -> Result<(), NumberRefused> {
    let in_force = standing.is_some_and(|standing| standing.is_in_force(today));
    if in_force { Ok(()) } else { Err(NumberRefused::NotInForce) }
}

/// Until when a number counts that is typed now.
pub fn typed_number_until(now: Timestamp) -> Timestamp {
    now.saturating_add(TYPED_NUMBER_LASTS).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(until: &str, off: Option<&str>) -> Option<Standing> {
        Some(Standing {
            valid_until: until.parse().unwrap(),
            switched_off_on: off.map(|day| day.parse().unwrap()),
        })
    }

    #[test]
    fn a_number_opens_to_the_last_day_of_its_registration_and_not_when_it_was_switched_off() {
        let today: Date = "2026-11-20".parse().unwrap();
        assert_eq!(opens(standing("2026-11-20", None), today), Ok(()));
        let refused = Err(NumberRefused::NotInForce);
        assert_eq!(opens(standing("2026-11-19", None), today), refused);
        assert_eq!(opens(standing("2027-01-31", Some("2026-11-20")), today), refused);
        assert_eq!(opens(None, today), refused);
    }

    #[test]
    fn a_typed_number_counts_for_twelve_hours() {
        let now: Timestamp = "2026-11-20T01:00:00Z".parse().unwrap();
        assert_eq!(typed_number_until(now).to_string(), "2026-11-20T13:00:00Z");
    }
}

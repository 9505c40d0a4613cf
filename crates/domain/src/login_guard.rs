//! Counting wrong passwords: five in a row lock the ID for half an hour (seed 000, 3.1).
//!
//! The counting itself is one statement of the database, so that parallel guesses cannot slip past
//! it; this module holds the limits and the same rule as a pure function, against which the
//! statement is tested.

use std::time::Duration;

use jiff::SignedDuration;

use crate::clock::Timestamp;

/// Wrong passwords in a row that lock (seed 000: 5回誤るとロック).
pub const FAILURES_THAT_LOCK: i32 = 5;
/// How long a lock lasts (seed 000: 30分程度).
pub const LOCK: Duration = Duration::from_mins(30);
/// Failures without one success after which a password is dead until it is reset (spec/security.md).
pub const FAILURES_THAT_KILL: i32 = 100;
/// How long failures without a lock are remembered after the last of them.
pub const FEW_FAILURES_KEPT: Duration = Duration::from_hours(30 * 24);
/// How long failures that have locked are remembered after the last of them, unless a success forgave them.
pub const FAILURES_KEPT: Duration = Duration::from_hours(366 * 24);

/// The one sentence for unknown IDs, wrong passwords and locks. It always names the rule.
pub const SENTENCE: &str = "ID（メールアドレス）とパスワードをご確認ください。5回続けて誤ると、約30分間は、正しいパスワードでもログインできません。時間を空けてお試しいただくか、「パスワードをお忘れの方」から新しいパスワードを登録してください。";

/// The same for somebody who is signed in and types the password once more.
pub const SENTENCE_OF_PASSWORD: &str = "パスワードをご確認ください。5回続けて誤ると、約30分間は、正しいパスワードでも手続きできません。パスワードを忘れたときは、「求職者情報・設定」の「アカウントを編集」にある「パスワードの再登録」から登録し直してください。";

/// What is counted for one ID, or for one ID on one device where it signed in before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    /// Tries since the last success or the end of the last lock.
    pub in_a_row: i32,
    /// Tries since the last success.
    pub in_total: i32,
    /// Until when nothing is evaluated.
    pub locked_until: Option<Timestamp>,
}

/// May this try be evaluated?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes; `locks` when a failure of it locks the ID.
    Evaluate {
        /// This was the last free try.
        locks: bool,
    },
    /// No: locked, or dead until a reset. Nothing was counted.
    Refuse,
}

impl Guard {
    /// Counts a try before it is evaluated. A success afterwards sets everything back to nothing.
    pub fn count(self, now: Timestamp) -> (Self, Verdict) {
        let locked = self.locked_until.is_some_and(|until| until > now);
        if locked || self.in_total >= FAILURES_THAT_KILL {
            return (self, Verdict::Refuse);
        }
        let in_a_row = if self.locked_until.is_some() { 1 } else { self.in_a_row + 1 };
        let locks = in_a_row >= FAILURES_THAT_LOCK;
        let guard =
            Self { in_a_row, in_total: self.in_total + 1, locked_until: locks.then(|| lock_until(now)) };
        (guard, Verdict::Evaluate { locks })
    }
}

/// When a lock that begins now ends.
pub fn lock_until(now: Timestamp) -> Timestamp {
    now + SignedDuration::try_from(LOCK).unwrap_or(SignedDuration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        "2026-11-20T01:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minute)
    }

    fn fail(mut guard: Guard, times: usize, minute: i64) -> (Guard, Verdict) {
        let mut verdict = Verdict::Refuse;
        for _ in 0..times {
            (guard, verdict) = guard.count(at(minute));
        }
        (guard, verdict)
    }

    #[test]
    fn four_wrong_passwords_do_not_lock_and_the_fifth_does() {
        let (guard, verdict) = fail(Guard::default(), 4, 0);
        assert_eq!((guard.locked_until, verdict), (None, Verdict::Evaluate { locks: false }));
        let (guard, verdict) = fail(guard, 1, 0);
        assert_eq!(verdict, Verdict::Evaluate { locks: true });
        assert_eq!(guard.locked_until, Some(at(30)));
    }

    #[test]
    fn tries_while_locked_are_not_evaluated_and_do_not_lengthen_the_lock() {
        let (guard, _) = fail(Guard::default(), 5, 0);
        let (after, verdict) = fail(guard, 20, 29);
        assert_eq!((after, verdict), (guard, Verdict::Refuse));
    }

    #[test]
    fn thirty_minutes_later_counting_begins_anew() {
        let (guard, _) = fail(Guard::default(), 5, 0);
        let (guard, verdict) = fail(guard, 1, 30);
        assert_eq!((guard.in_a_row, verdict), (1, Verdict::Evaluate { locks: false }));
    }

    #[test]
    fn one_hundred_failures_without_a_success_kill_the_password() {
        let mut guard = Guard::default();
        for round in 0..20 {
            (guard, _) = fail(guard, 5, round * 31);
        }
        assert_eq!(guard.in_total, 100);
        assert_eq!(guard.count(at(100_000)).1, Verdict::Refuse);
        let one_less = Guard { in_total: 99, ..Guard::default() };
        assert!(matches!(one_less.count(at(0)).1, Verdict::Evaluate { .. }));
    }
}

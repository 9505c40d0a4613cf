//! 認証キー: the code that is mailed to prove that a mail address is one's own.

use std::{fmt, time::Duration};

use jiff::SignedDuration;
use unicode_normalization::UnicodeNormalization;

use crate::clock::Timestamp;

/// How long a key can be used (seed 001: メール配信から50分以内).
pub const LIFETIME: Duration = Duration::from_mins(50);
/// Wrong tries after which a key is dead (spec/security.md, 認証キー).
pub const WRONG_TRIES: i32 = 5;
/// Keys that one address is sent within [`LIMIT_WINDOW`] for one purpose; more requests get the same
/// screen and no mail, so that nobody's mailbox can be flooded through us.
pub const KEYS_PER_WINDOW: i64 = 5;
/// See [`KEYS_PER_WINDOW`]. Not longer than a key lives: whoever gets no mail has a living key in the
/// newest one.
pub const LIMIT_WINDOW: Duration = LIFETIME;

/// Capital letters and digits without look-alikes (no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V).
const ALPHABET: &[u8; 24] = b"34679ACDEFGHJKMNPQRTVWXY";
/// Characters of a key: 24^16 is more than 2^73.
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// What a key was asked for. A key works for its own purpose and request only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// アカウント登録.
    Registration,
    /// パスワード再登録.
    PasswordReset,
    /// アカウントの再登録.
    Reopening,
    /// マイページ開設 of people whose address a counter wrote down.
    Opening,
}

impl Purpose {
    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::PasswordReset => "password_reset",
            Self::Reopening => "reopening",
            Self::Opening => "opening",
        }
    }
}

/// A key in its canonical form: 16 characters without hyphens. It does not print itself by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct VerificationKey(String);

impl VerificationKey {
    /// Makes a key of random bytes. Bytes that would make some characters likelier are skipped.
    /// `None` when too few of them remain; ask again with new bytes.
    pub fn from_random(bytes: &[u8; 64]) -> Option<Self> {
        let even = 256 - 256 % ALPHABET.len();
        let key: String = bytes
            .iter()
            .filter(|&&byte| usize::from(byte) < even)
            .map(|&byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]))
            .take(LENGTH)
            .collect();
        (key.len() == LENGTH).then_some(Self(key))
    }

    /// Reads a key as typed or pasted: case, width, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// [`Refusal::Missing`] or [`Refusal::Wrong`].
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let key: String = typed
            .nfkc()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑' | '–' | '—' | '−' | 'ー' | '_'))
            .flat_map(char::to_uppercase)
            .collect();
        if key.is_empty() {
            return Err(Refusal::Missing);
        }
        let good = key.len() == LENGTH && key.bytes().all(|byte| ALPHABET.contains(&byte));
        if good { Ok(Self(key)) } else { Err(Refusal::Wrong) }
    }

    /// The canonical form, for hashing.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// As it is printed in the mail: four groups of four.
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = (0..LENGTH / GROUP).map(|at| &self.0[at * GROUP..(at + 1) * GROUP]).collect();
        groups.join("-")
    }
}

impl fmt::Debug for VerificationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VerificationKey(…)")
    }
}

/// Why a key is not taken. One sentence for all but the empty box: the screen must not tell
/// whether a key was ever sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing was typed.
    #[error("認証キーを入力してください。")]
    Missing,
    /// Wrong, expired, used, replaced by a newer one, or tried too often.
    #[error(
        "認証キーを確認できませんでした。いちばん新しいメールの認証キーを入力してください。メール配信から50分を過ぎた認証キーと、5回誤った認証キーは無効です。無効のときは、認証キーをもう一度申し込んでください。"
    )]
    Wrong,
}

/// The instant before which a key must have been issued to be dead at `now`.
pub fn dead_if_issued_before(now: Timestamp) -> Timestamp {
    now - SignedDuration::try_from(LIFETIME).unwrap_or(SignedDuration::ZERO)
}

/// True while the 50 minutes last: the 50th minute itself still counts.
pub fn is_alive(issued_at: Timestamp, now: Timestamp) -> bool {
    issued_at >= dead_if_issued_before(now)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> VerificationKey {
        VerificationKey::from_random(&std::array::from_fn(|at| u8::try_from(at * 3).unwrap())).unwrap()
    }

    #[test]
    fn a_key_has_at_least_sixty_four_bits() {
        let bits = f64::from(u8::try_from(ALPHABET.len()).unwrap()).log2() * 16.0;
        assert!(bits >= 64.0, "{bits}");
    }

    #[test]
    fn a_key_is_printed_in_groups_and_read_back_however_it_is_typed() {
        let key = key();
        let printed = key.grouped();
        assert_eq!(printed.len(), 19);
        let full_width: String =
            printed.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        for typed in [
            printed.clone(),
            printed.to_lowercase(),
            printed.replace('-', " "),
            printed.replace('-', ""),
            full_width,
        ] {
            assert_eq!(VerificationKey::parse(&format!(" {typed}　")), Ok(key.clone()), "{typed}");
        }
    }

    #[test]
    fn look_alikes_and_wrong_lengths_are_not_keys() {
        assert_eq!(VerificationKey::parse(" - "), Err(Refusal::Missing));
        assert_eq!(VerificationKey::parse("AAAA-AAAA-AAAA-AAA"), Err(Refusal::Wrong));
        assert_eq!(VerificationKey::parse("AAAA-AAAA-AAAA-AAA0"), Err(Refusal::Wrong));
        assert_eq!(VerificationKey::parse("AAAA-AAAA-AAAA-AAAAA"), Err(Refusal::Wrong));
    }

    #[test]
    fn a_key_lives_fifty_minutes_and_not_longer() {
        let issued: Timestamp = "2026-11-20T10:00:00Z".parse().unwrap();
        assert!(is_alive(issued, "2026-11-20T10:50:00Z".parse().unwrap()));
        assert!(!is_alive(issued, "2026-11-20T10:50:00.000001Z".parse().unwrap()));
    }

    #[test]
    fn a_key_does_not_print_itself() {
        assert!(!format!("{:?}", key()).contains(key().expose()));
    }

    proptest! {
        #[test]
        fn random_bytes_nearly_always_make_a_key_that_parses(bytes in prop::collection::vec(any::<u8>(), 64)) {
            let bytes: [u8; 64] = bytes.try_into().unwrap();
            if let Some(key) = VerificationKey::from_random(&bytes) {
                prop_assert_eq!(VerificationKey::parse(&key.grouped()), Ok(key));
            }
        }
    }
}

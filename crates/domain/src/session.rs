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

/// The way by which a session was opened. The list of one's own sign-ins names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWay {
    /// ID and password.
    Password,
    /// ID and password, then the ワンタイムパスワード that was mailed.
    MailedCode,
    /// ID and password, then the code of an authenticator app (認証アプリ).
    AuthenticatorApp,
    /// ID and password, then one of the recovery codes (回復コード).
    RecoveryCode,
    /// A passkey (パスキー).
    Passkey,
    /// マイナポータル.
    Portal,
    /// パスワード登録 at the end of アカウント登録.
    Registration,
    /// パスワード登録 at the end of マイページ開設.
    Opening,
}

impl SignInWay {
    /// All ways.
    pub const ALL: [Self; 8] = [
        Self::Password,
        Self::MailedCode,
        Self::AuthenticatorApp,
        Self::RecoveryCode,
        Self::Passkey,
        Self::Portal,
        Self::Registration,
        Self::Opening,
    ];

    /// The word in the database and the logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::MailedCode => "mailed_code",
            Self::AuthenticatorApp => "authenticator_app",
            Self::RecoveryCode => "recovery_code",
            Self::Passkey => "passkey",
            Self::Portal => "portal",
            Self::Registration => "registration",
            Self::Opening => "opening",
        }
    }

    /// Reads the word of [`SignInWay::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == word)
    }

    /// As the person reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "パスワード",
            Self::MailedCode => "パスワードとワンタイムパスワード",
            Self::AuthenticatorApp => "パスワードと認証アプリ",
            Self::RecoveryCode => "パスワードと回復コード",
            Self::Passkey => "パスキー",
            Self::Portal => "マイナポータル",
            Self::Registration => "アカウント登録",
            Self::Opening => "マイページ開設",
        }
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

    #[test]
    fn every_way_of_signing_in_is_read_back_from_its_word() {
        for way in SignInWay::ALL {
            assert_eq!(SignInWay::from_word(way.as_str()), Some(way));
        }
        assert_eq!(SignInWay::from_word("key"), None);
    }
}

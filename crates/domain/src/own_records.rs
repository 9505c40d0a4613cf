//! What people can read about themselves: how they signed in, and who at an office looked at their record
//! (spec/security.md, Sessions and Data).

use crate::clock::{Date, Timestamp, tokyo, tokyo_date};

/// Sign-ins of one account that are kept at most.
pub const SIGN_INS_KEPT: i64 = 100;
/// Months for which a sign-in is kept.
pub const SIGN_IN_MONTHS: i32 = 12;

/// The beginning of the day 12 months ago: a sign-in of that day is still kept.
pub fn sign_ins_kept_since(now: Timestamp) -> Timestamp {
    let day: Date = tokyo_date(now).saturating_sub(jiff::Span::new().months(SIGN_IN_MONTHS));
    day.to_zoned(tokyo(now).time_zone().clone()).map_or(Timestamp::MIN, |start| start.timestamp())
}

/// Whoever at an office looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterRole {
    /// Somebody at a counter (窓口).
    Officer,
    /// Somebody who runs the service.
    Operator,
}

impl CounterRole {
    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Operator => "operator",
        }
    }

    /// As the person reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Officer => "窓口の職員",
            Self::Operator => "システムの運用担当者",
        }
    }

    /// Reads the word of [`CounterRole::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Officer, Self::Operator].into_iter().find(|role| role.as_str() == word)
    }
}

/// What of a record was looked at, or done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPart {
    /// Name, birth date, address, telephone, mail address.
    Basic,
    /// The whole 求職情報.
    JobSeeker,
    /// Applications and messages.
    Activity,
    /// The mail address was written down (`counter_deed`).
    AddressRegistered,
    /// A consultation was written down (`office_deed`, as the ones below).
    Consultation,
    /// A 紹介 was written down.
    Referral,
    /// Where an application stands was written down.
    ApplicationState,
    /// The office sent a message.
    Message,
    /// The registration was set to 有効.
    SetValid,
}

impl RecordPart {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Basic,
        Self::JobSeeker,
        Self::Activity,
        Self::AddressRegistered,
        Self::Consultation,
        Self::Referral,
        Self::ApplicationState,
        Self::Message,
        Self::SetValid,
    ];

    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::JobSeeker => "job_seeker",
            Self::Activity => "activity",
            Self::AddressRegistered => "register_address",
            Self::Consultation => "consultation",
            Self::Referral => "referral",
            Self::ApplicationState => "application_state",
            Self::Message => "message",
            Self::SetValid => "set_valid",
        }
    }

    /// As the person reads it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "基本情報（氏名、住所など）の確認",
            Self::JobSeeker => "求職情報の確認",
            Self::Activity => "応募とメッセージの確認",
            Self::AddressRegistered => "メールアドレスの登録",
            Self::Consultation => "相談の記録",
            Self::Referral => "紹介の記録",
            Self::ApplicationState => "応募の状況の記録",
            Self::Message => "メッセージの送信",
            Self::SetValid => "求職登録を有効にする手続き",
        }
    }

    /// Reads the word of [`RecordPart::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_is_kept_until_the_same_day_of_the_next_year_is_over() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let since = sign_ins_kept_since(at("2026-11-20T23:59:59+09:00"));
        assert_eq!(since, at("2025-11-20T00:00:00+09:00"));
        assert_eq!(sign_ins_kept_since(at("2026-11-21T00:00:00+09:00")), at("2025-11-21T00:00:00+09:00"));
        assert_eq!(sign_ins_kept_since(at("2028-02-29T10:00:00+09:00")), at("2027-02-28T00:00:00+09:00"));
    }

    #[test]
    fn every_word_is_read_back() {
        for part in RecordPart::ALL {
            assert_eq!(RecordPart::from_word(part.as_str()), Some(part));
        }
        for role in [CounterRole::Officer, CounterRole::Operator] {
            assert_eq!(CounterRole::from_word(role.as_str()), Some(role));
        }
        assert_eq!((RecordPart::from_word("x"), CounterRole::from_word("x")), (None, None));
    }
}

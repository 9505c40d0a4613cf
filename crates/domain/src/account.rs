//! The account of a job seeker: its mail address, its states and the limits of its life.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::clock::{Date, Timestamp, days_between, tokyo_date};

/// Longest mail address, in characters (seed 001, 2.1: 半角英数字記号100文字以内).
pub const EMAIL_MAX: usize = 100;
/// Days after the account was registered within which 求職情報 must be complete (seed 001, 2.1 ⑧).
pub const DAYS_TO_COMPLETE: i64 = 14;
/// Days before the end of [`DAYS_TO_COMPLETE`] on which the person is warned by mail. Of the 14, 7 and 1 days of
/// [`crate::forgetting::LOSS_WARNINGS`] the first falls on the day of registration, whose screen and mail say it.
pub const VOID_WARNINGS: [i64; 2] = [7, 1];
/// Days after leaving within which アカウントを再登録 brings the page back (seed 000, 3.1).
pub const DAYS_TO_RETURN: i64 = 30;

/// A mail address that may be used as ID. Only this type may stand in an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// Why a mail address cannot be used; the text is the sentence the page shows
/// (seed 001, Point メールアドレスについて).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEmail {
    /// Nothing was typed.
    #[error("メールアドレスを入力してください。")]
    Missing,
    /// More than [`EMAIL_MAX`] characters.
    #[error("メールアドレスは半角英数字記号100文字以内で入力してください。")]
    TooLong,
    /// No `@`, or more than one.
    #[error("メールアドレスには「@」を1つ入れてください（例：taro@example.jp）。")]
    NoAt,
    /// Nothing, or too much, before the `@`.
    #[error("メールアドレスの「@」の前を確認してください（1文字以上64文字以内）。")]
    LocalLength,
    /// A dot at the very beginning.
    #[error(
        "先頭にピリオド（.）があるメールアドレスは登録できません。別のメールアドレスを入力してください。"
    )]
    DotFirst,
    /// A dot just before the `@`.
    #[error(
        "@の直前にピリオド（.）があるメールアドレスは登録できません。別のメールアドレスを入力してください。"
    )]
    DotBeforeAt,
    /// Two dots in a row.
    #[error(
        "ピリオド（.）が連続しているメールアドレスは登録できません。別のメールアドレスを入力してください。"
    )]
    DotsInARow,
    /// A character that the international rules do not allow.
    #[error("利用できない文字または記号が含まれています。メールアドレスを確認してください。")]
    Symbol,
    /// The part after `@` is not the name of a mail domain.
    #[error("メールアドレスの「@」の後ろを確認してください（例：example.jp）。")]
    Domain,
}

impl EmailAddress {
    /// Reads an address as typed. Full-width letters and spaces around it are mended, not refused.
    ///
    /// # Errors
    /// [`BadEmail`] says what to change.
    pub fn parse(typed: &str) -> Result<Self, BadEmail> {
        let text: String = typed.nfkc().collect::<String>().trim().to_owned();
        if text.is_empty() {
            return Err(BadEmail::Missing);
        }
        if text.chars().count() > EMAIL_MAX {
            return Err(BadEmail::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(BadEmail::NoAt)?;
        if domain.contains('@') {
            return Err(BadEmail::NoAt);
        }
        check_local(local)?;
        check_domain(domain)?;
        Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    /// The address for writing to: as typed, with the domain in small letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form by which two addresses are compared: letters' case does not make another account.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check_local(local: &str) -> Result<(), BadEmail> {
    const SYMBOLS: &str = "!#$%&'*+-/=?^_`{|}~.";
    if local.is_empty() || local.len() > 64 {
        return Err(BadEmail::LocalLength);
    }
    if !local.chars().all(|c| c.is_ascii_alphanumeric() || SYMBOLS.contains(c)) {
        return Err(BadEmail::Symbol);
    }
    if local.starts_with('.') {
        return Err(BadEmail::DotFirst);
    }
    if local.ends_with('.') {
        return Err(BadEmail::DotBeforeAt);
    }
    if local.contains("..") {
        return Err(BadEmail::DotsInARow);
    }
    Ok(())
}

fn check_domain(domain: &str) -> Result<(), BadEmail> {
    if domain.contains("..") {
        return Err(BadEmail::DotsInARow);
    }
    let good = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if domain.contains('.') && domain.split('.').all(good) { Ok(()) } else { Err(BadEmail::Domain) }
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Mail address and password are registered; 求職情報 is not complete.
    Registered,
    /// The page is open.
    Open,
    /// The person has left.
    Withdrawn,
}

impl AccountState {
    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Open => "open",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Registered, Self::Open, Self::Withdrawn].into_iter().find(|state| state.as_str() == word)
    }
}

/// Days left to complete 求職情報; 0 on the last day, negative when the account is void.
pub fn days_to_complete(registered_at: Timestamp, now: Timestamp) -> i64 {
    DAYS_TO_COMPLETE - days_between(tokyo_date(registered_at), tokyo_date(now))
}

/// The last day on which 求職情報 can be completed.
pub fn last_day_to_complete(registered_at: Timestamp) -> Date {
    tokyo_date(registered_at).saturating_add(jiff::Span::new().days(DAYS_TO_COMPLETE))
}

/// True once the 14 days are over (seed 001: アカウントは無効となります).
pub fn is_void(registered_at: Timestamp, now: Timestamp) -> bool {
    days_to_complete(registered_at, now) < 0
}

/// The warning that is due, as days before the end, when `warned` (7, 1 or nothing yet) was the last one sent.
pub fn void_warning_due(registered_at: Timestamp, warned: Option<i64>, now: Timestamp) -> Option<i64> {
    let left = days_to_complete(registered_at, now);
    VOID_WARNINGS.into_iter().rfind(|&at| left >= 0 && left <= at && warned.is_none_or(|last| last > at))
}

/// True while アカウントを再登録 is possible: day 30 yes, day 31 no (seed 000, 3.1).
pub fn may_return(withdrawn_at: Timestamp, now: Timestamp) -> bool {
    days_between(tokyo_date(withdrawn_at), tokyo_date(now)) <= DAYS_TO_RETURN
}

/// What a request to open an account with some address is answered with, by mail only:
/// the screens are the same in each case (spec/security.md, 認証キー).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationAnswer {
    /// A key is sent.
    Key,
    /// The address has an account: the mail says how to log in.
    AlreadyRegistered,
    /// The address left within 30 days: the mail says how to come back.
    MayReturn,
}

/// Decides by the account that the address has or had.
pub fn registration_answer(
    account: Option<(AccountState, Timestamp, Option<Timestamp>)>,
    now: Timestamp,
) -> RegistrationAnswer {
    match account {
        None => RegistrationAnswer::Key,
        Some((AccountState::Withdrawn, _, left)) => match left {
            Some(left) if may_return(left, now) => RegistrationAnswer::MayReturn,
            _ => RegistrationAnswer::Key,
        },
        Some((AccountState::Registered, registered_at, _)) if is_void(registered_at, now) => {
            RegistrationAnswer::Key
        }
        Some(_) => RegistrationAnswer::AlreadyRegistered,
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_four_kinds_that_the_seed_refuses_are_refused_with_their_reason() {
        assert_eq!(EmailAddress::parse(".abcd@example.co.jp"), Err(BadEmail::DotFirst));
        assert_eq!(EmailAddress::parse("abcd.@example.co.jp"), Err(BadEmail::DotBeforeAt));
        assert_eq!(EmailAddress::parse("ab..cd@example.co.jp"), Err(BadEmail::DotsInARow));
        assert_eq!(EmailAddress::parse("ab[cd@example.co.jp"), Err(BadEmail::Symbol));
    }

    #[test]
    fn no_at_two_ats_and_no_domain_are_refused() {
        assert_eq!(EmailAddress::parse(""), Err(BadEmail::Missing));
        assert_eq!(EmailAddress::parse(" 　"), Err(BadEmail::Missing));
        assert_eq!(EmailAddress::parse("taro"), Err(BadEmail::NoAt));
        assert_eq!(EmailAddress::parse("a@b@example.jp"), Err(BadEmail::NoAt));
        assert_eq!(EmailAddress::parse("@example.jp"), Err(BadEmail::LocalLength));
        assert_eq!(EmailAddress::parse("taro@"), Err(BadEmail::Domain));
        assert_eq!(EmailAddress::parse("taro@localhost"), Err(BadEmail::Domain));
        assert_eq!(EmailAddress::parse("taro@-example.jp"), Err(BadEmail::Domain));
        assert_eq!(EmailAddress::parse("taro@example..jp"), Err(BadEmail::DotsInARow));
        assert_eq!(EmailAddress::parse("ta ro@example.jp"), Err(BadEmail::Symbol));
        assert_eq!(EmailAddress::parse("太郎@example.jp"), Err(BadEmail::Symbol));
    }

    #[test]
    fn one_hundred_characters_are_taken_and_one_hundred_and_one_are_not() {
        let domain = format!("{}.jp", "d".repeat(36));
        let hundred = format!("{}@{domain}", "a".repeat(60));
        assert_eq!(hundred.len(), 100);
        assert!(EmailAddress::parse(&hundred).is_ok());
        assert_eq!(EmailAddress::parse(&format!("a{hundred}")), Err(BadEmail::TooLong));
    }

    #[test]
    fn width_and_spaces_are_mended_and_case_makes_no_other_account() {
        let address = EmailAddress::parse(" Ｔａｒｏ＋job@Example.JP　").unwrap();
        assert_eq!(address.as_str(), "Taro+job@example.jp");
        assert_eq!(address.key(), "taro+job@example.jp");
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_is_stable(text in "\\PC{0,120}") {
            if let Ok(address) = EmailAddress::parse(&text) {
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
            }
        }
    }

    #[test]
    fn day_fourteen_still_counts_and_day_fifteen_is_void() {
        let registered = at("2026-11-06T10:00:00+09:00");
        assert!(!is_void(registered, at("2026-11-20T23:59:59+09:00")));
        assert_eq!(days_to_complete(registered, at("2026-11-20T23:59:59+09:00")), 0);
        assert!(is_void(registered, at("2026-11-21T00:00:00+09:00")));
        assert_eq!(last_day_to_complete(registered), "2026-11-20".parse().unwrap());
    }

    #[test]
    fn warnings_are_due_seven_days_and_one_day_before_each_once() {
        let registered = at("2026-11-06T10:00:00+09:00");
        let day = |days: i64| registered + SignedDuration::from_hours(24 * days);
        assert_eq!(void_warning_due(registered, None, day(6)), None);
        assert_eq!(void_warning_due(registered, None, day(7)), Some(7));
        assert_eq!(void_warning_due(registered, Some(7), day(7)), None);
        assert_eq!(void_warning_due(registered, Some(7), day(12)), None);
        assert_eq!(void_warning_due(registered, Some(7), day(13)), Some(1));
        assert_eq!(void_warning_due(registered, Some(1), day(14)), None);
        assert_eq!(
            void_warning_due(registered, None, day(13)),
            Some(1),
            "a missed first warning is not sent late"
        );
        assert_eq!(void_warning_due(registered, None, day(15)), None);
    }

    #[test]
    fn day_thirty_may_return_and_day_thirty_one_may_not() {
        let left = at("2026-10-21T23:50:00+09:00");
        assert!(may_return(left, at("2026-11-20T23:59:59+09:00")));
        assert!(!may_return(left, at("2026-11-21T00:00:00+09:00")));
    }

    #[test]
    fn an_address_gets_a_key_only_when_nobody_uses_it() {
        let now = at("2026-11-20T10:00:00+09:00");
        let days_ago = |days: i64| now - SignedDuration::from_hours(24 * days);
        let answer = |state, registered, left| registration_answer(Some((state, registered, left)), now);
        assert_eq!(registration_answer(None, now), RegistrationAnswer::Key);
        assert_eq!(answer(AccountState::Open, days_ago(400), None), RegistrationAnswer::AlreadyRegistered);
        assert_eq!(
            answer(AccountState::Registered, days_ago(14), None),
            RegistrationAnswer::AlreadyRegistered
        );
        assert_eq!(answer(AccountState::Registered, days_ago(15), None), RegistrationAnswer::Key);
        assert_eq!(
            answer(AccountState::Withdrawn, days_ago(90), Some(days_ago(30))),
            RegistrationAnswer::MayReturn
        );
        assert_eq!(
            answer(AccountState::Withdrawn, days_ago(90), Some(days_ago(31))),
            RegistrationAnswer::Key
        );
    }
}

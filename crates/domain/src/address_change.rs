//! Changing the mail address of an account by somebody who is signed in: the one that is the ID
//! (求職者情報・設定 > アカウントを編集, spec/domain.md 2.5), and a second one for a new password.

use std::time::Duration;

use crate::{
    account::{AccountState, EmailAddress, RegistrationAnswer, registration_answer},
    clock::Timestamp,
};

/// Requests for a key that one account may make within [`REQUEST_WINDOW`]: nobody may write to strangers
/// through us.
pub const REQUESTS_PER_WINDOW: i64 = 10;
/// See [`REQUESTS_PER_WINDOW`].
pub const REQUEST_WINDOW: Duration = Duration::from_hours(24);

/// What the address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressUse {
    /// ID（メールアドレス）: the person signs in with it, and every letter goes there.
    Id,
    /// 予備のメールアドレス: the key for a new password and letters about the account go there as well.
    Recovery,
}

impl AddressUse {
    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Recovery => "recovery",
        }
    }
}

/// Why an address cannot be asked for; the text is the sentence the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadNewAddress {
    /// It is the ID already; letters' case makes no other address.
    #[error("現在のID（メールアドレス）と同じです。別のメールアドレスを入力してください。")]
    SameAsId,
    /// The second box is empty.
    #[error("確認のため、同じメールアドレスをもう一度入力してください。")]
    NotRepeated,
    /// The two boxes differ.
    #[error("上のメールアドレスと同じアドレスを入力してください。")]
    Confirmation,
    /// More than [`REQUESTS_PER_WINDOW`].
    #[error(
        "メールアドレスの変更のお申込みは、24時間に10回までです。時間を空けて、もう一度お申し込みください。"
    )]
    TooMany,
    /// The key was right, but the address belongs to another account by now.
    #[error(
        "このメールアドレスは、ほかのアカウントで使われています。別のメールアドレスでお申し込みください。"
    )]
    Taken,
}

/// Compares the repetition of an address: width and case do not matter.
///
/// # Errors
/// [`BadNewAddress::NotRepeated`] or [`BadNewAddress::Confirmation`].
pub fn check_repeated(address: &EmailAddress, repeated: &str) -> Result<(), BadNewAddress> {
    if repeated.trim().is_empty() {
        return Err(BadNewAddress::NotRepeated);
    }
    match EmailAddress::parse(repeated) {
        Ok(repeated) if repeated.key() == address.key() => Ok(()),
        _ => Err(BadNewAddress::Confirmation),
    }
}

/// Compares with the ID that the account has.
///
/// # Errors
/// [`BadNewAddress::SameAsId`].
pub fn check_is_new(address: &EmailAddress, id: &EmailAddress) -> Result<(), BadNewAddress> {
    if address.key() == id.key() { Err(BadNewAddress::SameAsId) } else { Ok(()) }
}

/// What the letter to the address says. The screen is the same in each case. An ID belongs to one person, as at
/// the registration; the second address may be that of a family.
pub fn answer(
    purpose: AddressUse,
    whose: Option<(AccountState, Timestamp, Option<Timestamp>)>,
    now: Timestamp,
) -> RegistrationAnswer {
    match purpose {
        AddressUse::Id => registration_answer(whose, now),
        AddressUse::Recovery => RegistrationAnswer::Key,
    }
}

/// How long a second address must have been registered to outlive a new password that was set by a mailed key.
pub const RECOVERY_SETTLES: Duration = Duration::from_hours(30 * 24);

/// False for a second address that somebody who knew the old password may have registered lately: it must not
/// open the way to the next password. The person was told by mail when it was registered.
pub fn outlives_reset(registered_at: Timestamp, now: Timestamp) -> bool {
    let settled = jiff::SignedDuration::try_from(RECOVERY_SETTLES).unwrap_or(jiff::SignedDuration::MAX);
    now.duration_since(registered_at) >= settled
}

/// The instant after which requests of an account count.
pub fn window_begins(now: Timestamp) -> Timestamp {
    now - jiff::SignedDuration::try_from(REQUEST_WINDOW).unwrap_or(jiff::SignedDuration::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    #[test]
    fn the_repetition_may_differ_in_case_and_width_only() {
        let new = address("Taro@example.jp");
        assert_eq!(check_repeated(&new, " ｔａｒｏ@EXAMPLE.jp"), Ok(()));
        assert_eq!(check_repeated(&new, "　"), Err(BadNewAddress::NotRepeated));
        assert_eq!(check_repeated(&new, "jiro@example.jp"), Err(BadNewAddress::Confirmation));
        assert_eq!(check_repeated(&new, "taro"), Err(BadNewAddress::Confirmation));
    }

    #[test]
    fn a_second_address_outlives_a_reset_when_it_is_thirty_days_old() {
        let now: Timestamp = "2026-11-20T10:00:00+09:00".parse().unwrap();
        let ago = |hours: i64| now - jiff::SignedDuration::from_hours(hours);
        assert!(outlives_reset(ago(30 * 24), now));
        assert!(!outlives_reset(ago(30 * 24 - 1), now));
        assert!(!outlives_reset(now, now));
    }

    #[test]
    fn letters_case_makes_no_other_address() {
        let id = address("taro@example.jp");
        assert_eq!(check_is_new(&address("TARO@example.jp"), &id), Err(BadNewAddress::SameAsId));
        assert_eq!(check_is_new(&address("taro2@example.jp"), &id), Ok(()));
    }

    #[test]
    fn an_address_that_left_is_free_as_an_id_on_day_thirty_one_and_as_a_second_one_at_once() {
        let now: Timestamp = "2026-11-20T10:00:00+09:00".parse().unwrap();
        let left = |days: i64| {
            let at = now - jiff::SignedDuration::from_hours(24 * days);
            Some((AccountState::Withdrawn, at, Some(at)))
        };
        assert_eq!(answer(AddressUse::Id, left(30), now), RegistrationAnswer::MayReturn);
        assert_eq!(answer(AddressUse::Id, left(31), now), RegistrationAnswer::Key);
        assert_eq!(answer(AddressUse::Recovery, left(30), now), RegistrationAnswer::Key);
    }
}

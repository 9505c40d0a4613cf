//! ハローワークをご利用中の方のマイページ開設 (seed 002): the two kinds of people, and who gets a key.

use jiff::{ToSpan, civil::Date};

use crate::account::RegistrationAnswer;

/// Years after the 無効日 for which a registration is kept (seed 002: 求職無効日から５年以内). Within them the
/// page can be opened with the address that the counter wrote down.
pub const KEPT_YEARS: i32 = 5;

/// Where somebody's 求職申込み was taken (spec/domain.md 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationKind {
    /// オンライン登録者: registered alone on the web.
    Online,
    /// 利用登録者: registered at a counter, which checked who they are and what they want.
    Counter,
}

impl RegistrationKind {
    /// The word the database keeps.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Counter => "counter",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Online, Self::Counter].into_iter().find(|kind| kind.as_str() == word)
    }

    /// True for people to whom the offices write and send jobs (domain.md 1.1: not to オンライン登録者, whom nobody at an
    /// office has seen).
    pub fn is_written_to_by_offices(self) -> bool {
        self == Self::Counter
    }

    /// What the seeds call such a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Online => "オンライン登録者",
            Self::Counter => "利用登録者",
        }
    }

    /// True when the offices may send jobs and notices, which the person answers online
    /// (オンラインハローワーク紹介; spec/domain.md 1.1).
    pub fn may_be_referred_online(self) -> bool {
        self == Self::Counter
    }
}

/// What the counter holds under a mail address that has not opened a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// 生年月日
    pub birth_date: Date,
    /// 有効期限 of the registration.
    pub valid_until: Date,
}

/// How a request to open a page is answered, by mail only: the screens are the same in each case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpeningAnswer {
    /// A key is sent.
    Key,
    /// The address has an account: the mail says how to log in.
    AlreadyRegistered,
    /// The address left within 30 days: the mail says how to come back.
    MayReturn,
    /// No mail: the address or the birth date is not what the counter wrote down, or it is too long ago.
    Nothing,
}

/// Decides by the account that the address has or had, and by what the counter holds.
pub fn opening_answer(
    account: RegistrationAnswer,
    held: Option<Held>,
    birth_date: Date,
    today: Date,
) -> OpeningAnswer {
    match account {
        RegistrationAnswer::AlreadyRegistered => OpeningAnswer::AlreadyRegistered,
        RegistrationAnswer::MayReturn => OpeningAnswer::MayReturn,
        RegistrationAnswer::Key => match held {
            Some(held) if held.birth_date == birth_date && is_kept(held.valid_until, today) => {
                OpeningAnswer::Key
            }
            _ => OpeningAnswer::Nothing,
        },
    }
}

/// True while a registration is kept: five years from its last valid day on.
pub fn is_kept(valid_until: Date, today: Date) -> bool {
    valid_until.saturating_add(KEPT_YEARS.years()) >= today
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);
    const BORN: Date = date(1988, 7, 7);

    fn held(valid_until: Date) -> Option<Held> {
        Some(Held { birth_date: BORN, valid_until })
    }

    #[test]
    fn offices_write_to_people_of_the_counter_only() {
        assert!(RegistrationKind::Counter.is_written_to_by_offices());
        assert!(!RegistrationKind::Online.is_written_to_by_offices());
    }

    #[test]
    fn the_right_pair_gets_a_key_and_a_wrong_one_nothing() {
        let answer = |held, typed| opening_answer(RegistrationAnswer::Key, held, typed, TODAY);
        let valid = held(date(2027, 1, 31));
        assert_eq!(answer(valid, BORN), OpeningAnswer::Key);
        assert_eq!(answer(valid, date(1988, 7, 8)), OpeningAnswer::Nothing);
        assert_eq!(answer(None, BORN), OpeningAnswer::Nothing);
    }

    #[test]
    fn whoever_has_or_had_an_account_is_told_what_to_do_whatever_the_birth_date() {
        for typed in [BORN, date(1988, 7, 8)] {
            for held in [held(date(2027, 1, 31)), None] {
                let answer = |account| opening_answer(account, held, typed, TODAY);
                assert_eq!(answer(RegistrationAnswer::AlreadyRegistered), OpeningAnswer::AlreadyRegistered);
                assert_eq!(answer(RegistrationAnswer::MayReturn), OpeningAnswer::MayReturn);
            }
        }
    }

    #[test]
    fn five_years_after_its_last_valid_day_a_registration_still_opens_a_page_and_a_day_later_not() {
        let answer = |until| opening_answer(RegistrationAnswer::Key, held(until), BORN, TODAY);
        assert_eq!(answer(date(2021, 11, 20)), OpeningAnswer::Key);
        assert_eq!(answer(date(2021, 11, 19)), OpeningAnswer::Nothing);
    }

    #[test]
    fn both_kinds_are_kept_by_their_words_and_only_one_is_referred_online() {
        for kind in [RegistrationKind::Online, RegistrationKind::Counter] {
            assert_eq!(RegistrationKind::from_word(kind.as_str()), Some(kind));
        }
        assert_eq!(RegistrationKind::from_word("counters"), None);
        assert!(RegistrationKind::Counter.may_be_referred_online());
        assert!(!RegistrationKind::Online.may_be_referred_online());
    }
}

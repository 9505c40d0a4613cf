//! Who may register on the web. Whoever may not is shown the way to the nearest office, and one
//! refusal covers every reason: a stranger who types another person's name learns nothing.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use super::age_on;
use crate::japanese::comparing_form;

/// Younger people do not register on the web (issue 2, seed 001: pupils are told to ask an office).
pub const MINIMUM_AGE: i16 = 15;
/// Who used an office within this many years is registered there already (seed 001).
pub const REGISTERED_WITHIN_YEARS: i32 = 5;
/// 平成28年度 ended on this day; a last use up to here does not count (seed 001).
pub const LAST_DAY_NOT_COUNTED: Date = date(2017, 3, 31);
/// Refused checks of one account on one civil day, after which nothing is looked up any more.
pub const CHECKS_A_DAY: u32 = 3;

/// The registration is not possible on the web. Says nothing more, on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("インターネットからの登録はできません。お近くのハローワークで手続きをしてください。")]
pub struct Refused;

/// Decides whether a person may register on the web. `last_uses` are the days on which somebody of
/// the same name, reading and date of birth last used an office.
///
/// # Errors
/// Younger than [`MINIMUM_AGE`], or registered already.
pub fn eligible(birth_date: Date, last_uses: &[Date], today: Date) -> Result<(), Refused> {
    let old_enough = age_on(birth_date, today) >= MINIMUM_AGE;
    // Both questions are always answered, so that the answer takes the same way.
    let registered = last_uses.iter().filter(|last_use| still_counts(**last_use, today)).count();
    if old_enough && registered == 0 { Ok(()) } else { Err(Refused) }
}

fn still_counts(last_use: Date, today: Date) -> bool {
    last_use > LAST_DAY_NOT_COUNTED && last_use.saturating_add(REGISTERED_WITHIN_YEARS.years()) >= today
}

/// The form in which two registrations of one person are the same: whole name, whole reading and
/// date of birth, all folded. Never shown to anybody.
pub fn identity_form(name: &str, kana: &str, birth_date: Date) -> String {
    format!("{}|{}|{birth_date}", comparing_form(name), comparing_form(kana))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = date(2026, 11, 20);
    const ADULT: Date = date(1990, 4, 1);

    #[test]
    fn from_the_fifteenth_birthday_on_a_person_may_register() {
        assert_eq!(eligible(date(2011, 11, 20), &[], TODAY), Ok(()));
        assert_eq!(eligible(date(2011, 11, 21), &[], TODAY), Err(Refused));
    }

    #[test]
    fn who_used_an_office_within_five_years_may_not() {
        assert_eq!(eligible(ADULT, &[date(2021, 11, 20)], TODAY), Err(Refused));
        assert_eq!(eligible(ADULT, &[date(2021, 11, 19)], TODAY), Ok(()));
        assert_eq!(eligible(ADULT, &[date(2010, 1, 1), date(2026, 11, 20)], TODAY), Err(Refused));
    }

    #[test]
    fn a_last_use_up_to_the_end_of_heisei_28_does_not_count() {
        let today = date(2021, 3, 1);
        assert_eq!(eligible(ADULT, &[date(2017, 3, 31)], today), Ok(()), "平成28年度 ends on 31 March 2017");
        assert_eq!(eligible(ADULT, &[date(2017, 4, 1)], today), Err(Refused));
    }

    #[test]
    fn every_reason_gives_the_same_answer() {
        let young = eligible(date(2020, 1, 1), &[], TODAY);
        let registered = eligible(ADULT, &[TODAY], TODAY);
        assert_eq!(young, registered);
        assert_eq!(
            young.map_err(|refused| refused.to_string()),
            registered.map_err(|refused| refused.to_string())
        );
    }

    #[test]
    fn one_person_has_one_identity_in_every_writing() {
        let born = date(1990, 4, 1);
        assert_eq!(
            identity_form("髙橋 勇気", "タカハシ ユウキ", born),
            identity_form("高橋勇気", "たかはし　ﾕｳｷ", born)
        );
        assert_ne!(
            identity_form("高橋 勇気", "タカハシ ユウキ", born),
            identity_form("高橋 勇気", "タカハシ ユキ", born)
        );
        assert_ne!(
            identity_form("高橋 勇気", "タカハシ ユウキ", born),
            identity_form("高橋 勇気", "タカハシ ユウキ", date(1990, 4, 2))
        );
    }
}

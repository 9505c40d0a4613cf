//! 有効/無効: whether a registration is in force, and how it may come back into force.

use jiff::{ToSpan, civil::Date};

use super::{Validity, valid_until, validity};

/// Months after the 無効日 within which a person sets the registration back to 有効 alone; later an office does
/// it (domain.md 1.2: "after a certain period"; its length is our default, section 12 \[A\]).
pub const MONTHS_TO_SWITCH_BACK: i32 = 12;

/// What decides whether a registration is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// 有効期限: the last day on which it is valid, unless it was switched off before.
    pub valid_until: Date,
    /// The day on which the person set it to 無効, if so.
    pub switched_off_on: Option<Date>,
}

/// What setting a registration back to 有効 does; both carry the last day that it then has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchBack {
    /// The term goes on as it was.
    SameTerm(Date),
    /// A new application of the day.
    NewTerm(Date),
}

impl SwitchBack {
    /// The last day on which the registration is valid then.
    pub fn valid_until(self) -> Date {
        match self {
            Self::SameTerm(last) | Self::NewTerm(last) => last,
        }
    }
}

impl Standing {
    /// 無効日: the first day on which it is not in force. `None` while it is.
    pub fn invalid_since(self, today: Date) -> Option<Date> {
        self.switched_off_on.or_else(|| {
            (!validity(self.valid_until, today).is_valid()).then(|| self.valid_until.saturating_add(1.day()))
        })
    }

    /// 有効: neither switched off nor past its last day.
    pub fn is_in_force(self, today: Date) -> bool {
        self.invalid_since(today).is_none()
    }

    /// How long it still lasts by the calendar, whether it is switched off or not.
    pub fn validity(self, today: Date) -> Validity {
        validity(self.valid_until, today)
    }

    /// The last day on which the person may set it back to 有効 alone. `None` while it is in force.
    pub fn last_day_to_switch_back(self, today: Date) -> Option<Date> {
        Some(self.invalid_since(today)?.saturating_add(MONTHS_TO_SWITCH_BACK.months()))
    }

    /// What 有効 counts as, were it set back today: while the term applied for has not ended, it goes on; after
    /// its last day it is a new application of today. Otherwise switching off and on would lengthen a
    /// registration for nothing, where seed 002 asks for a consultation, a referral or an application in its
    /// last month.
    pub fn switched_back(self, today: Date) -> SwitchBack {
        if self.validity(today).is_valid() {
            return SwitchBack::SameTerm(self.valid_until);
        }
        SwitchBack::NewTerm(valid_until(today))
    }

    /// True when the person may set it back to 有効 alone.
    pub fn may_switch_back(self, today: Date) -> bool {
        self.last_day_to_switch_back(today).is_some_and(|last| today <= last)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const LAST: Date = date(2027, 1, 31);

    fn standing(switched_off_on: Option<Date>) -> Standing {
        Standing { valid_until: LAST, switched_off_on }
    }

    #[test]
    fn it_is_in_force_on_its_last_day_and_not_on_the_day_after() {
        assert!(standing(None).is_in_force(LAST));
        assert_eq!(standing(None).invalid_since(LAST), None);
        assert_eq!(standing(None).invalid_since(date(2027, 2, 1)), Some(date(2027, 2, 1)));
        assert!(!standing(None).is_in_force(date(2027, 2, 1)));
    }

    #[test]
    fn switched_off_it_is_not_in_force_from_that_day_on_whatever_its_last_day() {
        let off = standing(Some(date(2026, 12, 10)));
        assert_eq!(off.invalid_since(date(2026, 12, 10)), Some(date(2026, 12, 10)));
        assert_eq!(off.invalid_since(date(2027, 6, 1)), Some(date(2026, 12, 10)), "and it stays that day");
    }

    #[test]
    fn twelve_months_after_the_day_it_may_be_switched_back_and_a_day_later_it_may_not() {
        let off = standing(Some(date(2026, 12, 10)));
        assert!(off.may_switch_back(date(2026, 12, 10)));
        assert!(off.may_switch_back(date(2027, 12, 10)));
        assert!(!off.may_switch_back(date(2027, 12, 11)));
        // Ended by the calendar on 31 January: 無効 since 1 February.
        assert!(standing(None).may_switch_back(date(2028, 2, 1)));
        assert!(!standing(None).may_switch_back(date(2028, 2, 2)));
    }

    #[test]
    fn what_is_in_force_cannot_be_switched_back() {
        assert!(!standing(None).may_switch_back(LAST));
        assert_eq!(standing(None).last_day_to_switch_back(LAST), None);
    }

    #[test]
    fn the_twelve_months_end_with_a_month_that_has_no_such_day() {
        let off = standing(Some(date(2028, 2, 29)));
        assert_eq!(off.last_day_to_switch_back(date(2028, 3, 1)), Some(date(2029, 2, 28)));
    }

    #[test]
    fn until_the_last_day_the_term_goes_on_and_only_after_it_a_new_one_begins() {
        let off = standing(Some(date(2026, 12, 10)));
        assert_eq!(off.switched_back(date(2026, 12, 10)), SwitchBack::SameTerm(LAST));
        assert_eq!(off.switched_back(LAST), SwitchBack::SameTerm(LAST));
        assert_eq!(off.switched_back(date(2027, 2, 1)), SwitchBack::NewTerm(date(2027, 4, 30)));
        assert_eq!(standing(None).switched_back(date(2027, 2, 1)).valid_until(), date(2027, 4, 30));
    }
}

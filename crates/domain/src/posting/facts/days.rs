//! 休日, 週休二日制, and the kinds of working hours that a person may not want.

use super::{
    flag::{Flag, FlagSet},
    reading::{is_yes, plain, said},
};
use crate::posting::Posting;

const DAYS: [(char, Flag); 8] = [
    ('月', Flag::MondayOff),
    ('火', Flag::TuesdayOff),
    ('水', Flag::WednesdayOff),
    ('木', Flag::ThursdayOff),
    ('金', Flag::FridayOff),
    ('土', Flag::SaturdayOff),
    ('日', Flag::SundayOff),
    ('祝', Flag::HolidaysOff),
];

/// The days at the beginning of 休日: 「土日祝日その他」, 「水曜日その他」, 「日・祝」. What follows is prose, in
/// which 月 and 日 mean months and days.
pub(super) fn days_off(posting: &Posting, flags: &mut FlagSet) {
    let text = plain(&posting.holidays);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some((_, day)) = DAYS.iter().find(|(sign, _)| *sign == letter) else {
            if matches!(letter, '・' | '、' | ',' | '/' | '･') {
                continue;
            }
            break;
        };
        // 年末年始 does not come here, 日数 and 月1回 do.
        if letters
            .peek()
            .is_some_and(|next| next.is_ascii_digit() || matches!(next, '数' | '間' | '以' | '給'))
        {
            break;
        }
        flags.insert(*day);
        if letters.peek() == Some(&'曜') {
            letters.next();
            letters.next_if_eq(&'日');
        } else if letter == '祝' {
            letters.next_if_eq(&'日');
        }
    }
}

/// 週休二日制: 毎週 or その他; with Saturday and Sunday off every week, the こだわり condition too.
pub(super) fn two_days_off(posting: &Posting, flags: &mut FlagSet) {
    let text = plain(&posting.two_days_off);
    let every_week = text.starts_with("毎週");
    flags.insert_if(every_week, Flag::TwoDaysOffEveryWeek);
    flags.insert_if(text.starts_with("その他") || text.starts_with("隔週"), Flag::TwoDaysOffOtherwise);
    let weekend = every_week && flags.has(Flag::SaturdayOff) && flags.has(Flag::SundayOff);
    flags.insert_if(weekend, Flag::WeekendsOff);
}

/// 交代制（シフト制）, 裁量労働制, 変形労働時間制, as 就業時間 and 賃金形態 name them.
pub(super) fn kinds_of_hours(posting: &Posting, flags: &mut FlagSet) {
    let text = plain(&posting.working_hours);
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let unit = said(posting, "変形労働時間制の単位").is_some_and(|text| is_yes(&text) != Some(false));
    flags.insert_if(says(&["交替制", "交代制", "シフト制"]), Flag::ShiftWork);
    flags.insert_if(says(&["裁量労働"]), Flag::DiscretionaryHours);
    flags.insert_if(unit || says(&["変形労働", "変形("]), Flag::VariableHours);
}

//! Conditions that are a number, a time of day or a number of a posting or an establishment.

use std::ops::RangeInclusive;

use super::Reader;
use crate::{
    establishment::EstablishmentNumber,
    japanese::number_text,
    posting::PostingNumber,
    search_query::{HIGHEST_WAGE, MOST_NUMBERS, NewSince, STEP_MINUTES},
};

/// A field that takes one number.
struct Field {
    name: &'static str,
    title: &'static str,
    range: RangeInclusive<u32>,
    unit: &'static str,
}

const AGE: Field = Field { name: "age", title: "年齢", range: 0..=99, unit: "歳" };
const MONTH: Field = Field { name: "wage_month", title: "月給", range: 0..=HIGHEST_WAGE, unit: "円" };
const HOUR: Field = Field { name: "wage_hour", title: "時給", range: 0..=HIGHEST_WAGE, unit: "円" };
const OVERTIME: Field =
    Field { name: "overtime_max", title: "時間外労働の月平均", range: 0..=99, unit: "時間" };
const HOLIDAYS: Field =
    Field { name: "annual_holidays", title: "年間休日数", range: 0..=999, unit: "日" };
const RETIREMENT: Field =
    Field { name: "retirement_age", title: "定年の年齢", range: 60..=70, unit: "歳" };

impl Reader<'_> {
    pub(super) fn numbers(&mut self) {
        self.query.age = self.number(&AGE);
        self.query.wage.month = self.number(&MONTH);
        self.query.wage.hour = self.number(&HOUR);
        let with_allowances = self.ticked("allowances", "手当・固定残業代を含むかどうか");
        self.query.wage.with_allowances = with_allowances && !self.query.wage.is_none();
        self.query.hours.from = self.time_of_day("from", "就業時間のはじまり");
        self.query.hours.to = self.time_of_day("to", "就業時間の終わり");
        self.query.overtime_max = self.number(&OVERTIME);
        self.query.annual_holidays = self.number(&HOLIDAYS);
        self.query.retirement_age = self.number(&RETIREMENT);
        self.licences();
        self.posting_numbers();
        self.establishment();
        self.new_since();
    }

    fn number<T: TryFrom<u32>>(&mut self, field: &Field) -> Option<T> {
        let typed = number_text(self.one(field.name)?).replace(',', "");
        let digits = typed.strip_suffix(field.unit).unwrap_or(&typed);
        let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number =
            whole.then(|| digits.parse().ok()).flatten().filter(|number| field.range.contains(number));
        if number.is_none() {
            let Field { title, range, unit, .. } = field;
            let (from, to) = (range.start(), range.end());
            self.notice(
                field.name,
                format!(
                    "{title}は、{from}から{to}までの数字（{unit}）で指定します。{title}の条件を外しました。"
                ),
            );
        }
        number.and_then(|number| T::try_from(number).ok())
    }

    fn time_of_day(&mut self, field: &'static str, title: &str) -> Option<u16> {
        let minutes = minutes_of(&number_text(self.one(field)?));
        if minutes.is_none() {
            self.notice(
                field,
                format!("{title}は、「9:00」のように、0:00から23:50まで10分きざみで指定します。{title}の条件を外しました。"),
            );
        }
        minutes
    }

    fn posting_numbers(&mut self) {
        for text in self.values("number") {
            match PostingNumber::parse(text) {
                Ok(number) if self.query.numbers.contains(&number) => {}
                Ok(_) if self.query.numbers.len() == MOST_NUMBERS => {
                    self.notice("number", "求人番号は5つまで入力できます。はじめの5つで探しました。");
                }
                Ok(number) => self.query.numbers.push(number),
                Err(bad) => self.notice("number", bad.to_string()),
            }
        }
        self.query.numbers.sort_unstable();
    }

    fn establishment(&mut self) {
        let Some(text) = self.one("establishment") else { return };
        match EstablishmentNumber::parse(text) {
            Ok(number) => self.query.establishment = Some(number),
            Err(bad) => self.notice("establishment", bad.to_string()),
        }
    }

    fn new_since(&mut self) {
        let Some(text) = self.one("new") else { return };
        self.query.new = NewSince::ALL.into_iter().find(|new| new.code() == text);
        if self.query.new.is_none() {
            self.unreadable("new", "新着");
        }
    }
}

/// Minutes after midnight of `9:00`, `09:00`, `9` and `0900`, in whole steps.
fn minutes_of(text: &str) -> Option<u16> {
    let (hour, minute) = match (text.split_once(':'), text.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (text, "0"),
        (None, 3 | 4) => text.split_at_checked(text.len() - 2)?,
        _ => return None,
    };
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60 && minute.is_multiple_of(STEP_MINUTES)).then_some(hour * 60 + minute)
}

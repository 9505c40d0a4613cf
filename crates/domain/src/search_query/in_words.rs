//! Conditions in plain Japanese, one short phrase each, for chips and for saying what emptied a list.

use super::{Area, Condition, Item, LineRange, Spellings, WageWish};
use crate::posting::{facts::Window, grouped};

impl Condition {
    /// The condition in words: 「就業場所：東京都世田谷区または港区」「マイカー通勤可」. `municipality` tells the name of a
    /// municipality by its code; a code that it does not know is shown as it is.
    pub fn in_words(&self, municipality: &dyn Fn(&str) -> Option<String>) -> String {
        match self {
            Self::Words { words, fields } => {
                let fields: Vec<&str> = fields.iter().map(|field| field.label()).collect();
                let place =
                    if fields.is_empty() { String::new() } else { format!("{}に", fields.join("、")) };
                format!("{place}{}を含む", quoted(words))
            }
            Self::WithoutWord { typed, .. } => format!("「{typed}」を含まない"),
            Self::Has { item, values } => {
                has(*item, &values.iter().map(|value| value.label).collect::<Vec<_>>())
            }
            Self::HasNot { value, .. } => value.label.to_owned(),
            Self::Place(areas) => {
                let areas: Vec<String> = areas.iter().map(|area| area.in_words(municipality)).collect();
                format!("就業場所：{}", areas.join("または"))
            }
            Self::Lines(runs) => titled("沿線", runs.iter().map(|run| run.in_words())),
            Self::Jobs(jobs) => titled("職種", jobs.iter().map(|job| format!("「{}」", job.name()))),
            Self::Occupations(classes) => {
                let names = classes.iter().map(|class| match class.name() {
                    Some(name) => format!("{class} {name}"),
                    None => class.to_string(),
                });
                titled("職業分類", names)
            }
            Self::Industries(classes) => titled("産業", classes.iter().map(|class| class.name().to_owned())),
            _ => self.number_in_words(),
        }
    }

    fn number_in_words(&self) -> String {
        match self {
            Self::Age(age) => format!("年齢：{age}歳"),
            Self::Wage(wish) => wish.in_words(),
            Self::Hours(window) => hours(*window),
            Self::OvertimeAtMost(most) => format!("時間外労働：月平均{most}時間以内"),
            Self::HolidaysAtLeast(least) => format!("年間休日数：{least}日以上"),
            Self::RetirementFrom(least) => format!("定年：{least}歳以上または定年なし"),
            Self::Licences(codes) => titled("免許・資格", codes.iter().map(|code| code.name().to_owned())),
            Self::WithoutLicence(code) => format!("免許・資格：{}をのぞく", code.name()),
            Self::Employer(name) => format!("事業所名：「{name}」を含む"),
            Self::WithoutEmployer(name) => format!("事業所名：「{name}」をのぞく"),
            Self::Numbers(numbers) => titled("求人番号", numbers.iter().map(ToString::to_string)),
            Self::Establishment(number) => format!("事業所番号：{number}"),
            Self::New(new) => format!("新着：{}", new.label()),
            // The others are told by `in_words`.
            _ => String::new(),
        }
    }
}

/// One of these alternatives.
fn titled(title: &str, values: impl Iterator<Item = String>) -> String {
    format!("{title}：{}", values.collect::<Vec<_>>().join("または"))
}

/// 「介護」または「看護」
fn quoted(words: &[Spellings]) -> String {
    words.iter().map(|word| format!("「{}」", word.typed)).collect::<Vec<_>>().join("または")
}

/// Several values are alternatives: what must all hold is a condition each.
fn has(item: Item, labels: &[&str]) -> String {
    let labels = labels.join("または");
    // These say by themselves what they are about.
    if matches!(item, Item::Feature | Item::AgeRule) {
        labels
    } else {
        format!("{}：{labels}", item.title())
    }
}

fn hours(window: Window) -> String {
    let clock = |minutes: Option<u16>| {
        minutes.map(|minutes| format!("{}時{:02}分", minutes / 60, minutes % 60)).unwrap_or_default()
    };
    format!("就業時間：{}～{}", clock(window.from), clock(window.to))
}

impl Area {
    fn in_words(&self, municipality: &dyn Fn(&str) -> Option<String>) -> String {
        let name = |code: &String| municipality(code).unwrap_or_else(|| code.clone());
        let names: Vec<String> = self.municipalities.iter().map(name).collect();
        format!("{}{}", self.prefecture, names.join("または"))
    }
}

impl LineRange {
    /// 「小田急線」, or 「山手線（大崎～駒込）から山手線（田端～品川）まで」.
    pub fn in_words(self) -> String {
        if self.from == self.to {
            return self.from.name().to_owned();
        }
        format!("{}から{}まで", self.from.name(), self.to.name())
    }
}

impl WageWish {
    fn in_words(self) -> String {
        let month = self.month.map(|yen| format!("月給{}円以上", grouped(yen)));
        let hour = self.hour.map(|yen| format!("時給{}円以上", grouped(yen)));
        let wishes: Vec<String> = month.into_iter().chain(hour).collect();
        let with = if self.with_allowances { "（手当・固定残業代を含む）" } else { "" };
        format!("賃金：{}{with}", wishes.join("または"))
    }
}

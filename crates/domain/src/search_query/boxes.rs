//! The boxes of the form: every condition that is one of a few fixed values. A form is built from [`CHOICES`],
//! an address is read by them, and a posting meets a value when it has the value's [`Flag`].

use std::collections::BTreeSet;

use crate::posting::facts::{FEATURES, Flag};

/// An item of the form with boxes. Their order is the order of the canonical address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// 求人区分, beside フルタイム and パート ([`super::SearchQuery::time`]).
    Audience,
    /// フルタイム, パート. Its values are in [`super::SearchQuery::time`], not among the boxes.
    Time,
    /// 雇用形態. Its values are in [`super::SearchQuery::employments`], not among the boxes.
    Employment,
    /// 年齢: 不問のみ, 不問をのぞく.
    AgeRule,
    /// 希望する就業時間: kinds of hours that are not wanted.
    HoursWithout,
    /// 時間外労働
    Overtime,
    /// 休日
    DayOff,
    /// 週休二日
    TwoDaysOff,
    /// 派遣・請負
    Dispatch,
    /// 加入保険等
    Insurance,
    /// 契約更新の可能性
    Renewal,
    /// 定年制
    Retirement,
    /// 従業員数
    Employees,
    /// 普通自動車運転免許
    Driving,
    /// こだわり条件
    Feature,
}

/// How the values of an item work together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// One value at most: radio buttons with 指定しない.
    One,
    /// A posting has one of the ticked values: alternatives.
    Any,
    /// A posting has every ticked value; each is a condition of its own.
    Every,
    /// A posting has none of the ticked values; each is a condition of its own.
    None,
}

/// One value of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its value in forms and URLs.
    pub code: &'static str,
    /// Its words.
    pub label: &'static str,
    /// The flag of a posting that has it.
    pub flag: Flag,
}

/// An item with its values.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// Which.
    pub item: Item,
    /// Its name in forms and URLs.
    pub name: &'static str,
    /// Its words.
    pub title: &'static str,
    /// How its values work together.
    pub how: How,
    /// Its values in the order of the form.
    pub values: &'static [Choice],
}

const fn choice(code: &'static str, label: &'static str, flag: Flag) -> Choice {
    Choice { code, label, flag }
}

/// All items with boxes except 雇用形態 and フルタイム・パート. Values and their codes are those of the search form
/// (domain 5.1 and 5.2; `data/code_lists.csv`), where the form has codes and they say something; the こだわり条件
/// are [`FEATURES`], so 賞与, 住宅, 託児施設, 学歴・経験・資格不問 are found there and only there.
pub static CHOICES: [Choices; 13] = [
    Choices {
        item: Item::Audience,
        name: "audience",
        title: "求人区分",
        how: How::Any,
        values: &[
            choice("1", "一般求人", Flag::General),
            choice("2", "新卒・既卒求人", Flag::Graduates),
            choice("3", "季節求人", Flag::Seasonal),
            choice("4", "出稼ぎ求人", Flag::AwayFromHome),
            choice("5", "障害のある方のための求人", Flag::Disability),
        ],
    },
    Choices {
        item: Item::AgeRule,
        name: "age_rule",
        title: "年齢不問",
        how: How::One,
        values: &[
            choice("free", "年齢不問のみ", Flag::AgeUnlimited),
            choice("limited", "年齢不問をのぞく", Flag::AgeLimited),
        ],
    },
    Choices {
        item: Item::HoursWithout,
        name: "hours_without",
        title: "希望する就業時間",
        how: How::None,
        values: &[
            choice("1", "交代制（シフト制）を含まない", Flag::ShiftWork),
            choice("2", "裁量労働制を含まない", Flag::DiscretionaryHours),
            choice("3", "変形労働時間制を含まない", Flag::VariableHours),
        ],
    },
    Choices {
        item: Item::Overtime,
        name: "overtime",
        title: "時間外労働",
        how: How::One,
        values: &[choice("1", "あり", Flag::Overtime), choice("2", "なし", Flag::NoOvertime)],
    },
    Choices {
        item: Item::DayOff,
        name: "day_off",
        title: "休日",
        how: How::Every,
        values: &[
            choice("1", "月曜日", Flag::MondayOff),
            choice("2", "火曜日", Flag::TuesdayOff),
            choice("3", "水曜日", Flag::WednesdayOff),
            choice("4", "木曜日", Flag::ThursdayOff),
            choice("5", "金曜日", Flag::FridayOff),
            choice("6", "土曜日", Flag::SaturdayOff),
            choice("7", "日曜日", Flag::SundayOff),
            choice("8", "祝日", Flag::HolidaysOff),
        ],
    },
    Choices {
        item: Item::TwoDaysOff,
        name: "two_days_off",
        title: "週休二日制",
        how: How::One,
        values: &[
            choice("1", "毎週", Flag::TwoDaysOffEveryWeek),
            choice("2", "その他", Flag::TwoDaysOffOtherwise),
        ],
    },
    Choices {
        item: Item::Dispatch,
        name: "dispatch",
        title: "派遣・請負",
        how: How::Any,
        values: &[
            choice("1", "派遣", Flag::Dispatch),
            choice("2", "請負", Flag::Contracting),
            choice("3", "派遣・請負を含まない", Flag::NeitherDispatchNorContracting),
        ],
    },
    Choices {
        item: Item::Insurance,
        name: "insurance",
        title: "加入保険等",
        how: How::Every,
        values: &[
            choice("1", "雇用保険", Flag::EmploymentInsurance),
            choice("2", "労災保険", Flag::AccidentInsurance),
            choice("3", "健康保険", Flag::HealthInsurance),
            choice("4", "厚生年金", Flag::EmployeesPension),
            choice("5", "公務災害補償", Flag::PublicServiceAccidents),
            choice("6", "財形", Flag::PropertySaving),
            choice("7", "企業年金", Flag::CompanyPension),
            choice("8", "退職金制度", Flag::SeverancePay),
            choice("9", "退職金共済", Flag::SeveranceMutualAid),
        ],
    },
    Choices {
        item: Item::Renewal,
        name: "renewal",
        title: "契約更新の可能性",
        how: How::Any,
        values: &[
            choice("1", "原則更新", Flag::RenewalInPrinciple),
            choice("2", "条件あり", Flag::RenewalOnConditions),
            choice("any", "あり", Flag::RenewalPossible),
        ],
    },
    Choices {
        item: Item::Retirement,
        name: "retirement",
        title: "定年制",
        how: How::One,
        values: &[choice("1", "あり", Flag::RetirementAge), choice("2", "なし", Flag::NoRetirementAge)],
    },
    Choices {
        item: Item::Employees,
        name: "employees",
        title: "従業員数",
        how: How::One,
        values: &[
            choice("1", "10人以上", Flag::Employees10),
            choice("2", "100人以上", Flag::Employees100),
            choice("3", "300人以上", Flag::Employees300),
            choice("4", "1000人以上", Flag::Employees1000),
        ],
    },
    Choices {
        item: Item::Driving,
        name: "driving",
        title: "普通自動車運転免許",
        how: How::Any,
        values: &[
            choice("1", "必須", Flag::DrivingRequired),
            choice("2", "あれば尚可", Flag::DrivingWelcome),
            choice("3", "AT限定可", Flag::DrivingAutomaticEnough),
            choice("4", "必須・あれば尚可をのぞく", Flag::DrivingNotAsked),
        ],
    },
    Choices {
        item: Item::Feature,
        name: "feature",
        title: "こだわり条件",
        how: How::Every,
        values: &FEATURE_CHOICES,
    },
];

const FEATURE_CHOICES: [Choice; FEATURES.len()] = {
    let mut choices = [choice("", "", Flag::Bonus); FEATURES.len()];
    let mut at = 0;
    while at < FEATURES.len() {
        choices[at] = choice(FEATURES[at].code, FEATURES[at].label, FEATURES[at].flag);
        at += 1;
    }
    choices
};

impl Item {
    /// The item with its values; `None` for フルタイム・パート and 雇用形態, which have fields of their own.
    pub fn choices(self) -> Option<&'static Choices> {
        CHOICES.iter().find(|choices| choices.item == self)
    }

    /// Its words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Time => "求人区分",
            Self::Employment => "雇用形態",
            _ => self.choices().map_or("", |choices| choices.title),
        }
    }
}

/// What is ticked, over all items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Boxes(BTreeSet<(Item, usize)>);

impl Boxes {
    /// Ticks a value; false when the item has no such value. Of an item that takes one value, the last counts.
    pub fn tick(&mut self, item: Item, code: &str) -> bool {
        let Some(choices) = item.choices() else { return false };
        let Some(at) = choices.values.iter().position(|value| value.code == code) else { return false };
        if choices.how == How::One {
            self.clear(item);
        }
        self.0.insert((item, at));
        true
    }

    /// Takes the tick off the value of an item that has a flag.
    pub fn untick(&mut self, item: Item, flag: Flag) {
        self.0.retain(|(other, at)| {
            *other != item || value(*other, *at).is_none_or(|value| value.flag != flag)
        });
    }

    /// Takes all ticks of an item off.
    pub fn clear(&mut self, item: Item) {
        self.0.retain(|(other, _)| *other != item);
    }

    /// The ticked values of an item, in the order of the form.
    pub fn of(&self, item: Item) -> impl Iterator<Item = &'static Choice> {
        self.0.iter().filter(move |(other, _)| *other == item).filter_map(|(item, at)| value(*item, *at))
    }

    /// True when a value of an item is ticked.
    pub fn has(&self, item: Item, flag: Flag) -> bool {
        self.of(item).any(|value| value.flag == flag)
    }

    /// True when nothing is ticked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn value(item: Item, at: usize) -> Option<&'static Choice> {
    item.choices()?.values.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_values_have_names_of_their_own() {
        let mut names: Vec<_> = CHOICES.iter().map(|choices| choices.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CHOICES.len());
        for choices in &CHOICES {
            let mut codes: Vec<_> = choices.values.iter().map(|value| value.code).collect();
            codes.sort_unstable();
            codes.dedup();
            assert_eq!(codes.len(), choices.values.len(), "{}", choices.name);
            assert!(std::ptr::eq(choices.item.choices().unwrap(), choices));
        }
        assert!(CHOICES.is_sorted_by_key(|choices| choices.item), "the order of the canonical address");
    }

    #[test]
    fn of_radio_buttons_the_last_counts_and_of_boxes_all() {
        let mut boxes = Boxes::default();
        assert!(boxes.tick(Item::Overtime, "1") && boxes.tick(Item::Overtime, "2"));
        assert!(boxes.tick(Item::DayOff, "7") && boxes.tick(Item::DayOff, "6"));
        assert!(!boxes.tick(Item::DayOff, "9") && !boxes.tick(Item::Employment, "1"));
        let labels = |item| boxes.of(item).map(|value| value.label).collect::<Vec<_>>();
        assert_eq!(labels(Item::Overtime), ["なし"]);
        assert_eq!(labels(Item::DayOff), ["土曜日", "日曜日"]);
    }

    #[test]
    fn the_words_are_those_of_the_form() {
        let list = include_str!("../../../../data/code_lists.csv");
        for (name, item) in [
            ("job_category_searched", Item::Audience),
            ("day_off", Item::DayOff),
            ("insurance", Item::Insurance),
            ("dispatch_or_contract", Item::Dispatch),
            ("working_hours_wish", Item::HoursWithout),
            ("contract_renewal", Item::Renewal),
            ("company_size", Item::Employees),
            ("driving_licence", Item::Driving),
        ] {
            let rows = list.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(','));
            let mut count = 0;
            for (row, value) in rows.zip(item.choices().unwrap().values) {
                assert!(row.starts_with(&format!("{},{},", value.code, value.label)), "{row} {value:?}");
                count += 1;
            }
            assert!(count > 1, "{name}");
        }
    }
}

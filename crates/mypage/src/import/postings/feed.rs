//! The CSV of 求人情報提供 (about 429 columns, Shift_JIS), read by the names of its columns.
//!
//! Only the columns whose names are known are read (the interface specification is public in parts); the
//! others are passed over. Names are compared without case and underscores, because sources write
//! `chgnkeitai_kagen` and `khkykagen` alike. Flags are `1` for yes.

mod plain;

use std::{borrow::Cow, collections::HashMap};

use domain::{posting::EmploymentKind, prefecture::Prefecture};
use unicode_normalization::UnicodeNormalization;

use super::records::Columns;
use plain::PLAIN;

/// The header of a feed file.
pub(super) struct Feed {
    places: HashMap<String, usize>,
    width: usize,
}

/// One row of the feed.
struct Row<'a> {
    places: &'a HashMap<String, usize>,
    cells: &'a [String],
}

impl Feed {
    /// `None` when the header is not one of the feed.
    pub(super) fn of_header(header: &[String]) -> Option<Self> {
        let name = |name: &String| name.to_ascii_lowercase().replace('_', "");
        let places: HashMap<String, usize> = header.iter().map(name).zip(0..).collect();
        places.contains_key("kjno").then_some(Self { places, width: header.len() })
    }

    /// How many columns each row has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The columns of a row by the names that the product knows.
    pub(super) fn columns(&self, cells: &[String]) -> Columns {
        let row = Row { places: &self.places, cells };
        let mut columns: Columns =
            PLAIN.iter().map(|(feed, ours)| (Cow::Borrowed(*ours), row.text(feed).to_owned())).collect();
        for (name, text) in row.composed() {
            columns.push((Cow::Borrowed(name), text));
        }
        columns.retain(|(_, text)| !text.is_empty());
        columns
    }
}

impl Row<'_> {
    fn text(&self, name: &str) -> &str {
        self.places.get(name).and_then(|at| self.cells.get(*at)).map_or("", |text| text.trim())
    }

    fn flag(&self, name: &str) -> bool {
        self.text(name).nfkc().eq("1".chars())
    }

    /// Half-width digits of a text like 「205,000円」.
    fn amount(&self, name: &str) -> String {
        self.text(name).nfkc().filter(char::is_ascii_digit).collect()
    }

    /// The columns that are made out of several.
    fn composed(&self) -> Vec<(&'static str, String)> {
        let (prefecture, code, municipality) = self.place(1);
        let (lower_age, upper_age) = (self.amount("nenreisegnarikagen"), self.amount("nenreisegnarijgn"));
        let limited = !lower_age.is_empty() || !upper_age.is_empty();
        vec![
            ("受理安定所コード", self.accepting_office()),
            ("求人区分", self.category()),
            ("雇用形態", self.employment()),
            ("就業場所都道府県", prefecture),
            ("就業場所市区町村コード", code),
            ("就業場所市区町村", municipality),
            ("就業場所", self.further_places()),
            ("賃金下限", self.first_amount(["sikgaplusbkagen", "khkykagen", "chgnkeitaikagen"])),
            ("賃金上限", self.first_amount(["sikgaplusbjgn", "khkyjgn", "chgnkeitaijgn"])),
            ("基本給", self.range("khky", "khkykagen", "khkyjgn")),
            ("定額的に支払われる手当", self.allowances()),
            ("固定残業代", self.range("ktizangydi", "ktizangydikagen", "ktizangydijgn")),
            ("通勤手当", [self.text("tskntat"), self.text("tskntatgaku")].join("　").trim().to_owned()),
            ("就業時間", self.hours()),
            ("休憩時間", self.with_unit("kyukeijnn", "分")),
            ("時間外労働月平均", self.amount("jkgithkinjnjin")),
            ("休日", self.holidays()),
            ("年間休日数", self.amount("nenkankjsun")),
            ("6か月経過後の年次有給休暇日数", self.with_unit("sixmonthyukyukyukan", "日")),
            ("年齢制限", if limited { "制限あり".to_owned() } else { String::new() }),
            ("年齢下限", lower_age),
            ("年齢上限", upper_age),
            ("必要な免許・資格", self.licences()),
            ("加入保険", self.insurance()),
            ("従業員数", self.amount("jgiskigyozentain")),
            ("採用人数", self.amount("saiyoninzun")),
        ]
    }

    /// A 求人番号 begins with the five digits of the office that accepted it (domain 4.4).
    fn accepting_office(&self) -> String {
        let front: String = self.text("kjno").nfkc().take_while(char::is_ascii_digit).take(5).collect();
        if front.len() == 5 { front } else { String::new() }
    }

    /// 求人区分 out of the words of kjkbn1, kjkbn2 and their title, and the mark for 障害者 (sgsyakbn).
    fn category(&self) -> String {
        let words = |prefix: &str| -> String {
            let mut names: Vec<&String> =
                self.places.keys().filter(|name| name.starts_with(prefix)).collect();
            names.sort();
            names.iter().map(|name| self.text(name)).collect()
        };
        let (kind, disabled) = (words("kjkbn"), words("sgsyakbn"));
        for school in ["大卒等", "高卒", "中卒"] {
            if kind.contains(school) {
                return school.to_owned();
            }
        }
        let time = ["フルタイム", "パート"].into_iter().find(|time| kind.contains(time));
        let Some(time) = time else { return kind };
        let mark = if kind.contains('障') || disabled.contains('障') || disabled.nfkc().eq("1".chars()) {
            "(障)"
        } else if kind.contains("季節") {
            "(季)"
        } else if kind.contains("出稼") {
            "(出)"
        } else {
            ""
        };
        format!("{time}{mark}")
    }

    fn employment(&self) -> String {
        let code: String = self.text("koyokeitaic").nfkc().collect();
        let words = self.text("koyokeitain");
        if words.is_empty() {
            EmploymentKind::from_code(&code).map_or(code, |kind| kind.label().to_owned())
        } else {
            words.to_owned()
        }
    }

    /// (prefecture, code, municipality) of one of the four places of work.
    fn place(&self, number: usize) -> (String, String, String) {
        let name = self.text(&format!("shgbsjusho{number}n"));
        let code: String = self.text(&format!("shgbsjusho{number}c")).nfkc().collect();
        let code = if code.len() == 5 { code } else { String::new() };
        match Prefecture::of_address(name) {
            Some(prefecture) => {
                let rest = name.strip_prefix(prefecture.name()).unwrap_or("");
                (prefecture.name().to_owned(), code, rest.to_owned())
            }
            None => (String::new(), code, name.to_owned()),
        }
    }

    fn further_places(&self) -> String {
        let names = (2..=4).map(|number| self.text(&format!("shgbsjusho{number}n")).to_owned());
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("、")
    }

    fn first_amount<const N: usize>(&self, names: [&str; N]) -> String {
        names.into_iter().map(|name| self.amount(name)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The text of a column and, after it, an amount from–to.
    fn range(&self, text: &str, lower: &str, upper: &str) -> String {
        let amounts = match (self.amount(lower), self.amount(upper)) {
            (lower, upper) if lower.is_empty() && upper.is_empty() => String::new(),
            (lower, upper) if upper.is_empty() || lower == upper => format!("{lower}円"),
            (lower, upper) => format!("{lower}円～{upper}円"),
        };
        [self.text(text), &amounts].join("　").trim().to_owned()
    }

    fn allowances(&self) -> String {
        let lines = (1..=4).map(|number| {
            let name = format!("tgktat{number}mei");
            self.range(&name, &format!("tgktat{number}kagen"), &format!("tgktat{number}jgn"))
        });
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn hours(&self) -> String {
        let spans: Vec<String> = (1..=3)
            .filter_map(|number| {
                let open = clock_time(self.text(&format!("shgjn{number}open")))?;
                let close = clock_time(self.text(&format!("shgjn{number}close")))?;
                Some(format!("{open}～{close}"))
            })
            .collect();
        match spans.as_slice() {
            [one] => one.clone(),
            spans => spans
                .iter()
                .zip(['１', '２', '３'])
                .map(|(span, number)| format!("（{number}）{span}"))
                .collect(),
        }
    }

    fn with_unit(&self, name: &str, unit: &str) -> String {
        let amount = self.amount(name);
        if amount.is_empty() { amount } else { format!("{amount}{unit}") }
    }

    fn holidays(&self) -> String {
        let words = self.text("kyjs");
        if !words.is_empty() {
            return words.to_owned();
        }
        let days = [
            ("kyjsmon", "月"),
            ("kyjstue", "火"),
            ("kyjswed", "水"),
            ("kyjsthu", "木"),
            ("kyjsfri", "金"),
            ("kyjssat", "土"),
            ("kyjssun", "日"),
            ("kyjsholiday", "祝日"),
        ];
        days.iter().filter(|(name, _)| self.flag(name)).map(|(_, day)| *day).collect()
    }

    /// 「普通自動車免許（必須）」, divided by `|`.
    fn licences(&self) -> String {
        let one = |number: usize| {
            let name = self.text(&format!("menkyoskku{number}n")).replace('|', "｜");
            let need = self.text(&format!("menkyoskkuyohi{number}n"));
            if name.is_empty() || need.is_empty() { name } else { format!("{name}（{need}）") }
        };
        (1..=3).map(one).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("|")
    }

    fn insurance(&self) -> String {
        let kinds = [
            ("knyhknkoyo", "雇用"),
            ("knyhknrosai", "労災"),
            ("knyhknkenko", "健康"),
            ("knyhknkosei", "厚生"),
        ];
        let held = kinds.iter().filter(|(name, _)| self.flag(name)).map(|(_, kind)| *kind);
        held.collect::<Vec<_>>().join("・")
    }
}

/// 「8:30」, 「0830」 or 「8時30分」 as 「08時30分」; another text as it is; nothing when blank.
fn clock_time(text: &str) -> Option<String> {
    let folded: String = text.nfkc().collect();
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        0 => Some(folded).filter(|text| !text.is_empty()),
        3 | 4 => {
            let (hour, minute) = digits.split_at(digits.len() - 2);
            Some(format!("{hour:0>2}時{minute}分"))
        }
        _ => Some(folded),
    }
}

#[cfg(test)]
mod tests;

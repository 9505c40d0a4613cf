//! Reading a posting from named columns. Every bad column is told, with its value and a reason in
//! English for the file of refused rows.

mod cells;

use std::fmt;

use cells::{Cells, NOT_A_DATE, clean, date, folded};

use super::{
    AgeLimit, Category, DisclosureScope, EmploymentKind, Establishment, Further, Posting, PostingNumber,
    Wage, WageForm, Workplace,
};
use crate::{
    clock::Date,
    prefecture::{Prefecture, is_municipality_code},
};

/// The columns that become typed fields. Others are kept as further items. An empty text is a column that
/// was not given. 必要な免許・資格 and こだわり条件 hold several values, divided by `|`.
pub const COLUMNS: [&str; 46] = [
    "求人番号",
    "事業所番号",
    "受付年月日",
    "紹介期限日",
    "受理安定所コード",
    "求人区分",
    "職種",
    "仕事の内容",
    "事業所名",
    "事業所名カナ",
    "所在地郵便番号",
    "所在地",
    "就業場所郵便番号",
    "就業場所都道府県",
    "就業場所市区町村コード",
    "就業場所市区町村",
    "就業場所住所",
    "雇用形態",
    "雇用期間",
    "賃金形態",
    "賃金下限",
    "賃金上限",
    "賞与",
    "就業時間",
    "時間外労働月平均",
    "休日",
    "週休二日制",
    "年間休日数",
    "年齢制限",
    "年齢下限",
    "年齢上限",
    "学歴",
    "必要な経験",
    "必要な免許・資格",
    "通勤手当",
    "マイカー通勤",
    "転勤",
    "試用期間",
    "加入保険",
    "従業員数",
    "採用人数",
    "職業分類コード",
    "産業分類コード",
    "公開範囲",
    "こだわり条件",
    "オンライン自主応募",
];

/// Longest 職種 that is taken over; the form of the office allows 28, sources bring more.
const LONGEST_TITLE: usize = 200;
/// Most further items of one posting; the feed has about 429 columns.
const MOST_FURTHER: usize = 600;

/// One column that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadColumn {
    /// Its name.
    pub column: String,
    /// What stood in it, cut to 40 characters.
    pub value: String,
    /// Why it was refused, in English.
    pub reason: &'static str,
}

/// A row that is not a posting, with all that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BadPosting(
    /// Every bad column in the order of reading; never empty.
    pub Vec<BadColumn>,
);

impl fmt::Display for BadPosting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, bad) in self.0.iter().enumerate() {
            let divider = if at == 0 { "" } else { "; " };
            write!(f, "{divider}{} {:?}: {}", bad.column, bad.value, bad.reason)?;
        }
        Ok(())
    }
}

impl Posting {
    /// Reads a posting from (column name, text). Widths of digits and parentheses do not matter, dates
    /// may be written `2026-11-20`, `2026/11/20` or `20261120`. A missing 紹介期限日 gets its default.
    ///
    /// # Errors
    /// Any column that is needed and missing, or present and unreadable: all of them, not only the first.
    pub fn from_columns<'a>(
        columns: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, BadPosting> {
        let columns = columns.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
        let mut row = Cells { left: columns, bad: Vec::new() };
        let posting = row.posting();
        match (posting, row.bad.is_empty()) {
            (Some(posting), true) => Ok(posting),
            _ => Err(BadPosting(row.bad)),
        }
    }
}

impl Cells<'_> {
    /// Reads every column before it gives up, so that all reasons are told at once.
    fn posting(&mut self) -> Option<Posting> {
        let number = self.needed(
            "求人番号",
            |text| PostingNumber::parse(text).ok(),
            "not a posting number (NNNNN-NNNNNNNN)",
        );
        let received_on = self.needed("受付年月日", date, NOT_A_DATE);
        let deadline = self.parsed("紹介期限日", date, NOT_A_DATE);
        let category =
            self.needed("求人区分", |text| Category::from_label(&folded(text)), "unknown kind of posting");
        let title = self.needed("職種", |text| Some(text.to_owned()), "missing");
        let employment = self.needed("雇用形態", EmploymentKind::from_label, "unknown kind of employment");
        let disclosure =
            self.needed("公開範囲", |text| DisclosureScope::from_text(&folded(text)), "not 1, 2, 3 or 4");
        let (wage, workplace, age) = (self.wage(), self.workplace(), self.age());
        let establishment = self.establishment();
        let online_application = self.online_application();
        let numbers = ["時間外労働月平均", "年間休日数", "採用人数"].map(|column| self.number(column));
        let (licences, features) = (self.several("必要な免許・資格"), self.several("こだわり条件"));
        let referral_deadline = self.deadline(received_on, deadline);
        let texts = [
            "受理安定所コード",
            "仕事の内容",
            "雇用期間",
            "賞与",
            "就業時間",
            "休日",
            "週休二日制",
            "学歴",
            "必要な経験",
            "通勤手当",
            "マイカー通勤",
            "転勤",
            "試用期間",
            "加入保険",
            "職業分類コード",
            "産業分類コード",
        ]
        .map(|column| self.text(column));
        let title = self.one_line(title);
        let further = self.further();
        let [overtime_hours, annual_holidays, openings] = numbers;
        let [
            accepting_office,
            description,
            employment_period,
            bonus,
            working_hours,
            holidays,
            two_days_off,
            education,
            experience,
            commuting_allowance,
            car_commuting,
            transfer,
            trial_period,
            insurance,
            occupation_code,
            industry_code,
        ] = texts;
        Some(Posting {
            number: number?,
            received_on: received_on?,
            referral_deadline: referral_deadline?,
            accepting_office,
            category: category?,
            title: title?,
            description,
            establishment,
            workplace,
            employment: employment?,
            employment_period,
            wage,
            bonus,
            working_hours,
            overtime_hours,
            holidays,
            two_days_off,
            annual_holidays,
            age,
            education,
            experience,
            licences,
            commuting_allowance,
            car_commuting,
            transfer,
            trial_period,
            insurance,
            openings,
            occupation_code,
            industry_code,
            disclosure: disclosure?,
            features,
            online_application,
            further,
        })
    }

    fn deadline(&mut self, received_on: Option<Date>, stated: Option<Date>) -> Option<Date> {
        let received_on = received_on?;
        let deadline = stated.unwrap_or_else(|| Posting::default_deadline(received_on));
        if deadline < received_on {
            self.refuse("紹介期限日", &deadline.to_string(), "before 受付年月日");
            return None;
        }
        Some(deadline)
    }

    fn establishment(&mut self) -> Establishment {
        Establishment {
            number: self.text("事業所番号"),
            name: self.text("事業所名"),
            name_kana: self.text("事業所名カナ"),
            postal_code: self.postal_code("所在地郵便番号"),
            address: self.text("所在地"),
            employees: self.number("従業員数"),
        }
    }

    fn workplace(&mut self) -> Workplace {
        let named = self.parsed("就業場所都道府県", Prefecture::from_name, "not the name of a prefecture");
        let code = |text: &str| Some(folded(text)).filter(|code| is_municipality_code(code));
        let municipality_code = self
            .parsed("就業場所市区町村コード", code, "not a municipality code of five digits")
            .unwrap_or_default();
        let address = self.text("就業場所住所");
        let by_code = Prefecture::of_municipality(&municipality_code);
        if let (Some(named), Some(by_code)) = (named, by_code)
            && named != by_code
        {
            self.refuse(
                "就業場所市区町村コード",
                &municipality_code,
                "not in the prefecture of 就業場所都道府県",
            );
        }
        Workplace {
            postal_code: self.postal_code("就業場所郵便番号"),
            prefecture: named.or(by_code).or_else(|| Prefecture::of_address(&address)),
            municipality_code,
            municipality: self.text("就業場所市区町村"),
            address,
        }
    }

    fn wage(&mut self) -> Option<Wage> {
        let form = self.parsed("賃金形態", WageForm::from_label, "unknown form of wage");
        let (lower, upper) = (self.number("賃金下限"), self.number("賃金上限"));
        let (lower, upper) = (lower.or(upper)?, upper.or(lower)?);
        if upper < lower {
            self.refuse("賃金上限", &upper.to_string(), "below 賃金下限");
        }
        // Without a form the amounts still say something; they are shown without a unit.
        Some(Wage { form: form.unwrap_or(WageForm::Other), lower, upper })
    }

    fn age(&mut self) -> AgeLimit {
        let limit = AgeLimit {
            rule: self.text("年齢制限"),
            lower: self.number("年齢下限"),
            upper: self.number("年齢上限"),
        };
        if let (Some(lower), Some(upper)) = (limit.lower, limit.upper)
            && upper < lower
        {
            self.refuse("年齢上限", &upper.to_string(), "below 年齢下限");
        }
        limit
    }

    fn online_application(&mut self) -> bool {
        let accepted = |text: &str| match text {
            "可" => Some(true),
            "不可" => Some(false),
            _ => None,
        };
        self.parsed("オンライン自主応募", accepted, "neither 可 nor 不可").unwrap_or(false)
    }

    fn one_line(&mut self, title: Option<String>) -> Option<String> {
        let title = title?.split_whitespace().collect::<Vec<_>>().join("　");
        if title.chars().count() > LONGEST_TITLE {
            self.refuse("職種", &title, "longer than 200 characters");
            return None;
        }
        Some(title)
    }

    /// What nobody asked for so far, in its order.
    fn further(&mut self) -> Vec<Further> {
        let rest = std::mem::take(&mut self.left);
        if rest.len() > MOST_FURTHER {
            self.refuse("(row)", &rest.len().to_string(), "more than 600 columns beyond the known ones");
            return Vec::new();
        }
        rest.into_iter()
            .map(|(label, text)| Further { label: clean(label), text: self.bounded(label, text) })
            .filter(|further| !further.label.is_empty() && !further.text.is_empty())
            .collect()
    }
}

#[cfg(test)]
mod tests;

//! A job posting (求人) as it was imported, and what a viewer may see of it.
//!
//! Importers hand over columns by name: [`Posting::from_columns`] reads the columns listed in
//! [`COLUMNS`] into typed fields and keeps every other column, in its order, as a [`Further`] item.
//! [`facts`] are what the conditions of a search ask of it.
//! [`catalogue`] lists the words by which further items find their place on the 求人票.

pub mod catalogue;
mod columns;
mod disclosure;
pub mod facts;
mod kinds;
mod number;
mod sheet;
mod texts;
mod ways;

pub use columns::{BadColumn, BadPosting, COLUMNS};
pub use disclosure::{DisclosureScope, Identity, Viewer, Visible};
pub use facts::{Facts, IdentityFacts};
pub use kinds::{
    Audience, COMPARED_DAYS_A_MONTH, COMPARED_HOURS_A_DAY, Category, EmploymentKind, Wage, WageForm,
    WorkingTime,
};
pub use number::{BadPostingNumber, PostingNumber};
pub use sheet::SheetBlock;
pub(crate) use sheet::grouped;
pub use texts::{LabelledText, TextField};
pub use ways::{Applicant, Openness, Way};

use serde::{Deserialize, Serialize};

use crate::{clock::Date, prefecture::Prefecture};

/// A posting with everything that was imported. Texts that were not given are empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// 求人番号
    pub number: PostingNumber,
    /// 受付年月日
    pub received_on: Date,
    /// 紹介期限日 (応募期限日 on the card): the last day on which the posting is open.
    pub referral_deadline: Date,
    /// 受理安定所コード, five digits.
    pub accepting_office: String,
    /// 求人区分
    pub category: Category,
    /// 職種, one line.
    pub title: String,
    /// 仕事の内容, with its line breaks.
    pub description: String,
    /// Who offers the work.
    pub establishment: Establishment,
    /// 就業場所
    pub workplace: Workplace,
    /// 雇用形態
    pub employment: EmploymentKind,
    /// 雇用期間
    pub employment_period: String,
    /// 賃金（手当等を含む）, where the posting states it.
    pub wage: Option<Wage>,
    /// 賞与
    pub bonus: String,
    /// 就業時間
    pub working_hours: String,
    /// 時間外労働月平均, in hours.
    pub overtime_hours: Option<u32>,
    /// 休日
    pub holidays: String,
    /// 週休二日制
    pub two_days_off: String,
    /// 年間休日数, in days.
    pub annual_holidays: Option<u32>,
    /// 年齢
    pub age: AgeLimit,
    /// 学歴
    pub education: String,
    /// 必要な経験
    pub experience: String,
    /// 必要な免許・資格
    pub licences: Vec<String>,
    /// 通勤手当
    pub commuting_allowance: String,
    /// マイカー通勤
    pub car_commuting: String,
    /// 転勤
    pub transfer: String,
    /// 試用期間
    pub trial_period: String,
    /// 加入保険
    pub insurance: String,
    /// 採用人数
    pub openings: Option<u32>,
    /// 職業分類コード (`NNN-NN`)
    pub occupation_code: String,
    /// 産業分類コード (three digits, JSIC)
    pub industry_code: String,
    /// 公開範囲
    pub disclosure: DisclosureScope,
    /// こだわり条件, the badges of the card.
    pub features: Vec<String>,
    /// オンライン自主応募 可
    pub online_application: bool,
    /// Everything else that was imported, in its order.
    pub further: Vec<Further>,
}

/// 求人事業所
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Establishment {
    /// 事業所番号 (`NNNN-NNNNNN-N`)
    pub number: String,
    /// 事業所名
    pub name: String,
    /// 事業所名カナ
    pub name_kana: String,
    /// 所在地郵便番号, seven digits.
    pub postal_code: String,
    /// 所在地
    pub address: String,
    /// 従業員数 of the whole company. Does not tell who the employer is.
    pub employees: Option<u32>,
}

/// 就業場所
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workplace {
    /// 郵便番号, seven digits; some belong to one company alone.
    pub postal_code: String,
    /// 都道府県
    pub prefecture: Option<Prefecture>,
    /// 市区町村コード, five digits (JIS X 0402).
    pub municipality_code: String,
    /// 市区町村
    pub municipality: String,
    /// The whole address.
    pub address: String,
}

impl Workplace {
    /// Prefecture and municipality, the part that everybody may see.
    pub fn area(&self) -> String {
        format!("{}{}", self.prefecture.map_or("", Prefecture::name), self.municipality)
    }
}

/// 年齢
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgeLimit {
    /// 「不問」 or 「制限あり」
    pub rule: String,
    /// From this age on.
    pub lower: Option<u32>,
    /// Up to this age.
    pub upper: Option<u32>,
}

/// An item beyond the typed fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    /// Its words, as on the 求人票.
    pub label: String,
    /// What it says.
    pub text: String,
}

impl Posting {
    /// 紹介期限日 where the employer set none: the end of the second month after the month of receipt
    /// (domain 5.7: 4/1 and 4/17 both give 6/30).
    pub fn default_deadline(received_on: Date) -> Date {
        received_on
            .first_of_month()
            .saturating_add(jiff::Span::new().months(3))
            .saturating_sub(jiff::Span::new().days(1))
    }

    /// True while people may apply: the deadline's own day counts.
    pub fn is_open_on(&self, today: Date) -> bool {
        today <= self.referral_deadline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_is_the_end_of_the_second_month_after_receipt() {
        let deadline = |received: &str| Posting::default_deadline(received.parse().unwrap()).to_string();
        assert_eq!(deadline("2026-04-01"), "2026-06-30");
        assert_eq!(deadline("2026-04-17"), "2026-06-30");
        assert_eq!(deadline("2026-04-30"), "2026-06-30");
        assert_eq!(deadline("2026-05-01"), "2026-07-31");
        assert_eq!(deadline("2026-11-20"), "2027-01-31");
        assert_eq!(deadline("2026-12-31"), "2027-02-28");
        assert_eq!(deadline("2027-12-01"), "2028-02-29");
    }
}

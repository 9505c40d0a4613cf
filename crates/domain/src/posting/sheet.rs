//! What stands on the 求人票, item by item in the order of its blocks.

use super::{AgeLimit, Posting, Visible, Wage, WageForm, catalogue::Block};
use crate::{clock::japanese_date, prefecture::Prefecture};

/// A block of the 求人票 with the items that have something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetBlock {
    /// Which block it is.
    pub block: Block,
    /// (words of the item, text); texts may hold line breaks.
    pub rows: Vec<(String, String)>,
}

impl Visible {
    /// The whole 求人票 of this viewer: every imported field, except what the viewer may not see.
    pub fn sheet(&self) -> Vec<SheetBlock> {
        Block::ALL
            .into_iter()
            .map(|block| SheetBlock { block, rows: self.rows(block) })
            .filter(|block| !block.rows.is_empty())
            .collect()
    }

    fn rows(&self, block: Block) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        for item in block.items() {
            let label = item.label();
            rows.extend(
                self.typed(label).filter(|text| !text.is_empty()).map(|text| (label.to_owned(), text)),
            );
            rows.extend(self.further_rows(|further| further == label));
        }
        if block == Block::Further {
            rows.extend(self.further_rows(|label| !super::catalogue::is_known(label)));
        }
        rows
    }

    fn further_rows(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = (String, String)> {
        let of_it = self.further.iter().filter(move |further| wanted(&further.label));
        of_it.map(|further| (further.label.clone(), further.text.clone()))
    }
}

impl Posting {
    /// What a further item says; `None` when it was not given.
    pub fn further_text(&self, label: &str) -> Option<&str> {
        self.further.iter().find(|further| further.label == label).map(|further| further.text.as_str())
    }

    /// The text of an item that is a typed field; `None` for the words of a further item.
    fn typed(&self, label: &str) -> Option<String> {
        Some(match label {
            "求人番号" => self.number.to_string(),
            "受付年月日" => japanese_date(self.received_on),
            "紹介期限日" => japanese_date(self.referral_deadline),
            "受理安定所" => self.accepting_office.clone(),
            "求人区分" => self.category.to_string(),
            "公開範囲" => self.disclosure.sentence().to_owned(),
            "オンライン自主応募の受付" => {
                if self.online_application { "可" } else { "不可" }.to_owned()
            }
            "職業分類" => self.occupation_code.clone(),
            "産業分類" => self.industry_code.clone(),
            "事業所番号" => self.establishment.number.clone(),
            "事業所名" => self.establishment.name.clone(),
            "事業所名カナ" => self.establishment.name_kana.clone(),
            "所在地" => placed(&self.establishment.postal_code, &self.establishment.address),
            "従業員数" => counted(self.establishment.employees, "人"),
            "採用人数" => counted(self.openings, "名"),
            _ => return self.typed_work(label).or_else(|| self.typed_conditions(label)),
        })
    }

    fn typed_work(&self, label: &str) -> Option<String> {
        Some(match label {
            "職種" => self.title.clone(),
            "仕事の内容" => self.description.clone(),
            "雇用形態" => self.employment.to_string(),
            "雇用期間" => self.employment_period.clone(),
            "就業場所" => self.workplace_text(),
            "マイカー通勤" => self.car_commuting.clone(),
            "転勤" => self.transfer.clone(),
            "年齢" => self.age.to_string(),
            "学歴" => self.education.clone(),
            "必要な経験" => self.experience.clone(),
            "必要な免許・資格" if self.licences.is_empty() => "不問".to_owned(),
            "必要な免許・資格" => self.licences.join("\n"),
            "試用期間" => self.trial_period.clone(),
            "こだわり条件" => self.features.join("、"),
            _ => return None,
        })
    }

    fn typed_conditions(&self, label: &str) -> Option<String> {
        Some(match label {
            "賃金（手当等を含む）" => self.wage.map(|wage| wage.to_string()).unwrap_or_default(),
            "賃金形態" => self.wage.map(|wage| wage.form.label().to_owned()).unwrap_or_default(),
            "賞与" => self.bonus.clone(),
            "通勤手当" => self.commuting_allowance.clone(),
            "就業時間" => self.working_hours.clone(),
            "時間外労働月平均" => counted(self.overtime_hours, "時間"),
            "休日" => self.holidays.clone(),
            "週休二日制" => self.two_days_off.clone(),
            "年間休日数" => counted(self.annual_holidays, "日"),
            "加入保険" => self.insurance.clone(),
            _ => return None,
        })
    }

    /// The whole address where it is known, else the prefecture and municipality.
    pub fn workplace_text(&self) -> String {
        let area = self.workplace.area();
        match self.workplace.address.as_str() {
            "" => placed(&self.workplace.postal_code, &area),
            address if Prefecture::of_address(address).is_some() => {
                placed(&self.workplace.postal_code, address)
            }
            address if address.starts_with(&area) => placed(&self.workplace.postal_code, address),
            address => placed(&self.workplace.postal_code, &format!("{area}{address}")),
        }
    }
}

/// 「〒157-0061 東京都…」, without the mark where there is no postal code.
fn placed(postal_code: &str, address: &str) -> String {
    match (postal_code.get(..3), postal_code.get(3..)) {
        (Some(area), Some(town)) if !town.is_empty() => {
            format!("〒{area}-{town}　{address}").trim_end().to_owned()
        }
        _ => address.to_owned(),
    }
}

fn counted(count: Option<u32>, unit: &str) -> String {
    count.map(|count| format!("{}{unit}", grouped(count))).unwrap_or_default()
}

/// Digits in groups of three: `205,000`.
pub(crate) fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `205,000円～290,000円` as on the job card; the unit is named unless it is the month.
impl std::fmt::Display for Wage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !matches!(self.form, WageForm::Monthly | WageForm::Other) {
            write!(f, "{}　", self.form.label())?;
        }
        write!(f, "{}円～{}円", grouped(self.lower), grouped(self.upper))
    }
}

/// 「制限あり　～59歳以下」 as on the job card.
impl std::fmt::Display for AgeLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rule)?;
        if !self.rule.is_empty() && (self.lower.is_some() || self.upper.is_some()) {
            f.write_str("　")?;
        }
        match (self.lower, self.upper) {
            (Some(lower), Some(upper)) => write!(f, "{lower}歳以上～{upper}歳以下"),
            (Some(lower), None) => write!(f, "{lower}歳以上～"),
            (None, Some(upper)) => write!(f, "～{upper}歳以下"),
            (None, None) => Ok(()),
        }
    }
}

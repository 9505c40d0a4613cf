//! What the conditions of a search ask of a posting, derived from what was imported: enums, small numbers and
//! one set of [`Flag`]s. Pure: the same posting gives the same facts everywhere.
//!
//! Facts come in two halves that never mix, because nobody may learn who the employer is by filtering
//! (domain 5.6). [`Facts`] are open: they come from what everybody may see of the posting, whatever its
//! 公開範囲. [`IdentityFacts`] lead to the employer (事業所番号, 事業所名, 沿線) and are given only with a
//! posting that shows its employer to the viewer.

mod classes;
mod contract;
mod days;
mod feature;
mod flag;
mod hours;
mod lines;
mod reading;
mod requirements;

pub use classes::{Industry, JobKind, OccupationCode};
pub use contract::Retirement;
pub use feature::{FEATURES, Feature, is_feature};
pub use flag::{Flag, FlagSet};
pub use hours::{Band, DAY, Hours, MOST_SHIFTS, Shift, Window};
pub use lines::RailwayLine;
pub use requirements::{Education, Experience, LicenceCode};

use super::{
    Audience, Category, DisclosureScope, EmploymentKind, Identity, Posting, Visible, WageForm, WorkingTime,
};
use crate::{clock::Date, establishment::EstablishmentNumber, fold::fold, prefecture::Prefecture};
use reading::{is_yes, number, plain, said};
use requirements::Licences;

/// The open facts of a posting. `None`: the posting does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// 求人区分
    pub category: Category,
    /// 雇用形態
    pub employment: EmploymentKind,
    /// 年齢下限, in years.
    pub age_from: Option<u8>,
    /// 年齢上限, in years.
    pub age_to: Option<u8>,
    /// 就業場所: 都道府県 or 海外.
    pub prefecture: Option<Prefecture>,
    /// 就業場所: 市区町村コード (JIS X 0402), 1101 to 47382 without its leading zero.
    pub municipality: Option<u32>,
    /// 職業分類
    pub occupation: Option<OccupationCode>,
    /// 産業分類
    pub industry: Option<Industry>,
    /// 賃金
    pub pay: Option<Pay>,
    /// 就業時間
    pub hours: Hours,
    /// 時間外労働月平均, in whole hours.
    pub overtime_hours: Option<u32>,
    /// 年間休日数, in days.
    pub annual_holidays: Option<u32>,
    /// 定年制
    pub retirement: Option<Retirement>,
    /// 従業員数 of the whole company.
    pub employees: Option<u32>,
    /// 学歴
    pub education: Option<Education>,
    /// 必要な経験等
    pub experience: Option<Experience>,
    /// 必要な免許・資格 that the list of codes knows, sorted.
    pub licences: Vec<LicenceCode>,
    /// 受付年月日
    pub received_on: Date,
    /// 紹介期限日
    pub deadline: Date,
    /// Everything that is so or not so.
    pub flags: FlagSet,
}

/// 賃金 in the unit by which it is searched, in whole yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pay {
    /// By the hour (時給), or by the month: 月給, and 日給, 年俸 made comparable (`Wage::comparable_lower`).
    pub by_hour: bool,
    /// Lower bound of 賃金（手当等を含む）.
    pub lower: u64,
    /// Upper bound of 賃金（手当等を含む）.
    pub upper: u64,
    /// Lower bound of 基本給 alone, without 手当 and 固定残業代. Where the posting does not tell it apart, `lower`.
    pub basic: u64,
}

/// The facts that lead to the employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityFacts {
    /// 事業所番号
    pub establishment: Option<EstablishmentNumber>,
    /// 事業所名 and 事業所名カナ, folded; a name that is looked for stands inside one of them.
    pub names: [String; 2],
    /// 沿線 of the station next to the work, sorted.
    pub lines: Vec<RailwayLine>,
}

impl Posting {
    /// The open facts: derived from what everybody may see, so that they are the same for every viewer.
    pub fn facts_open(&self) -> Facts {
        if self.disclosure == DisclosureScope::Everybody {
            Facts::read(self)
        } else {
            Facts::read(&self.without_identity())
        }
    }

    /// The facts that lead to the employer. Whoever keeps them must answer from them only for viewers to whom
    /// the posting shows its employer.
    pub fn facts_identity(&self) -> IdentityFacts {
        IdentityFacts {
            establishment: EstablishmentNumber::parse(&self.establishment.number).ok(),
            names: [fold(&self.establishment.name), fold(&self.establishment.name_kana)],
            lines: lines::lines_of(self),
        }
    }
}

impl Visible {
    /// The open facts, as those of the posting (see [`Posting::facts_open`]).
    pub fn facts_open(&self) -> Facts {
        // What is bare already need not be bared again.
        if self.identity() == Identity::Shown { (**self).facts_open() } else { Facts::read(self) }
    }

    /// The facts that lead to the employer; `None` where this viewer may not know the employer.
    pub fn facts_identity(&self) -> Option<IdentityFacts> {
        (self.identity() == Identity::Shown).then(|| (**self).facts_identity())
    }
}

impl Facts {
    /// Everything that is so, in the order of the numbers.
    pub fn flags(&self) -> impl Iterator<Item = Flag> {
        self.flags.iter()
    }

    /// The 希望する職種 of the form that find the posting, details only, sorted; a group finds what its details
    /// find. None where the occupation is not known.
    pub fn job_kinds(&self) -> Vec<JobKind> {
        self.occupation.map(OccupationCode::job_kinds).unwrap_or_default()
    }

    fn read(posting: &Posting) -> Self {
        let place = &posting.workplace;
        let licences = Licences::of(posting);
        let retirement = Retirement::of(posting);
        let year = |age: Option<u32>| age.map(|age| u8::try_from(age).unwrap_or(u8::MAX));
        let mut facts = Self {
            category: posting.category,
            employment: posting.employment,
            age_from: year(posting.age.lower),
            age_to: year(posting.age.upper),
            prefecture: place.prefecture,
            municipality: place.municipality_code.parse().ok(),
            occupation: OccupationCode::parse(&posting.occupation_code),
            industry: Industry::of_posting(&posting.industry_code),
            pay: Pay::of(posting),
            hours: Hours::read(&posting.working_hours),
            overtime_hours: posting.overtime_hours,
            annual_holidays: posting.annual_holidays,
            retirement,
            employees: posting.establishment.employees,
            education: Education::of(posting),
            experience: Experience::of(posting),
            licences: Vec::new(),
            received_on: posting.received_on,
            deadline: posting.referral_deadline,
            flags: FlagSet::default(),
        };
        facts.flags = facts.flags_of(posting, &licences);
        facts.licences = licences.codes;
        facts
    }

    fn flags_of(&self, posting: &Posting, licences: &Licences) -> FlagSet {
        let mut flags: FlagSet =
            [audience(self.category.audience), time(self.category.time), employment(self.employment)]
                .into_iter()
                .collect();
        days::days_off(posting, &mut flags);
        days::two_days_off(posting, &mut flags);
        days::kinds_of_hours(posting, &mut flags);
        contract::renewal(posting, &mut flags);
        contract::dispatch(posting, &mut flags);
        contract::insurance(posting, &mut flags);
        contract::housing(posting, &mut flags);
        feature::features(posting, &mut flags);
        feature::retirement(self.retirement, &mut flags);
        self.pay_and_hours(posting, &mut flags);
        self.asked_of_people(posting, licences, &mut flags);
        for (least, flag) in [
            (10, Flag::Employees10),
            (100, Flag::Employees100),
            (300, Flag::Employees300),
            (1_000, Flag::Employees1000),
        ] {
            flags.insert_if(self.employees.is_some_and(|count| count >= least), flag);
        }
        flags
    }

    fn pay_and_hours(&self, posting: &Posting, flags: &mut FlagSet) {
        if let Some(pay) = self.pay {
            flags.insert(if pay.by_hour { Flag::PaidByHour } else { Flag::PaidByMonth });
        }
        let overtime = feature::overtime(posting);
        flags.insert_if(overtime == Some(true), Flag::Overtime);
        flags.insert_if(overtime == Some(false), Flag::NoOvertime);
    }

    fn asked_of_people(&self, posting: &Posting, licences: &Licences, flags: &mut FlagSet) {
        let rule = plain(&posting.age.rule);
        let bounded = self.age_from.is_some() || self.age_to.is_some();
        let limited = bounded || rule.contains("制限あり") || is_yes(&rule) == Some(true);
        let unlimited = (limited || !rule.is_empty()).then(|| !limited && rule.starts_with("不問"));
        flags.insert_if(limited, Flag::AgeLimited);
        flags.insert_if(feature::free(posting, unlimited, "年齢不問"), Flag::AgeUnlimited);
        let education = self.education.map(|education| education == Education::Unlimited);
        flags.insert_if(feature::free(posting, education, "学歴不問"), Flag::EducationFree);
        let experience = self.experience.map(|experience| experience == Experience::Free);
        flags.insert_if(feature::free(posting, experience, "経験不問"), Flag::ExperienceFree);
        flags.insert_if(licences.free, Flag::LicenceFree);
        match licences.driving {
            None => flags.insert(Flag::DrivingNotAsked),
            Some(driving) => {
                flags.insert(if driving.welcome { Flag::DrivingWelcome } else { Flag::DrivingRequired });
                flags.insert_if(driving.automatic, Flag::DrivingAutomaticEnough);
            }
        }
    }
}

impl Pay {
    fn of(posting: &Posting) -> Option<Self> {
        let wage = posting.wage?;
        let by_hour = wage.form == WageForm::Hourly;
        let (lower, upper) = if by_hour {
            (wage.lower.into(), wage.upper.into())
        } else {
            (wage.comparable_lower(), wage.comparable_upper())
        };
        // The sheet tells 基本給 by the month or by the hour, whatever the form of the wage.
        let basic = said(posting, "基本給").and_then(|text| number(&text)).map_or(lower, u64::from);
        Some(Self { by_hour, lower, upper, basic: basic.min(upper) })
    }
}

/// The flag of a 求人区分 of the form; 新卒・既卒求人 are three kinds of posting.
fn audience(audience: Audience) -> Flag {
    match audience {
        Audience::General => Flag::General,
        Audience::University | Audience::HighSchool | Audience::JuniorHighSchool => Flag::Graduates,
        Audience::Seasonal => Flag::Seasonal,
        Audience::AwayFromHome => Flag::AwayFromHome,
        Audience::Disability => Flag::Disability,
    }
}

/// The flag of フルタイム or パート.
fn time(time: WorkingTime) -> Flag {
    match time {
        WorkingTime::Full => Flag::FullTime,
        WorkingTime::Part => Flag::PartTime,
    }
}

/// The flag of a 雇用形態.
pub(crate) const fn employment(kind: EmploymentKind) -> Flag {
    match kind {
        EmploymentKind::Regular => Flag::Regular,
        EmploymentKind::NonRegular => Flag::NonRegular,
        EmploymentKind::FixedTermDispatched => Flag::FixedTermDispatched,
        EmploymentKind::OpenEndedDispatched => Flag::OpenEndedDispatched,
        EmploymentKind::PartTimer => Flag::PartTimer,
        EmploymentKind::FixedTermDispatchedPartTimer => Flag::FixedTermDispatchedPartTimer,
        EmploymentKind::OpenEndedDispatchedPartTimer => Flag::OpenEndedDispatchedPartTimer,
    }
}

#[cfg(test)]
mod tests;

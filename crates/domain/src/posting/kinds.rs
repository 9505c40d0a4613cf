//! Kinds that a posting states by a fixed word: 求人区分, 雇用形態, 賃金形態.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Full-time or part-time, as 求人区分 says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WorkingTime {
    /// フルタイム
    Full,
    /// パート
    Part,
}

/// For whom a posting is, beside フルタイム and パート (list 求人区分（表示）).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// 一般
    General,
    /// (障) for people with a disability
    Disability,
    /// (季) seasonal work
    Seasonal,
    /// (出) seasonal work away from home
    AwayFromHome,
    /// 大卒等
    University,
    /// 高卒
    HighSchool,
    /// 中卒
    JuniorHighSchool,
}

/// 求人区分: 「フルタイム」「パート(障)」「大卒等」…
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Category {
    /// Full-time or part-time; postings for school leavers are full-time.
    pub time: WorkingTime,
    /// For whom.
    pub audience: Audience,
}

impl Category {
    /// Reads the label, parentheses in any width (the caller folds widths).
    pub fn from_label(label: &str) -> Option<Self> {
        let school = |audience| Some(Self { time: WorkingTime::Full, audience });
        match label {
            "大卒等" => return school(Audience::University),
            "高卒" => return school(Audience::HighSchool),
            "中卒" => return school(Audience::JuniorHighSchool),
            _ => {}
        }
        let (time, rest) = if let Some(rest) = label.strip_prefix("フルタイム") {
            (WorkingTime::Full, rest)
        } else {
            (WorkingTime::Part, label.strip_prefix("パート")?)
        };
        let audience = match rest {
            "" => Audience::General,
            "(障)" => Audience::Disability,
            "(季)" => Audience::Seasonal,
            "(出)" => Audience::AwayFromHome,
            _ => return None,
        };
        Some(Self { time, audience })
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.audience {
            Audience::University => return f.write_str("大卒等"),
            Audience::HighSchool => return f.write_str("高卒"),
            Audience::JuniorHighSchool => return f.write_str("中卒"),
            Audience::General => "",
            Audience::Disability => "(障)",
            Audience::Seasonal => "(季)",
            Audience::AwayFromHome => "(出)",
        };
        write!(f, "{}{mark}", self.time)
    }
}

impl fmt::Display for WorkingTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "フルタイム",
            Self::Part => "パート",
        })
    }
}

/// 雇用形態, with the codes of the service's own search form (1–4 full-time, 5–7 part-time).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EmploymentKind {
    /// 正社員
    Regular,
    /// 正社員以外
    NonRegular,
    /// 有期雇用派遣労働者
    FixedTermDispatched,
    /// 無期雇用派遣労働者
    OpenEndedDispatched,
    /// パート労働者
    PartTimer,
    /// 有期雇用派遣パート
    FixedTermDispatchedPartTimer,
    /// 無期雇用派遣パート
    OpenEndedDispatchedPartTimer,
}

impl EmploymentKind {
    /// All of them in the order of their codes.
    pub const ALL: [Self; 7] = [
        Self::Regular,
        Self::NonRegular,
        Self::FixedTermDispatched,
        Self::OpenEndedDispatched,
        Self::PartTimer,
        Self::FixedTermDispatchedPartTimer,
        Self::OpenEndedDispatchedPartTimer,
    ];

    /// Its code in forms and URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Regular => "1",
            Self::NonRegular => "2",
            Self::FixedTermDispatched => "3",
            Self::OpenEndedDispatched => "4",
            Self::PartTimer => "5",
            Self::FixedTermDispatchedPartTimer => "6",
            Self::OpenEndedDispatchedPartTimer => "7",
        }
    }

    /// By its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Regular => "正社員",
            Self::NonRegular => "正社員以外",
            Self::FixedTermDispatched => "有期雇用派遣労働者",
            Self::OpenEndedDispatched => "無期雇用派遣労働者",
            Self::PartTimer => "パート労働者",
            Self::FixedTermDispatchedPartTimer => "有期雇用派遣パート",
            Self::OpenEndedDispatchedPartTimer => "無期雇用派遣パート",
        }
    }

    /// By its words.
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.label() == label)
    }
}

impl fmt::Display for EmploymentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// 賃金形態: what the amounts are paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WageForm {
    /// 月給
    Monthly,
    /// 時給
    Hourly,
    /// 日給
    Daily,
    /// 年俸制
    Annual,
    /// その他
    Other,
}

impl WageForm {
    /// By its words.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match label {
            "月給" => Self::Monthly,
            "時給" => Self::Hourly,
            "日給" => Self::Daily,
            "年俸制" | "年俸" => Self::Annual,
            "その他" => Self::Other,
            _ => return None,
        })
    }

    /// Its words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Monthly => "月給",
            Self::Hourly => "時給",
            Self::Daily => "日給",
            Self::Annual => "年俸制",
            Self::Other => "その他",
        }
    }
}

/// Working days a month by which daily wages are made comparable.
pub const COMPARED_DAYS_A_MONTH: u64 = 21;
/// Working hours a day by which hourly wages are made comparable.
pub const COMPARED_HOURS_A_DAY: u64 = 8;

/// 賃金（手当等を含む）, in whole yen for the unit that `form` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wage {
    /// What the amounts are paid for.
    pub form: WageForm,
    /// Lower bound in yen.
    pub lower: u32,
    /// Upper bound in yen; not below the lower.
    pub upper: u32,
}

impl Wage {
    /// The lower bound as yen a month, to order postings of different forms in one list.
    pub fn comparable_lower(&self) -> u64 {
        self.a_month(self.lower)
    }

    /// The upper bound as yen a month.
    pub fn comparable_upper(&self) -> u64 {
        self.a_month(self.upper)
    }

    /// A month is 21 days of 8 hours, a year 12 months. Our own measure: it compares rates of pay, so a
    /// part-time posting is not pushed down for its shorter hours. Other forms are taken as monthly.
    fn a_month(&self, yen: u32) -> u64 {
        let yen = u64::from(yen);
        match self.form {
            WageForm::Monthly | WageForm::Other => yen,
            WageForm::Daily => yen * COMPARED_DAYS_A_MONTH,
            WageForm::Hourly => yen * COMPARED_DAYS_A_MONTH * COMPARED_HOURS_A_DAY,
            WageForm::Annual => yen / 12,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_back() {
        for label in [
            "フルタイム",
            "パート",
            "フルタイム(障)",
            "パート(障)",
            "フルタイム(季)",
            "フルタイム(出)",
            "大卒等",
            "高卒",
            "中卒",
        ] {
            assert_eq!(Category::from_label(label).map(|c| c.to_string()).as_deref(), Some(label));
        }
        assert_eq!(Category::from_label("フルタイム(他)"), None);
        assert_eq!(Category::from_label(""), None);
        for kind in EmploymentKind::ALL {
            assert_eq!(EmploymentKind::from_code(kind.code()), Some(kind));
            assert_eq!(EmploymentKind::from_label(kind.label()), Some(kind));
        }
    }

    #[test]
    fn hourly_daily_and_annual_wages_are_compared_by_the_month() {
        let wage = |form, lower| Wage { form, lower, upper: lower }.comparable_lower();
        assert_eq!(wage(WageForm::Hourly, 1_200), 201_600);
        assert_eq!(wage(WageForm::Daily, 9_600), 201_600);
        assert_eq!(wage(WageForm::Monthly, 201_600), 201_600);
        assert_eq!(wage(WageForm::Annual, 2_419_200), 201_600);
    }
}

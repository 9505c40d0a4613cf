//! 希望職種・時間等 and 希望勤務地・賃金: what work, in which form, where, and for how much at least.

use std::str::FromStr;

use crate::japanese::number_text;

/// 希望職種: at most three (domain.md 4.2, as in the search form).
pub const MAX_JOB_KINDS: usize = 3;
/// 希望勤務地: at most three (domain.md 4.2).
pub const MAX_PLACES: usize = 3;
/// The largest wage a field takes, in yen; a month's wage above it is a slip of the finger.
pub const MAX_WAGE_YEN: u32 = 9_999_999;
/// An hour's wage above this, in yen, is a slip of the finger or a month's wage.
const MAX_HOURLY_YEN: u32 = 99_999;

/// A job kind of the search form: `majordetail`, two digits each (reference table `job_kind`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobKind(String);

impl JobKind {
    /// The four digits.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl FromStr for JobKind {
    type Err = BadWishes;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let digits = code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Self(code.to_owned())).ok_or(BadWishes::UnknownJobKind)
    }
}

/// 雇用形態 as the search form has it; the codes are those of its parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmploymentWish {
    code: &'static str,
    name: &'static str,
}

impl EmploymentWish {
    /// All of them, in the order of the search form (domain.md 4.2).
    pub const ALL: [Self; 7] = [
        Self { code: "1", name: "正社員" },
        Self { code: "2", name: "正社員以外" },
        Self { code: "3", name: "有期雇用派遣労働者" },
        Self { code: "4", name: "無期雇用派遣労働者" },
        Self { code: "5", name: "パート労働者" },
        Self { code: "6", name: "有期雇用派遣パート" },
        Self { code: "7", name: "無期雇用派遣パート" },
    ];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The words on the page.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Reads [`EmploymentWish::code`].
    ///
    /// # Errors
    /// There is no such form of employment.
    pub fn parse(code: &str) -> Result<Self, BadWishes> {
        Self::ALL.into_iter().find(|wish| wish.code == code).ok_or(BadWishes::UnknownEmployment)
    }
}

/// A place to work at: a prefecture, or one municipality of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    prefecture_code: String,
    municipality_code: Option<String>,
}

impl Place {
    /// A place by codes of the reference tables: two digits, and five digits or nothing.
    ///
    /// # Errors
    /// A code is not of that form, or the municipality lies in another prefecture.
    pub fn new(prefecture_code: &str, municipality_code: &str) -> Result<Self, BadWishes> {
        let digits = |code: &str, length| code.len() == length && code.bytes().all(|b| b.is_ascii_digit());
        if !digits(prefecture_code, 2) {
            return Err(BadWishes::UnknownPlace);
        }
        let municipality_code = match municipality_code {
            "" => None,
            code if digits(code, 5) && code.starts_with(prefecture_code) => Some(code.to_owned()),
            _ => return Err(BadWishes::MunicipalityElsewhere),
        };
        Ok(Self { prefecture_code: prefecture_code.to_owned(), municipality_code })
    }

    /// 都道府県, two digits.
    pub fn prefecture_code(&self) -> &str {
        &self.prefecture_code
    }

    /// 市区町村, five digits, when the person named one.
    pub fn municipality_code(&self) -> Option<&str> {
        self.municipality_code.as_deref()
    }
}

/// What a wage is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WageUnit {
    /// 月給
    Month,
    /// 時給
    Hour,
}

impl WageUnit {
    /// Both, in the order of the page.
    pub const ALL: [Self; 2] = [Self::Month, Self::Hour];

    /// The value in forms and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Hour => "hour",
        }
    }

    /// The word on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "月給",
            Self::Hour => "時給",
        }
    }

    /// Reads [`WageUnit::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.code() == code)
    }

    fn most(self) -> u32 {
        match self {
            Self::Month => MAX_WAGE_YEN,
            Self::Hour => MAX_HOURLY_YEN,
        }
    }
}

/// 希望賃金: the least the person wants, in yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wage {
    /// By the month or by the hour.
    pub unit: WageUnit,
    /// The lower limit in yen.
    pub at_least_yen: u32,
}

/// A wage that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWage {
    /// An amount without 月給 or 時給.
    #[error("希望賃金の「月給」か「時給」かを選んでください。")]
    NoUnit,
    /// 月給 or 時給 without an amount.
    #[error("希望賃金の下限額を入力してください。例：月給なら 200000、時給なら 1200")]
    NoAmount,
    /// Not a number.
    #[error("希望賃金の下限額は、円の数字だけで入力してください。例：200000")]
    NotANumber,
    /// Zero or more than anybody earns.
    #[error("希望賃金の下限額は、1円から{most}円までの数字で入力してください。")]
    OutOfRange {
        /// The most that the unit takes, in yen.
        most: u32,
    },
}

impl Wage {
    /// Reads the unit's code and the amount as typed (any width, 「円」 and commas allowed).
    /// Neither of them means no wish.
    ///
    /// # Errors
    /// Only one of the two is there, or the amount is no amount.
    pub fn parse(unit: &str, typed: &str) -> Result<Option<Self>, BadWage> {
        let text = number_text(typed).replace([',', '，', '、', '\\', '¥', '￥'], "");
        let amount = text.strip_suffix('円').unwrap_or(&text);
        match (WageUnit::from_code(unit), amount) {
            (None, "") => Ok(None),
            (None, _) => Err(BadWage::NoUnit),
            (Some(_), "") => Err(BadWage::NoAmount),
            (Some(unit), amount) => Self::of(unit, amount).map(Some),
        }
    }

    fn of(unit: WageUnit, amount: &str) -> Result<Self, BadWage> {
        if !amount.bytes().all(|b| b.is_ascii_digit()) {
            return Err(BadWage::NotANumber);
        }
        let most = unit.most();
        let yen = amount.parse().ok().filter(|yen| (1..=most).contains(yen));
        yen.map(|at_least_yen| Self { unit, at_least_yen }).ok_or(BadWage::OutOfRange { most })
    }

    /// `月給 200,000円以上`.
    pub fn in_words(self) -> String {
        format!("{} {}円以上", self.unit.name(), with_commas(self.at_least_yen))
    }
}

/// What the page 希望職種・時間等 asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkWishes {
    /// 希望職種, one to three.
    pub job_kinds: Vec<JobKind>,
    /// 雇用形態, one or more.
    pub employment: Vec<EmploymentWish>,
}

/// What the page 希望勤務地・賃金 asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceWishes {
    /// 希望勤務地, one to three.
    pub places: Vec<Place>,
    /// 希望賃金
    pub wage: Option<Wage>,
}

/// Wishes that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWishes {
    /// No job kind at all.
    #[error("希望職種を1つ以上選んでください。")]
    NoJobKind,
    /// Not in the list.
    #[error("希望職種は、一覧から選んでください。")]
    UnknownJobKind,
    /// No form of employment at all.
    #[error("希望する雇用形態を1つ以上選んでください。")]
    NoEmployment,
    /// Not in the list.
    #[error("希望する雇用形態は、一覧から選んでください。")]
    UnknownEmployment,
    /// No place at all.
    #[error("希望勤務地の都道府県を1つ以上選んでください。")]
    NoPlace,
    /// Not in the list.
    #[error("希望勤務地の都道府県は、一覧から選んでください。")]
    UnknownPlace,
    /// A municipality of another prefecture, or none at all.
    #[error(
        "希望勤務地の市区町村が、選んだ都道府県にありません。「市区町村の一覧を表示」を押して、選び直してください。"
    )]
    MunicipalityElsewhere,
}

/// Leaves out what repeats, keeping the first of each.
fn distinct<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    let mut kept = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

impl WorkWishes {
    /// Puts the parts together; the same choice twice counts once.
    pub fn new(job_kinds: Vec<JobKind>, employment: Vec<EmploymentWish>) -> Self {
        Self { job_kinds: distinct(job_kinds), employment: distinct(employment) }
    }
}

impl PlaceWishes {
    /// Puts the parts together; the same choice twice counts once.
    pub fn new(places: Vec<Place>, wage: Option<Wage>) -> Self {
        Self { places: distinct(places), wage }
    }
}

fn with_commas(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wage_is_read_in_any_width_with_commas_and_yen() {
        for typed in ["200000", "２００，０００円", "200,000", "¥200000", " 200000 "] {
            let wage = Wage::parse("month", typed).unwrap().unwrap();
            assert_eq!(wage.in_words(), "月給 200,000円以上", "{typed}");
        }
        assert_eq!(Wage::parse("hour", "1200").unwrap().map(Wage::in_words), Some("時給 1,200円以上".into()));
    }

    #[test]
    fn no_wage_is_no_wish_and_half_a_wage_is_an_error() {
        assert_eq!(Wage::parse("", " "), Ok(None));
        assert_eq!(Wage::parse("", "1200"), Err(BadWage::NoUnit));
        assert_eq!(Wage::parse("day", "1200"), Err(BadWage::NoUnit));
        assert_eq!(Wage::parse("month", ""), Err(BadWage::NoAmount));
        assert_eq!(Wage::parse("month", "20万"), Err(BadWage::NotANumber));
        assert_eq!(Wage::parse("month", "-200000"), Err(BadWage::NotANumber));
    }

    #[test]
    fn both_sides_of_the_limits_of_a_wage() {
        assert!(Wage::parse("month", "9999999").is_ok());
        assert_eq!(Wage::parse("month", "10000000"), Err(BadWage::OutOfRange { most: MAX_WAGE_YEN }));
        assert!(Wage::parse("hour", "99999").is_ok());
        assert_eq!(Wage::parse("hour", "100000"), Err(BadWage::OutOfRange { most: 99_999 }));
        assert!(Wage::parse("month", "1").is_ok());
        assert!(Wage::parse("month", "0").is_err());
        assert!(Wage::parse("month", "99999999999999999999").is_err());
    }

    #[test]
    fn a_municipality_must_lie_in_the_chosen_prefecture() {
        assert!(Place::new("11", "").is_ok());
        assert_eq!(Place::new("11", "11222").unwrap().municipality_code(), Some("11222"));
        assert_eq!(Place::new("11", "13101"), Err(BadWishes::MunicipalityElsewhere));
        assert_eq!(Place::new("11", "越谷市"), Err(BadWishes::MunicipalityElsewhere));
        assert_eq!(Place::new("", ""), Err(BadWishes::UnknownPlace));
        assert_eq!(Place::new("1１", ""), Err(BadWishes::UnknownPlace));
    }

    #[test]
    fn the_same_choice_twice_counts_once() {
        let kind: JobKind = "0501".parse().unwrap();
        let saitama = Place::new("11", "").unwrap();
        let work = WorkWishes::new(
            vec![kind.clone(), kind.clone()],
            vec![EmploymentWish::ALL[0], EmploymentWish::ALL[0]],
        );
        let places = PlaceWishes::new(vec![saitama.clone(), saitama], None);
        assert_eq!((work.job_kinds.len(), work.employment.len(), places.places.len()), (1, 1, 1));
    }

    #[test]
    fn codes_read_back_and_nothing_else_is_one() {
        for wish in EmploymentWish::ALL {
            assert_eq!(EmploymentWish::parse(wish.code()), Ok(wish));
        }
        assert_eq!(EmploymentWish::parse("8"), Err(BadWishes::UnknownEmployment));
        assert_eq!("051".parse::<JobKind>(), Err(BadWishes::UnknownJobKind));
        assert_eq!("05-1".parse::<JobKind>(), Err(BadWishes::UnknownJobKind));
    }
}

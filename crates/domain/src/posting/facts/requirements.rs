//! What a posting asks of a person: 学歴, 経験, 免許・資格 and the 普通自動車運転免許 among them.

use std::{collections::HashMap, fmt, sync::LazyLock};

use super::{
    classes::licence_table,
    reading::{plain, said},
};
use crate::{fold::fold, posting::Posting};

/// 学歴, the least that is asked for, in the order of `data/code_lists.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Education {
    /// 不問
    Unlimited,
    /// 中学校卒業以上
    JuniorHighSchool,
    /// 高校以上
    HighSchool,
    /// 専修学校以上
    VocationalSchool,
    /// 高専以上
    TechnicalCollege,
    /// 短大以上
    JuniorCollege,
    /// 大学以上
    University,
    /// 大学院以上
    GraduateSchool,
}

impl Education {
    /// Reads 学歴 of a posting.
    pub(super) fn of(posting: &Posting) -> Option<Self> {
        let text = plain(&posting.education);
        // 大学院 before 大学.
        let words = [
            ("不問", Self::Unlimited),
            ("中学", Self::JuniorHighSchool),
            ("高校", Self::HighSchool),
            ("専修", Self::VocationalSchool),
            ("専門学校", Self::VocationalSchool),
            ("高専", Self::TechnicalCollege),
            ("短大", Self::JuniorCollege),
            ("大学院", Self::GraduateSchool),
            ("大学", Self::University),
        ];
        words.into_iter().find(|(word, _)| text.contains(word)).map(|(_, education)| education)
    }
}

/// 必要な経験等
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Experience {
    /// 不問
    Free,
    /// あれば尚可
    Welcome,
    /// 必須
    Required,
}

impl Experience {
    /// Reads 必要な経験 of a posting.
    pub(super) fn of(posting: &Posting) -> Option<Self> {
        let text = plain(&posting.experience);
        let words = [
            ("不問", Self::Free),
            ("尚可", Self::Welcome),
            ("なお可", Self::Welcome),
            ("必須", Self::Required),
        ];
        words.into_iter().find(|(word, _)| text.contains(word)).map(|(_, experience)| experience)
    }
}

/// 免許・資格コード, 1001 to 8099 in gaps (`data/licences.csv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LicenceCode(u16);

static CODES: LazyLock<HashMap<String, LicenceCode>> = LazyLock::new(|| {
    let mut codes = HashMap::new();
    for [code, name] in licence_table() {
        if let Ok(number) = code.parse() {
            // The list repeats a few names: the first code of a name stands for it.
            codes.entry(fold(name)).or_insert(LicenceCode(number));
        }
    }
    codes
});

impl LicenceCode {
    /// By its four digits; `None` for a code that the list does not have. Where the list gives one name two
    /// codes, both read as the first: a posting names its licences by name.
    pub fn from_code(code: &str) -> Option<Self> {
        let [_, name] = licence_table().find(|[known, _]| *known == code)?;
        CODES.get(&fold(name)).copied()
    }

    /// By the name that a posting gives, in any width; what stands behind it in brackets may be left out.
    pub fn of_name(name: &str) -> Option<Self> {
        let folded = fold(name);
        let known = |name: &str| CODES.get(name).copied();
        known(&folded).or_else(|| known(folded.split(['(', '[']).next().unwrap_or_default()))
    }

    /// Its code of four digits.
    pub fn code(self) -> String {
        self.to_string()
    }

    /// Its number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// Its name in the list.
    pub fn name(self) -> &'static str {
        let code = self.code();
        licence_table().find(|[known, _]| *known == code).map_or("", |[_, name]| name)
    }
}

impl fmt::Display for LicenceCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// The 免許・資格 that a posting names, required or welcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Licences {
    /// Those of the list, sorted. What the list does not know stays text and is found by the free word.
    pub(super) codes: Vec<LicenceCode>,
    /// None is asked for.
    pub(super) free: bool,
    /// 普通自動車運転免許
    pub(super) driving: Option<Driving>,
}

/// What a posting says about the 普通自動車運転免許.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Driving {
    /// あれば尚可 rather than 必須.
    pub(super) welcome: bool,
    /// AT限定可
    pub(super) automatic: bool,
}

impl Licences {
    pub(super) fn of(posting: &Posting) -> Self {
        let named: Vec<&String> =
            posting.licences.iter().filter(|name| !plain(name).starts_with("不問")).collect();
        let mut codes: Vec<LicenceCode> =
            named.iter().filter_map(|name| LicenceCode::of_name(name)).collect();
        codes.sort_unstable();
        codes.dedup();
        Self {
            free: named.is_empty() && said(posting, "その他の必要な免許・資格").is_none(),
            driving: named.iter().find_map(|name| Driving::of(name)),
            codes,
        }
    }
}

impl Driving {
    fn of(name: &str) -> Option<Self> {
        let name = plain(name).to_uppercase();
        let ordinary = ["普通自動車免許", "普通自動車運転免許", "普通自動車第一種"];
        ordinary.iter().any(|word| name.starts_with(word)).then(|| Self {
            welcome: name.contains("尚可") || name.contains("なお可"),
            automatic: name.contains("AT限定") && !name.contains("AT限定不可"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_its_exact_name_in_any_width() {
        let code = |name: &str| LicenceCode::of_name(name).map(LicenceCode::code);
        assert_eq!(code("看護師").as_deref(), Some("1803"));
        assert_eq!(code("普通自動車免許").as_deref(), Some("4803"));
        assert_eq!(code("普通自動車免許（ＡＴ限定可）").as_deref(), Some("4803"));
        assert_eq!(code("普通自動車免許(AT限定)").as_deref(), Some("4805"), "an entry of its own");
        assert_eq!(code("日商簿記２級"), code("日商簿記2級"));
        assert_eq!(code("看護"), None);
        assert_eq!(code("（看護師）"), None);
    }

    #[test]
    fn every_code_of_the_list_is_read_and_no_other() {
        for [code, name] in licence_table() {
            assert_eq!(LicenceCode::from_code(code).unwrap().name(), name);
        }
        for code in ["", "1000", "9999", "18031", "１８０３"] {
            assert_eq!(LicenceCode::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn the_driving_licence_is_required_or_welcome_and_may_be_automatic() {
        let driving = |name: &str| Driving::of(name).map(|driving| (driving.welcome, driving.automatic));
        assert_eq!(driving("普通自動車免許"), Some((false, false)));
        assert_eq!(driving("普通自動車免許（ＡＴ限定可）"), Some((false, true)));
        assert_eq!(driving("普通自動車運転免許　あれば尚可（AT限定可）"), Some((true, true)));
        assert_eq!(driving("普通自動車免許（AT限定不可）"), Some((false, false)));
        assert_eq!(driving("普通自動車第二種免許"), None);
        assert_eq!(driving("大型自動車免許"), None);
        assert_eq!(driving("準中型自動車免許"), None);
    }
}

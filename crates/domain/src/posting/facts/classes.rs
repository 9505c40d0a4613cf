//! Classes of work and industry: 職業分類 (2022), 希望する職種 of the form, 産業分類.

use std::{collections::HashMap, fmt, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::tables::{self, INDUSTRIES, JOB_KIND_OCCUPATIONS, JOB_KINDS, OCCUPATIONS, rows};

/// 職業分類コード: three digits for a whole middle class (`051`), and two more for a minor class (`051-01`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccupationCode {
    /// The middle class, 0 to 999.
    pub middle: u16,
    /// The minor class in it, 0 to 99; `None`: the whole middle class.
    pub minor: Option<u8>,
}

impl OccupationCode {
    /// Reads `051`, `051-01` and `05101` in any width.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).take(8).collect();
        let plain: String = text.chars().filter(char::is_ascii_digit).collect();
        let hyphen = text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let middle = plain.get(..3)?.parse().ok()?;
        match (plain.len(), hyphen.as_str()) {
            (3, "") => Some(Self { middle, minor: None }),
            (5, "") => Some(Self { middle, minor: plain[3..].parse().ok() }),
            (5, "-" | "‐" | "−" | "ー") if text.chars().nth(3).is_some_and(|c| !c.is_ascii_digit()) => {
                Some(Self { middle, minor: plain[3..].parse().ok() })
            }
            _ => None,
        }
    }

    /// True when it is that class, or a minor class of that whole middle class.
    pub fn is_within(self, class: Self) -> bool {
        self.middle == class.middle && (class.minor.is_none() || class.minor == self.minor)
    }

    /// Its name in the classification, where the table has it.
    pub fn name(self) -> Option<&'static str> {
        let code = self.to_string();
        rows::<2>(OCCUPATIONS).find(|[known, _]| *known == code).map(|[_, name]| name)
    }

    /// The job kinds of the form that find it (`data/job_kind_occupations.csv`): those that name it or its whole
    /// middle class; where none does, every kind that names a class beside it.
    pub fn job_kinds(self) -> Vec<JobKind> {
        let beside = KINDS.get(&self.middle).map_or(&[][..], Vec::as_slice);
        let named = beside.iter().filter(|(class, _)| self.is_within(*class));
        let mut kinds: Vec<JobKind> = named.map(|(_, kind)| *kind).collect();
        if kinds.is_empty() {
            kinds = beside.iter().map(|(_, kind)| *kind).collect();
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

impl fmt::Display for OccupationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.middle)?;
        self.minor.map_or(Ok(()), |minor| write!(f, "-{minor:02}"))
    }
}

/// The job kinds under each middle class.
static KINDS: LazyLock<HashMap<u16, Vec<(OccupationCode, JobKind)>>> = LazyLock::new(|| {
    let mut kinds: HashMap<u16, Vec<(OccupationCode, JobKind)>> = HashMap::new();
    for [kind, occupation] in rows(JOB_KIND_OCCUPATIONS) {
        if let (Some(kind), Some(class)) = (JobKind::from_code(kind), OccupationCode::parse(occupation)) {
            kinds.entry(class.middle).or_default().push((class, kind));
        }
    }
    kinds
});

/// Every detail of 希望する職種 with its name and that of its group, in the order of the form: lists name them all.
static JOBS: LazyLock<Vec<(JobKind, &'static str, &'static str)>> = LazyLock::new(|| {
    let detail = |[code, name, _, group]: [&'static str; 4]| Some((JobKind(code.parse().ok()?), name, group));
    rows::<4>(JOB_KINDS).filter_map(detail).collect()
});

/// 希望する職種 of the form: one of 14 groups as a whole (`05`), or one of its details (`0501`), 179 in all
/// (domain 5.1; `data/job_kinds.csv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobKind(u16);

impl JobKind {
    /// By a code of the form: two digits for a group, four for a detail.
    pub fn from_code(code: &str) -> Option<Self> {
        let known = match code.len() {
            2 => rows::<3>(JOB_KINDS).any(|[.., group]| group == code),
            4 => rows::<1>(JOB_KINDS).any(|[kind]| kind == code),
            _ => false,
        };
        let number: u16 = known.then(|| code.parse().ok())??;
        Some(Self(if code.len() == 2 { number * 100 } else { number }))
    }

    /// Its code: two digits for a group, four for a detail.
    pub fn code(self) -> String {
        if self.is_group() { format!("{:02}", self.0 / 100) } else { format!("{:04}", self.0) }
    }

    /// Its number: group times 100, plus the detail (0 for the whole group). At most 1499.
    pub fn number(self) -> u16 {
        self.0
    }

    /// True for a group as a whole.
    pub fn is_group(self) -> bool {
        self.0.is_multiple_of(100)
    }

    /// The group it belongs to; of a group, itself.
    pub fn group(self) -> Self {
        Self(self.0 / 100 * 100)
    }

    /// True when it is that kind, or a detail of that group.
    pub fn is_within(self, kind: Self) -> bool {
        self == kind || kind.is_group() && self.group() == kind
    }

    /// Its words on the form.
    pub fn name(self) -> &'static str {
        JOBS.iter()
            .find_map(|(kind, name, group)| match () {
                () if *kind == self => Some(*name),
                () if kind.group() == self => Some(*group),
                () => None,
            })
            .unwrap_or_default()
    }

    /// The details of every group, in the order of the form.
    pub fn details() -> impl Iterator<Item = Self> {
        JOBS.iter().map(|(kind, ..)| *kind)
    }

    /// The groups, in the order of the form.
    pub fn groups() -> impl Iterator<Item = Self> {
        let mut before = None;
        Self::details().map(Self::group).filter(move |group| before.replace(*group) != Some(*group))
    }
}

/// 産業分類: a middle class of two digits, 01 to 99 (domain 5.2; 日本標準産業分類).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Industry(u8);

impl Industry {
    /// By its code of two digits; `None` for one that the classification does not have.
    pub fn from_code(code: &str) -> Option<Self> {
        let known = code.len() == 2
            && rows::<3>(INDUSTRIES).any(|[known, _, level]| known == code && level == "middle");
        known.then(|| code.parse().ok()).flatten().map(Self)
    }

    /// Of the code that a posting has: three or four digits, perhaps behind the letter of its major class.
    pub(super) fn of_posting(code: &str) -> Option<Self> {
        let digits: String = code.nfkc().filter(char::is_ascii_digit).take(2).collect();
        (digits.len() == 2).then(|| digits.parse().ok()).flatten().filter(|number| *number > 0).map(Self)
    }

    /// Its number, 1 to 99.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Its code of two digits.
    pub fn code(self) -> String {
        format!("{:02}", self.0)
    }

    /// Its name in the classification.
    pub fn name(self) -> &'static str {
        let code = self.code();
        rows::<2>(INDUSTRIES).find(|[known, _]| *known == code).map_or("", |[_, name]| name)
    }

    /// All of them, in the order of the classification.
    pub fn all() -> impl Iterator<Item = Self> {
        let middle = rows::<3>(INDUSTRIES).filter(|[.., level]| *level == "middle");
        middle.filter_map(|[code, ..]| code.parse().ok().map(Self))
    }
}

/// The codes and names of a table of `data/` that rules know by themselves.
pub(super) fn licence_table() -> impl Iterator<Item = [&'static str; 2]> {
    rows::<2>(tables::LICENCES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occupation(text: &str) -> OccupationCode {
        OccupationCode::parse(text).unwrap()
    }

    #[test]
    fn an_occupation_is_read_whole_or_by_its_middle_class() {
        for text in ["051-01", "05101", "０５１－０１", " 051‐01 "] {
            assert_eq!(occupation(text), OccupationCode { middle: 51, minor: Some(1) }, "{text}");
        }
        assert_eq!(occupation("051").to_string(), "051");
        assert_eq!(occupation("05101").to_string(), "051-01");
        for text in ["", "05", "0510", "051-1", "051-001", "A51", "05-101", "051-01-1", "051--01"] {
            assert_eq!(OccupationCode::parse(text), None, "{text}");
        }
        assert!(occupation("051-01").is_within(occupation("051")));
        assert!(occupation("051-01").is_within(occupation("051-01")));
        assert!(!occupation("051-02").is_within(occupation("051-01")));
        assert!(!occupation("052-01").is_within(occupation("051")));
        assert!(
            !occupation("051").is_within(occupation("051-01")),
            "a posting may name the middle class alone"
        );
        assert_eq!(occupation("051-01").name(), Some("訪問介護員"));
    }

    #[test]
    fn every_job_kind_finds_an_occupation_and_every_occupation_a_job_kind() {
        assert_eq!(JobKind::details().count(), 179);
        assert_eq!(JobKind::groups().count(), 14);
        for kind in JobKind::details() {
            let names_one = |[code, _]: [&str; 2]| code == kind.code();
            assert!(rows::<2>(JOB_KIND_OCCUPATIONS).any(names_one), "{}", kind.name());
        }
        for [kind, class] in rows(JOB_KIND_OCCUPATIONS) {
            let (kind, class) = (JobKind::from_code(kind).unwrap(), occupation(class));
            let middle = OccupationCode { minor: None, ..class };
            assert!(middle.name().is_some(), "{class}");
            assert!(class.minor.is_none() || class.job_kinds().contains(&kind), "{class}");
        }
        for [code, _, level] in rows(OCCUPATIONS) {
            if level != "major" {
                assert!(!occupation(code).job_kinds().is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn a_minor_class_that_no_kind_names_is_found_by_the_kinds_beside_it() {
        let names =
            |text: &str| occupation(text).job_kinds().into_iter().map(JobKind::name).collect::<Vec<_>>();
        assert_eq!(names("051-01"), ["訪問介護員、ホームヘルパー"]);
        assert_eq!(names("059-01"), ["施設警備員"]);
        assert_eq!(names("059-77").len(), 4, "every kind of 警備員");
        assert_eq!(occupation("999-01").job_kinds(), []);
    }

    #[test]
    fn groups_and_details_of_the_form_lead_to_each_other() {
        let group = JobKind::from_code("05").unwrap();
        assert_eq!((group.name(), group.code().as_str(), group.is_group()), ("介護、福祉", "05", true));
        let detail = JobKind::from_code("0501").unwrap();
        assert_eq!((detail.name(), detail.code().as_str(), detail.group()), ("施設介護員", "0501", group));
        assert!(detail.is_within(group) && detail.is_within(detail) && !group.is_within(detail));
        for code in ["", "5", "15", "00", "0500", "0599", "05011", "０５", "+5"] {
            assert_eq!(JobKind::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn an_industry_is_known_by_two_digits() {
        assert_eq!(Industry::from_code("85").map(Industry::name), Some("社会保険・社会福祉・介護事業"));
        assert_eq!(Industry::from_code("00"), None);
        assert_eq!(Industry::from_code("851"), None);
        assert_eq!(Industry::of_posting("854"), Industry::from_code("85"));
        assert_eq!(Industry::of_posting("P854"), Industry::from_code("85"));
        assert_eq!(Industry::of_posting("8"), None);
        assert_eq!(Industry::all().count(), 99);
    }
}

//! Narrowing a list: the values that it offers beside the count of postings each leads to. What a value means is a
//! [`Condition`]; pressing it gives another query, and so another address.

use super::{
    Area, Condition, Item, MOST_AREAS, MOST_JOB_DETAILS, MOST_JOB_GROUPS, MOST_MUNICIPALITIES, SearchQuery,
};
use super::{Choice, conditions::employment_choice};
use crate::{
    posting::{
        EmploymentKind,
        facts::{self, Flag, JobKind},
    },
    prefecture::Prefecture,
};

/// One value by which a list is narrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// 就業場所: 都道府県, or 海外.
    Prefecture(Prefecture),
    /// 就業場所: 市区町村コード (JIS X 0402) without its leading zero, 1101 to 47382.
    Municipality(u32),
    /// 希望する職種: a group, or a detail.
    Job(JobKind),
    /// 雇用形態
    Employment(EmploymentKind),
    /// A value of こだわり条件.
    Feature(&'static Choice),
}

impl Facet {
    /// The values that every list offers; municipalities and details of 職種 come with their prefecture and group.
    pub fn always() -> impl Iterator<Item = Self> {
        let features = Item::Feature.choices().map_or(&[][..], |choices| choices.values);
        Prefecture::all()
            .map(Self::Prefecture)
            .chain(JobKind::groups().map(Self::Job))
            .chain(EmploymentKind::ALL.map(Self::Employment))
            .chain(features.iter().map(Self::Feature))
    }

    /// What a posting meets that has the value.
    pub fn condition(self) -> Condition {
        match self {
            Self::Prefecture(prefecture) => {
                Condition::Place(vec![Area { prefecture, municipalities: Vec::new() }])
            }
            Self::Municipality(number) => {
                let code = municipality_code(number);
                let area = Prefecture::of_municipality(&code)
                    .map(|prefecture| Area { prefecture, municipalities: vec![code] });
                Condition::Place(area.into_iter().collect())
            }
            Self::Job(job) => Condition::Jobs(vec![job]),
            Self::Employment(kind) => {
                Condition::Has { item: Item::Employment, values: vec![employment_choice(kind)] }
            }
            Self::Feature(value) => Condition::Has { item: Item::Feature, values: vec![value] },
        }
    }

    /// What a posting has that has the value, where it is a flag.
    pub fn flag(self) -> Option<Flag> {
        match self {
            Self::Employment(kind) => Some(facts::employment(kind)),
            Self::Feature(value) => Some(value.flag),
            Self::Prefecture(_) | Self::Municipality(_) | Self::Job(_) => None,
        }
    }

    /// True for a condition whose values are alternatives to this one: the count beside the value leaves it out,
    /// because it would take its place. A こだわり条件 is added to the others, so it takes no place.
    pub fn replaces(self, condition: &Condition) -> bool {
        match self {
            Self::Prefecture(_) | Self::Municipality(_) => matches!(condition, Condition::Place(_)),
            Self::Job(_) => matches!(condition, Condition::Jobs(_)),
            Self::Employment(_) => matches!(condition, Condition::Has { item: Item::Employment, .. }),
            Self::Feature(_) => false,
        }
    }
}

impl SearchQuery {
    /// True when the query asks for the value; of a group of 職種 and of a prefecture also when it asks for a part.
    pub fn asks_for(&self, facet: Facet) -> bool {
        match facet {
            Facet::Prefecture(prefecture) => self.prefectures().any(|asked| asked == prefecture),
            Facet::Municipality(number) => self.municipalities.contains(&municipality_code(number)),
            Facet::Job(job) if job.is_group() => self.jobs.iter().any(|asked| asked.group() == job),
            Facet::Job(job) => self.jobs.contains(&job),
            Facet::Employment(kind) => self.employments.contains(&kind),
            Facet::Feature(value) => self.boxes.has(Item::Feature, value.flag),
        }
    }

    /// The same search with the value added, or without it where it is asked for, from its first page. `None` where
    /// the form has no room for one more.
    ///
    /// A part of a group or prefecture takes the place of the whole; without its last part, the whole is asked for
    /// again.
    pub fn toggled(&self, facet: Facet) -> Option<Self> {
        let mut query = self.on_page(1);
        let asked = self.asks_for(facet);
        match facet {
            Facet::Prefecture(prefecture) => query.toggle_prefecture(prefecture, asked)?,
            Facet::Municipality(number) => query.toggle_municipality(municipality_code(number), asked)?,
            Facet::Job(job) if job.is_group() => query.toggle_group(job, asked)?,
            Facet::Job(job) => query.toggle_detail(job, asked)?,
            Facet::Employment(kind) if asked => query.employments.retain(|other| *other != kind),
            Facet::Employment(kind) => {
                query.employments.push(kind);
                query.employments.sort_unstable();
            }
            Facet::Feature(value) if asked => query.boxes.untick(Item::Feature, value.flag),
            Facet::Feature(value) => {
                query.boxes.tick(Item::Feature, value.code);
            }
        }
        Some(query)
    }

    fn prefectures(&self) -> impl Iterator<Item = Prefecture> {
        self.prefecture.into_iter().chain(self.further_prefectures.iter().copied())
    }

    fn set_prefectures(&mut self, mut prefectures: Vec<Prefecture>) {
        prefectures.sort_unstable_by_key(|prefecture| prefecture.number());
        self.prefecture = prefectures.first().copied();
        self.further_prefectures = prefectures.into_iter().skip(1).collect();
    }

    fn toggle_prefecture(&mut self, prefecture: Prefecture, asked: bool) -> Option<()> {
        let mut all: Vec<Prefecture> = self.prefectures().collect();
        if asked {
            all.retain(|other| *other != prefecture);
            self.municipalities.retain(|code| Prefecture::of_municipality(code) != Some(prefecture));
        } else if all.len() == MOST_AREAS {
            return None;
        } else {
            all.push(prefecture);
        }
        self.set_prefectures(all);
        Some(())
    }

    fn toggle_municipality(&mut self, code: String, asked: bool) -> Option<()> {
        if asked {
            self.municipalities.retain(|other| *other != code);
            return Some(());
        }
        let prefecture = Prefecture::of_municipality(&code)?;
        if !self.prefectures().any(|other| other == prefecture) {
            self.toggle_prefecture(prefecture, false)?;
        }
        let beside = |other: &&String| Prefecture::of_municipality(other) == Some(prefecture);
        if self.municipalities.iter().filter(beside).count() == MOST_MUNICIPALITIES {
            return None;
        }
        self.municipalities.push(code);
        self.municipalities.sort_unstable();
        Some(())
    }

    fn toggle_group(&mut self, group: JobKind, asked: bool) -> Option<()> {
        if asked {
            self.jobs.retain(|job| job.group() != group);
            return Some(());
        }
        let mut groups: Vec<JobKind> = self.jobs.iter().map(|job| job.group()).collect();
        groups.dedup();
        if groups.len() == MOST_JOB_GROUPS {
            return None;
        }
        self.jobs.push(group);
        self.jobs.sort_unstable();
        Some(())
    }

    fn toggle_detail(&mut self, detail: JobKind, asked: bool) -> Option<()> {
        let group = detail.group();
        let beside = |job: &&JobKind| job.group() == group && !job.is_group();
        let parts = self.jobs.iter().filter(beside).count();
        if asked {
            self.jobs.retain(|job| *job != detail);
            return if parts == 1 { self.toggle_group(group, false) } else { Some(()) };
        }
        if parts == MOST_JOB_DETAILS {
            return None;
        }
        if parts == 0 {
            self.jobs.retain(|job| *job != group);
            self.toggle_group(group, false)?;
            self.jobs.retain(|job| *job != group);
        }
        self.jobs.push(detail);
        self.jobs.sort_unstable();
        Some(())
    }
}

/// Five digits.
fn municipality_code(number: u32) -> String {
    format!("{number:05}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> SearchQuery {
        let (query, notices) = SearchQuery::from_pairs(pairs.iter().copied());
        assert!(notices.is_empty(), "{notices:?}");
        query
    }

    fn job(code: &str) -> Facet {
        Facet::Job(JobKind::from_code(code).unwrap())
    }

    fn prefecture(code: &str) -> Facet {
        Facet::Prefecture(Prefecture::from_code(code).unwrap())
    }

    /// Every value there is, with some municipalities and all details.
    fn every() -> Vec<Facet> {
        let details = JobKind::details().map(Facet::Job);
        Facet::always().chain([1101, 13101, 13112, 27127].map(Facet::Municipality)).chain(details).collect()
    }

    #[test]
    fn every_list_offers_prefectures_groups_kinds_of_employment_and_all_features() {
        let count = |which: fn(&Facet) -> bool| Facet::always().filter(which).count();
        assert_eq!(count(|it| matches!(it, Facet::Prefecture(_))), Prefecture::all().count());
        assert_eq!(count(|it| matches!(it, Facet::Job(_))), 14);
        assert_eq!(count(|it| matches!(it, Facet::Employment(_))), 7);
        assert_eq!(count(|it| matches!(it, Facet::Feature(_))), crate::posting::facts::FEATURES.len());
    }

    #[test]
    fn a_value_that_is_pressed_twice_leaves_the_search_as_it_was_and_its_address_reads_back() {
        for facet in every() {
            let start = query(&[("words", "介護"), ("sort", "lower"), ("size", "50")]);
            let with = start.toggled(facet).unwrap();
            assert!(with.asks_for(facet) && !start.asks_for(facet), "{facet:?}");
            assert!(with.conditions().contains(&facet.condition()), "{facet:?}");
            let pairs = with.to_pairs();
            let again = query(&pairs.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>());
            assert_eq!(again, with, "{facet:?}");
            let without = with.toggled(facet).unwrap();
            match facet {
                // The whole stays when its part goes.
                Facet::Municipality(_) => assert_eq!(without.areas().len(), 1),
                Facet::Job(job) if !job.is_group() => assert_eq!(without.jobs, [job.group()]),
                _ => assert_eq!(without, start, "{facet:?}"),
            }
        }
    }

    #[test]
    fn a_part_takes_the_place_of_the_whole_and_the_whole_comes_back_with_the_last_part_gone() {
        let care = query(&[("job", "05")]);
        let home = care.toggled(job("0501")).unwrap();
        assert_eq!(home, query(&[("job", "0501")]));
        assert!(home.asks_for(job("05")) && !home.asks_for(job("0502")));
        let two = home.toggled(job("0502")).unwrap();
        assert_eq!(two, query(&[("job", "0501"), ("job", "0502")]));
        assert_eq!(two.toggled(job("0501")).unwrap().toggled(job("0502")).unwrap(), care);
        assert_eq!(two.toggled(job("05")).unwrap(), SearchQuery::default(), "a group goes with its parts");
        let ward = query(&[("prefecture", "13"), ("municipality", "13112")]);
        assert_eq!(ward.toggled(prefecture("13")).unwrap(), SearchQuery::default());
        assert_eq!(ward.toggled(Facet::Municipality(13112)).unwrap(), query(&[("prefecture", "13")]));
    }

    #[test]
    fn where_the_form_has_no_more_room_nothing_is_offered() {
        let three = [("prefecture", "13"), ("prefecture", "14"), ("prefecture", "27")];
        assert!(query(&three[..2]).toggled(prefecture("27")).is_some());
        assert_eq!(query(&three).toggled(prefecture("01")), None);
        assert_eq!(query(&three).toggled(Facet::Municipality(1101)), None);
        assert!(query(&three).toggled(prefecture("13")).is_some());
        let towns = ["13101", "13102", "13103", "13104", "13105"].map(|code| ("municipality", code));
        assert!(query(&towns[..4]).toggled(Facet::Municipality(13105)).is_some());
        assert_eq!(query(&towns).toggled(Facet::Municipality(13106)), None);
        assert!(query(&towns).toggled(Facet::Municipality(27127)).is_some());
        let groups = [("job", "01"), ("job", "02"), ("job", "0501")];
        assert!(query(&groups[..2]).toggled(job("0301")).is_some());
        assert_eq!((query(&groups).toggled(job("03")), query(&groups).toggled(job("0301"))), (None, None));
        let details = ["0501", "0502", "0503", "0504", "0505"].map(|code| ("job", code));
        assert!(query(&details[..4]).toggled(job("0505")).is_some());
        assert_eq!(query(&details).toggled(job("0506")), None);
    }

    #[test]
    fn alternatives_take_the_place_of_their_own_condition_only() {
        let all = query(&[("prefecture", "13"), ("job", "05"), ("employment", "1"), ("feature", "06")]);
        let left = |facet: Facet| all.conditions().iter().filter(|it| !facet.replaces(it)).count();
        for facet in every() {
            let added = matches!(facet, Facet::Feature(_));
            assert_eq!(left(facet), if added { 4 } else { 3 }, "{facet:?}");
        }
    }
}

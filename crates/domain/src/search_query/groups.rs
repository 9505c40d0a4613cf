//! What the pickers of the form list, in groups: lines by their region, industries by their major class.

use crate::{
    posting::facts::{Industry, OccupationCode, RailwayLine},
    tables::{CLASS_OCCUPATIONS, INDUSTRIES, RAILWAY_LINES, rows},
};

/// Values that stand together, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<T> {
    /// What the form writes above them.
    pub name: &'static str,
    /// In the order of the form.
    pub values: Vec<T>,
}

/// The regions of 沿線 (`data/railway_lines.csv`) by their words.
const REGIONS: [(&str, &str); 3] = [("kanto", "関東"), ("kansai", "関西"), ("tokai", "東海")];

/// 沿線 by region.
pub fn lines_by_region() -> Vec<Group<RailwayLine>> {
    let within = |region: &str| {
        let rows = rows::<3>(RAILWAY_LINES).filter(|[.., of]| *of == region);
        rows.filter_map(|[code, ..]| RailwayLine::from_code(code)).collect()
    };
    REGIONS.iter().map(|(region, name)| Group { name, values: within(region) }).collect()
}

/// 産業分類: the middle classes under each major one.
pub fn industries_by_major() -> Vec<Group<Industry>> {
    let within = |major: &str| {
        let rows = rows::<4>(INDUSTRIES).filter(|[.., parent]| *parent == major);
        rows.filter_map(|[code, ..]| Industry::from_code(code)).collect()
    };
    let majors = rows::<3>(INDUSTRIES).filter(|[.., level]| *level == "major");
    majors.map(|[code, name, _]| Group { name, values: within(code) }).collect()
}

/// The 職業分類 of 2022 that a class of 2011 went into (`data/occupation_class_occupations.csv`): a whole middle
/// class. `class` has three digits, or five of which the first three count. The job titles people know are listed by
/// classes of 2011, postings have classes of 2022.
pub fn occupation_of_class(class: &str) -> Option<OccupationCode> {
    let minor = class.get(..3)?;
    rows::<2>(CLASS_OCCUPATIONS)
        .find(|[known, _]| *known == minor)
        .and_then(|[_, code]| OccupationCode::parse(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_of_2011_leads_to_a_middle_class_of_2022() {
        let list = include_str!("../../../../data/occupation_classes.csv");
        let mut count = 0;
        for line in list.lines().filter(|line| line.contains(",minor,")) {
            let class = line.split(',').next().unwrap();
            let found = occupation_of_class(class).unwrap_or_else(|| panic!("{line}"));
            assert!(found.minor.is_none() && found.name().is_some(), "{line}");
            count += 1;
        }
        assert_eq!(count, rows::<1>(CLASS_OCCUPATIONS).count());
        assert_eq!(occupation_of_class("36201").and_then(OccupationCode::name), Some("訪問介護の職業"));
        assert_eq!(occupation_of_class("13301").and_then(OccupationCode::name), Some("看護師、准看護師"));
        for unknown in ["", "99", "999", "看護師"] {
            assert_eq!(occupation_of_class(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_line_stands_in_one_region() {
        let mut all: Vec<_> = lines_by_region().into_iter().flat_map(|group| group.values).collect();
        all.sort_unstable();
        assert_eq!(all, RailwayLine::all().collect::<Vec<_>>());
    }

    #[test]
    fn every_industry_stands_under_one_major_class() {
        let groups = industries_by_major();
        assert_eq!((groups.len(), groups[0].name), (20, "農業、林業"));
        assert!(groups.iter().all(|group| !group.values.is_empty()));
        let mut all: Vec<_> = groups.into_iter().flat_map(|group| group.values).collect();
        all.sort_unstable();
        assert_eq!(all, Industry::all().collect::<Vec<_>>());
    }
}

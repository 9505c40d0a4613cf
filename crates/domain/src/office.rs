//! Offices: ハローワーク in everyday speech, 公共職業安定所 on paper.

/// What people call an office.
const COMMON_PREFIX: &str = "ハローワーク";
/// What the law calls it; an 出張所 carries its own name behind it.
const OFFICIAL_WORD: &str = "公共職業安定所";

/// The official name that stands behind 「利用安定所名：」: ハローワーク越谷 → 越谷公共職業安定所.
/// A name that is official already stays as it is.
pub fn official_name(name: &str) -> String {
    match name.strip_prefix(COMMON_PREFIX) {
        Some(place) if !name.contains(OFFICIAL_WORD) => format!("{place}{OFFICIAL_WORD}"),
        _ => name.to_owned(),
    }
}

/// The name people know: 越谷公共職業安定所 → ハローワーク越谷,
/// 函館公共職業安定所八雲出張所 → ハローワーク函館 八雲出張所.
pub fn common_name(name: &str) -> String {
    match name.split_once(OFFICIAL_WORD) {
        Some((place, "")) => format!("{COMMON_PREFIX}{place}"),
        Some((place, branch)) => format!("{COMMON_PREFIX}{place} {branch}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_names_of_an_office_lead_to_each_other() {
        assert_eq!(official_name("ハローワーク越谷"), "越谷公共職業安定所");
        assert_eq!(common_name("越谷公共職業安定所"), "ハローワーク越谷");
    }

    #[test]
    fn a_name_that_is_already_right_stays() {
        assert_eq!(official_name("飯田橋公共職業安定所"), "飯田橋公共職業安定所");
        assert_eq!(common_name("ハローワーク飯田橋"), "ハローワーク飯田橋");
        assert_eq!(official_name("小笠原総合事務所"), "小笠原総合事務所");
    }

    #[test]
    fn a_branch_keeps_its_own_name() {
        assert_eq!(common_name("函館公共職業安定所八雲出張所"), "ハローワーク函館 八雲出張所");
        assert_eq!(official_name("函館公共職業安定所八雲出張所"), "函館公共職業安定所八雲出張所");
    }

    proptest! {
        #[test]
        fn every_place_survives_the_way_there_and_back(place in "[一-龠ァ-ヺ]{1,8}") {
            prop_assert_eq!(common_name(&official_name(&format!("ハローワーク{place}"))), format!("ハローワーク{place}"));
        }
    }
}

//! こだわり条件: the conditions that have a box of their own.

use std::sync::LazyLock;

use super::{
    Retirement,
    contract::has_badge,
    flag::{Flag, FlagSet},
    reading::{is_yes, plain, said, said_yes},
};
use crate::posting::Posting;

/// One こだわり条件: the union of the form's その他, the badges of the card (domain 5.2, 5.4 and section 12) and the
/// single boxes of the detailed form. 新着 is none of them: it changes with the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its code of two digits, stable: the list `feature` of `data/code_lists.csv`, and from 24 on our own.
    pub code: &'static str,
    /// Its words, those of the badge.
    pub label: &'static str,
    /// The flag of a posting that has it.
    pub flag: Flag,
}

const fn feature(code: &'static str, label: &'static str, flag: Flag) -> Feature {
    Feature { code, label, flag }
}

/// All こだわり条件, in the order of their codes; 22 would be 新着.
pub const FEATURES: [Feature; 24] = [
    feature("01", "経験不問", Flag::ExperienceFree),
    feature("02", "学歴不問", Flag::EducationFree),
    feature("03", "資格不問", Flag::LicenceFree),
    feature("04", "時間外労働なし", Flag::NoOvertime),
    feature("05", "週休二日制（土日休）", Flag::WeekendsOff),
    feature("06", "転勤なし", Flag::NoTransfer),
    feature("07", "書類選考なし", Flag::NoPaperScreening),
    feature("08", "通勤手当あり", Flag::CommutingAllowance),
    feature("09", "駅近（徒歩10分以内）", Flag::NearStation),
    feature("10", "マイカー通勤可", Flag::CarCommuting),
    feature("11", "UIJターン歓迎", Flag::ReturnersWelcome),
    feature("12", "トライアル雇用併用", Flag::TrialEmployment),
    feature("13", "正社員登用あり", Flag::PromotionToRegular),
    feature("14", "在宅勤務", Flag::WorkFromHome),
    feature("15", "受動喫煙対策あり", Flag::AgainstPassiveSmoking),
    feature("16", "賞与あり", Flag::Bonus),
    feature("17", "入居可能住宅あり（単身用）", Flag::HousingForOne),
    feature("18", "入居可能住宅あり（世帯用）", Flag::HousingForFamilies),
    feature("19", "利用可能な託児施設あり", Flag::Nursery),
    feature("20", "定年制なし", Flag::NoRetirementAge),
    feature("21", "年齢不問", Flag::AgeUnlimited),
    feature("23", "オンライン自主応募可", Flag::OnlineApplication),
    feature("24", "バイク通勤可", Flag::MotorcycleCommuting),
    feature("25", "社会保険完備", Flag::AllSocialInsurance),
];

/// Where a field speaks of the same thing, the field counts and not the badge: these are read elsewhere.
const DECIDED_BY_FIELDS: [Flag; 7] = [
    Flag::AgeUnlimited,
    Flag::EducationFree,
    Flag::ExperienceFree,
    Flag::LicenceFree,
    Flag::NoOvertime,
    Flag::NoRetirementAge,
    Flag::OnlineApplication,
];

/// The badges that count, by their words in one width.
static BADGES: LazyLock<Vec<(String, Flag)>> = LazyLock::new(|| {
    let counting = FEATURES.iter().filter(|feature| !DECIDED_BY_FIELDS.contains(&feature.flag));
    counting.map(|feature| (plain(feature.label), feature.flag)).collect()
});

/// True when these are the words of a こだわり条件, in whatever width.
pub fn is_feature(words: &str) -> bool {
    static LABELS: LazyLock<Vec<String>> =
        LazyLock::new(|| FEATURES.iter().map(|feature| plain(feature.label)).collect());
    LABELS.contains(&plain(words))
}

/// What the badges say, and what they would say had the importer brought any: a feed brings fields only.
pub(super) fn features(posting: &Posting, flags: &mut FlagSet) {
    for badge in &posting.features {
        let badge = plain(badge);
        if let Some((_, flag)) = BADGES.iter().find(|(label, _)| *label == badge) {
            flags.insert(*flag);
        }
    }
    let yes = |text: &str| is_yes(&plain(text)) == Some(true);
    let no = |text: &str| is_yes(&plain(text)) == Some(false);
    let said_as = |label, words: &[&str]| {
        said(posting, label).is_some_and(|text| words.iter().any(|word| text.starts_with(word)))
    };
    flags.insert_if(yes(&posting.bonus), Flag::Bonus);
    flags.insert_if(yes(&posting.car_commuting), Flag::CarCommuting);
    flags.insert_if(no(&posting.transfer), Flag::NoTransfer);
    let allowance = plain(&posting.commuting_allowance);
    flags.insert_if(!allowance.is_empty() && is_yes(&allowance) != Some(false), Flag::CommutingAllowance);
    flags.insert_if(posting.online_application, Flag::OnlineApplication);
    flags.insert_if(said_yes(posting, "正社員登用の有無"), Flag::PromotionToRegular);
    flags.insert_if(said_yes(posting, "在宅勤務"), Flag::WorkFromHome);
    let smoke = said_yes(posting, "受動喫煙対策")
        || said_as("受動喫煙対策", &["屋内禁煙", "喫煙室設置", "敷地内禁煙"]);
    flags.insert_if(smoke, Flag::AgainstPassiveSmoking);
    let returners = said_yes(posting, "UIJターン") || said_as("UIJターン", &["歓迎"]);
    flags.insert_if(returners, Flag::ReturnersWelcome);
    flags.insert_if(said_yes(posting, "トライアル雇用併用の希望"), Flag::TrialEmployment);
}

/// 時間外労働: its hours decide, then what the sheet says, then the badge. `Some(false)`: なし.
pub(super) fn overtime(posting: &Posting) -> Option<bool> {
    let said = || said(posting, "時間外労働").as_deref().and_then(is_yes);
    let badge = || has_badge(posting, "時間外労働なし").then_some(false);
    posting.overtime_hours.map(|hours| hours > 0).or_else(said).or_else(badge)
}

/// 不問 of age, education, experience and licences: the fields decide, and the badge where a field is blank.
pub(super) fn free(posting: &Posting, stated: Option<bool>, badge: &str) -> bool {
    stated.unwrap_or_else(|| has_badge(posting, badge))
}

/// 定年制 as flags.
pub(super) fn retirement(rule: Option<Retirement>, flags: &mut FlagSet) {
    flags.insert_if(rule == Some(Retirement::None), Flag::NoRetirementAge);
    flags.insert_if(matches!(rule, Some(Retirement::At(_))), Flag::RetirementAge);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_two_digits_in_order_and_none_is_the_one_of_new_postings() {
        for pair in FEATURES.windows(2) {
            assert!(pair[0].code < pair[1].code);
        }
        assert!(FEATURES.iter().all(|feature| feature.code.len() == 2 && feature.code != "22"));
        let list = include_str!("../../../../../data/code_lists.csv");
        for line in list.lines().filter_map(|line| line.strip_prefix("feature,")) {
            let (code, rest) = line.split_once(',').unwrap();
            let name = rest.split(',').next().unwrap();
            let known = FEATURES.iter().find(|feature| feature.code == code);
            assert_eq!(known.map_or("新着".to_owned(), |feature| plain(feature.label)), name, "{code}");
        }
    }
}

//! Terms of the contract: 雇用期間 and its renewal, 定年制, 派遣・請負, 加入保険, 住宅.

use super::{
    flag::{Flag, FlagSet},
    reading::{is_yes, number, plain, said, said_yes},
};
use crate::posting::{EmploymentKind, Posting};

/// 定年制, where the posting speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retirement {
    /// なし
    None,
    /// あり, with the age where it is told.
    At(Option<u8>),
}

impl Retirement {
    pub(super) fn of(posting: &Posting) -> Option<Self> {
        // The feed brings the age alone, or なし in its place.
        let (rule, age) = (said(posting, "定年制"), said(posting, "定年年齢"));
        let (rule, age) = (rule.clone().or_else(|| age.clone()), age.or(rule).and_then(|text| number(&text)));
        let age = age.and_then(|age| u8::try_from(age).ok());
        match (rule.as_deref().and_then(is_yes), age) {
            (Some(false), _) => Some(Self::None),
            (Some(true), _) | (None, Some(_)) => Some(Self::At(age)),
            (None, None) => has_badge(posting, "定年制なし").then_some(Self::None),
        }
    }
}

/// True where the card has a badge, in any width.
pub(super) fn has_badge(posting: &Posting, badge: &str) -> bool {
    let badge = plain(badge);
    posting.features.iter().any(|feature| plain(feature) == badge)
}

/// 契約更新の可能性, from 雇用期間 and its own items.
pub(super) fn renewal(posting: &Posting, flags: &mut FlagSet) {
    let mut text = plain(&posting.employment_period);
    let item = said(posting, "契約更新の可能性");
    if let Some(item) = &item {
        text.push_str(item);
    }
    let possible = item.as_deref().and_then(is_yes).unwrap_or_else(|| text.contains("更新の可能性あり"));
    let principle = possible && text.contains("原則更新");
    flags.insert_if(possible, Flag::RenewalPossible);
    flags.insert_if(principle, Flag::RenewalInPrinciple);
    let conditions = text.contains("条件") || said(posting, "契約更新の条件").is_some();
    flags.insert_if(possible && !principle && conditions, Flag::RenewalOnConditions);
}

/// 派遣・請負等の就労形態; where nothing is said, 雇用形態 tells 派遣.
pub(super) fn dispatch(posting: &Posting, flags: &mut FlagSet) {
    let said = said(posting, "派遣・請負等の就労形態");
    let neither =
        said.as_deref().is_some_and(|text| text.contains("ではない") || is_yes(text) == Some(false));
    let says = |word: &str| !neither && said.as_deref().is_some_and(|text| text.contains(word));
    let dispatched = says("派遣")
        || matches!(
            posting.employment,
            EmploymentKind::FixedTermDispatched
                | EmploymentKind::OpenEndedDispatched
                | EmploymentKind::FixedTermDispatchedPartTimer
                | EmploymentKind::OpenEndedDispatchedPartTimer
        );
    let contracting = says("請負");
    flags.insert_if(dispatched, Flag::Dispatch);
    flags.insert_if(contracting, Flag::Contracting);
    flags.insert_if(!dispatched && !contracting, Flag::NeitherDispatchNorContracting);
}

/// 加入保険 「雇用・労災・健康・厚生・退職金共済」, and the items on pensions and severance pay.
pub(super) fn insurance(posting: &Posting, flags: &mut FlagSet) {
    const KINDS: [(&str, Flag); 9] = [
        ("雇用", Flag::EmploymentInsurance),
        ("労災", Flag::AccidentInsurance),
        ("健康", Flag::HealthInsurance),
        ("厚生", Flag::EmployeesPension),
        ("公務災害", Flag::PublicServiceAccidents),
        ("財形", Flag::PropertySaving),
        ("企業年金", Flag::CompanyPension),
        ("退職金制度", Flag::SeverancePay),
        ("退職金共済", Flag::SeveranceMutualAid),
    ];
    let text = plain(&posting.insurance);
    for part in text.split(['・', '、', ',', '/', '･']) {
        let stated = KINDS.iter().filter(|(word, _)| part.starts_with(word) && !part.contains("なし"));
        stated.for_each(|(_, flag)| flags.insert(*flag));
    }
    // The item names the kind of pension where there is one.
    let pension = said(posting, "企業年金").is_some_and(|text| is_yes(&text) != Some(false));
    flags.insert_if(pension, Flag::CompanyPension);
    flags.insert_if(said_yes(posting, "退職金制度"), Flag::SeverancePay);
    flags.insert_if(said_yes(posting, "退職金共済"), Flag::SeveranceMutualAid);
    let social =
        [Flag::EmploymentInsurance, Flag::AccidentInsurance, Flag::HealthInsurance, Flag::EmployeesPension];
    flags.insert_if(social.into_iter().all(|kind| flags.has(kind)), Flag::AllSocialInsurance);
}

/// 入居可能住宅 「単身用あり　世帯用なし」, 「あり（単身用）」; 利用可能託児施設.
pub(super) fn housing(posting: &Posting, flags: &mut FlagSet) {
    let text = said(posting, "入居可能住宅").unwrap_or_default();
    let any = is_yes(&text) == Some(true);
    for (word, flag) in [("単身用", Flag::HousingForOne), ("世帯用", Flag::HousingForFamilies)] {
        let offered = match text.split_once(word) {
            Some((_, after)) => is_yes(after.trim_start_matches([':', '(', '・'])).unwrap_or(any),
            None => false,
        };
        flags.insert_if(offered, flag);
    }
    flags.insert_if(said_yes(posting, "利用可能託児施設"), Flag::Nursery);
}

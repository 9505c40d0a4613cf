//! The lines of the steps 5 to 8, in words.

use domain::job_seeker::{School, WorkExperience};
use store::ProfileDetails;

use super::{
    career::NONE,
    summary::{Row, row},
};

/// Entries of a list, with an empty line between those that have several lines.
fn joined(label: &'static str, entries: Vec<String>) -> Vec<Row> {
    let divider = if entries.iter().any(|entry| entry.contains('\n')) { "\n\n" } else { "\n" };
    if entries.is_empty() { Vec::new() } else { vec![row(label, entries.join(divider))] }
}

/// 5 学歴/資格
pub(super) fn education(details: &ProfileDetails) -> Vec<Row> {
    let schools = details.schools.iter().map(|entry| School::in_words(&entry.value)).collect();
    let licences = details.licences.iter().map(|entry| entry.value.in_words()).collect();
    let mut rows = joined("学歴", schools);
    rows.extend(joined("免許・資格", licences));
    rows
}

/// 6 経歴
pub(super) fn career(details: &ProfileDetails) -> Vec<Row> {
    if details.no_career {
        return vec![row("職歴", NONE)];
    }
    joined("職歴", details.experiences.iter().map(|entry| WorkExperience::in_words(&entry.value)).collect())
}

/// 7 障害情報
pub(super) fn disability(details: &ProfileDetails) -> Vec<Row> {
    let Some(told) = &details.disability else { return Vec::new() };
    let mut rows =
        vec![row("障害の種類", told.kinds_in_words()), row("障害者手帳", told.handbooks_in_words())];
    rows.extend(told.needs.as_ref().map(|needs| row("配慮してほしいこと", needs.as_str())));
    rows
}

/// 8 自己PR
pub(super) fn introduction(details: &ProfileDetails) -> Vec<Row> {
    details.introduction.iter().map(|text| row("自己PR", text.as_str())).collect()
}

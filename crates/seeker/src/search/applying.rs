//! この求人に応募するには: the part of a 求人票 that says which ways lead to the employer, for the person who asks.

use domain::posting::{Applicant, Openness, Visible, Way};
use store::reference::Office;

/// Items of the sheet that say how the employer chooses, in the order in which one meets them.
const STEPS: [&str; 6] =
    ["応募書類等", "応募書類の送付方法", "選考方法", "選考日時等", "選考結果通知", "応募書類の返戻"];

/// What the part says.
#[derive(Default)]
pub(super) struct Applying {
    pub(super) ways: Vec<(Way, Openness)>,
    pub(super) signed_out: bool,
    /// What to bring and how one is chosen, as the employer wrote it.
    pub(super) steps: Vec<(&'static str, String)>,
    /// Whom to ask.
    pub(super) offices: Vec<(&'static str, Office)>,
}

/// How this person applies.
pub(super) fn applying(
    seen: &Visible,
    applicant: Applicant,
    offices: Vec<(&'static str, Office)>,
) -> Applying {
    let step = |label| seen.further_text(label).map(|text| (label, text.to_owned()));
    Applying {
        ways: seen.ways(applicant).to_vec(),
        signed_out: applicant == Applicant::SignedOut,
        steps: STEPS.into_iter().filter_map(step).collect(),
        offices,
    }
}

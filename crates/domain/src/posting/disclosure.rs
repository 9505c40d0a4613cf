//! 公開範囲: who may know the employer (domain 5.6). The identity is taken away here, on the server, and a
//! page, a search index or an export is only ever given what is left.

mod contacts;
mod names;

use serde::{Deserialize, Serialize};

use self::names::Names;
use super::{Posting, catalogue};

/// 公開範囲, as the employer chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum DisclosureScope {
    /// 1: everybody sees the employer.
    Everybody,
    /// 2: only people registered with ハローワーク see the employer.
    RegisteredSeekers,
    /// 3: nobody sees the employer.
    WithoutEmployer,
    /// 4: the posting is not shown at all.
    Nobody,
}

impl DisclosureScope {
    /// By its number, 1 to 4.
    pub fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Everybody,
            2 => Self::RegisteredSeekers,
            3 => Self::WithoutEmployer,
            4 => Self::Nobody,
            _ => return None,
        })
    }

    /// By its number alone (`1`) or its whole sentence that begins with the number and a dot.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        let scope = Self::from_number(u8::try_from(chars.next()?.to_digit(10)?).ok()?)?;
        matches!(chars.next(), None | Some('.' | '。')).then_some(scope)
    }

    /// Its number, 1 to 4.
    pub fn number(self) -> u8 {
        match self {
            Self::Everybody => 1,
            Self::RegisteredSeekers => 2,
            Self::WithoutEmployer => 3,
            Self::Nobody => 4,
        }
    }

    /// Its sentence, as on the job card.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Everybody => "１．事業所名等を含む求人情報を公開する",
            Self::RegisteredSeekers => {
                "２．ハローワークの求職者に限定して、事業所名等を含む求人情報を公開する"
            }
            Self::WithoutEmployer => "３．事業所名等を含まない求人情報を公開する",
            Self::Nobody => "４．求人情報を公開しない",
        }
    }
}

impl TryFrom<u8> for DisclosureScope {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::from_number(number).ok_or("公開範囲 is 1 to 4")
    }
}

impl From<DisclosureScope> for u8 {
    fn from(scope: DisclosureScope) -> Self {
        scope.number()
    }
}

/// Who looks at a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Viewer {
    /// A visitor, or an account whose 求職 is not valid.
    Anyone,
    /// A signed-in person with a valid 求職.
    RegisteredSeeker,
}

/// Whether the viewer sees the employer, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// All of it is there.
    Shown,
    /// Taken away; a registered job seeker sees it.
    ForRegisteredSeekers,
    /// Taken away for everybody.
    Withheld,
}

/// A posting as one viewer may see it: what the viewer may not know is no longer in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    posting: Posting,
    identity: Identity,
}

/// Reads as a posting; there is no way back to what was taken away.
impl std::ops::Deref for Visible {
    type Target = Posting;
    fn deref(&self) -> &Posting {
        &self.posting
    }
}

impl Visible {
    /// Whether the employer is shown.
    pub fn identity(&self) -> Identity {
        self.identity
    }
}

impl Posting {
    /// What a viewer may see of the posting; `None` when it is not for the web at all (scope 4).
    pub fn seen_by(&self, viewer: Viewer) -> Option<Visible> {
        let identity = match (self.disclosure, viewer) {
            (DisclosureScope::Everybody, _)
            | (DisclosureScope::RegisteredSeekers, Viewer::RegisteredSeeker) => Identity::Shown,
            (DisclosureScope::RegisteredSeekers, Viewer::Anyone) => Identity::ForRegisteredSeekers,
            (DisclosureScope::WithoutEmployer, _) => Identity::Withheld,
            (DisclosureScope::Nobody, _) => return None,
        };
        let posting = if identity == Identity::Shown { self.clone() } else { self.without_identity() };
        Some(Visible { posting, identity })
    }

    /// Drops every field that tells the employer, and what tells or reaches the employer where it stands in free text.
    pub(super) fn without_identity(&self) -> Self {
        let names = Names::of(self);
        let mut bare = self.clone();
        bare.establishment =
            super::Establishment { employees: self.establishment.employees, ..Default::default() };
        bare.workplace.postal_code.clear();
        bare.workplace.address.clear();
        bare.further.retain(|further| catalogue::is_open(&further.label));
        for text in bare.free_texts() {
            names.hide_in(text);
            contacts::hide_in(text);
        }
        bare
    }

    /// Every text that comes from the employer: any of them may hold the own name.
    fn free_texts(&mut self) -> impl Iterator<Item = &mut String> {
        let work = [
            &mut self.title,
            &mut self.description,
            &mut self.education,
            &mut self.experience,
            &mut self.age.rule,
            &mut self.employment_period,
            &mut self.trial_period,
            &mut self.car_commuting,
            &mut self.transfer,
            &mut self.workplace.municipality,
            &mut self.occupation_code,
            &mut self.industry_code,
        ];
        let conditions = [
            &mut self.working_hours,
            &mut self.holidays,
            &mut self.two_days_off,
            &mut self.bonus,
            &mut self.commuting_allowance,
            &mut self.insurance,
        ];
        work.into_iter()
            .chain(conditions)
            .chain(self.further.iter_mut().map(|further| &mut further.text))
            .chain(self.licences.iter_mut())
            .chain(self.features.iter_mut())
    }
}

#[cfg(test)]
mod tests;

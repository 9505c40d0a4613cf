//! The ways to apply for a posting, and how far each is open to a person (domain 6.1 and 6.2). Applying itself is not
//! there yet: this is what the 求人票 says of it.

use super::{DisclosureScope, Posting};
use crate::job_seeker::RegistrationKind;

/// Who asks how to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicant {
    /// A visitor who is not signed in.
    SignedOut,
    /// Signed in; 求職情報 is not complete.
    Unregistered,
    /// オンライン登録者 or 利用登録者.
    Registered {
        /// Which of them.
        kind: RegistrationKind,
        /// 有効.
        in_force: bool,
    },
}

/// A way to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// ハローワーク紹介: at a counter, with a 紹介状.
    Counter,
    /// オンラインハローワーク紹介: an office proposes the posting to a 利用登録者.
    OnlineReferral,
    /// オンライン自主応募: straight to the employer; no 職業紹介.
    OnlineApplication,
}

/// How far a way is open to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// Today.
    Open,
    /// After 求職申込み; whoever has made it signs in.
    NeedsRegistration,
    /// After the registration was set to 有効 again.
    NeedsValidity,
    /// For 利用登録者 only: an office confirms the registration first.
    CounterSeekersOnly,
    /// The employer does not take it.
    NotOffered,
    /// The employer takes it and the person may; this service cannot do it yet.
    NotYet,
}

impl Posting {
    /// オンライン自主応募 is possible: the employer said so, and shows the name to job seekers, without which it
    /// cannot be allowed (domain 6.2: 公開範囲 1 or 2).
    pub fn takes_online_applications(&self) -> bool {
        self.online_application
            && matches!(self.disclosure, DisclosureScope::Everybody | DisclosureScope::RegisteredSeekers)
    }

    /// Every way to apply, and how far it is open to this person.
    pub fn ways(&self, applicant: Applicant) -> [(Way, Openness); 3] {
        let registered = match applicant {
            Applicant::SignedOut | Applicant::Unregistered => Openness::NeedsRegistration,
            Applicant::Registered { in_force: false, .. } => Openness::NeedsValidity,
            Applicant::Registered { in_force: true, .. } => Openness::Open,
        };
        let referral = match applicant {
            Applicant::Registered { kind: RegistrationKind::Online, .. } => Openness::CounterSeekersOnly,
            _ => registered,
        };
        let online = match registered {
            _ if !self.takes_online_applications() => Openness::NotOffered,
            Openness::Open => Openness::NotYet,
            needs => needs,
        };
        [(Way::Counter, registered), (Way::OnlineReferral, referral), (Way::OnlineApplication, online)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IN_FORCE: bool = true;

    fn posting(scope: &str, online: &str) -> Posting {
        Posting::from_columns([
            ("求人番号", "13010-1"),
            ("受付年月日", "2026-11-05"),
            ("求人区分", "フルタイム"),
            ("職種", "介護福祉士"),
            ("雇用形態", "正社員"),
            ("公開範囲", scope),
            ("オンライン自主応募", online),
        ])
        .unwrap()
    }

    fn open_to(applicant: Applicant) -> [Openness; 3] {
        posting("1", "可").ways(applicant).map(|(_, openness)| openness)
    }

    fn registered(kind: RegistrationKind, in_force: bool) -> Applicant {
        Applicant::Registered { kind, in_force }
    }

    #[test]
    fn every_way_needs_a_registration() {
        for applicant in [Applicant::SignedOut, Applicant::Unregistered] {
            assert_eq!(open_to(applicant), [Openness::NeedsRegistration; 3]);
        }
    }

    #[test]
    fn a_registration_in_force_opens_the_counter_and_its_kind_decides_the_rest() {
        let online = registered(RegistrationKind::Online, IN_FORCE);
        assert_eq!(open_to(online), [Openness::Open, Openness::CounterSeekersOnly, Openness::NotYet]);
        let counter = registered(RegistrationKind::Counter, IN_FORCE);
        assert_eq!(open_to(counter), [Openness::Open, Openness::Open, Openness::NotYet]);
    }

    #[test]
    fn a_registration_that_is_not_in_force_must_be_set_back_first() {
        let counter = registered(RegistrationKind::Counter, !IN_FORCE);
        assert_eq!(open_to(counter), [Openness::NeedsValidity; 3]);
        let online = registered(RegistrationKind::Online, !IN_FORCE);
        assert_eq!(open_to(online)[1], Openness::CounterSeekersOnly);
    }

    #[test]
    fn online_application_is_offered_by_employers_who_take_it_and_show_their_name() {
        for (scope, said, offered) in [
            ("1", "可", true),
            ("2", "可", true),
            ("3", "可", false),
            ("4", "可", false),
            ("1", "不可", false),
        ] {
            let posting = posting(scope, said);
            assert_eq!(posting.takes_online_applications(), offered, "{scope} {said}");
            for applicant in [Applicant::SignedOut, registered(RegistrationKind::Counter, IN_FORCE)] {
                let [.., (way, openness)] = posting.ways(applicant);
                assert_eq!(way, Way::OnlineApplication);
                assert_eq!(openness == Openness::NotOffered, !offered, "{scope} {said}");
            }
        }
    }
}

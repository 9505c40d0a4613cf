//! 求職活動: applications and where they stand, offers that came in, and messages (domain 6).

use crate::clock::Date;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $case:ident => $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$of])* $case,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$case),+];

            /// The value in the database.
            pub fn code(self) -> &'static str {
                match self { $(Self::$case => $code),+ }
            }

            /// Reads the value back.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }

            /// What it is called on the screen.
            pub fn label(self) -> &'static str {
                match self { $(Self::$case => $label),+ }
            }
        }
    };
}

words!(
    /// How somebody applied (domain 6.1).
    ApplicationWay {
        /// A counter phoned the employer and gave a 紹介状.
        Referral => "referral", "ハローワーク紹介";
        /// An office sent the posting to the page, and the person applied there.
        OnlineReferral => "online_referral", "オンラインハローワーク紹介";
        /// The person applied alone.
        Online => "online", "オンライン自主応募";
        /// The person answered a request of the employer.
        Request => "request", "求人者からのリクエストへの応募";
    }
);

words!(
    /// Where an application stands (domain 6.4).
    ApplicationState {
        /// 応募済
        Applied => "applied", "応募済み";
        /// 書類選考
        Documents => "documents", "書類選考中";
        /// 面接日程の調整
        Arranging => "arranging", "面接の日程を調整中";
        /// 面接
        Interview => "interview", "面接";
        /// 採用
        Hired => "hired", "採用";
        /// 不採用
        NotHired => "not_hired", "不採用";
        /// 辞退
        Withdrawn => "withdrawn", "辞退";
        /// 求人取消
        Cancelled => "cancelled", "求人の取消し";
        /// 面接不参加
        NoShow => "no_show", "面接不参加";
    }
);

impl ApplicationState {
    /// True while it is 応募中; otherwise 選考が終わった.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Applied | Self::Documents | Self::Arranging | Self::Interview)
    }
}

words!(
    /// What the person answered to an offer.
    OfferAnswer {
        /// 応募
        Applied => "applied", "応募済み";
        /// 見送り
        Declined => "declined", "見送り";
    }
);

/// Longest 件名 of a message, in characters (domain 6.5). \[A\]
pub const MAX_SUBJECT_CHARS: usize = 50;
/// Longest message, in characters, line breaks among them (domain 6.5). \[A\]
pub const MAX_MESSAGE_CHARS: usize = 1_000;

words!(
    /// Who wrote a message.
    MessageSender {
        /// The person.
        Seeker => "seeker", "あなた";
        /// 求人者
        Employer => "employer", "求人者";
        /// ハローワーク
        Office => "office", "ハローワーク";
    }
);

/// 応募期限日 of an offer (domain 6.4): its own last day, or the posting's 紹介期限日 where that comes first.
pub fn offer_deadline(expires_on: Date, referral_deadline: Date) -> Date {
    expires_on.min(referral_deadline)
}

/// Where an offer (リクエスト求人, 紹介対象求人) stands on a day (domain 6.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// It can be answered.
    Open,
    /// It was answered.
    Answered(OfferAnswer),
    /// Its 応募期限日 is over.
    Expired,
}

impl OfferState {
    /// The state of an offer that may be answered up to and including `expires_on`.
    pub fn of(answer: Option<OfferAnswer>, expires_on: Date, today: Date) -> Self {
        match answer {
            Some(answer) => Self::Answered(answer),
            None if today > expires_on => Self::Expired,
            None => Self::Open,
        }
    }

    /// What it is called on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "未回答",
            Self::Answered(answer) => answer.label(),
            Self::Expired => "期限切れ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_reads_back() {
        for way in ApplicationWay::ALL {
            assert_eq!(ApplicationWay::from_code(way.code()), Some(*way));
        }
        for state in ApplicationState::ALL {
            assert_eq!(ApplicationState::from_code(state.code()), Some(*state));
        }
        for sender in MessageSender::ALL {
            assert_eq!(MessageSender::from_code(sender.code()), Some(*sender));
        }
        assert_eq!(ApplicationState::from_code("応募済み"), None);
    }

    #[test]
    fn an_application_runs_until_it_has_a_result() {
        let running = ApplicationState::ALL.iter().filter(|state| state.is_running()).count();
        assert_eq!((running, ApplicationState::ALL.len()), (4, 9));
        assert!(ApplicationState::Interview.is_running() && !ApplicationState::Hired.is_running());
    }

    #[test]
    fn the_deadline_of_an_offer_is_the_earlier_of_its_own_and_that_of_the_posting() {
        let (early, late): (Date, Date) = ("2026-11-29".parse().unwrap(), "2026-11-30".parse().unwrap());
        for (own, posting) in [(early, late), (late, early), (early, early)] {
            assert_eq!(offer_deadline(own, posting), early, "{own}, {posting}");
        }
    }

    #[test]
    fn an_offer_can_be_answered_on_its_last_day_and_not_after_it() {
        let last: Date = "2026-11-30".parse().unwrap();
        let next = last.tomorrow().unwrap();
        assert_eq!(OfferState::of(None, last, last), OfferState::Open);
        assert_eq!(OfferState::of(None, last, next), OfferState::Expired);
        let applied = Some(OfferAnswer::Applied);
        assert_eq!(OfferState::of(applied, last, next).label(), "応募済み");
    }
}

//! 求職活動: applications and where they stand, offers that came in, and messages (domain 6).

use jiff::{Span, ToSpan};

use crate::clock::{Date, Timestamp, tokyo_date};

/// How long a message is kept after it was sent (seed 002: 送受信後１年経過すると自動消去).
pub fn message_kept() -> Span {
    1.year()
}

/// The first civil day on which a message of this instant is gone.
pub fn message_gone_on(sent_at: Timestamp) -> Date {
    tokyo_date(sent_at).saturating_add(message_kept())
}

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

/// Where an offer (リクエスト求人, 紹介対象求人) stands on a day (domain 6.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// Nobody looked at it.
    New,
    /// It was opened.
    Seen,
    /// It was answered.
    Answered(OfferAnswer),
    /// Its 応募期限日 is over.
    Expired,
}

impl OfferState {
    /// The state of an offer that may be answered up to and including `expires_on`.
    pub fn of(answer: Option<OfferAnswer>, seen: bool, expires_on: Date, today: Date) -> Self {
        match answer {
            Some(answer) => Self::Answered(answer),
            None if today > expires_on => Self::Expired,
            None if seen => Self::Seen,
            None => Self::New,
        }
    }

    /// What it is called on the screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "未読",
            Self::Seen => "既読",
            Self::Answered(answer) => answer.label(),
            Self::Expired => "期限切れ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

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
    fn an_offer_can_be_answered_on_its_last_day_and_not_after_it() {
        let last: Date = "2026-11-30".parse().unwrap();
        let next = last.tomorrow().unwrap();
        assert_eq!(OfferState::of(None, false, last, last), OfferState::New);
        assert_eq!(OfferState::of(None, true, last, last), OfferState::Seen);
        assert_eq!(OfferState::of(None, true, last, next), OfferState::Expired);
        let applied = Some(OfferAnswer::Applied);
        assert_eq!(OfferState::of(applied, true, last, next).label(), "応募済み");
    }

    #[test]
    fn a_message_is_gone_a_year_after_the_day_it_was_sent() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(message_gone_on(at("2026-11-20T00:00:00Z")).to_string(), "2027-11-20");
        // 00:30 of the next day in Tokyo.
        assert_eq!(message_gone_on(at("2026-11-20T15:30:00Z")).to_string(), "2027-11-21");
        assert_eq!(message_gone_on(at("2028-02-29T03:00:00Z")).to_string(), "2029-02-28");
    }
}

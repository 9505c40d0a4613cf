//! Letters about applications and messages. They lead to the page and carry nothing that a message or an employer
//! says: a mailbox may be read by others.

use crate::{
    clock::{Date, japanese_date},
    job_hunt::{ApplicationState, ApplicationWay, MessageSender},
    letters::{Letter, account::Sender},
    posting::PostingNumber,
};

/// What is to be told of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationNews {
    /// It was made.
    Made {
        /// How.
        way: ApplicationWay,
        /// On which day.
        on: Date,
        /// The new last day of the registration, where it has lengthened it.
        valid_until: Option<Date>,
    },
    /// It stands elsewhere than before.
    Changed(ApplicationState),
}

impl ApplicationNews {
    /// Where the person reads on.
    pub fn path(self) -> &'static str {
        match self {
            Self::Changed(state) if !state.is_running() => "/activity/applications/ended",
            _ => "/activity/applications",
        }
    }

    /// The line in お知らせ.
    pub fn notice(self, posting: PostingNumber) -> String {
        match self {
            Self::Made { way, .. } => format!("求人{posting}への応募を受け付けました（{}）", way.label()),
            Self::Changed(state) => format!("求人{posting}への応募の状況が「{}」になりました", state.label()),
        }
    }
}

/// The line in お知らせ, and the subject of the letter, for a message of this sender.
pub fn message_subject(sender: MessageSender) -> String {
    format!("{}からメッセージが届きました", sender.label())
}

impl Sender<'_> {
    /// Told after an application was made, or its state has changed. The letter does not say which state.
    pub fn application(&self, to: &str, posting: PostingNumber, news: ApplicationNews) -> Letter {
        let (base_url, path) = (self.base_url, news.path());
        let ApplicationNews::Made { way, on, valid_until } = news else {
            let text = format!(
                "応募の状況が変わりました。\n\n求人番号：{posting}\n\n\
                 どのように変わったかは、次の画面からログインして確認してください。\n{base_url}{path}"
            );
            return self.letter(to, "応募の状況が変わりました", &text);
        };
        let longer = valid_until.map_or_else(String::new, |last| {
            format!("求職登録の有効期限が、{}まで延びました。\n\n", japanese_date(last))
        });
        let text = format!(
            "次の求人への応募を受け付けました。\n\n求人番号：{posting}\n応募の方法：{}\n応募の日：{}\n\n{longer}\
             応募の状況は、次の画面からログインして確認できます。\n{base_url}{path}",
            way.label(),
            japanese_date(on),
        );
        self.letter(to, "求人への応募を受け付けました", &text)
    }

    /// Told when a message has come: from whom, and nothing else of it.
    pub fn message_came(&self, to: &str, sender: MessageSender) -> Letter {
        let text = format!(
            "{}からのメッセージが、求職者マイページに届きました。\n\
             内容は、次の画面からログインして確認してください。\n{}/messages",
            sender.label(),
            self.base_url
        );
        self.letter(to, &message_subject(sender), &text)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };

    fn number() -> PostingNumber {
        PostingNumber::parse("13010-01234567").unwrap()
    }

    #[test]
    fn an_application_is_told_with_its_posting_way_and_day_and_the_new_last_day() {
        let made = ApplicationNews::Made {
            way: ApplicationWay::Referral,
            on: date(2027, 1, 15),
            valid_until: Some(date(2027, 2, 28)),
        };
        let letter = SENDER.application("a@example.jp", number(), made);
        for words in [
            "13010-01234567",
            "ハローワーク紹介",
            "2027年01月15日",
            "2027年02月28日まで延びました",
            "https://mypage.example/activity/applications",
        ] {
            assert!(letter.body.contains(words), "{words}: {}", letter.body);
        }
        let ApplicationNews::Made { way, on, .. } = made else { unreachable!() };
        let unchanged = ApplicationNews::Made { way, on, valid_until: None };
        assert!(!SENDER.application("a@example.jp", number(), unchanged).body.contains("延びました"));
    }

    #[test]
    fn the_mail_says_that_the_state_has_changed_and_only_the_page_says_how() {
        for state in ApplicationState::ALL.iter().filter(|state| **state != ApplicationState::Applied) {
            let news = ApplicationNews::Changed(*state);
            let letter = SENDER.application("a@example.jp", number(), news);
            assert!(!letter.body.contains(state.label()), "{}", letter.body);
            assert!(letter.body.contains("13010-01234567") && letter.body.contains(news.path()));
            assert!(news.notice(number()).contains(state.label()));
            assert_eq!(news.path().ends_with("/ended"), !state.is_running());
        }
    }

    #[test]
    fn a_message_is_told_by_its_sender_only() {
        let letter = SENDER.message_came("a@example.jp", MessageSender::Office);
        assert_eq!(letter.subject, "ハローワークからメッセージが届きました");
        assert!(letter.body.contains("https://mypage.example/messages"));
    }
}

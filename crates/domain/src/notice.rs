//! お知らせ: what concerns a person, kept in one place and, unless the person has stopped it, told by mail
//! (domain.md section 10, row 2).

/// What a notice is about. Mails are stopped kind by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// 求職登録の有効期限: reminders, 有効/無効, and what will be erased.
    Validity,
    /// 応募: what became of applications and referrals.
    Application,
    /// メッセージ: that one has come, or vanishes soon; never what it says.
    Message,
    /// 新しい求人: postings that fit a saved search.
    Match,
    /// 安全: sign-in, password, mail address, links.
    Safety,
}

impl NoticeKind {
    /// All of them, in the order of the settings.
    pub const ALL: [Self; 5] = [Self::Validity, Self::Application, Self::Message, Self::Match, Self::Safety];

    /// The word the database, forms and links keep.
    pub fn code(self) -> &'static str {
        match self {
            Self::Validity => "validity",
            Self::Application => "application",
            Self::Message => "message",
            Self::Match => "match",
            Self::Safety => "safety",
        }
    }

    /// Reads the word back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Validity => "求職登録の有効期限",
            Self::Application => "応募の状況",
            Self::Message => "メッセージ",
            Self::Match => "新しい求人",
            Self::Safety => "アカウントの安全",
        }
    }

    /// What is told by mail under this kind.
    pub fn about(self) -> &'static str {
        match self {
            Self::Validity => {
                "有効期限が近づいたとき、延びたとき、有効と無効が変わったとき、マイページが消去される前に届きます。"
            }
            Self::Application => "応募や紹介を受け付けたときと、その状況が変わったときに届きます。",
            Self::Message => {
                "新しいメッセージが届いたときと、古いメッセージが消去される前に届きます。メッセージの内容は載せません。"
            }
            Self::Match => "保存した検索条件に合う新しい求人があったときに、1日に1回まで届きます。",
            Self::Safety => "パスワードの変更や、ログインの停止などをお知らせします。",
        }
    }

    /// False for mails that protect the account: whoever got hold of it must not be able to silence them.
    pub fn may_be_stopped(self) -> bool {
        self != Self::Safety
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_kept_by_a_word_of_its_own() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(NoticeKind::from_code("weather"), None);
    }

    #[test]
    fn only_the_mails_that_protect_the_account_cannot_be_stopped() {
        let never: Vec<_> = NoticeKind::ALL.into_iter().filter(|kind| !kind.may_be_stopped()).collect();
        assert_eq!(never, [NoticeKind::Safety]);
    }
}

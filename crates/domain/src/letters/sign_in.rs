//! Letters about the ways of signing in: the ワンタイムパスワード, and what was changed or used.

use super::{Letter, account::Sender};
use crate::second_step::Code;

/// What was changed about somebody's ways of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayChange {
    /// ワンタイムパスワード was switched on.
    MailedCodeOn,
    /// ワンタイムパスワード was switched off.
    MailedCodeOff,
    /// An authenticator app was set up.
    AppAdded,
    /// An authenticator app took the place of another one.
    AppReplaced,
    /// The authenticator app was removed.
    AppRemoved,
    /// New recovery codes were made.
    RecoveryCodesMade,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// All passkeys were removed, because a new password was registered.
    PasskeysRemoved,
}

impl WayChange {
    /// What happened, in one sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::MailedCodeOn => {
                "ログインのときにワンタイムパスワードの入力が必要になるように設定しました。"
            }
            Self::MailedCodeOff => {
                "ログインのときのワンタイムパスワードの入力をやめました。パスワードだけでログインできます。"
            }
            Self::AppAdded => {
                "認証アプリを登録しました。ログインのときに認証アプリのコードの入力が必要です。"
            }
            Self::AppReplaced => {
                "認証アプリを登録し直しました。以前の認証アプリのコードと回復コードは、使えなくなりました。"
            }
            Self::AppRemoved => {
                "認証アプリの登録を取り消しました。認証アプリのコードは、使えなくなりました。"
            }
            Self::RecoveryCodesMade => {
                "新しい回復コードを作りました。以前の回復コードは、使えなくなりました。"
            }
            Self::PasskeyAdded => "パスキーを追加しました。追加したパスキーで、ログインできます。",
            Self::PasskeysRemoved => {
                "新しいパスワードが登録されたため、安全のため、パスキーをすべて削除しました。ログインしてから、もう一度追加してください。"
            }
            Self::PasskeyRemoved => "パスキーを削除しました。削除したパスキーでは、ログインできません。",
        }
    }
}

impl Sender<'_> {
    fn no_idea(&self) -> String {
        format!(
            "お心当たりのない場合は、ほかの人が操作した可能性があります。すぐに新しいパスワードを登録し、ヘルプデスクにご連絡ください。\n{}/password-reset",
            self.base_url
        )
    }

    /// The ワンタイムパスワード of a login (spec/domain.md 2.5).
    pub fn one_time_password(&self, to: &str, code: &Code) -> Letter {
        let text = format!(
            "ログインのためのワンタイムパスワードをお知らせします。\n\
             「ワンタイムパスワードの入力」画面で、次の6桁の数字を入力してください。\n\n\
             ワンタイムパスワード：{}\n\n\
             ワンタイムパスワードは、メール配信から10分以内に入力してください。10分を過ぎると無効になります。\n\
             もう一度送信したときは、いちばん新しいメールのワンタイムパスワードだけが使えます。\n\n\
             ワンタイムパスワードは、ほかの人に教えないでください。職員がおたずねすることはありません。\n\n\
             ログインしていないのにこのメールが届いたときは、パスワードがほかの人に知られています。すぐに新しいパスワードを登録してください。\n{}/password-reset",
            code.expose(),
            self.base_url
        );
        self.letter(to, "ワンタイムパスワードのお知らせ", &text)
    }

    /// Told after somebody's ways of signing in were changed.
    pub fn ways_changed(&self, to: &str, change: WayChange) -> Letter {
        let text = format!(
            "求職者マイページの「ログインの方法」が変更されました。\n\n{}\n\n\
             今の設定は、次の画面で確認できます。\n{}/settings/sign-in\n\n{}",
            change.sentence(),
            self.base_url,
            self.no_idea()
        );
        self.letter(to, "ログインの方法の変更のお知らせ", &text)
    }

    /// Told after somebody signed in with a recovery code.
    pub fn recovery_code_used(&self, to: &str, left: i64) -> Letter {
        let text = format!(
            "回復コードを使ってログインしました。使った回復コードは、もう使えません。\n\
             残りの回復コード：{left}個\n\n\
             認証アプリを使えなくなったときは、次の画面で登録し直すか、登録を取り消してください。\n{}/settings/sign-in\n\n{}",
            self.base_url,
            self.no_idea()
        );
        self.letter(to, "回復コードによるログインのお知らせ", &text)
    }

    /// Told after five wrong codes in a row: whoever typed them knows the password.
    pub fn second_step_locked(&self, to: &str) -> Letter {
        let text = format!(
            "正しいパスワードが入力されたあと、コードの誤りが5回続きました。\n\
             安全のため、約30分間は、正しいコードでもログインできません。\n\n\
             ご自分で誤ったときは、30分ほど待ってからログインしてください。\n\n{}",
            self.no_idea()
        );
        self.letter(to, "ログインを一時的に止めました", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };

    #[test]
    fn the_code_stands_on_a_line_of_its_own_and_only_in_its_letter() {
        let letter = SENDER.one_time_password("a@example.jp", &Code::from_number(12_345));
        assert!(letter.body.lines().any(|line| line == "ワンタイムパスワード：012345"));
        assert!(letter.body.contains("10分以内"));
        assert!(!letter.subject.contains("012345"), "subjects are shown on locked screens");
    }

    #[test]
    fn every_letter_about_a_change_says_what_to_do_when_it_was_somebody_else() {
        let letters = [
            SENDER.ways_changed("a@example.jp", WayChange::AppAdded),
            SENDER.recovery_code_used("a@example.jp", 9),
            SENDER.second_step_locked("a@example.jp"),
        ];
        for letter in letters {
            assert!(letter.body.contains("https://mypage.example/password-reset"), "{}", letter.subject);
        }
    }
}

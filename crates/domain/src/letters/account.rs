//! Letters about the account: keys, what to do without one, locks, the end of the 14 days.

use crate::{
    account::{DAYS_TO_COMPLETE, DAYS_TO_RETURN},
    clock::{Date, japanese_date},
    letters::Letter,
    verification_key::VerificationKey,
};

mod changes;

/// What every letter needs to know of the installation.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Where the service is reached, without a slash at the end.
    pub base_url: &'a str,
}

const DESK: &str = "お問い合わせ先：求職者マイページ専用ヘルプデスク 0570-077450\n（月～金曜日 9:30～18:00、年末年始・祝日を除く）";

impl Sender<'_> {
    pub(super) fn letter(&self, to: &str, subject: &str, text: &str) -> Letter {
        let body = format!(
            "ハローワークインターネットサービスをご利用いただき、ありがとうございます。\n\n{text}\n\n\
             ――――――――――――――――――――\n\
             ハローワークインターネットサービス\n{}/\n{DESK}\n\
             ※このメールは送信専用です。返信いただいてもお答えできません。\n",
            self.base_url
        );
        Letter { to: to.to_owned(), subject: subject.to_owned(), body }
    }

    fn key_text(&self, key: &VerificationKey, path: &str) -> String {
        format!(
            "認証キー：{}\n\n\
             認証キーは、メール配信から50分以内に入力してください。50分を過ぎると無効になります。\n\
             認証キーを申し込み直したときは、いちばん新しいメールの認証キーだけが使えます。\n\n\
             入力画面を閉じてしまったときは、50分以内であれば、次のアドレスから同じ画面を開けます。\n{}{path}\n\n\
             認証キーは、ほかの人に教えないでください。\n\
             お心当たりのない場合は、このメールを破棄してください。",
            key.grouped(),
            self.base_url
        )
    }

    /// アカウント仮登録完了通知 (seed 001): the key for パスワード登録. `path` opens the screen again. It is the first
    /// of the warnings before an account without 求職情報 becomes void; `last_day` is the last one on which it can be
    /// completed, if the account is registered on the day of the mail.
    pub fn provisional_registration(
        &self,
        to: &str,
        (key, path): (&VerificationKey, &str),
        last_day: Date,
    ) -> Letter {
        let text = format!(
            "求職者マイページのアカウントの仮登録が完了しました。\n\
             「パスワード登録」画面で、パスワードと次の認証キーを入力してください。\n\n{}\n\n\
             アカウント登録完了後、{DAYS_TO_COMPLETE}日以内に求職情報の登録を完了しないと、アカウントは無効となり、入力した内容は消去されます。\n\
             期限：{}（今日アカウント登録を完了した場合）",
            self.key_text(key, path),
            japanese_date(last_day)
        );
        self.letter(to, "アカウント仮登録完了通知", &text)
    }

    /// To somebody who has an account and asked for another one.
    pub fn already_registered(&self, to: &str) -> Letter {
        let text = format!(
            "このメールアドレスでアカウント登録のお申込みがありましたが、このメールアドレスはすでに登録されています。\n\
             新しく登録する必要はありません。次の画面からログインしてください。\n{0}/login\n\n\
             パスワードを忘れたときは、次の画面から新しいパスワードを登録してください。\n{0}/password-reset\n\n\
             お心当たりのない場合は、このメールを破棄してください。アカウントは変わっていません。",
            self.base_url
        );
        self.letter(to, "アカウント登録のお申込みについて", &text)
    }

    /// To somebody who left within 30 days and asked for a new account or a new password.
    pub fn may_return(&self, to: &str) -> Letter {
        let text = format!(
            "このメールアドレスのアカウントは、退会の手続きが済んでいます。\n\
             退会した日から{DAYS_TO_RETURN}日以内は、「アカウントを再登録」から、以前のメールアドレスとパスワードで利用を再開できます。\n{}/reopen\n\n\
             {}日以上が経過すると、再登録はできません。もう一度利用したい方は、最寄りのハローワークにご連絡いただくか、改めてアカウントと求職情報を登録してください。\n\n\
             お心当たりのない場合は、このメールを破棄してください。",
            self.base_url,
            DAYS_TO_RETURN + 1
        );
        self.letter(to, "退会されたアカウントについて", &text)
    }

    /// パスワード再登録申込受付通知 (seed 000): the key for a new password.
    pub fn password_reset(&self, to: &str, key: &VerificationKey, path: &str) -> Letter {
        let text = format!(
            "パスワードの再登録のお申込みを受け付けました。\n\
             「パスワード再登録」画面で、新しいパスワードと次の認証キーを入力してください。\n\n{}",
            self.key_text(key, path)
        );
        self.letter(to, "パスワード再登録申込受付通知", &text)
    }

    /// The key for coming back within 30 days (seed 000: アカウントを再登録).
    pub fn reopening(&self, to: &str, key: &VerificationKey, path: &str) -> Letter {
        let text = format!(
            "アカウントの再登録のお申込みを受け付けました。\n\
             「認証キー入力」画面で、次の認証キーを入力してください。\n\n{}",
            self.key_text(key, path)
        );
        self.letter(to, "アカウント再登録申込受付通知", &text)
    }

    /// パスワード登録申込受付通知 (seed 002): the key for the first password of somebody whom a counter registered.
    pub fn opening(&self, to: &str, key: &VerificationKey, path: &str) -> Letter {
        let text = format!(
            "求職者マイページのパスワード登録のお申込みを受け付けました。\n\
             「パスワード登録」画面で、パスワードと次の認証キーを入力すると、求職者マイページが開設されます。\n\n{}",
            self.key_text(key, path)
        );
        self.letter(to, "パスワード登録申込受付通知", &text)
    }

    /// To somebody who has an account and asked to open a page as a person of the counter.
    pub fn opening_with_account(&self, to: &str) -> Letter {
        let text = format!(
            "このメールアドレスでマイページ開設のお申込みがありましたが、このメールアドレスはすでにアカウントとして登録されています。\n\
             次の画面からログインしてください。\n{0}/login\n\n\
             パスワードを忘れたときは、次の画面から新しいパスワードを登録してください。\n{0}/password-reset\n\n\
             ログインしても、窓口で登録した求職情報が表示されないときは、ご利用のハローワークにご相談ください。\n\n\
             お心当たりのない場合は、このメールを破棄してください。アカウントは変わっていません。",
            self.base_url
        );
        self.letter(to, "マイページ開設のお申込みについて", &text)
    }

    /// Told after five wrong passwords in a row.
    pub fn locked(&self, to: &str) -> Letter {
        let text = format!(
            "パスワードの誤りが5回続いたため、安全のため、このアカウントへのログインを約30分間止めています。\n\n\
             ご自分で誤ったときは、30分ほど待ってからログインしてください。\n\
             以前ログインしたことのある端末からは、今すぐログインできることがあります。\n\
             パスワードを忘れたときは、今すぐ新しいパスワードを登録できます。\n{}/password-reset\n\n\
             お心当たりのない場合は、ほかの人がログインしようとした可能性があります。\n\
             パスワードが知られていなければ、ログインされることはありません。ご心配な場合は、新しいパスワードを登録してください。",
            self.base_url
        );
        self.letter(to, "ログインを一時的に止めました", &text)
    }

    /// Told after a new password was set; `was_linked` when that has ended the link to マイナポータル.
    pub fn password_changed(&self, to: &str, was_linked: bool) -> Letter {
        let link = if was_linked {
            "\n\n安全のため、マイナポータルとのつながりも解除しました。\n\
             もう一度つなげるときは、マイナポータルの「もっとつながる」から操作してください。"
        } else {
            ""
        };
        let text = format!(
            "パスワードが新しく設定されました。すべての端末でログアウトしました。新しいパスワードでログインしてください。\n\n\
             お心当たりのない場合は、すぐに新しいパスワードを登録し、ヘルプデスクにご連絡ください。\n{}/password-reset{link}",
            self.base_url
        );
        self.letter(to, "パスワード再登録完了のお知らせ", &text)
    }

    /// Told after leaving.
    pub fn withdrawn(&self, to: &str, last_day_to_return: Date) -> Letter {
        let text = format!(
            "求職者マイページの退会の手続きが完了しました。\n\n\
             利用を再開したいときは、{}までは、「アカウントを再登録」から、以前のメールアドレスとパスワードで再開できます。\n{}/reopen\n\n\
             お心当たりのない場合は、ヘルプデスクにご連絡ください。",
            japanese_date(last_day_to_return),
            self.base_url
        );
        self.letter(to, "退会手続き完了のお知らせ", &text)
    }

    /// Told after coming back.
    pub fn reopened(&self, to: &str) -> Letter {
        let text = format!(
            "アカウントの再登録が完了しました。以前と同じメールアドレスとパスワードでログインできます。\n{}/login",
            self.base_url
        );
        self.letter(to, "アカウント再登録完了のお知らせ", &text)
    }

    /// Told 7 days and 1 day before an account without 求職情報 becomes void.
    pub fn void_warning(&self, to: &str, days_left: i64, last_day: Date) -> Letter {
        let text = format!(
            "求職情報の登録がまだ完了していません。\n\
             アカウント登録完了後、{DAYS_TO_COMPLETE}日以内に求職情報の登録を完了しないと、アカウントは無効となります。\n\n\
             期限：{}（あと{days_left}日）\n\n\
             次の画面からログインし、求職情報を登録してください。途中まで入力した内容は保存されています。\n{}/login",
            japanese_date(last_day),
            self.base_url
        );
        self.letter(to, "求職情報の登録期限のお知らせ", &text)
    }

    /// Told when it has become void.
    pub fn voided(&self, to: &str) -> Letter {
        let text = format!(
            "アカウント登録完了後、{DAYS_TO_COMPLETE}日以内に求職情報の登録が完了しなかったため、アカウントは無効となりました。\n\
             途中まで入力した内容は消去しました。\n\n\
             求職者マイページを利用したいときは、はじめからアカウント登録をやり直してください。\n{}/register",
            self.base_url
        );
        self.letter(to, "アカウント無効のお知らせ", &text)
    }

    /// Told after the account was linked to マイナポータル; `anew` when a link stood there before.
    pub fn portal_linked(&self, to: &str, anew: bool) -> Letter {
        let before = if anew {
            "これまでのつながりは、新しいつながりに置き換わりました。\n"
        } else {
            ""
        };
        let text = format!(
            "求職者マイページのアカウントとマイナポータルをつなげました。\n{before}\
             これからは、マイナポータルから、ID（メールアドレス）とパスワードを入力せずにログインできます。\n\n\
             つながりは、次の画面で確認し、やめることができます。\n{0}/settings/portal\n\n\
             お心当たりのない場合は、ほかの人がつなげた可能性があります。すぐにつながりをやめ、新しいパスワードを登録してください。\n{0}/password-reset",
            self.base_url
        );
        self.letter(to, "マイナポータルとのつながりのお知らせ", &text)
    }

    /// Told after the link to マイナポータル was ended: by the person, at the portal, or because the
    /// same person of the portal was linked to another account.
    pub fn portal_unlinked(&self, to: &str) -> Letter {
        let text = format!(
            "求職者マイページのアカウントとマイナポータルのつながりが解除されました。\n\
             これからは、ID（メールアドレス）とパスワードでログインしてください。\n{0}/login\n\n\
             マイナポータルの「もっとつながる」につながりが残っているときは、そこでも「やめる」を押してください。\n\
             もう一度つなげるときは、マイナポータルの「もっとつながる」から操作してください。\n\
             お心当たりのない場合は、ヘルプデスクにご連絡ください。",
            self.base_url
        );
        self.letter(to, "マイナポータルとのつながり解除のお知らせ", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };
    const DAY: Date = Date::constant(2026, 12, 4);

    fn key() -> VerificationKey {
        VerificationKey::parse("3467-9ACD-EFGH-JKMN").unwrap()
    }

    #[test]
    fn letters_with_a_key_have_the_seeds_subject_the_key_on_its_line_and_the_fifty_minutes() {
        let letters = [
            (
                SENDER.provisional_registration("a@example.jp", (&key(), "/register/password/x"), DAY),
                "アカウント仮登録完了通知",
            ),
            (
                SENDER.password_reset("a@example.jp", &key(), "/password-reset/x"),
                "パスワード再登録申込受付通知",
            ),
            (SENDER.reopening("a@example.jp", &key(), "/reopen/x"), "アカウント再登録申込受付通知"),
            (SENDER.opening("a@example.jp", &key(), "/opening/password/x"), "パスワード登録申込受付通知"),
        ];
        for (letter, subject) in letters {
            assert_eq!(letter.subject, subject);
            assert!(letter.body.lines().any(|line| line == "認証キー：3467-9ACD-EFGH-JKMN"));
            assert!(letter.body.contains("50分以内"));
            assert!(
                letter
                    .body
                    .lines()
                    .any(|line| line.starts_with("https://mypage.example/") && line.ends_with("/x"))
            );
        }
    }

    #[test]
    fn the_mail_at_the_opening_says_until_when_the_registration_must_be_complete() {
        let letter = SENDER.provisional_registration("a@example.jp", (&key(), "/register/password/x"), DAY);
        assert!(letter.body.contains("14日以内に求職情報の登録を完了しないと、アカウントは無効となり"));
        assert!(letter.body.contains("期限：2026年12月04日"), "{}", letter.body);
    }

    #[test]
    fn letters_without_a_key_say_what_to_do_and_hold_none() {
        for letter in [
            SENDER.already_registered("a@example.jp"),
            SENDER.opening_with_account("a@example.jp"),
            SENDER.may_return("a@example.jp"),
        ] {
            assert!(!letter.body.contains("認証キー"));
            assert!(letter.body.contains("https://mypage.example/"));
        }
    }
}

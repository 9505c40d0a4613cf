//! Letters about changes that somebody who was signed in has made in 求職者情報・設定.

use super::Sender;
use crate::letters::Letter;

impl Sender<'_> {
    /// What to do when it was somebody else, as the last words of a letter about a change.
    fn if_not_you(&self) -> String {
        format!(
            "お心当たりのない場合は、ほかの人がアカウントを使っている可能性があります。\n\
             すぐに次の画面から新しいパスワードを登録し、ヘルプデスクにご連絡ください。\n{}/password-reset",
            self.base_url
        )
    }

    /// Told after the password was changed by somebody who was signed in; `was_linked` when that has ended the
    /// link to マイナポータル.
    pub fn password_replaced(&self, to: &str, was_linked: bool) -> Letter {
        let link = if was_linked {
            "\n安全のため、マイナポータルとのつながりも解除しました。\n\
             もう一度つなげるときは、マイナポータルの「もっとつながる」から操作してください。\n"
        } else {
            ""
        };
        let text = format!(
            "求職者マイページの「アカウントを編集」で、パスワードが変更されました。\n\
             変更した端末のほかは、すべてログアウトしました。次のログインから、新しいパスワードを使ってください。\n{link}\n{}",
            self.if_not_you()
        );
        self.letter(to, "パスワード変更のお知らせ", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENDER: Sender<'static> = Sender { base_url: "https://mypage.example" };

    #[test]
    fn every_letter_about_a_change_says_what_to_do_when_it_was_somebody_else() {
        for letter in
            [SENDER.password_replaced("a@example.jp", false), SENDER.password_replaced("a@example.jp", true)]
        {
            assert!(letter.body.contains("お心当たりのない場合は"), "{}", letter.subject);
            assert!(letter.body.contains("https://mypage.example/password-reset"), "{}", letter.subject);
            assert!(!letter.body.contains("認証キー"), "{}", letter.subject);
        }
    }
}

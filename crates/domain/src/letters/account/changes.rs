//! Letters about changes that somebody who was signed in has made in 求職者情報・設定.

use super::Sender;
use crate::{
    account::DAYS_TO_RETURN, address_change::AddressUse, letters::Letter, verification_key::VerificationKey,
};

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

    /// The key for a new address, to that address. `path` opens the screen again.
    pub fn address_key(&self, purpose: AddressUse, to: &str, key: &VerificationKey, path: &str) -> Letter {
        let (screen, subject) = match purpose {
            AddressUse::Id => ("メールアドレスの変更", "メールアドレス変更申込受付通知"),
            AddressUse::Recovery => ("予備のメールアドレスの登録", "予備のメールアドレス登録申込受付通知"),
        };
        let text = format!(
            "{screen}のお申込みを受け付けました。\n\
             ログインしたまま、「認証キー入力」画面で、次の認証キーを入力してください。入力するまで、何も変わりません。\n\n{}",
            self.key_text(key, path)
        );
        self.letter(to, subject, &text)
    }

    /// To an address that has an account of its own, when another account asked to have it as ID. No key.
    pub fn address_is_taken(&self, to: &str) -> Letter {
        let text = format!(
            "ほかのアカウントのID（メールアドレス）を、このメールアドレスに変更するお申込みがありましたが、\
             このメールアドレスはすでにアカウントとして登録されているため、変更できません。\n\n\
             このメールアドレスのアカウントを使うときは、次の画面からログインしてください。\n{0}/login\n\n\
             お心当たりのない場合は、このメールを破棄してください。アカウントは変わっていません。",
            self.base_url
        );
        self.letter(to, "メールアドレス変更のお申込みについて", &text)
    }

    /// To an address that left within 30 days, when another account asked to have it as ID. No key.
    pub fn address_left_lately(&self, to: &str) -> Letter {
        let text = format!(
            "ほかのアカウントのID（メールアドレス）を、このメールアドレスに変更するお申込みがありました。\n\
             このメールアドレスのアカウントは、退会の手続きが済んでいます。\
             退会した日から{DAYS_TO_RETURN}日が過ぎるまで、ほかのアカウントのIDにすることはできません。{}日目からお申し込みください。\n\n\
             お心当たりのない場合は、このメールを破棄してください。",
            DAYS_TO_RETURN + 1
        );
        self.letter(to, "メールアドレス変更のお申込みについて", &text)
    }

    /// Told at the address that is the ID, when somebody asked to change it.
    pub fn address_change_asked(&self, to: &str) -> Letter {
        let text = format!(
            "求職者マイページの「アカウントを編集」で、ID（メールアドレス）を変更するお申込みがありました。\n\
             新しいメールアドレスに届く認証キーを入力するまで、IDは変わりません。\n\n{}\n\
             新しいパスワードを登録すると、お申込みは取り消されます。",
            self.if_not_you()
        );
        self.letter(to, "メールアドレス変更のお申込みのお知らせ", &text)
    }

    /// Told at the address that was the ID, after it was changed. It says nothing of the new one: the old mailbox
    /// may have passed to somebody else.
    pub fn address_changed_from(&self, to: &str) -> Letter {
        let text = "求職者マイページのID（メールアドレス）が変更されました。\n\
             これからは、このメールアドレスではログインできません。お知らせのメールも、新しいメールアドレスに届きます。\n\n\
             お心当たりのない場合は、ほかの人がアカウントを使っている可能性があります。すぐにヘルプデスクか、最寄りのハローワークにご連絡ください。\n\
             予備のメールアドレスを登録している方は、そのメールアドレスに届いたお知らせもご確認ください。";
        self.letter(to, "メールアドレス変更完了のお知らせ", text)
    }

    /// Told at the new address and the second one, after the ID was changed to the new one.
    pub fn address_changed_to(&self, to: &str) -> Letter {
        let text = format!(
            "求職者マイページのID（メールアドレス）の変更が完了しました。\n\
             次のログインから、新しいメールアドレスを使ってください。パスワードは変わっていません。\n\
             変更した端末のほかは、すべてログアウトしました。\n{}/login\n\n\
             お心当たりのない場合は、すぐにヘルプデスクか、最寄りのハローワークにご連絡ください。",
            self.base_url
        );
        self.letter(to, "メールアドレス変更完了のお知らせ", &text)
    }

    /// Told after a second address was registered, to both.
    pub fn recovery_registered(&self, to: &str) -> Letter {
        let text = format!(
            "求職者マイページに、予備のメールアドレスが登録されました。\n\
             パスワードの再登録の認証キーと、アカウントの変更のお知らせが、予備のメールアドレスにも届きます。\n\n{}",
            self.if_not_you()
        );
        self.letter(to, "予備のメールアドレス登録完了のお知らせ", &text)
    }

    /// Told after the second address was removed, to both.
    pub fn recovery_removed(&self, to: &str) -> Letter {
        let text = format!(
            "求職者マイページから、予備のメールアドレスが削除されました。\n\
             これからは、予備のメールアドレスに認証キーやお知らせは届きません。\n\n{}",
            self.if_not_you()
        );
        self.letter(to, "予備のメールアドレス削除のお知らせ", &text)
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
            assert!(!letter.body.contains("認証キー："), "{}", letter.subject);
        }
    }

    #[test]
    fn an_address_that_may_not_be_taken_is_told_so_without_a_key() {
        for letter in [SENDER.address_is_taken("a@example.jp"), SENDER.address_left_lately("a@example.jp")] {
            assert!(!letter.body.contains("認証キー"), "{}", letter.subject);
            assert!(letter.body.contains("お心当たりのない場合は"), "{}", letter.subject);
        }
        assert!(SENDER.address_left_lately("a@example.jp").body.contains("31日目から"));
    }

    #[test]
    fn the_key_of_a_new_address_stands_on_its_line_and_both_letters_of_the_change_say_whom_to_call() {
        let key = VerificationKey::parse("3467-9ACD-EFGH-JKMN").unwrap();
        for purpose in [AddressUse::Id, AddressUse::Recovery] {
            let letter = SENDER.address_key(purpose, "a@example.jp", &key, "/settings/email/key");
            assert!(letter.body.lines().any(|line| line == "認証キー：3467-9ACD-EFGH-JKMN"));
            assert!(letter.body.contains("50分以内"));
        }
        for letter in [SENDER.address_changed_from("a@example.jp"), SENDER.address_changed_to("a@example.jp")]
        {
            assert!(letter.body.contains("最寄りのハローワークにご連絡ください"), "{}", letter.subject);
        }
    }
}

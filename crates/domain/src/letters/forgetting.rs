//! Letters before something is erased.

use crate::{
    clock::{Date, japanese_date},
    forgetting::PAGE_YEARS,
    letters::{Letter, account::Sender},
};

/// Subject of the letter and of the notice before a page is erased.
pub const PAGE_ERASURE: &str = "求職者マイページが消去されます";

impl Sender<'_> {
    /// Told 14, 7 and 1 days before an account that left is erased.
    pub fn erasure_warning(&self, to: &str, days_left: i64, last_day: Date) -> Letter {
        let text = format!(
            "退会したアカウントの情報が、まもなく消去されます。\n\n\
             再登録ができる最後の日：{}（あと{days_left}日）\n\n\
             利用を再開したいときは、この日までに、「アカウントを再登録」から手続きをしてください。以前のメールアドレスとパスワードを使います。\n{}/reopen\n\n\
             この日を過ぎると、求職情報、お気に入りの求人、保存した検索条件、メッセージなどは、すべて消去され、元に戻せません。\n\
             利用を再開しないときは、何もする必要はありません。",
            japanese_date(last_day),
            self.base_url
        );
        self.letter(to, "退会したアカウントの消去のお知らせ", &text)
    }

    /// Told 14, 7 and 1 days before a page that was 無効 for five years is erased.
    pub fn page_warning(&self, to: &str, days_left: i64, last_day: Date) -> Letter {
        let text = format!(
            "求職登録が無効になってから{PAGE_YEARS}年がたつため、求職者マイページと登録した情報が、まもなく消去されます。\n\n\
             最後の日：{}（あと{days_left}日）\n\n\
             この日を過ぎると、求職情報、お気に入りの求人、保存した検索条件、メッセージなどは、すべて消去され、元に戻せません。\n\
             これからも利用したいときは、この日までに、ハローワークに再求職申込みをご相談ください。\n\
             登録した内容は、次の画面からログインして確認できます。\n{}/login\n\n\
             利用しないときは、何もする必要はありません。",
            japanese_date(last_day),
            self.base_url
        );
        self.letter(to, PAGE_ERASURE, &text)
    }

    /// Told when such a page was erased.
    pub fn page_erased(&self, to: &str) -> Letter {
        let text = format!(
            "求職登録が無効になってから{PAGE_YEARS}年以内に再求職申込みがなかったため、求職者マイページと登録した情報を消去しました。\n\n\
             求職者マイページをもう一度利用したいときは、はじめからアカウントを登録するか、最寄りのハローワークにご相談ください。\n{}/",
            self.base_url
        );
        self.letter(to, "求職者マイページを消去しました", &text)
    }
}

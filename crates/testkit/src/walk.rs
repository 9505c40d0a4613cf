//! The way from the top page to a signed-in person, walked as the pages offer it.

use crate::{TestSite, Visitor, key_in};

/// A password that every policy takes.
pub const PASSWORD: &str = "Asagao-2026#";

impl TestSite {
    /// Somebody who has just registered an account with this address and [`PASSWORD`], as far as
    /// アカウント登録完了. The letter on the way is taken out of the outbox.
    ///
    /// # Panics
    /// When a page on the way is not the expected one.
    pub async fn registered(&self, email: &str) -> Visitor {
        let mut visitor = self.visitor();
        visitor.get("/register").await;
        let typed = [("メールアドレス", email), ("メールアドレス（確認用）", email), ("に同意します", "on")];
        let page = visitor.submit("次へ進む", &typed).await;
        assert_eq!(page.h1(), "パスワード登録", "{}: {:?}", self.name, page.errors());
        let key = key_in(&self.letter(email, "アカウント仮登録完了通知").await);
        let typed = [
            ("新規のパスワード", PASSWORD),
            ("新規のパスワード（確認用）", PASSWORD),
            ("認証キー", key.as_str()),
        ];
        let page = visitor.submit("完了", &typed).await;
        assert_eq!(page.h1(), "求職者マイページアカウント登録完了", "{}: {:?}", self.name, page.errors());
        visitor
    }
}

impl Visitor {
    /// Signs in on the login page with [`PASSWORD`]; what is shown then is the caller's to check.
    pub async fn signs_in(&mut self, email: &str) -> crate::Page {
        self.get("/login").await;
        self.submit("ログイン", &[("ID（メールアドレス）", email), ("パスワード", PASSWORD)]).await
    }
}

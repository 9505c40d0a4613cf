//! The mails by sender, subject and key, and which e-mail addresses are taken.

use testkit::{key_in, sites};

use super::{EMAIL, registration::asks_for_an_account};

#[tokio::test]
async fn the_mails_have_their_subjects_the_key_on_its_line_and_the_fifty_minutes() {
    for site in sites(seeker::router).await {
        let mut visitor = site.visitor();
        asks_for_an_account(&mut visitor, EMAIL).await;
        let registration = site.letter(EMAIL, "アカウント仮登録完了通知").await;
        site.registered("known@example.jp").await;
        visitor.get("/password-reset").await;
        visitor.submit("次へ進む", &[("ID（メールアドレス）", "known@example.jp")]).await;
        let reset = site.letter("known@example.jp", "パスワード再登録申込受付通知").await;
        for letter in [registration, reset] {
            assert!(letter.body.contains("50分"), "{}", site.name);
            let lines: Vec<&str> = letter.body.lines().filter(|line| line.contains("認証キー：")).collect();
            assert_eq!(lines.len(), 1, "one line says the key");
            assert!(key_in(&letter).len() >= 16, "and the key stands on it: {}", lines[0]);
        }
    }
}

#[test]
fn the_sender_is_the_seeds_own_unless_the_operator_says_otherwise() {
    assert_eq!(site::Settings::default().mail_from, "system@mail.hellowork.mhlw.go.jp");
}

#[tokio::test]
async fn each_kind_of_address_that_the_contract_refuses_is_refused() {
    for site in sites(seeker::router).await {
        let refused = [
            (".abcd@example.co.jp", "a dot first"),
            ("abcd.@example.co.jp", "a dot before @"),
            ("ab..cd@example.co.jp", "two dots in a row"),
            ("ab[cd@example.co.jp", "a symbol outside the standard"),
            ("abcd.example.co.jp", "no @"),
        ];
        for (email, why) in refused {
            let page = asks_for_an_account(&mut site.visitor(), email).await;
            assert_eq!(page.h1(), "求職者マイページアカウント登録", "{why}, {}", site.name);
            assert_eq!(page.errors().len(), 1, "{why}: {:?}", page.errors());
            page.error_at("email");
        }
        assert!(site.letters().await.is_empty(), "none of them got a letter, {}", site.name);
    }
}

#[tokio::test]
async fn one_hundred_characters_are_taken_and_one_hundred_and_one_are_not() {
    let hundred = format!("{}@{}.jp", "a".repeat(60), "d".repeat(36));
    assert_eq!(hundred.len(), 100);
    for site in sites(seeker::router).await {
        let page = asks_for_an_account(&mut site.visitor(), &format!("a{hundred}")).await;
        assert!(page.error_at("email").contains("100文字以内"), "{}", site.name);
        assert_eq!(asks_for_an_account(&mut site.visitor(), &hundred).await.h1(), "パスワード登録");
        site.letter(&hundred, "アカウント仮登録完了通知").await;
    }
}

#[tokio::test]
async fn letters_case_does_not_make_another_account() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let shouted = EMAIL.to_uppercase();
        let page = asks_for_an_account(&mut site.visitor(), &shouted).await;
        assert_eq!(page.h1(), "パスワード登録", "the screen tells nothing, {}", site.name);
        let letters = site.letters().await;
        let subjects: Vec<&str> = letters.iter().map(|letter| letter.subject.as_str()).collect();
        assert_eq!(subjects, ["アカウント登録のお申込みについて"], "{}", site.name);
        assert_eq!(site.visitor().signs_in(&shouted).await.status, 200, "the one account, {}", site.name);
    }
}

//! ログインの方法: every change asks the password and is told by mail.

use axum::http::StatusCode;
use testkit::{PASSWORD, sites};

use super::world::{CHANGE_LETTER, EMAIL, confirms, types_password, with_mailed_code};

#[tokio::test]
async fn the_settings_lead_to_the_ways_of_signing_in() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings").await;
        let page = visitor.follow("ログインの方法").await;
        assert_eq!(page.h1(), "ログインの方法");
        for words in ["パスワード", "ワンタイムパスワードを使う", "認証アプリを登録する"]
        {
            assert!(page.link(words).is_some(), "{}: {words}", site.name);
        }
    }
}

#[tokio::test]
async fn every_change_needs_the_password_and_shares_the_counter_of_the_login() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.forget_cookie("device");
        for deed in ["code-on", "app", "code-on", "app", "code-on"] {
            let page =
                visitor.post(&format!("/settings/sign-in/{deed}"), &[("password", "Wrong-2026#")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {deed}", site.name);
            assert!(!page.error_at("password").is_empty());
        }
        site.letter(EMAIL, "ログインを一時的に止めました").await;
        let page = visitor.post("/settings/sign-in/code-on", &[("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "locked");
        assert_eq!(types_password(&mut site.visitor()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn switching_off_is_told_by_mail_and_the_login_goes_straight_in_again() {
    for site in sites(seeker::router).await {
        let mut visitor = with_mailed_code(&site).await;
        let mut twice = visitor.clone();
        let page = confirms(&mut visitor, "code-off", "やめる").await;
        assert!(page.says("使わないように設定しました"), "{}", site.name);
        assert!(site.letter(EMAIL, CHANGE_LETTER).await.body.contains("入力をやめました"));
        let page = twice.post("/settings/sign-in/code-off", &[("password", PASSWORD)]).await;
        assert_eq!(page.h1(), "ログインの方法", "pressed twice: no second letter");
        assert_eq!(types_password(&mut site.visitor()).await.status, StatusCode::OK);
        assert!(site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn a_change_that_does_not_exist_is_not_found_and_a_stranger_is_sent_to_the_login() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        assert_eq!(visitor.get("/settings/sign-in/anything").await.status, StatusCode::NOT_FOUND);
        for path in ["", "/app", "/app/code", "/recovery-codes/new", "/recovery-codes/text"] {
            let page = site.visitor().get(&format!("/settings/sign-in{path}")).await;
            assert_eq!(page.h1(), "求職者マイページログイン", "{}: {path}", site.name);
        }
    }
}

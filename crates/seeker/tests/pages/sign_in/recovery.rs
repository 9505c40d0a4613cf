//! 回復コード: ten, once each, shown once, made anew.

use axum::http::StatusCode;
use testkit::{PASSWORD, Page, TestSite, Visitor, minutes, seconds, sites};

use super::world::{
    CHANGE_LETTER, EMAIL, LOCK_LETTER, RECOVERY_LETTER, confirms, is_in, types_password, with_app,
};

async fn uses(site: &TestSite, code: &str) -> (Visitor, Page) {
    let mut visitor = site.visitor();
    types_password(&mut visitor).await;
    visitor.follow("回復コードを使う").await;
    let page = visitor.submit("ログインする", &[("回復コード", code)]).await;
    (visitor, page)
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_the_person_is_told() {
    for site in sites(seeker::router).await {
        let (_, _, codes) = with_app(&site).await;
        assert_eq!(codes.len(), 10);
        let (mut visitor, _) = uses(&site, &codes[0].to_lowercase().replace('-', " ")).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
        assert!(site.letter(EMAIL, RECOVERY_LETTER).await.body.contains("残りの回復コード：9個"));
        assert!(visitor.get("/settings/sign-in").await.says("残り9個"));
        let (_, page) = uses(&site, &codes[0]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("recovery_key").contains("まだ使っていない"));
        let (mut visitor, _) = uses(&site, &codes[1]).await;
        assert!(is_in(&mut visitor).await);
        site.letter(EMAIL, RECOVERY_LETTER).await;
    }
}

#[tokio::test]
async fn recovery_codes_share_the_five_tries() {
    for site in sites(seeker::router).await {
        let (_, _, codes) = with_app(&site).await;
        let mut visitor = site.visitor();
        types_password(&mut visitor).await;
        visitor.follow("回復コードを使う").await;
        for _ in 0..4 {
            let page = visitor.submit("ログインする", &[("回復コード", "3467-9ACD-EFGH-JKMN")]).await;
            assert!(!page.error_at("recovery_key").is_empty());
        }
        let page = visitor.submit("ログインする", &[("回復コード", "3467-9ACD-EFGH-JKMN")]).await;
        assert!(page.error_at("email").contains("約30分間"), "{}", site.name);
        site.letter(EMAIL, LOCK_LETTER).await;
        let (_, page) = uses(&site, &codes[0]).await;
        assert!(page.error_at("email").contains("約30分間"));
    }
}

#[tokio::test]
async fn a_recovery_code_belongs_to_one_person() {
    for site in sites(seeker::router).await {
        let (_, _, codes) = with_app(&site).await;
        let mut other = site.registered("other@example.jp").await;
        confirms(&mut other, "code-on", "使う").await;
        site.letters().await;
        let mut other = site.visitor();
        other.signs_in("other@example.jp").await;
        site.letters().await;
        let page = other.post("/login/recovery-code", &[("recovery_key", &codes[0])]).await;
        assert!(!page.error_at("recovery_key").is_empty(), "{}", site.name);
        let (mut owner, _) = uses(&site, &codes[0]).await;
        assert!(is_in(&mut owner).await, "{}: it was good, and still is", site.name);
        site.letter(EMAIL, RECOVERY_LETTER).await;
    }
}

#[tokio::test]
async fn fresh_codes_are_shown_to_their_session_only_until_they_are_noted() {
    for site in sites(seeker::router).await {
        let (mut visitor, _, old) = with_app(&site).await;
        let page = visitor.get("/settings/sign-in/recovery-codes/new").await;
        assert_eq!(page.h1(), "ログインの方法", "the first ones were noted");
        let page = confirms(&mut visitor, "recovery-codes", "回復コードを作る").await;
        let new = page.texts(".recovery-codes li");
        assert_eq!(new.len(), 10);
        assert!(site.letter(EMAIL, CHANGE_LETTER).await.body.contains("新しい回復コードを作りました"));
        let text = visitor.get("/settings/sign-in/recovery-codes/text").await;
        assert!(text.header("content-disposition").starts_with("attachment"));
        assert!(new.iter().all(|code| text.body.contains(code.trim())));

        let (mut elsewhere, _) = uses(&site, new[0].trim()).await;
        site.letter(EMAIL, RECOVERY_LETTER).await;
        assert_eq!(elsewhere.get("/settings/sign-in/recovery-codes/new").await.h1(), "ログインの方法");
        let text = elsewhere.get("/settings/sign-in/recovery-codes/text").await;
        assert_eq!(text.status, StatusCode::NOT_FOUND);
        let (_, page) = uses(&site, &old[0]).await;
        assert!(!page.error_at("recovery_key").is_empty(), "{}: the old ones are dead", site.name);

        visitor.get("/settings/sign-in/recovery-codes/new").await;
        visitor.submit("控えました", &[]).await;
        assert_eq!(visitor.get("/settings/sign-in/recovery-codes/new").await.h1(), "ログインの方法");
    }
}

#[tokio::test]
async fn fresh_codes_are_shown_for_a_quarter_of_an_hour() {
    for site in sites(seeker::router).await {
        let (mut visitor, _, _) = with_app(&site).await;
        confirms(&mut visitor, "recovery-codes", "回復コードを作る").await;
        site.letter(EMAIL, CHANGE_LETTER).await;
        site.advance(minutes(15));
        assert_eq!(visitor.get("/settings/sign-in/recovery-codes/new").await.h1(), "回復コード");
        site.advance(seconds(1));
        assert_eq!(visitor.get("/settings/sign-in/recovery-codes/new").await.h1(), "ログインの方法");
    }
}

#[tokio::test]
async fn without_a_second_step_there_are_no_recovery_codes() {
    for site in sites(seeker::router).await {
        let (mut visitor, _, codes) = with_app(&site).await;
        confirms(&mut visitor, "app-removal", "取り消す").await;
        assert!(site.letter(EMAIL, CHANGE_LETTER).await.body.contains("取り消しました"));
        let page = visitor.get("/settings/sign-in").await;
        assert!(!page.says("回復コードを作る"), "{}", site.name);
        let typed = [("password", PASSWORD)];
        let page = visitor.post("/settings/sign-in/recovery-codes", &typed).await;
        assert_eq!(page.h1(), "ログインの方法");
        confirms(&mut visitor, "code-on", "使う").await;
        site.letters().await;
        let mut browser = site.visitor();
        types_password(&mut browser).await;
        site.letters().await;
        let page = browser.post("/login/recovery-code", &[("recovery_key", &codes[0])]).await;
        assert!(!page.error_at("recovery_key").is_empty(), "those of before do not come back");
    }
}

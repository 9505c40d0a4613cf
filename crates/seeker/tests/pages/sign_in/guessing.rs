//! Codes cannot be guessed: five wrong ones end the login and stop the account's second step for a while.

use axum::http::StatusCode;
use testkit::{TestSite, Visitor, key_in, minutes, seconds, sites};

use super::world::{
    CODE_LETTER, EMAIL, LOCK_LETTER, another, code_in, half_way, is_in, shown, types_code, types_password,
    with_app, with_mailed_code,
};

/// Five wrong codes in a browser that was never signed in.
async fn lock(site: &TestSite) -> Visitor {
    let (mut visitor, code) = half_way(site).await;
    for _ in 0..4 {
        let page = types_code(&mut visitor, &another(&code)).await;
        assert!(!page.error_at("one_time_password").is_empty());
    }
    let page = types_code(&mut visitor, &another(&code)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.error_at("email").contains("約30分間"), "{}", page.text());
    site.letter(EMAIL, LOCK_LETTER).await;
    visitor
}

#[tokio::test]
async fn five_wrong_codes_end_the_login_and_the_person_is_told() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let mut visitor = lock(&site).await;
        assert_eq!(visitor.get("/login/code").await.h1(), "求職者マイページログイン");
        let (mut visitor, code) = half_way(&site).await;
        let page = types_code(&mut visitor, &code).await;
        assert!(page.error_at("email").contains("約30分間"), "{}: even the right one", site.name);
        site.advance(minutes(30));
        let (mut visitor, code) = half_way(&site).await;
        types_code(&mut visitor, &code).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn one_second_before_the_half_hour_the_lock_still_holds() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        lock(&site).await;
        site.advance(minutes(30) - seconds(1));
        let (mut visitor, code) = half_way(&site).await;
        assert!(types_code(&mut visitor, &code).await.error_at("email").contains("約30分間"));
    }
}

#[tokio::test]
async fn logins_in_many_browsers_share_the_five_tries() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let mut browsers = Vec::new();
        for _ in 0..5 {
            browsers.push(half_way(&site).await);
        }
        let guesses = browsers.iter().flat_map(|(visitor, code)| {
            (0..4).map(move |_| {
                let (mut visitor, code) = (visitor.clone(), code.clone());
                async move {
                    let page = visitor.post("/login/code", &[("one_time_password", &another(&code))]).await;
                    page.errors().iter().any(|error| error.contains("確認できませんでした"))
                }
            })
        });
        let mut evaluated = 1; // the fifth, which locks, is evaluated too
        for guess in guesses {
            evaluated += i32::from(guess.await);
        }
        assert_eq!(evaluated, 5, "{}: of twenty guesses", site.name);
        site.letter(EMAIL, LOCK_LETTER).await;
    }
}

#[tokio::test]
async fn a_stranger_who_knows_the_password_does_not_keep_the_person_out_on_a_device_of_their_own() {
    for site in sites(seeker::router).await {
        let mut own = with_mailed_code(&site).await;
        lock(&site).await;
        own.get("/settings").await;
        own.submit("ログアウト", &[]).await;
        types_password(&mut own).await;
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        types_code(&mut own, &code).await;
        assert!(is_in(&mut own).await, "{}", site.name);
    }
}

#[tokio::test]
async fn a_new_password_lifts_the_lock_of_the_mailed_code_but_not_that_of_the_app() {
    for site in sites(seeker::router).await {
        let (_, secret, _) = with_app(&site).await;
        let mut visitor = site.visitor();
        types_password(&mut visitor).await;
        for _ in 0..5 {
            types_code(&mut visitor, &another(&shown(&site, &secret, 0))).await;
        }
        site.letter(EMAIL, LOCK_LETTER).await;
        let mut visitor = reset(&site).await;
        let page = types_code(&mut visitor, &shown(&site, &secret, 0)).await;
        assert!(page.error_at("email").contains("約30分間"), "{}", site.name);
    }
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        lock(&site).await;
        let mut visitor = reset(&site).await;
        let code = code_in(&site.letter(EMAIL, CODE_LETTER).await);
        types_code(&mut visitor, &code).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
    }
}

const NEW: &str = "Himawari-2027#";

/// A new password by the mailed key, and a login with it in a new browser, as far as its second step.
async fn reset(site: &TestSite) -> Visitor {
    let mut visitor = site.visitor();
    visitor.get("/password-reset").await;
    visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
    let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
    let typed = [("新しいパスワード", NEW), ("新しいパスワード（確認用）", NEW), ("認証キー", &key)];
    visitor.submit("完了", &typed).await;
    site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
    visitor.get("/login").await;
    visitor.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", NEW)]).await;
    visitor
}

#[tokio::test]
async fn after_a_reset_the_second_step_still_stands_between_the_mailbox_and_the_page() {
    for site in sites(seeker::router).await {
        let (mut before, secret, _) = with_app(&site).await;
        let mut visitor = reset(&site).await;
        assert_eq!(visitor.page().h1(), "認証アプリのコードの入力", "{}", site.name);
        assert!(!visitor.page().says("もう一度送信する"), "no code is mailed to whoever reads the mail");
        let refused = visitor.post("/login/code/again", &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(site.letters().await.is_empty());
        visitor.get("/login/code").await;
        types_code(&mut visitor, &shown(&site, &secret, 0)).await;
        assert!(is_in(&mut visitor).await);
        assert!(!is_in(&mut before).await);
    }
}

#[tokio::test]
async fn a_login_that_waits_ends_with_the_password_that_began_it() {
    for site in sites(seeker::router).await {
        let (_, secret, _) = with_app(&site).await;
        let mut thief = site.visitor();
        types_password(&mut thief).await;
        reset(&site).await;
        let page = types_code(&mut thief, &shown(&site, &secret, 0)).await;
        assert!(page.error_at("email").contains("もう一度"), "{}", site.name);
        assert!(!is_in(&mut thief).await);
    }
}

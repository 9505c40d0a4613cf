//! 認証アプリ (RFC 6238): set up with its first code, each code once, a step off at most.

use axum::http::StatusCode;
use testkit::{minutes, seconds, sites};

use super::world::{
    CHANGE_LETTER, EMAIL, another, confirms, is_in, secret_on, sets_up_app, shown, types_code,
    types_password, with_app,
};

#[tokio::test]
async fn the_app_is_set_up_with_the_password_and_its_first_code() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings/sign-in").await;
        visitor.follow("認証アプリを登録する").await;
        let page = visitor.submit("登録を始める", &[("パスワード", "Wrong-2026#")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = confirms(&mut visitor, "app", "登録を始める").await;
        let secret = secret_on(&page);
        let svg = visitor.get("/settings/sign-in/app/code.svg").await;
        assert_eq!(svg.header("content-type"), "image/svg+xml");
        assert_eq!(svg.header("cache-control"), "no-store");
        let address = secret.address("求職者マイページ", EMAIL);
        assert_eq!(svg.body, adapters::qr::authenticator_code(&address).unwrap(), "{}", site.name);

        visitor.get("/settings/sign-in/app/code").await;
        let wrong = another(&shown(&site, &secret, 0));
        let page = visitor.submit("登録する", &[("認証アプリのコード", &wrong)]).await;
        assert!(page.error_at("one_time_password").contains("確認できませんでした"));
        assert!(site.letters().await.is_empty(), "nothing has changed yet");
        let code = shown(&site, &secret, 0);
        let page = visitor.submit("登録する", &[("認証アプリのコード", &code)]).await;
        assert_eq!(page.texts(".recovery-codes li").len(), 10);
        let letter = site.letter(EMAIL, CHANGE_LETTER).await;
        assert!(letter.body.contains("認証アプリを登録しました"));
        let page = visitor.get("/settings/sign-in/app/code").await;
        assert_eq!(page.h1(), "認証アプリの登録", "the secret is never shown again");
    }
}

#[tokio::test]
async fn pressing_twice_sets_it_up_once_and_leads_to_the_same_recovery_codes() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = confirms(&mut visitor, "app", "登録を始める").await;
        let code = shown(&site, &secret_on(&page), 0);
        let mut twice = visitor.clone();
        let first = visitor.submit("登録する", &[("認証アプリのコード", &code)]).await;
        twice.submit("登録する", &[("認証アプリのコード", &code)]).await;
        let second = twice.get("/settings/sign-in/recovery-codes/new").await;
        assert_eq!(first.texts(".recovery-codes li"), second.texts(".recovery-codes li"), "{}", site.name);
        site.letter(EMAIL, CHANGE_LETTER).await;
    }
}

#[tokio::test]
async fn a_code_of_the_app_is_taken_once_and_one_step_early_or_late() {
    for site in sites(seeker::router).await {
        let (_, secret, _) = with_app(&site).await;
        for (later, taken) in [(-2, false), (2, false), (-1, true), (-1, false), (1, true), (0, false)] {
            let mut visitor = site.visitor();
            assert_eq!(types_password(&mut visitor).await.h1(), "認証アプリのコードの入力");
            types_code(&mut visitor, &shown(&site, &secret, later)).await;
            assert_eq!(is_in(&mut visitor).await, taken, "{}: {later} steps", site.name);
        }
        assert!(site.letters().await.is_empty(), "an app needs no mail");
    }
}

#[tokio::test]
async fn the_code_that_set_the_app_up_opens_nothing() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let (secret, _) = sets_up_app(&site, &mut visitor).await;
        site.letter(EMAIL, CHANGE_LETTER).await;
        let code = shown(&site, &secret, 0);
        let mut thief = site.visitor();
        types_password(&mut thief).await;
        assert!(!types_code(&mut thief, &code).await.errors().is_empty());
        site.advance(seconds(30));
        types_code(&mut thief, &shown(&site, &secret, 0)).await;
        assert!(is_in(&mut thief).await, "{}: the next one does", site.name);
    }
}

#[tokio::test]
async fn the_setup_belongs_to_its_session_and_a_quarter_of_an_hour() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        confirms(&mut visitor, "app", "登録を始める").await;
        let mut elsewhere = site.visitor();
        types_password(&mut elsewhere).await;
        assert_eq!(elsewhere.get("/settings/sign-in/app/code").await.h1(), "認証アプリの登録");
        assert_eq!(elsewhere.get("/settings/sign-in/app/code.svg").await.status, StatusCode::NOT_FOUND);
        site.advance(minutes(15));
        assert_eq!(visitor.get("/settings/sign-in/app/code").await.h1(), "認証アプリの登録の確認");
        site.advance(seconds(1));
        assert_eq!(visitor.get("/settings/sign-in/app/code").await.h1(), "認証アプリの登録", "{}", site.name);
    }
}

#[tokio::test]
async fn a_new_app_takes_the_place_of_the_old_one() {
    for site in sites(seeker::router).await {
        let (mut visitor, old, old_codes) = with_app(&site).await;
        let (new, new_codes) = sets_up_app(&site, &mut visitor).await;
        assert!(site.letter(EMAIL, CHANGE_LETTER).await.body.contains("登録し直しました"));
        assert!(old_codes.iter().all(|code| !new_codes.contains(code)));
        site.advance(minutes(1));
        let mut browser = site.visitor();
        types_password(&mut browser).await;
        types_code(&mut browser, &shown(&site, &old, 0)).await;
        assert!(!is_in(&mut browser).await);
        browser.get("/login/code").await;
        types_code(&mut browser, &shown(&site, &new, 0)).await;
        assert!(is_in(&mut browser).await, "{}", site.name);
    }
}

#[tokio::test]
async fn neither_the_secret_nor_a_recovery_code_lies_in_the_database_in_the_clear() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = confirms(&mut visitor, "app", "登録を始める").await;
        let secret = secret_on(&page);
        let hex: String = secret.expose().iter().map(|byte| format!("{byte:02x}")).collect();
        let plain = secret.grouped();
        let code = shown(&site, &secret, 0);
        for _ in 0..2 {
            let stored = site.everything_stored().await.to_lowercase();
            for form in [plain.clone(), plain.replace(' ', ""), hex.clone()] {
                assert!(!stored.contains(&form.to_lowercase()), "{}: {form}", site.name);
            }
            visitor.post("/settings/sign-in/app/code", &[("one_time_password", &code)]).await;
        }
        let codes = visitor.page().texts(".recovery-codes li");
        assert_eq!(codes.len(), 10);
        let stored = site.everything_stored().await;
        for code in codes {
            assert!(!stored.contains(code.trim()) && !stored.contains(&code.trim().replace('-', "")));
        }
        site.letter(EMAIL, CHANGE_LETTER).await;
    }
}

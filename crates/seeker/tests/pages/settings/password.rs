//! パスワードの変更.

use axum::http::StatusCode;
use testkit::{PASSWORD, Page, TestSite, Visitor, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const NEW: &str = "Himawari-2026#";
const TOLD: &str = "パスワード変更のお知らせ";

async fn change(visitor: &mut Visitor, present: &str, new: &str, again: &str) -> Page {
    visitor.get("/settings/password").await;
    let typed =
        [("現在のパスワード", present), ("新しいパスワード", new), ("新しいパスワード（確認用）", again)];
    visitor.submit("パスワードを変更する", &typed).await
}

async fn signs_in_with(site: &TestSite, password: &str) -> StatusCode {
    let mut visitor = site.visitor();
    visitor.get("/login").await;
    let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", password)];
    visitor.submit("ログイン", &typed).await.status
}

#[tokio::test]
async fn the_new_password_works_the_old_one_does_not_and_the_person_is_told() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = change(&mut visitor, PASSWORD, NEW, NEW).await;
        assert_eq!(page.h1(), "アカウントを編集");
        assert!(page.says("パスワードを変更しました"));
        let letter = site.letter(EMAIL, TOLD).await;
        assert!(letter.body.contains("お心当たりのない場合は"));
        assert_eq!(signs_in_with(&site, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(signs_in_with(&site, NEW).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_other_sessions_end_and_the_own_one_goes_on_under_a_new_token() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let mut elsewhere = site.visitor();
        elsewhere.signs_in(EMAIL).await;
        let mut thief = visitor.clone();
        let before = visitor.cookie("seeker").unwrap().to_owned();
        change(&mut visitor, PASSWORD, NEW, NEW).await;
        site.letters().await;
        assert_ne!(visitor.cookie("seeker").unwrap(), before);
        assert_eq!(visitor.get("/settings").await.h1(), "求職者情報・設定", "the own one goes on");
        assert_eq!(elsewhere.get("/settings").await.h1(), "求職者マイページログイン");
        assert_eq!(thief.get("/settings").await.h1(), "求職者マイページログイン", "the old token is dead");
    }
}

#[tokio::test]
async fn a_key_for_a_new_password_that_was_asked_for_before_does_nothing_any_more() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let mut asked = site.visitor();
        asked.get("/password-reset").await;
        asked.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        let key = testkit::key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
        change(&mut visitor, PASSWORD, NEW, NEW).await;
        site.letter(EMAIL, TOLD).await;
        let typed = [
            ("新しいパスワード", "Kikyou-2026#"),
            ("新しいパスワード（確認用）", "Kikyou-2026#"),
            ("認証キー", key.as_str()),
        ];
        assert_eq!(asked.submit("完了", &typed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(signs_in_with(&site, NEW).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_wrong_present_password_changes_nothing_and_counts_for_the_lock_of_the_login() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.forget_cookie("device");
        for _ in 0..5 {
            let page = change(&mut visitor, "Wrong-2026#", NEW, NEW).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.error_at("password").contains("5回続けて"));
            assert!(!page.body.contains("Wrong-2026#") && !page.body.contains(NEW), "no secret comes back");
        }
        site.letter(EMAIL, "ログインを一時的に止めました").await;
        let page = change(&mut visitor, PASSWORD, NEW, NEW).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "locked");
        assert_eq!(signs_in_with(&site, PASSWORD).await, StatusCode::UNPROCESSABLE_ENTITY, "here too");
    }
}

#[tokio::test]
async fn a_bad_new_password_is_told_at_its_box_and_costs_no_try() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        for (new, again, told) in [
            ("", "", "入力してください"),
            ("short1#", "short1#", "8桁以上32桁以内"),
            ("Himawari2026", "Himawari2026", "それぞれ1文字以上"),
            ("Password-1#", "Password-1#", "推測されやすい"),
            ("Sakura-2026#", "Sakura-2026#", "メールアドレスやお名前"),
            (NEW, "Himawari-2027#", "一致しません"),
            (PASSWORD, PASSWORD, "現在のパスワードと同じ"),
        ] {
            let page = change(&mut visitor, PASSWORD, new, again).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
            assert!(page.error_at("new_password").contains(told), "{new}: {}", page.error_at("new_password"));
        }
        let page = change(&mut visitor, "", NEW, NEW).await;
        assert!(page.error_at("password").contains("現在のパスワード"));
        assert!(!site.everything_stored().await.contains("login_guard:"), "nothing was counted");
    }
}

//! The same at the same moment (spec/security.md, 認証キー and Faults): limits hold, and only one is told yes.

use axum::http::StatusCode;
use testkit::{Page, TestSite, Visitor, key_in, minutes, sites};
use tokio::task::JoinSet;

const EMAIL: &str = "sakura.tanaka@example.jp";
const SET: &str = "新しいパスワードが設定されました";
/// More than the five keys of an address.
const MANY: usize = 16;

async fn asked_by_many(site: &TestSite, path: &'static str) -> Vec<Page> {
    let mut asking = JoinSet::new();
    for _ in 0..MANY {
        let mut visitor = site.visitor();
        asking.spawn(async move {
            let fields =
                [("email", EMAIL), ("email_confirmation", EMAIL), ("consent", "1"), ("not_student", "1")];
            visitor.post(path, &fields).await
        });
    }
    asking.join_all().await
}

#[tokio::test]
async fn of_many_who_ask_at_the_same_moment_five_keys_are_mailed() {
    for site in sites(seeker::router).await {
        let pages = asked_by_many(&site, "/register").await;
        assert!(pages.iter().all(|page| page.h1() == "パスワード登録"), "{}", site.name);
        assert_eq!(site.letters().await.len(), 5, "{}: to register", site.name);
        site.advance(minutes(51));
        site.registered(EMAIL).await;
        let pages = asked_by_many(&site, "/password-reset").await;
        assert!(pages.iter().all(|page| page.h1() == "パスワード再登録"), "{}", site.name);
        assert_eq!(site.letters().await.len(), 5, "{}: for a new password", site.name);
    }
}

/// Somebody who asked for a new password, and the key that was mailed.
async fn with_a_key(site: &TestSite) -> (Visitor, String) {
    site.registered(EMAIL).await;
    let mut visitor = site.visitor();
    visitor.get("/password-reset").await;
    visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
    let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
    (visitor, key)
}

async fn sets(mut visitor: Visitor, key: String, password: String) -> (Page, String) {
    let path = visitor.page().path.clone();
    let typed = [
        ("new_password", password.as_str()),
        ("new_password_confirmation", &password),
        ("verification_key", &key),
    ];
    (visitor.post(&path, &typed).await, password)
}

async fn signs_in_with(site: &TestSite, password: &str) -> StatusCode {
    site.visitor().post("/login", &[("email", EMAIL), ("password", password)]).await.status
}

#[tokio::test]
async fn of_four_with_one_key_and_different_passwords_only_the_one_that_is_set_is_told_so() {
    for site in sites(seeker::router).await {
        let (visitor, key) = with_a_key(&site).await;
        let mut setting = JoinSet::new();
        for n in 0..4 {
            setting.spawn(sets(visitor.clone(), key.clone(), format!("Himawari-202{n}#")));
        }
        let (told, refused): (Vec<_>, Vec<_>) =
            setting.join_all().await.into_iter().partition(|(page, _)| page.says(SET));
        assert_eq!(told.len(), 1, "{}: {:?}", site.name, refused);
        assert_eq!(signs_in_with(&site, &told[0].1).await, StatusCode::OK, "{}", site.name);
        for (page, password) in refused {
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
            assert!(!page.error_at("verification_key").is_empty());
            let status = signs_in_with(&site, &password).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {password}", site.name);
        }
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
    }
}

#[tokio::test]
async fn pressing_twice_at_once_is_told_yes_twice_and_done_once() {
    for site in sites(seeker::router).await {
        let (visitor, key) = with_a_key(&site).await;
        let new = "Himawari-2026#".to_owned();
        let (one, other) =
            tokio::join!(sets(visitor.clone(), key.clone(), new.clone()), sets(visitor, key, new));
        assert!(one.0.says(SET) && other.0.says(SET), "{}: {:?}", site.name, [one.0, other.0]);
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
    }
}

#[tokio::test]
async fn a_used_key_tells_nobody_that_another_password_was_set_and_not_for_ever() {
    for site in sites(seeker::router).await {
        let (visitor, key) = with_a_key(&site).await;
        let new = "Himawari-2026#";
        assert!(sets(visitor.clone(), key.clone(), new.into()).await.0.says(SET), "{}", site.name);
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        // One try was the first use; ten is the end.
        for n in 0..9 {
            let (page, _) = sets(visitor.clone(), key.clone(), format!("Himawari-203{n}#")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        }
        let before = site.app.hasher.evaluated();
        let (page, _) = sets(visitor, key, new.into()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert_eq!(site.app.hasher.evaluated(), before, "{}: nothing was evaluated", site.name);
    }
}

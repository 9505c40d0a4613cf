//! 保存されている情報の確認: everything that is stored about oneself.

use axum::http::StatusCode;
use domain::{account::EmailAddress, letters::Letter};
use serde_json::Value;
use testkit::{PASSWORD, Page, Visitor, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const OTHER: &str = "other.person@example.jp";

async fn asks(visitor: &mut Visitor, button: &str, password: &str) -> Page {
    visitor.get("/settings").await;
    visitor.follow("保存されている情報の確認").await;
    visitor.submit(button, &[("パスワード", password)]).await
}

fn table<'a>(file: &'a Value, name: &str) -> &'a Vec<Value> {
    let tables = file["tables"].as_array().unwrap();
    tables.iter().find(|table| table["name"] == name).unwrap()["rows"].as_array().unwrap()
}

#[tokio::test]
async fn the_file_is_an_attachment_in_the_documented_form_that_no_cache_keeps() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let answer = asks(&mut visitor, "ファイルを受け取る", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"mypage-my-data-2026-11-20.json\""
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
        let file: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&file["format"], &file["version"]), (&"mypage-my-data".into(), &1.into()));
        assert_eq!(file["made_at"], "2026-11-20T10:00:00+09:00");
        let account = &table(&file, "account")[0];
        assert_eq!((&account["email"], &account["state"]), (&EMAIL.into(), &"registered".into()));
        assert_eq!(account["registered_at"], "2026-11-20T10:00:00+09:00");
        assert_eq!(account["withdrawn_at"], Value::Null);
        assert_eq!(table(&file, "session")[0]["device"], "Chrome（Linux）");
        for part in file["tables"].as_array().unwrap() {
            assert_eq!(part["complete"], true);
            assert!(!part["title"].as_str().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn the_page_says_the_same_in_words() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = asks(&mut visitor, "画面で見る", PASSWORD).await;
        assert_eq!(page.h1(), "保存されている情報");
        assert!(page.says(EMAIL) && page.says("求職情報の登録前") && page.says("Chrome（Linux）"));
        assert!(page.says("アカウント登録日時") && page.says("2026年11月20日 10時00分"));
    }
}

#[tokio::test]
async fn nothing_of_anybody_else_and_no_secret_is_in_it() {
    for site in sites(seeker::router).await {
        site.registered(OTHER).await;
        let mut visitor = site.registered(EMAIL).await;
        let file = asks(&mut visitor, "ファイルを受け取る", PASSWORD).await.body;
        assert!(file.contains(EMAIL) && !file.contains(OTHER));
        for name in ["argon2", "hash", "\"key", "token"] {
            assert!(!file.contains(name), "{name}");
        }
        let token = visitor.cookie("seeker").unwrap();
        assert!(!file.contains(token) && !file.contains(PASSWORD));
    }
}

#[tokio::test]
async fn the_password_is_asked_and_a_wrong_one_counts_for_the_lock() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.forget_cookie("device");
        for button in ["ファイルを受け取る", "画面で見る", "画面で見る", "画面で見る", "ファイルを受け取る"]
        {
            let page = asks(&mut visitor, button, "Wrong-2026#").await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.error_at("password").contains("5回続けて"));
        }
        site.letter(EMAIL, "ログインを一時的に止めました").await;
        assert_eq!(asks(&mut visitor, "画面で見る", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = asks(&mut visitor, "画面で見る", "").await;
        assert!(page.error_at("password").contains("入力してください"));
    }
}

#[tokio::test]
async fn letters_are_those_about_the_account_and_never_those_of_whoever_else_has_an_address() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        site.registered("family@example.jp").await;
        let mut tx = site.store().begin().await.unwrap();
        let family = EmailAddress::parse("family@example.jp").unwrap();
        let own = tx.account_by_email(&EmailAddress::parse(EMAIL).unwrap()).await.unwrap().unwrap().id;
        let other = tx.account_by_email(&family).await.unwrap().unwrap().id;
        tx.put_recovery_address(own, &family, site.now()).await.unwrap();
        let letter = |to: &str, subject: &str| Letter {
            to: to.to_owned(),
            subject: subject.to_owned(),
            body: "本文".to_owned(),
        };
        tx.post_to_all(own, &letter(EMAIL, "本人のこと"), site.now()).await.unwrap();
        tx.post_about(other, &letter("family@example.jp", "家族のこと"), site.now()).await.unwrap();
        tx.post(&letter(EMAIL, "前の持ち主のこと"), site.now()).await.unwrap();
        tx.commit().await.unwrap();
        let answer = asks(&mut visitor, "ファイルを受け取る", PASSWORD).await;
        let file: Value = serde_json::from_str(&answer.body).unwrap();
        let mut letters: Vec<_> =
            table(&file, "outbox").iter().map(|one| [&one["subject"], &one["recipient"]]).collect();
        letters.sort_by_key(|one| one[1].to_string());
        let expected = [["本人のこと", "family@example.jp"], ["本人のこと", EMAIL]];
        assert_eq!(letters, expected, "{}", site.name);
        site.letters().await;
    }
}

//! The service in process, as the tests of the pages use it.

use axum::{Router, http::StatusCode};
use domain::letters::Letter;
use testkit::{TestSite, minutes, sites};

fn letter() -> Letter {
    Letter {
        to: "hanako@example.jp".into(), subject: "お知らせ".into(), body: "認証キー：ABCD".into()
    }
}

async fn post_letter(site: &TestSite) {
    let mut tx = site.store().begin().await.expect("a unit of work");
    tx.post(&letter(), site.now()).await.expect("an outbox");
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn a_page_that_is_not_there_is_a_japanese_page() {
    for site in sites(Router::new).await {
        let page = site.visitor().get("/nowhere").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", site.name);
        assert_eq!(page.h1(), "ページが見つかりません", "{}", site.name);
    }
}

#[tokio::test]
async fn letters_are_taken_once() {
    for site in sites(Router::new).await {
        post_letter(&site).await;
        let letter = site.letter("hanako@example.jp", "お知らせ").await;
        assert_eq!(testkit::key_in(&letter), "ABCD");
        assert!(site.letters().await.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
#[should_panic(expected = "that the test did not look at")]
async fn a_letter_that_nobody_reads_fails_the_test() {
    for site in sites(Router::new).await {
        post_letter(&site).await;
        drop(site);
    }
}

#[tokio::test]
async fn time_passes_only_when_told() {
    for site in sites(Router::new).await {
        let before = site.now();
        assert_eq!(domain::clock::japanese_minute(before), "2026年11月20日 10時00分");
        site.advance(minutes(50));
        assert_eq!(site.now().duration_since(before), minutes(50));
    }
}

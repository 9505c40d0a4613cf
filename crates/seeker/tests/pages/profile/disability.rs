//! 7 障害情報: asked only of people who said あり, and read by nobody but the person and the office.

use axum::http::StatusCode;
use domain::job_seeker::MAX_NEEDS_CHARS;
use testkit::{Page, Visitor};

use super::world::{newcomer, registered, send_basic, send_disclosure, send_places, send_work, sites};

const PATH: &str = "/profile/disability";
const NEEDS: &str = "通院のため、月に1回休みが必要です。";

async fn tells(visitor: &mut Visitor, button: &str) -> Page {
    visitor.get(PATH).await;
    let typed = [
        ("kinds", "physical"),
        ("kinds", "intractable"),
        ("身体障害者手帳の等級", "3"),
        ("配慮してほしいこと", NEEDS),
    ];
    visitor.submit(button, &typed).await
}

#[tokio::test]
async fn only_who_said_yes_is_asked_and_then_it_is_needed_for_completing() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        assert_eq!(visitor.get(PATH).await.path, "/profile");
        send_basic(&mut visitor, &[]).await;
        assert_eq!(visitor.get(PATH).await.path, "/profile", "なし was chosen");
        assert_eq!(visitor.post(PATH, &[("kinds", "physical")]).await.path, "/profile");
        send_basic(&mut visitor, &[("disability", "yes")]).await;
        send_disclosure(&mut visitor, "open").await;
        send_work(&mut visitor).await;
        send_places(&mut visitor).await;
        assert_eq!(visitor.get("/profile/check").await.path, "/profile", "障害情報 is left");
        let page = visitor.get(PATH).await;
        assert_eq!(page.h1(), "障害情報");
        assert!(page.says("あなたとハローワークだけです") && page.says("求人者には見えません"));
        let page = tells(&mut visitor, "保存して次へ進む").await;
        assert_eq!(page.path, "/profile", "{:?}", page.errors());
        let page = visitor.get("/profile/check").await;
        for words in ["身体障害、難病", "身体障害者手帳 3級", NEEDS] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let saved = site.store().read().await.unwrap().disability(account).await.unwrap();
        assert_eq!(saved.map(|told| told.kinds.len()), Some(2), "{}", site.name);
    }
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_the_text_is_kept() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[("disability", "yes")]).await;
        let long = "あ".repeat(MAX_NEEDS_CHARS + 1);
        let page = visitor.post(PATH, &[("needs", &long), ("physical", "7")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("kinds").contains("1つ以上"));
        page.error_at("physical");
        assert!(page.error_at("needs").contains("いまは301文字あります"));
        assert_eq!(page.value_of("needs").unwrap_or_default().trim(), long, "{}", site.name);
    }
}

#[tokio::test]
async fn employers_never_see_it_and_the_history_keeps_no_content() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        send_with(&mut visitor, "yes").await;
        let page = tells(&mut visitor, "変更を保存する").await;
        assert!(page.says("「障害情報」の変更を保存しました"), "{}", page.text());
        assert!(page.says(NEEDS), "the person reads it");
        let page = visitor.get("/profile/preview").await;
        assert!(!page.says("通院") && !page.says("手帳") && !page.says("身体"), "{}", page.text());
        let page = visitor.get("/profile/history").await;
        assert!(page.says("障害情報") && page.says("内容は履歴に残していません"), "{}", page.text());
        assert!(!page.says("通院") && !page.says("手帳"), "{}", page.text());

        send_with(&mut visitor, "no").await;
        let saved = site.store().read().await.unwrap().disability(account).await.unwrap();
        assert_eq!(saved, None, "なし forgets it: {}", site.name);
        assert!(!site.everything_stored().await.contains("通院"), "nowhere is anything left of it");
    }
}

#[tokio::test]
async fn the_history_says_that_the_answer_changed_and_keeps_neither_answer() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let mut lines = Vec::new();
        for answer in ["yes", "no"] {
            send_with(&mut visitor, answer).await;
            let deeds = site.store().read().await.unwrap().changes(account, 1, 0).await.unwrap();
            let change = deeds[0].changes.iter().find(|change| change.item == "障害の有無").unwrap();
            lines.push((change.before.clone(), change.after.clone()));
        }
        assert_eq!(lines[0], lines[1], "{}: neither tells which way it went", site.name);
        assert!(lines[0].0.contains("内容は履歴に残していません"), "{}", lines[0].0);
    }
}

/// Opens 基本情報 and says あり or なし.
async fn send_with(visitor: &mut Visitor, disability: &str) {
    visitor.get("/profile/basic").await;
    let page = visitor.submit("変更を保存する", &[("disability", disability)]).await;
    assert_eq!(page.h1(), "求職情報", "{:?}", page.errors());
}

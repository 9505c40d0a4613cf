//! What 無効 closes, and what it does not (seed 002; domain.md section 10, row 1).

use testkit::{Page, days, hours};

use super::switching::switches_off;
use crate::profile::world::{registered, signs_in, sites};

const CLOSED: &str = "求職登録が無効のため、この機能は利用できません";

fn is_explained(page: &Page) {
    assert_eq!(page.h1(), CLOSED);
    assert!(page.says("有効に戻す手続きへ進む") && page.says("ログアウトしてトップページへ進む"));
}

#[tokio::test]
async fn search_inside_the_page_and_messages_are_closed_with_a_way_on() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        assert_eq!(visitor.get("/search").await.h1(), "求人検索");
        assert_eq!(visitor.get("/messages").await.h1(), "メッセージ");
        switches_off(&site, &mut visitor).await;
        for path in ["/search", "/search?word=介護", "/messages"] {
            let page = visitor.get(path).await;
            is_explained(&page);
            assert!(page.says("2026年11月20日に無効に切り替えられました"), "{path}: {}", page.text());
        }
    }
}

#[tokio::test]
async fn own_data_stay_readable() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        for (path, h1) in [
            ("/home", "求職者マイページホーム"),
            ("/home/receipt", "ハローワーク受付票"),
            ("/activity", "求職活動状況"),
            ("/settings", "求職者情報・設定"),
            ("/notices", "お知らせ"),
        ] {
            assert_eq!(visitor.get(path).await.h1(), h1, "{path}, {}", site.name);
        }
    }
}

#[tokio::test]
async fn past_its_last_day_a_registration_is_closed_from_the_next_day_on() {
    for site in sites().await {
        let (_, account) = registered(&site, "a", &[]).await;
        site.advance(days(72)); // 10:00 on the last day
        assert_eq!(signs_in(&site, account).await.get("/search").await.h1(), "求人検索");
        site.advance(hours(14)); // midnight in Tokyo
        let page = signs_in(&site, account).await.get("/search").await;
        is_explained(&page);
        assert!(page.says("有効期限（2027年01月31日）が過ぎたため"), "{}", page.text());
        let mut signed_out = site.visitor();
        assert_eq!(
            signed_out.get("/search").await.h1(),
            "求人検索",
            "{}: signed out as everybody",
            site.name
        );
    }
}

#[tokio::test]
async fn after_logging_out_the_same_browser_searches() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        visitor.get("/search").await;
        let page = visitor.submit("ログアウトしてトップページへ進む", &[]).await;
        assert!(page.says("ログアウトしました"), "{}", page.text());
        assert_eq!(visitor.get("/search").await.h1(), "求人検索", "{}", site.name);
    }
}

#[tokio::test]
async fn back_in_force_everything_is_open_again_and_the_explanation_is_gone() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        is_explained(&visitor.get("/search").await);
        visitor.follow("有効に戻す手続きへ進む").await;
        visitor.submit("有効に戻す", &[]).await;
        site.letters().await;
        assert_eq!(visitor.get("/search").await.h1(), "求人検索");
        assert_eq!(
            visitor.get("/settings/validity/closed").await.h1(),
            "求職登録の有効・無効",
            "{}",
            site.name
        );
    }
}

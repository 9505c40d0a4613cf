//! What 無効 closes, and what it does not (seed 002; domain.md section 10, row 1).

use testkit::{Page, days, hours};

use super::switching::switches_off;
use crate::{
    activity::{keeps, postings},
    profile::world::{registered, signs_in, sites},
};

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
            ("/profile", "求職情報"),
            ("/activity/favourites", "お気に入り求人"),
            ("/activity/applications", "応募中の求人"),
            ("/activity/requests", "求人者からのリクエスト求人"),
            ("/search/saved", "保存した求人検索条件"),
            ("/settings/my-data", "保存されている情報の確認"),
        ] {
            assert_eq!(visitor.get(path).await.h1(), h1, "{path}, {}", site.name);
        }
    }
}

#[tokio::test]
async fn online_referrals_are_closed_and_the_home_says_why_it_shows_none() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        assert_eq!(visitor.get("/activity/referrals").await.h1(), "オンラインハローワーク紹介対象求人");
        switches_off(&site, &mut visitor).await;
        is_explained(&visitor.get("/activity/referrals").await);
        let page = visitor.get("/home").await;
        assert!(page.says("オンラインハローワーク紹介対象求人"), "{}", page.text());
        assert!(page.says("求職登録が無効のため、表示していません。"), "{}", page.text());
        assert!(!page.says("紹介対象求人を全て表示"), "{}", site.name);
    }
}

#[tokio::test]
async fn home_and_receipt_say_that_it_is_switched_off_and_shows_nothing_to_employers() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        assert!(visitor.get("/home").await.says("求職公開状況：公開中"));
        assert!(visitor.get("/home/receipt").await.says("求職登録の状態 有効"));
        switches_off(&site, &mut visitor).await;
        let page = visitor.get("/home").await;
        assert!(page.says("求職公開状況：非公開（求職登録が無効のため）"), "{}", page.text());
        assert!(page.says("求職登録：無効（2026年11月20日から）"), "{}", page.text());
        let page = visitor.get("/home/receipt").await;
        assert!(page.says("求職登録の状態 無効（2026年11月20日から）"), "{}", page.text());
    }
}

#[tokio::test]
async fn nothing_is_kept_or_dropped_among_the_favourites() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 2).await;
        keeps(&site, account, &numbers[..1]).await;
        let (kept, other) = (numbers[0].to_string(), numbers[1].to_string());
        switches_off(&site, &mut visitor).await;
        is_explained(&visitor.post("/activity/favourites", &[("posting", &other)]).await);
        let path = format!("/activity/favourites/{kept}");
        is_explained(&visitor.post(&path, &[("note", "面接で聞くこと")]).await);
        let favourites = visitor.get("/activity/favourites").await;
        assert!(favourites.says("介護福祉士1号"), "{}: {}", site.name, favourites.text());
        assert!(!favourites.says("介護福祉士2号") && !favourites.says("面接で聞くこと"), "{}", site.name);
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

//! 有効/無効 in 各種設定 (domain.md 1.2).

use axum::http::StatusCode;
use domain::validity::ExtendingDeed;
use testkit::{TestSite, Visitor, days};
use uuid::Uuid;

use crate::profile::world::{newcomer, registered, signs_in, sites};

/// Sets the registration to 無効 by the pages.
pub(super) async fn switches_off(site: &TestSite, visitor: &mut Visitor) {
    visitor.get("/settings/validity").await;
    let page = visitor.follow("無効にする手続きへ進む").await;
    assert_eq!(page.h1(), "求職登録を無効にする確認");
    let page = visitor.submit("無効にする", &[]).await;
    assert!(page.says("求職登録を無効にしました。"), "{}", page.text());
    site.letter("a@example.jp", "求職登録を無効にしました").await;
}

#[tokio::test]
async fn the_page_says_how_it_stands_and_what_switching_off_would_close() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let page = visitor.get("/settings/validity").await;
        assert_eq!(page.h1(), "求職登録の有効・無効");
        for words in [
            "現在の状態 有効",
            "2027年01月31日（残り72日）",
            "マイページ内での求人検索",
            "求人検索条件の保存と変更",
            "お気に入り求人の保存と変更",
            "紹介状の確認",
            "メッセージ",
            "オンラインハローワーク紹介",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
    }
}

#[tokio::test]
async fn off_and_on_again_count_as_a_new_application_and_are_told_and_kept() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        let page = visitor.get("/settings/validity").await;
        assert!(page.says("現在の状態 無効") && page.says("2027年11月20日までは"), "{}", page.text());

        site.advance(days(73)); // 1 February: the last day, 31 January, has passed
        let mut visitor = signs_in(&site, account).await;
        visitor.get("/settings/validity").await;
        let page = visitor.follow("有効に戻す手続きへ進む").await;
        assert!(page.says("新しい有効期限は、2027年04月30日（翌々月の末日）です"), "{}", page.text());
        let page = visitor.submit("有効に戻す", &[]).await;
        assert!(page.says("求職登録を有効にしました。") && page.says("現在の状態 有効"));
        assert!(page.says("2027年04月30日") && page.says("無効にしました"), "{}", page.text());
        site.letter("a@example.jp", "求職登録を有効にしました").await;
        assert!(visitor.get("/home").await.says("2027年04月30日"), "{}", site.name);
    }
}

#[tokio::test]
async fn off_and_on_again_before_the_last_day_has_passed_lengthens_nothing() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        site.advance(days(72)); // 31 January, the last day
        let mut visitor = signs_in(&site, account).await;
        visitor.get("/settings/validity").await;
        let page = visitor.follow("有効に戻す手続きへ進む").await;
        assert!(page.says("有効期限は、2027年01月31日のまま変わりません"), "{}", page.text());
        assert!(!page.says("新しく求職を申し込んだ"), "{}", page.text());
        let page = visitor.submit("有効に戻す", &[]).await;
        assert!(page.says("現在の状態 有効") && page.says("2027年01月31日（今日まで）"), "{}", page.text());
        site.letter("a@example.jp", "求職登録を有効にしました").await;
    }
}

#[tokio::test]
async fn pressing_twice_does_it_once_and_looking_does_nothing() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        visitor.get("/settings/validity/off").await;
        assert!(visitor.get("/settings/validity").await.says("現在の状態 有効"));
        for _ in 0..2 {
            let page = visitor.post("/settings/validity/off", &[]).await;
            assert!(page.says("求職登録を無効にしました。"), "{}", page.text());
        }
        assert_eq!(site.letters().await.len(), 1, "{}: told once", site.name);
        let history = site.store().read().await.unwrap().validity_history(account).await.unwrap();
        assert_eq!(history.len(), 1, "{}", site.name);
    }
}

async fn ended_days_ago(site: &TestSite, account: Uuid, day: &str) -> Visitor {
    site.app.clock.move_to(format!("{day}T10:00:00+09:00").parse().unwrap());
    signs_in(site, account).await
}

#[tokio::test]
async fn twelve_months_after_the_end_one_switches_back_alone_and_a_day_later_an_office_is_named() {
    for site in sites().await {
        // Valid to 31 January 2027, 無効 since 1 February.
        let (_, account) = registered(&site, "a", &[]).await;
        let mut late = ended_days_ago(&site, account, "2028-02-02").await;
        let page = late.get("/settings/validity").await;
        assert!(page.says("この画面からは有効に戻せません") && page.says("越谷公共職業安定所"));
        assert_eq!(page.link("有効に戻す手続きへ進む"), None);
        assert_eq!(late.get("/settings/validity/on").await.h1(), "求職登録の有効・無効");
        let page = late.post("/settings/validity/on", &[]).await;
        assert!(page.says("現在の状態 無効") && !page.says("有効にしました"), "{}", page.text());
        assert!(site.letters().await.is_empty());

        let mut in_time = ended_days_ago(&site, account, "2028-02-01").await;
        in_time.get("/settings/validity/on").await;
        let page = in_time.submit("有効に戻す", &[]).await;
        assert!(page.says("現在の状態 有効"), "{}: {}", site.name, page.text());
        site.letters().await;
    }
}

#[tokio::test]
async fn the_page_says_what_has_lengthened_the_registration() {
    let deeds = [
        (ExtendingDeed::Consultation, "a", "ハローワークでの相談により、1か月延長しました"),
        (ExtendingDeed::Referral, "b", "ハローワークの紹介により、1か月延長しました"),
        (ExtendingDeed::OnlineApplication, "c", "オンライン自主応募により、1か月延長しました"),
    ];
    for (deed, name, words) in deeds {
        for site in sites().await {
            let (_, account) = registered(&site, name, &[]).await;
            let mut visitor = ended_days_ago(&site, account, "2027-01-10").await;
            let mut tx = site.store().begin().await.unwrap();
            let on = "2027-01-10".parse().unwrap();
            tx.extend_validity(account, (deed, on), site.now()).await.unwrap();
            tx.commit().await.unwrap();
            let page = visitor.get("/settings/validity").await;
            assert!(page.says(words), "{}", page.text());
            assert!(page.says("2027年02月28日（残り49日）"), "{}", page.text());
        }
    }
}

#[tokio::test]
async fn without_a_registration_there_is_nothing_to_switch() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        assert_eq!(visitor.get("/settings/validity").await.h1(), "求職情報登録");
        visitor.post("/settings/validity/off", &[]).await;
        assert!(site.store().read().await.unwrap().validity_history(account).await.unwrap().is_empty());
        let signed_out = site.visitor().get("/settings/validity").await;
        assert_eq!(signed_out.h1(), "求職者マイページログイン", "{}", site.name);
        assert_ne!(signed_out.status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}

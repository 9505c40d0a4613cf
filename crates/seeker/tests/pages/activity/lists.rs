//! 応募中の求人, 選考が終わった求人, リクエスト求人, 紹介対象求人.

use domain::job_hunt::ApplicationState;
use store::OfferKind;

use super::{applies, offers, one, postings, registered, sites};

#[tokio::test]
async fn the_landing_page_counts_each_list_and_leads_to_it() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 3).await;
        applies(&site, account, &numbers[..2], ApplicationState::Applied).await;
        applies(&site, account, &numbers[2..], ApplicationState::NotHired).await;
        let page = visitor.get("/activity").await;
        assert_eq!(page.h1(), "求職活動状況");
        assert_eq!(page.texts(".task-list .tag"), ["0件", "2件", "1件", "0件", "0件"], "{}", site.name);
        for (words, h1) in [
            ("お気に入り", "お気に入り求人"),
            ("応募中の求人", "応募中の求人"),
            ("選考が終わった求人", "選考が終わった求人"),
            ("求人者からのリクエスト求人", "求人者からのリクエスト求人"),
            ("オンラインハローワーク紹介対象求人", "オンラインハローワーク紹介対象求人"),
        ] {
            visitor.get("/activity").await;
            let page = visitor.follow(words).await;
            assert_eq!(page.h1(), h1, "{}", site.name);
            assert_eq!(page.texts(".tabs [aria-current=page]"), [words]);
        }
    }
}

#[tokio::test]
async fn applications_say_how_and_where_they_stand() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 2).await;
        applies(&site, account, &numbers[..1], ApplicationState::Interview).await;
        applies(&site, account, &numbers[1..], ApplicationState::Hired).await;
        let page = visitor.get("/activity/applications").await;
        assert!(page.says("選考の状況 面接") && page.says("オンライン自主応募"), "{}", page.text());
        assert_eq!(page.texts(".job-card h3 a"), ["介護福祉士1号"], "{}", site.name);
        let page = visitor.get("/activity/applications/ended").await;
        assert!(page.says("選考の状況 採用") && page.says("2026年11月20日"), "{}", page.text());
        assert_eq!(page.texts(".job-card h3 a"), ["介護福祉士2号"]);
        site.close_all_but(&[one(2)]).await;
        assert!(visitor.get("/activity/applications").await.says("募集は終了しました"));
    }
}

#[tokio::test]
async fn offers_say_until_when_and_what_became_of_them() {
    for site in sites().await {
        let (_, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 1).await;
        for (kind, path) in
            [(OfferKind::Request, "/activity/requests"), (OfferKind::Referral, "/activity/referrals")]
        {
            offers(&site, account, kind, &numbers).await;
            let mut visitor = crate::profile::world::signs_in(&site, account).await;
            let page = visitor.get(path).await;
            assert!(page.says("応募できる期限 2026年12月20日"), "{}", page.text());
            assert!(!page.says("期限切れ") && page.texts(".job-card").len() == 1, "{}", site.name);
        }
        site.advance(testkit::days(30));
        let mut visitor = crate::profile::world::signs_in(&site, account).await;
        assert!(!visitor.get("/activity/requests").await.says("期限切れ"), "the last day");
        site.advance(testkit::hours(14));
        let mut visitor = crate::profile::world::signs_in(&site, account).await;
        assert!(visitor.get("/activity/requests").await.says("期限切れ"), "the day after");
    }
}

#[tokio::test]
async fn an_offer_has_one_deadline_its_own_or_that_of_the_posting_whichever_comes_first() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        for (serial, posting_ends, deadline) in
            [(1, "2026-12-21", "2026年12月20日"), (2, "2026-12-19", "2026年12月19日")]
        {
            let offered = testkit::posting(serial, &[("紹介期限日", posting_ends)]);
            site.import(std::slice::from_ref(&offered)).await;
            offers(&site, account, OfferKind::Request, &[offered.number]).await;
            for path in ["/home", "/activity/requests"] {
                let page = visitor.get(path).await;
                let dates = page.texts(".job-card > header + p + p");
                let wanted = format!("応募期限日：{deadline}");
                assert!(dates[0].contains(&wanted), "{path}, {}: {dates:?}", site.name);
            }
            let page = visitor.get("/activity/requests").await;
            assert!(page.says(&format!("応募できる期限 {deadline}")), "{}", page.text());
        }
        site.advance(testkit::days(29));
        let mut visitor = crate::profile::world::signs_in(&site, account).await;
        let ended = |page: &testkit::Page| {
            page.texts("main strong").iter().filter(|text| *text == "期限切れ").count()
        };
        assert_eq!(ended(&visitor.get("/activity/requests").await), 0, "19 December, {}", site.name);
        site.advance(testkit::hours(24));
        let mut visitor = crate::profile::world::signs_in(&site, account).await;
        assert_eq!(ended(&visitor.get("/activity/requests").await), 1, "20 December, {}", site.name);
    }
}

#[tokio::test]
async fn empty_lists_say_what_to_do_next_and_offer_nothing_that_cannot_be_done() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        for (path, sentence) in [
            ("/activity/applications", "応募中の求人はありません。"),
            ("/activity/applications/ended", "選考が終わった求人はありません。"),
            ("/activity/requests", "求人者からのリクエストはありません。"),
            ("/activity/referrals", "窓口で求職登録をした方に届きます。"),
        ] {
            let page = visitor.get(path).await;
            assert!(page.says(sentence) && !page.says("準備中"), "{path}: {}", page.text());
            assert!(page.link("求人を検索する").is_some(), "{path}, {}", site.name);
        }
    }
}

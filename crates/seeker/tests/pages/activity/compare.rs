//! お気に入り side by side, and as a file for a spreadsheet (domain 10, rows 3 and 9).

use axum::http::header;
use testkit::{TestSite, posting};
use uuid::Uuid;

use super::{keeps, postings, registered, sites};

const COMPARE: &str = "/activity/favourites/compare";

fn address(serials: &[u32]) -> String {
    let chosen: Vec<String> = serials.iter().map(|serial| format!("posting=13010-{serial:08}")).collect();
    format!("{COMPARE}?{}", chosen.join("&"))
}

/// A person who keeps the postings 1 to `count`.
async fn keeper(site: &TestSite, count: u32) -> (testkit::Visitor, Uuid) {
    let (visitor, account) = registered(site, "a", &[]).await;
    let numbers = postings(site, count).await;
    keeps(site, account, &numbers).await;
    (visitor, account)
}

#[tokio::test]
async fn two_to_five_stand_side_by_side_and_any_other_number_is_told_with_the_choice_kept() {
    for site in sites().await {
        let (mut visitor, _) = keeper(&site, 6).await;
        for (serials, status) in [(1, 422), (2, 200), (5, 200), (6, 422)] {
            let chosen: Vec<u32> = (1..=serials).collect();
            let page = visitor.get(&address(&chosen)).await;
            assert_eq!(page.status, status, "{serials}, {}", site.name);
            if status == 200 {
                assert_eq!(page.h1(), "求人の比較");
                assert_eq!(page.texts("thead th a").len(), chosen.len(), "{}", site.name);
                assert!(page.texts("tbody th").iter().any(|label| label == "応募期限日"));
            } else {
                assert_eq!(page.h1(), "お気に入り求人");
                assert!(page.says(&format!("いま選ばれているのは{serials}件です。")), "{}", page.text());
                assert_eq!(page.texts("input[name=posting][checked]").len(), chosen.len(), "{}", site.name);
            }
        }
        let page = visitor.get(&format!("{}&posting=x&posting=13010-00000002", address(&[1, 2]))).await;
        assert_eq!(page.texts("thead th a").len(), 2, "each once, and what is no number is left out");
    }
}

#[tokio::test]
async fn one_is_taken_out_again_while_two_others_stay() {
    for site in sites().await {
        let (mut visitor, _) = keeper(&site, 3).await;
        visitor.get(&address(&[1, 2, 3])).await;
        let page = visitor.follow("比較から外す（求人番号13010-00000002）").await;
        assert_eq!(page.texts("thead th a"), ["介護福祉士1号", "介護福祉士3号"], "{}", site.name);
        assert!(!page.says("比較から外す"), "two are the least");
    }
}

#[tokio::test]
async fn only_own_favourites_are_compared_and_nobody_learns_an_employer_by_it() {
    for site in sites().await {
        let (_, account) = keeper(&site, 2).await;
        let hidden = posting(9, &[("公開範囲", "3"), ("事業所名", "株式会社ひみつ")]);
        site.import(std::slice::from_ref(&hidden)).await;
        keeps(&site, account, &[hidden.number]).await;
        let mut visitor = crate::profile::world::signs_in(&site, account).await;
        let page = visitor.get(&address(&[1, 9])).await;
        assert!(page.status == 200 && !page.body.contains("ひみつ"), "{}", page.text());
        assert!(page.says("事業所名 株式会社ハローワークケア 公開していません"), "{}", page.text());
        let file = visitor.get("/activity/favourites.csv").await;
        assert!(!file.body.contains("ひみつ") && file.body.contains("13010-00000009"), "{}", site.name);
        let other = [("姓", "別人"), ("birth_date_day", "2")];
        let (mut stranger, _) = registered(&site, "b", &other).await;
        assert_eq!(stranger.get(&address(&[1, 2])).await.status, 404, "{}", site.name);
        assert!(!stranger.get("/activity/favourites.csv").await.body.contains("13010-"), "{}", site.name);
    }
}

#[tokio::test]
async fn the_file_holds_every_favourite_and_no_formula() {
    for site in sites().await {
        let (mut visitor, _) = keeper(&site, 25).await;
        visitor.get("/activity/favourites/13010-00000001").await;
        visitor.submit("メモを保存する", &[("メモ", "=1+2 駅から近い")]).await;
        let file = visitor.get("/activity/favourites.csv").await;
        assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(file.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
        assert!(file.body.starts_with("\u{feff}\"職種\",\"状態\""), "{}", &file.body[..40]);
        assert_eq!(file.body.matches("\"13010-000000").count(), 25, "{}", site.name);
        assert!(file.body.contains("\"'=1+2 駅から近い\""), "{}", site.name);
    }
}

#[tokio::test]
async fn the_list_offers_both_where_there_is_something_to_compare() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 2).await;
        keeps(&site, account, &numbers[..1]).await;
        let page = visitor.get("/activity/favourites").await;
        assert!(!page.says("選んだ求人を比べる") && page.says("CSV"), "{}", site.name);
        keeps(&site, account, &numbers[1..]).await;
        let page = visitor.get("/activity/favourites").await;
        assert!(page.says("選んだ求人を比べる"), "{}", page.text());
    }
}

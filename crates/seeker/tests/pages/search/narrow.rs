//! 絞り込む: values with counts, and conditions that one press takes away.

use domain::posting::Posting;
use testkit::posting;

use super::{at, site_with};

/// Three in Tokyo, one in Osaka; of 正社員 and パート労働者; one without 転勤.
fn four() -> [Posting; 4] {
    let part = [("求人区分", "パート"), ("雇用形態", "パート労働者"), ("就業場所都道府県", "東京都")];
    [
        posting(1, &[("就業場所都道府県", "東京都"), ("就業場所市区町村コード", "13101"), ("転勤", "なし")]),
        posting(2, &[("就業場所都道府県", "東京都"), ("就業場所市区町村コード", "13112")]),
        posting(3, &part),
        at(4, "大阪府", "27127"),
    ]
}

#[tokio::test]
async fn every_value_says_how_many_postings_it_leads_to_and_leads_there() {
    for site in site_with(&four()).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search").await;
        for (link, total) in [
            ("東京都 3", "3件中"),
            ("大阪府 1", "1件中"),
            ("正社員 3", "3件中"),
            ("パート労働者 1", "1件中"),
            ("転勤なし 1", "1件中"),
        ] {
            assert!(page.link(link).is_some(), "{} {link}: {:?}", site.name, page.texts(".narrow a"));
            visitor.get("/search").await;
            assert!(visitor.follow(link).await.says(total), "{} {link}", site.name);
        }
        let offered = page.texts(".narrow a").concat();
        assert!(!offered.contains("北海道"), "{}: what leads to nothing is not offered", site.name);
    }
}

#[tokio::test]
async fn what_is_asked_for_is_taken_away_by_the_same_press_and_alternatives_keep_their_counts() {
    for site in site_with(&four()).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?prefecture=13&employment=1").await;
        assert!(page.says("2件中"), "{}", site.name);
        let offered = page.texts(".narrow a").iter().map(|text| testkit::plain(text)).collect::<Vec<_>>();
        for link in [
            "東京都を外す2",
            "大阪府を加える1",
            "世田谷区1",
            "千代田区1",
            "正社員を外す2",
            "パート労働者を加える1",
            "転勤なし1",
        ] {
            assert!(offered.iter().any(|text| text == link), "{} {link}: {offered:?}", site.name);
        }
        let page = visitor.follow("大阪府を加える 1").await;
        assert_eq!(page.path, "/search?prefecture=13&prefecture=27&employment=1", "{}", site.name);
        assert!(page.says("3件中"), "{}", site.name);
        let page = visitor.follow("東京都を外す 2").await;
        assert_eq!(page.path, "/search?prefecture=27&employment=1", "{}", site.name);
    }
}

#[tokio::test]
async fn municipalities_beside_a_chosen_one_are_called_by_their_names() {
    for site in site_with(&four()).await {
        let page = site.visitor().get("/search?prefecture=13&municipality=13101").await;
        let offered: Vec<String> = page.texts(".narrow a").iter().map(|text| testkit::plain(text)).collect();
        assert!(offered.iter().any(|text| text == "世田谷区を加える1"), "{}: {offered:?}", site.name);
    }
}

#[tokio::test]
async fn the_order_and_the_size_of_the_page_stay_and_the_page_begins_anew() {
    for site in site_with(&four()).await {
        let mut visitor = site.visitor();
        visitor.get("/search?sort=lower&size=10&page=1").await;
        let page = visitor.follow("東京都 3").await;
        assert_eq!(page.path, "/search?prefecture=13&sort=lower&size=10", "{}", site.name);
    }
}

#[tokio::test]
async fn each_condition_is_taken_away_by_one_press_also_while_the_list_is_full() {
    for site in site_with(&four()).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?words=介護&category=full&sort=lower").await;
        assert!(page.says("3件中"), "{}", site.name);
        let page = visitor.follow("「介護」を含むを外す").await;
        assert_eq!(page.path, "/search?category=full&sort=lower", "{}", site.name);
        let page = visitor.follow("求人区分：フルタイムを外す").await;
        assert_eq!(page.path, "/search?sort=lower", "{}", site.name);
        assert!(page.says("すべての求人") && page.texts(".chips a").is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn an_empty_list_offers_nothing_to_narrow() {
    for site in site_with(&four()).await {
        for path in ["/search?words=宇宙飛行士", "/search?page=9"] {
            let page = site.visitor().get(path).await;
            assert!(page.texts(".narrow").is_empty(), "{} {path}", site.name);
        }
    }
}

#[tokio::test]
async fn no_number_tells_what_went_out_of_sight_since_the_index_saw_it() {
    let at_otsuka = |serial, scope| {
        posting(serial, &[("事業所名", "大塚マート"), ("公開範囲", scope), ("就業場所都道府県", "東京都")])
    };
    for site in site_with(&[at_otsuka(1, "1"), at_otsuka(2, "1")]).await {
        site.put(&[at_otsuka(2, "3")]).await;
        let page = site.visitor().get("/search?employer=大塚マート").await;
        assert!(page.says("1件中") && page.texts(".narrow").is_empty(), "{}: {}", site.name, page.text());
    }
}

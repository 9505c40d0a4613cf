//! お気に入り: kept from a card and from a sheet, with a note, 300 at most, also after the end of a posting.

use super::{keeps, one, postings, registered, sites};

const LIST: &str = "/activity/favourites";

#[tokio::test]
async fn a_posting_is_kept_from_the_results_and_from_its_sheet() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        postings(&site, 2).await;
        visitor.get("/search?words=介護福祉士1号").await;
        let page = visitor.submit("お気に入りに保存：介護福祉士1号", &[]).await;
        assert_eq!(page.h1(), "求人検索", "back to where it was seen, {}", site.name);
        assert!(page.says("お気に入りに保存済み"), "{}", page.text());
        visitor.get("/postings/13010-00000002").await;
        let page = visitor.submit("お気に入りに保存", &[]).await;
        assert_eq!(page.path, "/postings/13010-00000002");
        assert!(page.says("お気に入りに保存済み"));
        let page = visitor.get(LIST).await;
        assert_eq!(page.texts(".job-card h3 a"), ["介護福祉士2号", "介護福祉士1号"], "{}", site.name);
        visitor.post(LIST, &[("posting", "13010-00000002")]).await;
        assert!(visitor.get(LIST).await.says("2件中"), "twice is once");
    }
}

#[tokio::test]
async fn signed_out_nothing_is_offered_to_keep() {
    for site in sites().await {
        postings(&site, 1).await;
        let mut anybody = site.visitor();
        for path in ["/search", "/postings/13010-00000001"] {
            let page = anybody.get(path).await;
            assert!(!page.says("お気に入りに保存") && !page.says("この条件を保存"), "{path}, {}", site.name);
        }
        let page = anybody.post(LIST, &[("posting", "13010-00000001")]).await;
        assert!(page.path.starts_with("/login"), "{}", page.path);
    }
}

#[tokio::test]
async fn the_list_is_empty_at_first_and_says_what_to_do() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let page = visitor.get(LIST).await;
        assert_eq!(page.h1(), "お気に入り求人");
        assert!(page.says("お気に入り求人は、まだありません。") && page.says("「お気に入りに保存」を押すと"));
        assert_eq!(visitor.follow("求人を検索する").await.h1(), "求人検索", "{}", site.name);
    }
}

#[tokio::test]
async fn a_note_is_written_changed_and_gone_with_its_favourite() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 1).await;
        keeps(&site, account, &numbers).await;
        let path = format!("{LIST}/{}", numbers[0]);
        visitor.get(&path).await;
        let long = "駅".repeat(201);
        let page = visitor.submit("メモを保存する", &[("メモ", &long)]).await;
        assert_eq!((page.status.as_u16(), page.value_of("note")), (422, Some(long)), "{}", site.name);
        assert!(page.error_at("note").contains("200文字以内"), "{}", page.error_at("note"));
        let page = visitor.submit("メモを保存する", &[("メモ", "駅から近い\n夜勤あり")]).await;
        assert!(page.says("メモを保存しました。") && page.says("メモ：駅から近い"), "{}", page.text());
        visitor.get(&path).await;
        let page = visitor.submit("お気に入りから外す", &[]).await;
        assert!(page.says("お気に入りから外しました。") && page.says("まだありません"), "{}", page.text());
        assert_eq!(visitor.get(&path).await.status, 404);
        keeps(&site, account, &numbers).await;
        assert_eq!(visitor.get(&path).await.value_of("note"), Some(String::new()), "the note went with it");
    }
}

#[tokio::test]
async fn three_hundred_are_listed_by_twenties_and_one_more_is_refused_in_clear_words() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 301).await;
        keeps(&site, account, &numbers[..300]).await;
        let page = visitor.get(LIST).await;
        assert!(page.says("300件中 1～20件") && page.texts(".job-card").len() == 20, "{}", site.name);
        let page = visitor.get("/activity/favourites?page=15").await;
        assert!(page.says("300件中 281～300件") && page.texts(".job-card").len() == 20);
        let page = visitor.post(LIST, &[("posting", &numbers[300].to_string())]).await;
        assert_eq!(page.status, 422, "{}", site.name);
        assert!(page.says("お気に入りは300件まで保存できます。いまは300件あるため、保存できませんでした。"));
        assert!(visitor.get(LIST).await.says("300件中"));
    }
}

#[tokio::test]
async fn a_posting_that_was_closed_stays_listed_and_says_so() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 2).await;
        keeps(&site, account, &numbers).await;
        site.close_all_but(&[one(2)]).await;
        let page = visitor.get(LIST).await;
        assert_eq!(page.texts(".job-card").len(), 2, "{}", site.name);
        assert_eq!(page.texts(".job-card h3 a"), ["介護福祉士2号"], "the closed one leads nowhere");
        assert!(page.says("介護福祉士1号") && page.says("募集は終了しました"), "{}", page.text());
        let refused = visitor.post(LIST, &[("posting", &numbers[0].to_string())]).await;
        assert_eq!(refused.status, 410, "what has ended is not kept anew");
        assert_eq!(visitor.post(LIST, &[("posting", "99999-1")]).await.status, 404);
    }
}

#[tokio::test]
async fn who_offers_the_work_is_told_in_the_list_only_to_whoever_may_know_it() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let of = |serial, scope| {
            testkit::posting(serial, &[("公開範囲", scope), ("事業所名", "株式会社ヒミツ"), ("職種", "調理")])
        };
        let hidden = [of(1, "2"), of(2, "3"), of(3, "4")];
        site.import(&hidden).await;
        keeps(&site, account, &hidden.each_ref().map(|posting| posting.number)).await;
        let page = visitor.get(LIST).await;
        assert_eq!(page.texts(".job-card").len(), 3, "{}", site.name);
        assert_eq!(page.text().matches("株式会社ヒミツ").count(), 1, "範囲2 is for registered people");
        assert!(page.says("この求人の内容は、現在は公開されていません。") && page.says("13010-00000003"));
        let shown: Vec<_> = page.texts(".job-card h3").iter().map(|name| name.contains("調理")).collect();
        assert_eq!(shown, [false, true, true], "範囲4, kept last, shows nothing but its number");
        site.advance(testkit::days(73));
        let mut later = crate::profile::world::signs_in(&site, account).await;
        let page = later.get(LIST).await;
        assert!(page.says("13010-00000001") && !page.says("株式会社ヒミツ"), "無効: {}", page.text());
    }
}

//! 検索条件の保存 (seed 002): up to three, named, edited, deleted, searched again from the home.

use testkit::{TestSite, Visitor};

use super::{postings, registered, sites};

async fn seeker(site: &TestSite) -> Visitor {
    registered(site, "a", &[]).await.0
}

/// Searches for words and keeps the conditions under a name.
async fn keep(visitor: &mut Visitor, words: &str, name: &str) -> testkit::Page {
    visitor.get(&format!("/search?words={words}")).await;
    visitor.follow("この条件を保存").await;
    visitor.submit("保存する", &[("保存した条件名", name)]).await
}

#[tokio::test]
async fn conditions_are_kept_and_searched_again_from_the_home() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        postings(&site, 2).await;
        visitor.get("/search?page=2&prefecture=11&words=介護福祉士2号&category=full").await;
        let page = visitor.follow("この条件を保存").await;
        assert_eq!(page.h1(), "検索条件の保存");
        assert!(page.says("「介護福祉士2号」を含む") && page.says("就業場所：埼玉県"), "{}", page.text());
        assert_eq!(page.value_of("name").as_deref(), Some("希望する求人の条件1"), "a name is proposed");
        let page = visitor.submit("保存する", &[]).await;
        assert!(page.says("検索条件を保存しました。") && page.says("検索条件1"), "{}", page.text());
        let home = visitor.get("/home").await;
        assert!(home.says("検索条件1 保存した条件名：希望する求人の条件1"), "{}", home.text());
        let page = visitor.submit("検索：希望する求人の条件1", &[]).await;
        let asked = |part: &str| page.path.contains(part);
        assert!(asked("prefecture=11") && asked("category=full") && !asked("page="), "{}", page.path);
    }
}

#[tokio::test]
async fn three_are_kept_and_a_fourth_takes_the_place_of_one_that_the_person_chooses() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        for (words, name) in [("a", "一"), ("b", "二"), ("c", "三")] {
            assert!(keep(&mut visitor, words, name).await.says("検索条件を保存しました。"), "{}", site.name);
        }
        let page = keep(&mut visitor, "d", "四").await;
        assert_eq!(page.status, 422);
        assert!(page.error_at("place").contains("検索条件は3件まで保存できます。"), "{}", page.text());
        assert_eq!(page.value_of("name").as_deref(), Some("四"), "what was typed stays");
        let page = visitor.submit("保存する", &[("place", "2")]).await;
        assert!(page.says("検索条件を変更しました。"), "{}", page.text());
        let home = visitor.get("/home").await;
        let names = home.texts(".saved-searches p");
        assert_eq!(
            names,
            ["保存した条件名：一", "保存した条件名：四", "保存した条件名：三"],
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn the_same_conditions_are_kept_once() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        keep(&mut visitor, "a", "一").await;
        let page = keep(&mut visitor, "a", "二").await;
        assert!(page.says("同じ検索条件が、すでに保存してあります。"), "{}", page.text());
        assert_eq!(page.texts(".card-list h2"), ["検索条件1"], "{}", site.name);
    }
}

#[tokio::test]
async fn a_name_of_twenty_characters_is_taken_and_one_of_twenty_one_is_not() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        let page = keep(&mut visitor, "a", &"あ".repeat(21)).await;
        assert_eq!(page.status, 422);
        assert!(page.error_at("name").contains("20文字以内"), "{}", page.error_at("name"));
        let page = visitor.submit("保存する", &[("保存した条件名", "")]).await;
        assert!(page.error_at("name").contains("入力してください"));
        let page = visitor.submit("保存する", &[("保存した条件名", &"あ".repeat(20))]).await;
        assert!(page.says(&"あ".repeat(20)), "{}", page.text());
    }
}

#[tokio::test]
async fn a_kept_search_is_renamed_and_deleted_after_a_question() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        keep(&mut visitor, "a", "一").await;
        visitor.get("/search/saved/1").await;
        let page = visitor.submit("変更する", &[("保存した条件名", "　新しい名前 ")]).await;
        assert!(page.says("保存した条件名：新しい名前"), "{}", page.text());
        let page = visitor.get("/search/saved/1/delete").await;
        assert!(page.says("元に戻せません") && page.says("検索条件1「新しい名前」"), "{}", page.text());
        assert!(visitor.get("/search/saved").await.says("新しい名前"), "asking deletes nothing");
        visitor.get("/search/saved/1/delete").await;
        let page = visitor.submit("削除する", &[]).await;
        assert!(page.says("検索条件を削除しました。") && page.says("まだありません"), "{}", page.text());
        for path in ["/search/saved/1", "/search/saved/1/delete", "/search/saved/4", "/search/saved/x"] {
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_kept_stays_readable_when_the_registration_is_not_in_force() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        keep(&mut visitor, "a", "一").await;
        site.advance(testkit::days(73));
        let mut later = crate::profile::world::signs_in(&site, account).await;
        assert!(later.get("/search/saved").await.says("保存した条件名：一"), "{}", site.name);
        assert!(later.get("/home").await.says("保存した条件名：一"));
        for path in ["/search/saved/new?words=b", "/search/saved/1", "/search/saved/1/delete"] {
            let page = later.get(path).await;
            assert_eq!(page.h1(), "求職登録が無効のため、この機能は利用できません", "{path}");
        }
        for path in ["/search/saved/new", "/search/saved/1", "/search/saved/1/delete"] {
            later.post(path, &[("name", "x"), ("conditions", "words=b")]).await;
        }
        assert!(later.get("/search/saved").await.says("保存した条件名：一"), "nothing was changed");
    }
}

#[tokio::test]
async fn conditions_that_somebody_made_up_are_kept_as_the_search_reads_them() {
    for site in sites().await {
        let mut visitor = seeker(&site).await;
        let forged = [("name", "x"), ("conditions", "words=a&nonsense=1&page=9&prefecture=99")];
        let page = visitor.post("/search/saved/new", &forged).await;
        assert_eq!(page.h1(), "保存した求人検索条件", "{}", site.name);
        assert_eq!(page.texts("li input[type=hidden]").len(), 1, "words alone: {}", page.body);
    }
}

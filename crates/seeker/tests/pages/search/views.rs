//! Cards, compact, table; 10, 30, 50 a page; 新着.

use testkit::posting;

use super::site_with;

#[tokio::test]
async fn the_view_is_kept_and_leads_back_to_the_same_search() {
    let columns = [
        ("事業所名", "あおぞら"),
        ("就業場所都道府県", "東京都"),
        ("賃金形態", "時給"),
        ("賃金下限", "1200"),
    ];
    for site in site_with(&[posting(1, &columns), posting(2, &[])]).await {
        let mut visitor = site.visitor();
        let page = visitor.get("/search?words=介護&sort=lower").await;
        assert_eq!(page.texts(".job-card").len(), 2, "{}", site.name);
        let page = visitor.submit("短い一覧で表示", &[]).await;
        assert_eq!(page.path, "/search?words=%E4%BB%8B%E8%AD%B7&sort=lower", "{}", site.name);
        assert_eq!(
            (page.texts(".short-list > li").len(), page.texts(".job-card").len()),
            (2, 0),
            "{}",
            site.name
        );
        let line = testkit::plain(&page.texts(".short-list > li")[0]);
        for words in ["介護福祉士", "あおぞら", "東京都", "正社員", "1,200円"] {
            assert!(line.contains(words), "{} {words}: {line}", site.name);
        }
        // 介護 stands in the title: nothing needs to be quoted.
        assert!(page.texts(".excerpt").is_empty() && !page.texts("h3 mark").is_empty(), "{}", site.name);
        let page = visitor.submit("表で表示", &[]).await;
        assert_eq!(page.texts("table caption"), ["検索結果（1～2件）"], "{}", site.name);
        assert_eq!(page.texts("tbody th[scope=row] a"), ["介護福祉士", "介護福祉士"], "{}", site.name);
        assert_eq!(page.texts("thead th[scope=col]").len(), 6, "{}", site.name);
        let page = visitor.get("/search").await;
        assert_eq!(page.texts("tbody tr").len(), 2, "{}: kept", site.name);
        let page = visitor.submit("カードで表示", &[]).await;
        assert_eq!((page.path.as_str(), page.texts(".job-card").len()), ("/search", 2), "{}", site.name);
    }
}

#[tokio::test]
async fn a_view_that_is_none_is_cards_and_only_own_paths_are_followed() {
    for site in site_with(&[posting(1, &[])]).await {
        let mut visitor = site.visitor();
        let page =
            visitor.post("/search/view", &[("view", "mosaic"), ("return_to", "https://evil.example/")]).await;
        assert_eq!((page.path.as_str(), page.texts(".job-card").len()), ("/search", 1), "{}", site.name);
        assert_eq!(visitor.cookie("list"), Some("cards"), "{}", site.name);
    }
}

#[tokio::test]
async fn short_lines_quote_what_they_do_not_show() {
    for site in site_with(&[posting(1, &[("職種", "調理"), ("仕事の内容", "夜勤です")])]).await {
        let mut visitor = site.visitor();
        visitor.post("/search/view", &[("view", "compact"), ("return_to", "/search?words=夜勤")]).await;
        let page = visitor.get("/search?words=夜勤").await;
        assert_eq!(page.texts(".excerpt mark"), ["夜勤"], "{}", site.name);
        visitor.post("/search/view", &[("view", "table")]).await;
        let page = visitor.get("/search?words=夜勤").await;
        assert_eq!(page.texts("td .excerpt mark, th .excerpt mark"), ["夜勤"], "{}", site.name);
    }
}

#[tokio::test]
async fn ten_thirty_or_fifty_stand_on_a_page() {
    let many: Vec<_> = (1..=51).map(|serial| posting(serial, &[])).collect();
    for site in site_with(&many).await {
        let mut visitor = site.visitor();
        assert_eq!(visitor.get("/search?page=2").await.texts(".job-card").len(), 21, "{}", site.name);
        let page = visitor.follow("50件").await;
        assert_eq!(
            (page.path.as_str(), page.texts(".job-card").len()),
            ("/search?size=50", 50),
            "{}",
            site.name
        );
        let page = visitor.follow("10件").await;
        assert_eq!(
            (page.path.as_str(), page.texts(".job-card").len()),
            ("/search?size=10", 10),
            "{}",
            site.name
        );
        let page = visitor.follow("30件").await;
        assert_eq!((page.path.as_str(), page.texts(".job-card").len()), ("/search", 30), "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_received_today_or_yesterday_is_new() {
    // It is the 20th.
    let on = |serial, day| posting(serial, &[("職種", day), ("受付年月日", day)]);
    for site in site_with(&[on(1, "2026-11-20"), on(2, "2026-11-19"), on(3, "2026-11-18")]).await {
        let page = site.visitor().get("/search").await;
        let new: Vec<_> = page.texts(".job-card > header").iter().map(|head| head.contains("新着")).collect();
        assert_eq!(new, [true, true, false], "{}", site.name);
    }
}

//! The landing page of 求職者情報・設定.

use testkit::sites;

const EMAIL: &str = "sakura.tanaka@example.jp";

#[tokio::test]
async fn the_settings_stand_in_groups_and_every_line_leads_to_a_page() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.get("/settings").await;
        let groups = page.texts("main h2");
        for group in ["求職情報", "各種設定", "ログインと安全", "退会"] {
            assert!(groups.iter().any(|text| text == group), "{group}: {groups:?}");
        }
        assert!(page.says(EMAIL));
        let links: Vec<String> =
            page.texts("main .task-list a").iter().filter_map(|words| page.link(words)).collect();
        assert!(links.len() >= 5, "{links:?}");
        for link in links {
            assert!(visitor.get(&link).await.status.is_success(), "{link}");
        }
    }
}

#[tokio::test]
async fn the_way_to_the_account_is_the_one_that_people_know() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings").await;
        let page = visitor.follow("アカウントを編集").await;
        assert_eq!(page.h1(), "アカウントを編集");
        assert!(page.says(EMAIL));
        assert_eq!(visitor.follow("変更：パスワード").await.h1(), "パスワードの変更");
    }
}

#[tokio::test]
async fn nobody_reaches_the_account_of_anybody_without_signing_in() {
    for site in sites(seeker::router).await {
        for path in ["/settings/account", "/settings/password"] {
            assert_eq!(site.visitor().get(path).await.h1(), "求職者マイページログイン", "{path}");
        }
        let sent = site.visitor().post("/settings/password", &[("password", "x")]).await;
        assert_eq!(sent.h1(), "求職者マイページログイン");
    }
}

//! メッセージ: the list, one thread, and what is read.

use super::{postings, registered, sites, writes};

#[tokio::test]
async fn opening_a_thread_reads_it_and_the_home_counts_it_no_more() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 1).await;
        let thread = writes(&site, account, numbers[0], 2).await;
        let page = visitor.get("/messages").await;
        assert_eq!(page.h1(), "メッセージ");
        for words in ["面接のご案内", "株式会社ハローワークケア", "未読2件", "2026年11月20日 10時00分"]
        {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        let page = visitor.submit("開く：面接のご案内（2026年11月20日 10時00分）", &[]).await;
        assert_eq!(page.path, format!("/messages/{thread}"));
        assert!(
            page.says("1通目です。") && page.says("面接にお越しください。") && !page.says("未読"),
            "{}",
            page.text()
        );
        assert!(page.says("2027年11月20日まで表示されます"), "{}", site.name);
        assert!(page.texts("textarea").is_empty(), "writing is not offered before it is possible");
        assert!(visitor.get("/home").await.says("新着メッセージ：0件"));
    }
}

#[tokio::test]
async fn looking_by_a_link_changes_nothing_until_the_person_says_so() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 1).await;
        let thread = writes(&site, account, numbers[0], 1).await;
        assert!(visitor.get(&format!("/messages/{thread}")).await.says("未読"));
        assert!(visitor.get("/home").await.says("新着メッセージ：1件"), "{}", site.name);
        visitor.get(&format!("/messages/{thread}")).await;
        assert!(!visitor.submit("既読にする", &[]).await.says("未読"));
        assert!(visitor.get("/home").await.says("新着メッセージ：0件"));
    }
}

#[tokio::test]
async fn nobody_reads_or_marks_the_messages_of_another() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 1).await;
        let thread = writes(&site, account, numbers[0], 1).await;
        let other = [("姓", "別人"), ("birth_date_day", "2")];
        let (mut stranger, _) = registered(&site, "b", &other).await;
        let path = format!("/messages/{thread}");
        assert_eq!(stranger.get(&path).await.status, 404, "{}", site.name);
        assert_eq!(stranger.post(&path, &[]).await.status, 404);
        assert_eq!(stranger.get("/messages/x").await.status, 404);
        assert!(visitor.get("/home").await.says("新着メッセージ：1件"));
    }
}

//! The task list: saved page by page, in any order, resumed on another device.

use super::world::{newcomer, send_basic, send_disclosure, send_places, send_work, signs_in, sites};

#[tokio::test]
async fn it_begins_with_nothing_filled_in_and_names_the_last_day() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.get("/profile").await;
        assert_eq!(page.h1(), "求職情報登録");
        assert_eq!(page.title(), "求職情報登録｜ハローワークインターネットサービス");
        assert_eq!(page.texts(".task-list .tag")[..4], ["未入力"; 4]);
        assert!(page.says("2026年12月04日までに登録を完了してください"), "{}", page.text());
        assert_eq!(
            page.texts(".task-list a")[..4],
            ["基本情報登録", "求職情報提供等", "希望職種・時間等", "希望勤務地・賃金"]
        );
        assert_eq!(page.texts(".task-list .mark")[..4], ["※必須"; 4]);
    }
}

#[tokio::test]
async fn pages_are_saved_in_any_order_and_found_again_on_another_device() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let page = send_work(&mut visitor).await;
        assert_eq!(page.texts(".task-list .tag")[..4], ["未入力", "未入力", "入力済み", "未入力"]);
        let page = send_basic(&mut visitor, &[]).await;
        assert_eq!(page.texts(".task-list .tag")[..4], ["入力済み", "未入力", "入力済み", "未入力"]);
        assert!(page.says("4ページのうち2ページを入力しました"));
        send_places(&mut visitor).await;

        let mut elsewhere = signs_in(&site, account).await;
        elsewhere.get("/profile/basic").await;
        assert_eq!(elsewhere.page().value_of("family_name").as_deref(), Some("明日"));
        let page = send_disclosure(&mut elsewhere, "closed").await;
        assert_eq!(page.texts(".task-list .tag")[..4], ["入力済み"; 4]);
        let page = visitor.get("/profile").await;
        assert!(page.says("登録内容を確認する"), "{}", site.name);
    }
}

#[tokio::test]
async fn the_address_of_the_old_single_page_of_wishes_leads_on() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        assert_eq!(visitor.get("/profile/wishes").await.h1(), "希望職種・時間等");
    }
}

#[tokio::test]
async fn nobody_reaches_the_pages_without_a_session() {
    for site in sites().await {
        for path in ["", "/basic", "/disclosure", "/work", "/places", "/check", "/done", "/refused"] {
            let page = site.visitor().get(&format!("/profile{path}")).await;
            assert!(page.path.starts_with("/login?next=%2Fprofile"), "{path} led to {}", page.path);
        }
    }
}

#[tokio::test]
async fn the_check_page_waits_for_every_page_and_the_done_page_for_completion() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[]).await;
        for path in ["/profile/check", "/profile/done"] {
            assert_eq!(visitor.get(path).await.h1(), "求職情報登録", "{path}");
        }
        let page = visitor.post("/profile/check", &[]).await;
        assert_eq!((page.h1().as_str(), page.status.as_u16()), ("求職情報登録", 200));
    }
}

#[tokio::test]
async fn a_choice_about_disclosure_must_be_one_of_the_two() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.get("/profile/disclosure").await;
        assert_eq!(page.h1(), "求職情報提供等");
        assert!(page.says("氏名、フリガナ、性別、生年月日"), "what employers do not see is told");
        for sent in
            [&[][..], &[("disclosure", "perhaps")], &[("disclosure", "open"), ("disclosure", "closed")]]
        {
            let page = visitor.post("/profile/disclosure", sent).await;
            assert_eq!(page.status, 422, "{sent:?}");
            assert!(page.title().starts_with("エラー："));
            assert!(!page.errors().is_empty(), "{sent:?}");
        }
        let page = visitor
            .post(
                "/profile/disclosure",
                &[("disclosure", "open"), ("office_contact", "no"), ("surprise", "x")],
            )
            .await;
        assert_eq!(page.texts(".task-list .tag")[..4], ["未入力", "入力済み", "未入力", "未入力"]);
    }
}

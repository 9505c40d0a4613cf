//! Seed 000, 3.1 ③, and seed 004, 3.2 ホーム画面の見方: how the home is laid out.

use testkit::plain;

use super::says_all;
use crate::profile::world;

#[tokio::test]
async fn the_screen_has_menu_title_reading_tool_logout_side_and_footer() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        let menu = ["ホーム", "求人検索", "求職活動状況", "メッセージ", "求職者情報・設定"];
        assert_eq!(page.texts("header nav.menu-bar a"), menu, "グローバルメニュー, {}", site.name);
        assert_eq!(page.texts("main h1"), ["求職者マイページホーム"], "タイトル表示エリア");
        let tool = plain(&page.texts("header .reading-tool").concat());
        for words in
            ["アクセシビリティ閲覧支援ツール", "文字の大きさ", "特大", "白黒反転", "本文を読み上げる"]
        {
            assert!(tool.contains(words), "{words} in {tool}");
        }
        assert_eq!(page.texts("header .masthead__person form[method=post] button"), ["ログアウト"]);
        let side = plain(&page.texts("main aside").concat());
        for words in
            ["明日勇気様", "利用安定所名", "新着メッセージ", "求職公開状況", "応募中の求人", "求職番号"]
        {
            assert!(side.contains(words), "{words} in the side area, {}", site.name);
        }
        let footer = page.texts("footer").concat();
        assert!(footer.contains("よくあるご質問") && footer.contains("お問い合わせ先"), "フッターエリア");
    }
}

#[tokio::test]
async fn the_phones_menu_holds_the_five_screens_and_the_logout() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        assert_eq!(page.texts("header .phone-menu > summary"), ["メニュー"], "{}", site.name);
        let items = page.texts("header .phone-menu li");
        assert_eq!(
            items,
            ["ホーム", "求人検索", "求職活動状況", "メッセージ", "求職者情報・設定", "ログアウト"],
            "{}",
            site.name
        );
        assert_eq!(page.texts(".phone-menu form[action='/logout'][method=post] button"), ["ログアウト"]);
    }
}

#[tokio::test]
async fn the_guide_to_the_office_says_what_to_show_and_where_to_call() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        says_all(
            &page,
            &[
                "ハローワークをご利用にあたってのご案内",
                "ハローワークにお越しの際は、担当窓口にてハローワーク受付票または以下の2次元バーコードをご提示ください。",
                "ハローワーク越谷",
                "埼玉県越谷市東越谷1-5-6",
                "048-969-8609",
                "求職者マイページ外へリンクします",
            ],
        );
        let outside = page.texts("main a[href^='https://']");
        assert_eq!(
            outside,
            ["職業訓練検索（外部サイト）", "イベント情報検索（外部サイト）"],
            "{}",
            site.name
        );
        assert_eq!(visitor.follow("応募中の求人を全て表示").await.h1(), "応募中の求人");
    }
}

#[tokio::test]
async fn what_no_employer_and_no_office_has_sent_yet_is_told_as_it_is() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        says_all(
            &page,
            &[
                "応募中の求人はありません。",
                "全0件です。ハローワークからの紹介対象求人は、まだありません。",
                "全0件です。求人者からのリクエストは、まだありません。",
                "保存した求人検索条件は、まだありません。",
                "新着メッセージ：0件",
            ],
        );
        assert!(page.texts(".job-card").is_empty(), "no card is shown for show, {}", site.name);
    }
}

//! 求職者マイページホーム: the words of spec/wording.md, from what the person registered.

use testkit::{days, hours};

use super::world::{fill_everything, newcomer, registered, send_disclosure, signs_in, sites};

#[tokio::test]
async fn it_says_who_where_and_how_long() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        assert_eq!(page.h1(), "求職者マイページホーム");
        for words in [
            "明日 勇気様",
            "利用安定所名：越谷公共職業安定所",
            "新着メッセージ：0件",
            "求職公開状況：公開中",
            "応募中の求人",
            "応募中の求人を全て表示",
            "オンラインハローワーク紹介対象求人を全て表示",
            "求人者からのリクエスト求人を全て表示",
            "保存した求人検索条件",
            "ハローワークをご利用にあたってのご案内",
            "ハローワーク受付票を表示",
            "11080-00000001",
            "求職登録の有効期限：2027年01月31日（残り72日）",
            "職業訓練検索（外部サイト）",
            "イベント情報検索（外部サイト）",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        assert_eq!(page.texts("nav.menu-bar [aria-current=page]"), ["ホーム"]);
        assert_eq!(page.header("cache-control"), "no-store");

        let mut tx = site.store().begin().await.unwrap();
        let hash = tx.account(account).await.unwrap().unwrap().password_hash;
        tx.note_login(account, &hash, site.now()).await.unwrap();
        tx.note_login(account, &hash, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(visitor.get("/home").await.says("前回のログイン日時：2026年11月20日 10時00分"));
    }
}

#[tokio::test]
async fn a_person_who_does_not_disclose_reads_so_and_why_no_request_comes() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        send_disclosure(&mut visitor, "closed").await;
        visitor.post("/profile/check", &[]).await;
        let page = visitor.get("/home").await;
        assert!(page.says("求職公開状況：非公開") && page.says("リクエストは届きません"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_code_is_an_image_of_the_own_number_that_nothing_keeps() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        let alt = "img[src=\"/home/code.svg\"][alt=\"求職番号11080-00000001の2次元バーコード\"]";
        assert_eq!(page.texts(alt).len(), 1);
        let code = visitor.get("/home/code.svg").await;
        assert_eq!(
            (code.header("content-type"), code.header("cache-control")),
            ("image/svg+xml", "no-store")
        );
        let expected = adapters::qr::job_seeker_code(&"11080-00000001".parse().unwrap()).unwrap();
        assert_eq!(code.body, expected);
        assert!(site.visitor().get("/home/code.svg").await.path.starts_with("/login"));
        let (mut unfinished, _) = newcomer(&site, "b").await;
        assert_eq!(unfinished.get("/home/code.svg").await.path, "/profile");
    }
}

#[tokio::test]
async fn the_receipt_shows_what_the_counter_needs() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        visitor.get("/home").await;
        let page = visitor.follow("ハローワーク受付票を表示").await;
        assert_eq!(page.h1(), "ハローワーク受付票");
        for words in
            ["11080-00000001", "明日 勇気 様", "アシタ ユウキ", "越谷公共職業安定所", "2027年01月31日"]
        {
            assert!(page.says(words), "{words}");
        }
        assert!(!page.says("東越谷"), "no more than the counter needs");
    }
}

#[tokio::test]
async fn the_last_day_is_valid_and_after_it_the_home_still_opens_with_a_clear_notice() {
    for site in sites().await {
        let (_, account) = registered(&site, "a", &[]).await;
        site.advance(days(72));
        let page = signs_in(&site, account).await.get("/home").await;
        assert!(page.says("有効期限：2027年01月31日（今日まで）"), "{}", page.text());
        assert!(page.says("有効期限が近づいています") && !page.says("有効期限が切れています"));

        site.advance(hours(14)); // midnight in Tokyo
        let page = signs_in(&site, account).await.get("/home").await;
        assert_eq!(page.h1(), "求職者マイページホーム");
        assert!(page.says("求職登録の有効期限が切れています"), "{}", page.text());
        assert!(page.says("11080-00000001") && page.says("（1日前に終了）"), "{}", site.name);
    }
}

//! The home of somebody whose page is open, and the job card.

use testkit::{PASSWORD, plain, posting};

use super::{EMAIL, in_order, world};

#[tokio::test]
async fn the_home_says_everything_of_the_contract() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "a", &[]).await;
        let page = visitor.get("/home").await;
        assert_eq!(page.h1(), "求職者マイページホーム", "{}", site.name);
        for words in [
            "明日 勇気様",
            "前回のログイン日時：",
            "利用安定所名：越谷公共職業安定所",
            "新着メッセージ：0件",
            "求職公開状況：公開中",
            "求職者マイページ外へリンクします",
            "求職登録の有効期限",
        ] {
            assert!(page.says(words), "{words}, {}", site.name);
        }
        in_order(&page, &["応募中の求人", "応募中の求人を全て表示"]);
        in_order(
            &page,
            &["オンラインハローワーク紹介対象求人", "オンラインハローワーク紹介対象求人を全て表示"],
        );
        in_order(&page, &["求人者からのリクエスト求人", "求人者からのリクエスト求人を全て表示"]);
        in_order(&page, &["ハローワークをご利用にあたってのご案内", "ハローワーク受付票を表示", "求職番号"]);
        assert!(page.texts("main h2").contains(&"保存した求人検索条件".to_owned()), "{}", site.name);
        for link in ["職業訓練検索", "イベント情報検索"] {
            assert!(page.texts("main a").iter().any(|words| words.starts_with(link)), "{link}");
        }
        let number = page.texts(".code .number").concat();
        let (office, serial) = number.split_once('-').unwrap_or_else(|| panic!("{number}"));
        assert!(office.len() == 5 && serial.len() == 8, "{number}");
        assert_eq!(page.texts("img[alt*='2次元バーコード'][alt*='求職番号']").len(), 1, "a named image");
    }
}

#[tokio::test]
async fn the_last_login_is_the_one_before_this_session_to_the_minute() {
    for site in world::sites().await {
        // The first login of all is the registration itself, on 2026-11-20 at 10:00.
        let mut visitor = site.registered(EMAIL).await;
        world::fill_everything(&mut visitor, &[]).await;
        visitor.submit("完了", &[]).await;
        visitor.submit("ログアウト", &[]).await;
        site.advance(testkit::days(3) + testkit::hours(5) + testkit::minutes(7));
        let page = visitor.signs_in(EMAIL).await;
        assert!(page.says("前回のログイン日時：2026年11月20日 10時00分"), "{}", page.text());
        site.advance(testkit::hours(20));
        let page = site.visitor().signs_in(EMAIL).await;
        assert!(page.says("前回のログイン日時：2026年11月23日 15時07分"), "{}", page.text());
    }
}

#[tokio::test]
async fn logging_in_leads_to_the_home() {
    for site in world::sites().await {
        let mut visitor = site.registered(EMAIL).await;
        world::fill_everything(&mut visitor, &[]).await;
        visitor.submit("完了", &[]).await;
        visitor.submit("ログアウト", &[]).await;
        visitor.follow("求職者マイページにログイン").await;
        let typed = [("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)];
        assert_eq!(visitor.submit("ログイン", &typed).await.h1(), "求職者マイページホーム", "{}", site.name);
    }
}

#[tokio::test]
async fn the_job_card_has_every_item_of_the_contract() {
    let whole = posting(
        1,
        &[
            ("紹介期限日", "2026-11-30"),
            ("就業時間", "09時00分～18時00分"),
            ("事業所名", "株式会社ハローワークケア"),
            ("休日", "土日祝"),
            ("週休二日制", "毎週"),
            ("年間休日数", "120"),
            ("就業場所都道府県", "東京都"),
            ("年齢制限", "制限あり"),
            ("年齢上限", "59"),
            ("賃金形態", "月給"),
            ("賃金下限", "205000"),
            ("こだわり条件", "経験不問"),
            ("採用人数", "3"),
        ],
    );
    for site in world::sites().await {
        site.import(std::slice::from_ref(&whole)).await;
        let page = site.visitor().get("/search").await;
        let card = plain(&page.texts(".job-card").concat());
        for item in [
            "職種：",
            "有効",
            "受付年月日：",
            "応募期限日：",
            "求人区分",
            "就業時間",
            "事業所名",
            "休日",
            "週休二日制：",
            "年間休日数：120日",
            "就業場所",
            "年齢",
            "仕事の内容",
            "求人番号",
            "雇用形態",
            "公開範囲",
            "賃金（手当等を含む）",
            "経験不問",
            "求人数：3名",
            "詳細を表示",
        ] {
            assert!(card.contains(&plain(item)), "{item} in {card}, {}", site.name);
        }
    }
}

//! 求人票.

use axum::http::StatusCode;
use domain::posting::{COLUMNS, Posting};
use testkit::{days, posting};

use super::fresh;

const PATH: &str = "/postings/13010-00000001";

#[tokio::test]
async fn every_imported_field_stands_on_the_sheet_in_the_order_of_its_blocks() {
    let columns = [
        ("受理安定所コード", "13010"),
        ("オンライン自主応募", "可"),
        ("事業所名", "株式会社あおぞら"),
        ("就業場所都道府県", "東京都"),
        ("就業場所市区町村", "千代田区"),
        ("就業場所住所", "東京都千代田区富士見1－2－3"),
        ("必要な免許・資格", "介護福祉士"),
        ("賃金形態", "時給"),
        ("賃金下限", "1240"),
        ("賃金上限", "1260"),
        ("休憩時間", "60分"),
        ("加入保険", "雇用・労災"),
        ("資本金", "1,000万円"),
        ("採用人数", "2"),
        ("選考方法", "面接"),
        ("求人に関する特記事項", "見学できます"),
        ("福利厚生の内容", "食事補助"),
        ("知られていない欄", "そのまま"),
    ];
    for site in fresh().await {
        site.import(&[posting(1, &columns)]).await;
        let page = site.visitor().get(PATH).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::OK, "求人票"), "{}", site.name);
        let blocks = page.texts(".sheet-block h2");
        let order = [
            "求人情報",
            "求人事業所",
            "仕事内容",
            "賃金・手当",
            "労働時間",
            "その他の労働条件",
            "会社の情報",
            "選考等",
            "求人に関する特記事項",
            "求人・事業所PR",
            "その他",
        ];
        assert_eq!(blocks, order, "{}", site.name);
        for (column, text) in columns.into_iter().filter(|(column, _)| !column.starts_with("賃金")) {
            assert!(page.says(text), "{}: {column}", site.name);
            assert!(COLUMNS.contains(&column) || page.says(column), "{}: {column}", site.name);
        }
        assert!(page.says("時給1,240円～1,260円") && page.says("飯田橋公共職業安定所"), "{}", site.name);
        assert!(page.says("あと72日"), "{}", site.name);
    }
}

#[tokio::test]
async fn text_of_an_employer_is_text_and_not_markup() {
    let evil: Posting = posting(1, &[("職種", "<script>alert(1)</script>"), ("仕事の内容", "a<b>&\"'")]);
    for site in fresh().await {
        site.import(std::slice::from_ref(&evil)).await;
        for path in [PATH, "/search"] {
            let page = site.visitor().get(path).await;
            assert!(!page.body.contains("<script>alert"), "{}", site.name);
            assert!(page.text().contains("<script>alert(1)</script>"), "{}", site.name);
        }
    }
}

#[tokio::test]
async fn other_spellings_of_a_number_lead_to_the_one_address() {
    for site in fresh().await {
        site.import(&[posting(1, &[])]).await;
        for spelling in
            ["13010-1", "13010-001", "%EF%BC%91%EF%BC%93%EF%BC%90%EF%BC%91%EF%BC%90-1", "1301000000001"]
        {
            let page = site.visitor().get(&format!("/postings/{spelling}")).await;
            assert_eq!(
                (page.status, page.path.as_str()),
                (StatusCode::OK, PATH),
                "{}: {spelling}",
                site.name
            );
        }
    }
}

#[tokio::test]
async fn numbers_that_lead_nowhere_are_a_page_that_is_not_there() {
    let long = "9".repeat(10_000);
    for site in fresh().await {
        for number in ["13010-99999999", "x", "13010", "%FF", "%00", "-", long.as_str()] {
            let page = site.visitor().get(&format!("/postings/{number}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{}: {number}", site.name);
            assert!(page.link("求人を検索する").is_some(), "{}: {number}", site.name);
        }
    }
}

#[tokio::test]
async fn the_sheet_is_there_on_the_last_day_and_after_it_says_that_it_is_over() {
    for site in fresh().await {
        site.import(&[posting(1, &[("紹介期限日", "2026-11-21")])]).await;
        site.advance(days(1));
        assert!(site.visitor().get(PATH).await.says("今日まで"), "{}", site.name);
        site.advance(days(1));
        let page = site.visitor().get(PATH).await;
        assert_eq!(page.status, StatusCode::GONE, "{}", site.name);
        assert!(page.h1().contains("公開が終わりました"), "{}", site.name);
        assert_eq!(page.link("ほかの求人を検索する").as_deref(), Some("/search"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_closed_posting_says_that_it_is_over_unless_nobody_may_know_of_it() {
    for site in fresh().await {
        site.import(&[posting(1, &[]), posting(2, &[("公開範囲", "4")]), posting(3, &[])]).await;
        site.close_all_but(&[posting(3, &[])]).await;
        assert_eq!(site.visitor().get(PATH).await.status, StatusCode::GONE, "{}", site.name);
        let hidden = site.visitor().get("/postings/13010-00000002").await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{}", site.name);
        assert!(!hidden.says("公開が終わりました"), "{}", site.name);
    }
}

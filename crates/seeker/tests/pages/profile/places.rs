//! 希望勤務地・賃金: up to three places, with the municipalities of a chosen prefecture, and the least wage.

use axum::http::StatusCode;

use super::world::{fill_everything, newcomer, sites};

#[tokio::test]
async fn an_empty_form_asks_for_a_place() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/places", &[]).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "希望勤務地・賃金"));
        assert_eq!(page.errors(), ["希望勤務地の都道府県を1つ以上選んでください。"]);
        page.error_at("place_1_prefecture");
    }
}

#[tokio::test]
async fn everything_that_was_chosen_is_shown_again_and_on_the_check_page() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        visitor.get("/profile/places").await;
        let page = visitor
            .submit(
                "市区町村の一覧を表示",
                &[
                    ("希望勤務地1の都道府県", "11"),
                    ("希望勤務地2の都道府県", "13"),
                    ("wage_unit", "hour"),
                    ("下限額（円）", "１，２００円"),
                ],
            )
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("１，２００円"), "listing keeps everything");
        let page = visitor.submit("保存して次へ進む", &[("希望勤務地1の市区町村", "11222")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get("/profile/check").await;
        for words in ["埼玉県越谷市", "東京都", "時給1,200円以上"] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let page = visitor.get("/profile/places").await;
        assert_eq!(page.value_of("place_1_municipality").as_deref(), Some("11222"));
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("1200"));
    }
}

#[tokio::test]
async fn choices_that_no_list_has_are_refused_at_their_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for (field, value, at) in [
            ("place_2_prefecture", "99", "place_2_prefecture"),
            ("place_2_prefecture", "59", "place_2_prefecture"),
            ("place_3_municipality", "11222", "place_3_prefecture"),
            ("wage_unit", "month", "wage_yen"),
            ("wage_yen", "200000", "wage_yen"),
        ] {
            let page = visitor.post("/profile/places", &[("place_1_prefecture", "11"), (field, value)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
            page.error_at(at);
        }
        let sent = [("place_1_prefecture", "11"), ("place_1_municipality", "13101")];
        let page = visitor.post("/profile/places", &sent).await;
        assert!(page.error_at("place_1_municipality").contains("選んだ都道府県にありません"));
        assert_eq!(visitor.get("/profile").await.texts(".task-list .tag")[3], "未入力", "nothing was saved");
    }
}

//! 希望勤務地・賃金: up to three prefectures with five municipalities each, and the least wage.

use axum::http::StatusCode;

use super::world::{fill_everything, newcomer, sites};

const PICK: &str = "市区町村を選ぶ：希望勤務地1";

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
async fn municipalities_are_picked_on_a_page_of_their_own_and_nothing_typed_is_lost() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        visitor.get("/profile/places").await;
        let typed = [
            ("希望勤務地1の都道府県", "11"),
            ("希望勤務地2の都道府県", "13"),
            ("wage_unit", "hour"),
            ("下限額（円）", "１，２００円"),
            ("by_car", "yes"),
        ];
        let page = visitor.submit(PICK, &typed).await;
        assert_eq!(page.h1(), "希望勤務地1の市区町村を選ぶ");
        assert!(page.says("埼玉県の市区町村を5つまで") && !page.says("千代田区"));
        let page = visitor.submit("この市区町村に決める", &[("越谷市", "on"), ("草加市", "on")]).await;
        assert_eq!(page.h1(), "希望勤務地・賃金");
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("１，２００円"), "picking keeps everything");
        let page = visitor.submit("保存して次へ進む", &[("草加市", "")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get("/profile/check").await;
        for words in ["埼玉県越谷市", "東京都", "時給1,200円以上", "希望する"] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        assert!(!page.says("草加市"), "unticked on the form");
        let page = visitor.get("/profile/places").await;
        assert_eq!(page.value_of("place_1_municipality").as_deref(), Some("11222"));
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("1200"), "{}", site.name);
    }
}

#[tokio::test]
async fn the_picker_asks_for_the_prefecture_first_and_takes_five_at_most() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/places").await;
        let page = visitor.submit(PICK, &[("下限額（円）", "5")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("place_1_prefecture").contains("都道府県を選んでから"));
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("5"));
        assert_eq!(visitor.get("/profile/places/municipalities?slot=1").await.h1(), "希望勤務地・賃金");
        assert_eq!(visitor.get("/profile/places/municipalities?slot=4").await.status, StatusCode::NOT_FOUND);

        visitor.get("/profile/places").await;
        visitor.submit(PICK, &[("希望勤務地1の都道府県", "11")]).await;
        let six = ["11101", "11102", "11103", "11104", "11221", "11222"];
        let mut tx = site.store().begin().await.unwrap();
        let all = six.map(|code| super::world::municipality(code, code, "11080"));
        tx.replace_municipalities(&all).await.unwrap();
        tx.commit().await.unwrap();
        let mut sent = vec![("slot", "1")];
        sent.extend(six.map(|code| ("municipality", code)));
        let page = visitor.post("/profile/places/municipalities/choose", &sent).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("municipality").contains("5つまで"));
        assert_eq!(page.texts("input[type=checkbox][checked]").len(), 6, "what was ticked stays");
        sent.pop();
        let page = visitor.post("/profile/places/municipalities/choose", &sent).await;
        assert_eq!(
            (page.h1().as_str(), page.texts("input[type=checkbox][checked]").len()),
            ("希望勤務地・賃金", 5)
        );
    }
}

#[tokio::test]
async fn choices_that_no_list_has_are_refused_at_their_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for (field, value, at) in [
            ("place_2_prefecture", "99", "place_2_prefecture"),
            ("place_2_prefecture", "59", "place_2_prefecture"),
            ("place_2_prefecture", "11", "place_2_prefecture"),
            ("place_3_municipality", "11222", "place_3_prefecture"),
            ("place_1_municipality", "11999", "place_1_municipality"),
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
        assert!(page.says("千代田区"), "it stands there to be unticked");
        assert_eq!(visitor.get("/profile").await.texts(".task-list .tag")[3], "未入力", "nothing was saved");
    }
}

#[tokio::test]
async fn a_wage_with_the_wrong_unit_is_asked_about_and_taken_when_it_is_meant() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get("/profile/places").await;
        let typed = [("希望勤務地1の都道府県", "11"), ("wage_unit", "month"), ("下限額（円）", "1200")];
        let page = visitor.submit("保存して次へ進む", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("「時給」ではないか"), "{}", page.text());
        assert_eq!(page.texts(".error-summary--doubt li").len(), 1);
        let page = visitor.submit("保存して次へ進む", &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().places.unwrap();
        assert_eq!(saved.wage.map(|wage| wage.at_least_yen), Some(1200), "{}", site.name);
    }
}

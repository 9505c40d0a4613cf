//! 希望条件: chosen from lists, up to three of each, with the municipalities of a chosen prefecture.

use axum::http::StatusCode;

use super::world::{WISHES, fill_everything, newcomer, send_wishes, sites};

#[tokio::test]
async fn an_empty_form_asks_for_the_three_wishes_that_are_needed() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/wishes", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.h1(), "希望条件");
        assert_eq!(
            page.errors(),
            [
                "希望職種を1つ以上選んでください。",
                "希望する雇用形態を1つ以上選んでください。",
                "希望勤務地の都道府県を1つ以上選んでください。",
            ]
        );
        for field in ["job_kind_1", "employment", "place_1_prefecture"] {
            page.error_at(field);
        }
    }
}

#[tokio::test]
async fn everything_that_was_chosen_is_shown_again_and_on_the_check_page() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        visitor.get("/profile/wishes").await;
        let page = visitor
            .submit(
                "市区町村の一覧を表示",
                &[("希望勤務地1の都道府県", "11"), ("希望勤務地2の都道府県", "13")],
            )
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.value_of("job_kind_1").as_deref(), Some("0501"), "listing keeps everything chosen");
        let page = visitor
            .submit(
                "保存して次へ進む",
                &[
                    ("希望職種2", "0502"),
                    ("employment", "5"),
                    ("希望勤務地1の市区町村", "11222"),
                    ("wage_unit", "hour"),
                    ("下限額（円）", "１，２００円"),
                ],
            )
            .await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get("/profile/check").await;
        for words in [
            "施設介護員",
            "訪問介護員、ホームヘルパー",
            "パート労働者",
            "埼玉県越谷市",
            "東京都",
            "時給1,200円以上",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        let page = visitor.get("/profile/wishes").await;
        assert_eq!(page.value_of("job_kind_2").as_deref(), Some("0502"));
        assert_eq!(page.value_of("place_1_municipality").as_deref(), Some("11222"));
        assert_eq!(page.value_of("wage_yen").as_deref(), Some("1200"));
    }
}

#[tokio::test]
async fn choices_that_no_list_has_are_refused_at_their_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let good = [("job_kind_1", "0501"), ("employment", "1"), ("place_1_prefecture", "11")];
        for (field, value, at) in [
            ("job_kind_2", "9999", "job_kind_2"),
            ("job_kind_3", "<b>", "job_kind_3"),
            ("employment", "8", "employment"),
            ("place_2_prefecture", "99", "place_2_prefecture"),
            ("place_2_prefecture", "59", "place_2_prefecture"),
            ("place_3_municipality", "11222", "place_3_prefecture"),
            ("wage_unit", "month", "wage_yen"),
            ("wage_yen", "200000", "wage_yen"),
        ] {
            let mut sent = good.to_vec();
            sent.push((field, value));
            let page = visitor.post("/profile/wishes", &sent).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
            page.error_at(at);
        }
        let mut sent = good.to_vec();
        sent.push(("place_1_municipality", "13101"));
        let page = visitor.post("/profile/wishes", &sent).await;
        assert!(page.error_at("place_1_municipality").contains("選んだ都道府県にありません"));
        assert_eq!(visitor.get("/profile").await.texts(".task-list .tag")[2], "未入力", "nothing was saved");
    }
}

#[tokio::test]
async fn the_same_choice_twice_counts_once_and_a_single_field_twice_is_an_error() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let sent = [
            ("job_kind_1", "0501"),
            ("job_kind_2", "0501"),
            ("employment", "1"),
            ("employment", "1"),
            ("place_1_prefecture", "11"),
            ("place_3_prefecture", "11"),
            ("surprise", "x"),
        ];
        assert_eq!(visitor.post("/profile/wishes", &sent).await.h1(), "求職情報登録");
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().wishes.unwrap();
        assert_eq!((saved.job_kinds.len(), saved.employment.len(), saved.places.len()), (1, 1, 1));
        let page = visitor.post("/profile/wishes", &[("job_kind_1", "0501"), ("job_kind_1", "0502")]).await;
        assert!(page.error_at("job_kind_1").contains("2回送られました"), "{}", site.name);
    }
}

#[tokio::test]
async fn saving_in_one_tab_does_not_undo_another_page_saved_in_a_second_tab() {
    for site in sites().await {
        let (mut first, account) = newcomer(&site, "a").await;
        first.get("/profile/wishes").await;
        let mut second = first.clone();
        super::world::send_basic(&mut second, &[]).await;
        first.submit("保存して次へ進む", &WISHES).await;
        send_wishes(&mut second).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert!(saved.basic.is_some() && saved.wishes.is_some(), "{}", site.name);
    }
}

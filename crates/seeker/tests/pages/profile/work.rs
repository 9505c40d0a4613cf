//! 希望職種・時間等: chosen from lists, up to three of each.

use axum::http::StatusCode;

use super::world::{WORK, newcomer, send_basic, send_work, sites};

#[tokio::test]
async fn an_empty_form_asks_for_what_is_needed() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/work", &[]).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "希望職種・時間等"));
        assert_eq!(
            page.errors(),
            ["希望職種を1つ以上選んでください。", "希望する雇用形態を1つ以上選んでください。"]
        );
        for field in ["job_kind_1", "employment"] {
            page.error_at(field);
        }
    }
}

#[tokio::test]
async fn choices_that_no_list_has_are_refused_at_their_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let good = [("job_kind_1", "0501"), ("employment", "1")];
        for (field, value, at) in [
            ("job_kind_2", "9999", "job_kind_2"),
            ("job_kind_3", "<b>", "job_kind_3"),
            ("employment", "8", "employment"),
        ] {
            let mut sent = good.to_vec();
            sent.push((field, value));
            let page = visitor.post("/profile/work", &sent).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
            page.error_at(at);
        }
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
            ("surprise", "x"),
        ];
        assert_eq!(visitor.post("/profile/work", &sent).await.h1(), "求職情報登録");
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().work.unwrap();
        assert_eq!((saved.job_kinds.len(), saved.employment.len()), (1, 1));
        let page = visitor.post("/profile/work", &[("job_kind_1", "0501"), ("job_kind_1", "0502")]).await;
        assert!(page.error_at("job_kind_1").contains("2回送られました"), "{}", site.name);
    }
}

#[tokio::test]
async fn saving_in_one_tab_does_not_undo_another_page_saved_in_a_second_tab() {
    for site in sites().await {
        let (mut first, account) = newcomer(&site, "a").await;
        first.get("/profile/work").await;
        let mut second = first.clone();
        send_basic(&mut second, &[]).await;
        first.submit("保存して次へ進む", &WORK).await;
        send_work(&mut second).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert!(saved.basic.is_some() && saved.work.is_some(), "{}", site.name);
    }
}

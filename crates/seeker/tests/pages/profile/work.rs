//! 希望職種・時間等: the picker of occupations, hours and days, and what is asked once more.

use axum::http::StatusCode;
use testkit::hours;

use super::world::{WORK, fill_everything, newcomer, send_basic, send_work, sites};

#[tokio::test]
async fn an_empty_form_asks_for_what_is_needed() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/work", &[]).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "希望職種・時間等"));
        assert_eq!(
            page.errors(),
            [
                "希望職種を1つ以上選んでください。「職種を選ぶ」を押すと、言葉や一覧から選べます。",
                "希望する雇用形態を1つ以上選んでください。"
            ]
        );
        for field in ["occupation_1", "employment"] {
            page.error_at(field);
        }
    }
}

#[tokio::test]
async fn an_occupation_is_found_by_a_word_of_its_titles_in_any_width_and_nothing_typed_is_lost() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/work").await;
        let typed = [("employment", "5"), ("開始時刻", "９時"), ("希望の補足", "日中だけ")];
        let page = visitor.submit("職種を選ぶ：希望職種1", &typed).await;
        assert_eq!(page.h1(), "希望職種1を選ぶ");
        let page = visitor.submit("職種を探す", &[("職種を表す言葉", "ﾍﾙﾊﾟｰ")]).await;
        assert!(page.says("1件の職種が見つかりました") && page.says("例：訪問ヘルパー"), "{}", page.text());
        let page = visitor.submit("選ぶ：ホームヘルパー", &[]).await;
        assert_eq!((page.h1().as_str(), page.status), ("希望職種・時間等", StatusCode::OK));
        assert_eq!(page.value_of("occupation_1").as_deref(), Some("36201"));
        assert!(page.says("ホームヘルパー"));
        assert_eq!(page.value_of("work_from").as_deref(), Some("９時"), "as it was typed");
        assert_eq!(page.value_of("note").map(|note| note.trim().to_owned()).as_deref(), Some("日中だけ"));
        let page = visitor.submit("保存して次へ進む", &[("終了時刻", "15:30")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get("/profile/work").await;
        assert_eq!(page.value_of("work_from").as_deref(), Some("09:00"), "{}", site.name);
    }
}

#[tokio::test]
async fn every_word_counts_and_a_class_that_is_called_so_comes_first() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let found = |page: &testkit::Page| page.texts(".pick-list strong");
        let page = visitor.get("/profile/work/occupation?slot=2&words=%E4%BB%8B%E8%AD%B7%E5%93%A1").await;
        assert_eq!(found(&page), ["施設介護員", "施設介護員", "他に分類されない訪問介護職"], "介護員");
        let page = visitor
            .get("/profile/work/occupation?slot=2&words=%E4%BB%8B%E8%AD%B7%E5%93%A1%E3%80%80%E5%9C%A8%E5%AE%85")
            .await;
        assert_eq!(found(&page), ["他に分類されない訪問介護職"], "介護員 在宅");
        // A sign that means something to the database is a sign like any other.
        let page = visitor.get("/profile/work/occupation?slot=2&words=%25").await;
        assert_eq!(found(&page), ["他に分類されない訪問介護職"], "% stands in one title, {}", site.name);
        let page = visitor.get("/profile/work/occupation?slot=2&words=_").await;
        assert!(found(&page).is_empty() && page.says("見つかりませんでした"));
        assert!(page.says("一覧から選ぶ"));
    }
}

#[tokio::test]
async fn an_occupation_is_found_through_the_tree_and_may_stay_general() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/work").await;
        visitor.submit("職種を選ぶ：希望職種1", &[]).await;
        visitor.follow("サービスの職業").await;
        let page = visitor.follow("訪問介護職").await;
        assert!(page.says("他に分類されない訪問介護職"), "{}", page.text());
        let page = visitor.submit("「訪問介護職」をまとめて選ぶ", &[]).await;
        assert_eq!(page.value_of("occupation_1").as_deref(), Some("362"));
        let page = visitor.submit("未選択にする：希望職種1", &[("employment", "1")]).await;
        assert_eq!(page.value_of("occupation_1").as_deref(), Some(""), "taken back");
        assert!(page.body.contains("value=\"1\" checked"), "and the rest is kept, {}", site.name);
    }
}

#[tokio::test]
async fn the_picker_knows_three_places_and_no_class_that_is_not_there() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for path in ["slot=0", "slot=4", "slot=x", "", "slot=1&under=999", "slot=1&under=36"] {
            let page = visitor.get(&format!("/profile/work/occupation?{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        }
        for sent in [[("slot", "1"), ("code", "99999")], [("slot", "9"), ("code", "36101")]] {
            let page = visitor.post("/profile/work/occupation/choose", &sent).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{sent:?}");
        }
        let page = visitor.post("/profile/work/occupation", &[("slot", "4")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_typed_waits_for_an_hour_and_after_that_what_was_saved_is_there() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_work(&mut visitor).await;
        visitor.get("/profile/work").await;
        visitor.submit("職種を選ぶ：希望職種2", &[("希望の補足", "下書き")]).await;
        site.advance(hours(1));
        let mut late = super::world::signs_in(&site, account).await;
        late.get("/profile/work/occupation?slot=2&under=361").await;
        let page = late.submit("選ぶ：施設介護員", &[]).await;
        assert_eq!(page.value_of("occupation_1").as_deref(), Some("36101"), "saved before");
        assert_eq!(page.value_of("occupation_2").as_deref(), Some("36101"), "chosen now, {}", site.name);
        assert!(!page.body.contains("下書き"));
    }
}

#[tokio::test]
async fn what_was_typed_comes_back_when_the_session_ended_on_the_way_to_the_picker() {
    for site in sites().await {
        let mut visitor = site.registered("a@example.jp").await;
        visitor.get("/profile/work").await;
        site.advance(hours(2));
        visitor.submit("職種を選ぶ：希望職種3", &[("希望の補足", "下書き")]).await;
        let page = visitor
            .submit(
                "ログイン",
                &[("ID（メールアドレス）", "a@example.jp"), ("パスワード", testkit::PASSWORD)],
            )
            .await;
        assert_eq!(page.h1(), "希望職種3を選ぶ", "{}", page.path);
        visitor.follow("選ばずに戻る").await;
        assert!(visitor.page().body.contains("下書き"), "{}", site.name);
    }
}

#[tokio::test]
async fn choices_that_no_list_has_are_refused_at_their_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for (field, value, at) in [
            ("occupation_2", "9999", "occupation_2"),
            ("occupation_2", "99999", "occupation_2"),
            ("occupation_3", "<b>", "occupation_3"),
            ("employment", "8", "employment"),
            ("day_off", "eve", "day_off"),
            ("work_from", "9:00", "work_to"),
            ("work_to", "9:00", "work_from"),
            ("note", &"字".repeat(301), "note"),
        ] {
            let mut sent = WORK.to_vec();
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
            ("occupation_1", "36101"),
            ("occupation_2", "36101"),
            ("employment", "1"),
            ("employment", "1"),
            ("surprise", "x"),
        ];
        assert_eq!(visitor.post("/profile/work", &sent).await.h1(), "求職情報登録");
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().work.unwrap();
        assert_eq!((saved.occupations.len(), saved.employment.len()), (1, 1));
        let page = visitor.post("/profile/work", &[("occupation_1", "361"), ("occupation_1", "362")]).await;
        assert!(page.error_at("occupation_1").contains("2回送られました"), "{}", site.name);
    }
}

#[tokio::test]
async fn unusual_hours_are_asked_about_once_and_saved_by_the_second_press() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_work(&mut visitor).await;
        visitor.get("/profile/work").await;
        let times = |from, to| [("開始時刻", from), ("終了時刻", to)];
        let page = visitor.submit("保存して次へ進む", &times("9:00", "9:30")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says("もう一度「保存して次へ進む」を押してください"), "{}", page.text());
        assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
        assert!(!page.texts("#work_from-warning").is_empty());
        let page = visitor.submit("保存して次へ進む", &times("9:00", "9:20")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "other content is asked about anew");
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().work.unwrap();
        assert_eq!(saved.hours, None, "nothing was saved yet");
        let page = visitor.submit("保存して次へ進む", &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().work.unwrap();
        assert_eq!(saved.hours.map(|hours| hours.minutes()), Some(20), "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_chosen_by_the_kinds_of_before_is_shown_and_stays() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.post("/profile/work", &[("occupation_1", "0502"), ("employment", "1")]).await;
        let page = visitor.get("/profile/work").await;
        assert!(page.says("訪問介護員、ホームヘルパー"), "{}", page.text());
        visitor.submit("保存して次へ進む", &[]).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().work.unwrap();
        assert_eq!(saved.occupations[0].code(), "0502", "{}", site.name);
    }
}

#[tokio::test]
async fn everything_that_was_chosen_stands_on_the_check_page_and_is_taken_back_by_choosing_nothing() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        fill_everything(&mut visitor, &[]).await;
        let mut sent = WORK.to_vec();
        sent.extend([
            ("working_time", "part"),
            ("work_from", "22:00"),
            ("work_to", "6時"),
            ("overtime", "no"),
            ("day_off", "sun"),
            ("day_off", "sat"),
            ("two_days_off", "weekly"),
            ("note", "夜勤を希望します。"),
        ]);
        visitor.post("/profile/work", &sent).await;
        let page = visitor.get("/profile/check").await;
        for words in [
            "施設介護員",
            "パート",
            "22時00分～翌日の6時00分",
            "不可",
            "土曜日、日曜日",
            "毎週",
            "夜勤を希望します。",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        visitor.post("/profile/work", &WORK).await;
        let page = visitor.get("/profile/check").await;
        assert!(!page.says("土曜日") && !page.says("夜勤") && page.says("指定しない"), "{}", site.name);
    }
}

#[tokio::test]
async fn saving_in_one_tab_does_not_undo_another_page_saved_in_a_second_tab() {
    for site in sites().await {
        let (mut first, account) = newcomer(&site, "a").await;
        first.get("/profile/places").await;
        let mut second = first.clone();
        send_basic(&mut second, &[]).await;
        first.submit("保存して次へ進む", &super::world::PLACES).await;
        send_work(&mut second).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert!(saved.basic.is_some() && saved.work.is_some() && saved.places.is_some(), "{}", site.name);
    }
}

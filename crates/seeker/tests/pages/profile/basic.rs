//! 基本情報登録: any width is taken, every error stands at its field, and nothing typed is lost.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use testkit::minutes;

use super::world::{BASIC, newcomer, send_basic, signs_in, sites};

#[tokio::test]
async fn half_width_kana_hiragana_and_full_width_digits_are_taken_and_evened_out() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = send_basic(&mut visitor, &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let page = visitor.get("/profile/basic").await;
        for (field, kept) in [
            ("family_kana", "アシタ"),
            ("given_kana", "ユウキ"),
            ("birth_date_year", "1990"),
            ("postal_code", "343-0023"),
            ("prefecture", "11"),
            ("municipality", "越谷市"),
            ("town", "東越谷1-5-6"),
            ("telephone", "090-1234-5678"),
        ] {
            assert_eq!(page.value_of(field).as_deref(), Some(kept), "{field}");
        }
        assert!(page.says("和暦：平成2年4月1日"), "the era stands beside the date");
    }
}

#[tokio::test]
async fn an_empty_form_is_answered_at_every_required_field() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/basic", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.title(), "エラー：基本情報登録｜ハローワークインターネットサービス");
        assert_eq!(
            page.errors(),
            [
                "姓を入力してください。",
                "名を入力してください。",
                "姓のフリガナを入力してください。",
                "名のフリガナを入力してください。",
                "生年月日を入力してください。",
                "郵便番号を入力してください。例：343-0023",
                "都道府県を選んでください。",
                "市区町村を入力してください。例：越谷市、さいたま市浦和区",
                "町名・番地を入力してください。",
                "電話番号を入力してください。例：090-1234-5678",
                "障害の有無について、「なし」か「あり」かを選んでください。",
            ]
        );
        for field in [
            "family_name",
            "given_kana",
            "birth_date",
            "postal_code",
            "prefecture",
            "town",
            "telephone",
            "disability",
        ] {
            page.error_at(field);
        }
    }
}

#[tokio::test]
async fn each_wrong_field_is_named_and_everything_typed_stays() {
    let long = "あ".repeat(61);
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for (field, typed, at, sentence) in [
            ("姓", "明日1", "family_name", "姓に使えない文字「1」があります。"),
            ("名", long.as_str(), "given_name", "名は、30文字以内で入力してください。"),
            ("姓のフリガナ（カタカナ）", "Ashita", "family_kana", "カタカナで入力してください。"),
            ("birth_date_month", "13", "birth_date", "月は、1から12まで"),
            ("birth_date_year", "2030", "birth_date", "今日より後の日付"),
            ("郵便番号", "343-002", "postal_code", "数字7桁"),
            ("郵便番号", "100-0001", "postal_code", "東京都千代田区の郵便番号です"),
            ("市区町村", "千代田区", "municipality", "埼玉県に、入力された市区町村が見つかりません"),
            ("町名・番地", long.as_str(), "town", "60文字以内"),
            ("建物名・部屋番号", long.as_str(), "building", "60文字以内"),
            ("電話番号", "12345", "telephone", "0から始まる10桁または11桁"),
        ] {
            let page = send_basic(&mut visitor, &[(field, typed)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(page.error_at(at).contains(sentence), "{field}: {}", page.error_at(at));
            assert_eq!(page.errors().len(), 1, "{:?}", page.errors());
            if at != "birth_date" {
                assert_eq!(page.value_of(at).as_deref(), Some(typed), "what is wrong stays, {field}");
            }
            assert_eq!(page.value_of("given_kana").as_deref(), Some("ﾕｳｷ"), "as typed, {field}");
        }
        assert_eq!(visitor.get("/profile").await.texts(".task-list .tag")[0], "未入力", "nothing was saved");
    }
}

#[tokio::test]
async fn repeated_and_far_too_long_fields_are_errors_and_unknown_ones_are_ignored() {
    let endless = "あ".repeat(5000);
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post("/profile/basic", &[("family_name", "明日"), ("family_name", "昨日")]).await;
        assert!(page.error_at("family_name").contains("2回送られました"));
        let page = visitor.post("/profile/basic", &[("birth_date_day", "1"), ("birth_date_day", "2")]).await;
        assert!(page.error_at("birth_date").contains("2回送られました"));
        let page = visitor.post("/profile/basic", &[("town", &endless)]).await;
        assert!(page.error_at("town").contains("長すぎます"));
        visitor.get("/profile/basic").await;
        let mut sent: Vec<(&str, &str)> = vec![("account", "somebody else"), ("number", "11080-1")];
        sent.extend([
            ("family_name", "明日"),
            ("given_name", "勇気"),
            ("family_kana", "アシタ"),
            ("given_kana", "ユウキ"),
            ("gender", "neither"),
            ("disability", "no"),
            ("birth_date_year", "1990"),
            ("birth_date_month", "4"),
            ("birth_date_day", "1"),
            ("postal_code", "3430023"),
            ("prefecture", "11"),
            ("municipality", "越谷市"),
            ("town", "東越谷1"),
            ("telephone", "0489698609"),
        ]);
        assert_eq!(visitor.post("/profile/basic", &sent).await.h1(), "求職情報登録");
    }
}

#[tokio::test]
async fn a_body_that_is_not_utf8_or_no_form_is_a_plain_page() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for (kind, body) in
            [("application/x-www-form-urlencoded", "family_name=%FF%FE"), ("application/json", "{}")]
        {
            let request = Request::post("/profile/basic")
                .header("host", "127.0.0.1:8080")
                .header("origin", "http://127.0.0.1:8080")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", kind)
                .body(Body::from(body))
                .unwrap();
            let page = visitor.raw(request).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{kind}");
            assert!(page.says("送られた内容を読み取れません"), "{}", page.text());
        }
    }
}

#[tokio::test]
async fn the_address_is_found_and_everything_else_stays() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/basic").await;
        let typed = [
            ("姓", "明日"),
            ("gender", "woman"),
            ("郵便番号", "３４３００２３"),
            ("建物名・部屋番号", "101"),
        ];
        let page = visitor.submit("住所を検索", &typed).await;
        assert_eq!(page.status, StatusCode::OK);
        for (field, value) in [
            ("family_name", "明日"),
            ("prefecture", "11"),
            ("municipality", "越谷市"),
            ("town", "東越谷"),
            ("building", "101"),
        ] {
            assert_eq!(page.value_of(field).as_deref(), Some(value), "{field}");
        }
        assert!(page.errors().is_empty(), "a search is no attempt to save");
        assert!(page.says("町名の後に、番地を入力してください"), "what is left to do is said");
        let page = visitor.submit("住所を検索", &[("町名・番地", "東越谷1-5-6")]).await;
        assert_eq!(page.value_of("town").as_deref(), Some("東越谷1-5-6"), "a finished address is left alone");
        let page = visitor.submit("住所を検索", &[("町名・番地", "1-5-6")]).await;
        assert_eq!(
            page.value_of("town").as_deref(),
            Some("東越谷1-5-6"),
            "the number is kept behind the town"
        );
    }
}

#[tokio::test]
async fn where_a_postal_code_has_several_addresses_the_person_chooses() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/basic").await;
        let page = visitor.submit("住所を検索", &[("名", "勇気"), ("郵便番号", "340-0001")]).await;
        assert!(page.says("この郵便番号には、住所が2つあります"), "{}", page.text());
        assert_eq!(page.value_of("town").as_deref(), Some(""), "nothing is chosen for the person");
        let page = visitor.submit("埼玉県越谷市川柳町", &[]).await;
        assert_eq!(page.value_of("municipality").as_deref(), Some("越谷市"));
        assert_eq!(page.value_of("town").as_deref(), Some("川柳町"));
        assert_eq!(page.value_of("given_name").as_deref(), Some("勇気"));
        let page = visitor.post("/profile/basic", &[("postal_code", "3400001"), ("suggestion", "99")]).await;
        assert!(page.says("住所が2つあります"), "a choice that does not exist asks again");
    }
}

#[tokio::test]
async fn an_unknown_postal_code_says_what_to_do_and_may_still_be_new() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get("/profile/basic").await;
        let page = visitor.submit("住所を検索", &[("郵便番号", "999-9999")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("postal_code").contains("見つかりません"));
        let page = visitor.submit("住所を検索", &[("郵便番号", "99")]).await;
        assert!(page.error_at("postal_code").contains("数字7桁"));
        let page = send_basic(&mut visitor, &[("郵便番号", "999-9999")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    }
}

#[tokio::test]
async fn the_enter_key_saves_because_the_first_button_of_the_form_does() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for path in ["/profile/basic", "/profile/work"] {
            let page = visitor.get(path).await;
            assert_eq!(page.texts("main form button")[0], "保存して次へ進む", "{path}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_comes_back_when_the_session_ended_in_the_middle() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get("/profile/basic").await;
        site.advance(minutes(31));
        let page = visitor.submit("保存して次へ進む", &BASIC).await;
        assert!(page.path.starts_with("/login"), "{}", page.path);
        let mut again = signs_in(&site, account).await;
        let page = again.get("/profile/basic").await;
        assert_eq!(page.value_of("family_name").as_deref(), Some("明日"), "{}", site.name);
        let page = again.submit("保存して次へ進む", &[]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
    }
}

#[tokio::test]
async fn the_nearest_station_is_a_line_and_a_station_or_nothing() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let page = send_basic(&mut visitor, &[("駅名", "越谷駅")]).await;
        assert!(page.error_at("station_line").contains("路線名を入力してください"), "{}", site.name);
        let page = visitor.submit("保存して次へ進む", &[("路線名", "東武スカイツリーライン")]).await;
        assert_eq!(page.h1(), "求職情報登録", "{:?}", page.errors());
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(
            saved.station.map(|station| station.in_words()).as_deref(),
            Some("東武スカイツリーライン 越谷駅")
        );
        let page = visitor.get("/profile/basic").await;
        assert_eq!(page.value_of("station_name").as_deref(), Some("越谷駅"));
        visitor.submit("保存して次へ進む", &[("路線名", ""), ("駅名", "")]).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!((saved.station, saved.has_disability), (None, Some(false)), "{}", site.name);
    }
}

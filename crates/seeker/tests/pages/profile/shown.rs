//! 自己PR and 求人者に見える内容: what employers see, and that they never learn who the person is.

use axum::http::StatusCode;
use domain::job_seeker::MAX_INTRODUCTION_CHARS;
use testkit::{Page, Visitor};

use super::world::{newcomer, registered, send_basic, send_disclosure, sites};

const INTRODUCTION: &str = "/profile/introduction";
const PREVIEW: &str = "/profile/preview";
const SAVE: &str = "保存して次へ進む";
const CHANGE: &str = "変更を保存する";

async fn introduces(visitor: &mut Visitor, text: &str) -> Page {
    let page = visitor.get(INTRODUCTION).await;
    let open = page.texts("main button").contains(&CHANGE.to_owned());
    visitor.submit(if open { CHANGE } else { SAVE }, &[("自己PR", text)]).await
}

#[tokio::test]
async fn only_whose_data_somebody_may_read_is_asked_for_an_introduction() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        assert_eq!(visitor.get(INTRODUCTION).await.path, "/profile", "nothing chosen yet");
        send_disclosure(&mut visitor, "closed").await;
        assert_eq!(visitor.get(INTRODUCTION).await.path, "/profile", "not wanted");
        assert_eq!(visitor.post(INTRODUCTION, &[("introduction", "はい")]).await.path, "/profile");
        send_disclosure(&mut visitor, "open").await;
        let page = visitor.get(INTRODUCTION).await;
        assert_eq!(page.h1(), "自己PR");
        assert_eq!(page.value_of("introduction").unwrap_or_default().trim(), "", "{}", site.name);
    }
}

#[tokio::test]
async fn what_seems_to_identify_the_person_is_asked_about_once_and_hidden() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        send_basic(&mut visitor, &[]).await;
        send_disclosure(&mut visitor, "open").await;
        for (text, kind) in [
            ("明日 勇気です。", "お名前"),
            ("連絡は０９０－１１１１－２２２２へ。", "電話番号"),
            ("a@example.jp に書いてください。", "メールアドレス"),
            ("〒343-0023に住んでいます。", "郵便番号"),
            ("平成2年4月1日に生まれました。", "生年月日"),
            ("求職番号は11080-00000001です。", "求職番号"),
            ("越谷市に住んでいます。", "住所"),
        ] {
            let page = introduces(&mut visitor, text).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
            assert!(page.says(kind) && page.says("もう一度"), "{}", page.text());
            assert_eq!(page.value_of("introduction").unwrap_or_default().trim(), text);
        }
        let page = introduces(&mut visitor, "明日 勇気です。まじめに働きます。").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = visitor.submit(SAVE, &[]).await;
        assert_eq!(page.path, "/profile", "the second press saves: {:?}", page.errors());
        let page = visitor.get(PREVIEW).await;
        assert!(page.says("＊＊＊です。まじめに働きます。") && !page.says("勇気"), "{}", page.text());
        let page = introduces(&mut visitor, "まじめに働きます。").await;
        assert_eq!(page.path, "/profile", "nothing to ask about: {}", site.name);
    }
}

#[tokio::test]
async fn both_sides_of_the_limit_and_an_emptied_text_is_gone() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        send_disclosure(&mut visitor, "open").await;
        let page = introduces(&mut visitor, &"寿".repeat(MAX_INTRODUCTION_CHARS + 1)).await;
        assert!(page.error_at("introduction").contains("いまは601文字あります"));
        let page = introduces(&mut visitor, &"寿".repeat(MAX_INTRODUCTION_CHARS)).await;
        assert_eq!(page.path, "/profile", "{:?}", page.errors());
        introduces(&mut visitor, " ").await;
        let details = site.store().read().await.unwrap().profile_details(account).await.unwrap();
        assert_eq!(details.introduction, None, "{}", site.name);
    }
}

#[tokio::test]
async fn the_preview_shows_what_employers_see_and_nothing_that_identifies_the_person() {
    for site in sites().await {
        let (mut newcomer, _) = newcomer(&site, "a").await;
        let page = newcomer.get(PREVIEW).await;
        assert!(page.says("先に基本情報を入力してください"), "{}", page.text());
        let (mut visitor, _) = registered(&site, "b", &[]).await;
        let job = [
            ("company", "株式会社竹田商店"),
            ("employment", "regular"),
            ("occupation", "一般事務"),
            ("started_year", "2012"),
            ("started_month", "4"),
            ("ended_year", "2020"),
            ("ended_month", "3"),
            ("duties", "竹田商店で書類を作りました。090-1234-5678"),
            ("reason", "家族の介護"),
        ];
        visitor.post("/profile/career/new", &job).await;
        let school = [("kind", "university"), ("name", "越谷花大学"), ("state", "left")];
        visitor.post("/profile/education/schools/new", &school).await;
        visitor.post("/profile/education/licences/new", &[("code", "4803")]).await;
        let page = visitor.get(PREVIEW).await;
        assert_eq!(page.h1(), "求人者に見える内容");
        for words in [
            "いまは公開中です",
            "36歳",
            "埼玉県",
            "施設介護員",
            "大学 中退",
            "普通自動車免許",
            "一般事務（正社員）",
            "8年",
            "＊＊＊で書類を作りました",
        ] {
            assert!(page.says(words), "{words} in {}", page.text());
        }
        for words in [
            "明日",
            "勇気",
            "アシタ",
            "1990",
            "越谷",
            "3430023",
            "343-0023",
            "1234",
            "竹田",
            "介護のため",
            "家族",
            "2012",
            "b@example.jp",
        ] {
            assert!(!page.says(words), "{words} in {}", page.text());
        }
        assert!(page.says("民間人材ビジネスや地方自治体") && page.says("氏名と連絡先は提供しません"));
        assert!(
            visitor.get("/profile").await.link("求人者に見える内容を確認する").is_some(),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn municipality_station_number_and_birth_date_are_hidden_and_the_page_promises_no_more() {
    for site in sites().await {
        let otherwise = [("路線名", "東武スカイツリーライン"), ("駅名", "新田駅")];
        let (mut visitor, _) = registered(&site, "a", &otherwise).await;
        let note = "越谷市内で、新田から通えます。1990年4月1日生まれ、11080-00000001です。";
        let sent = [("occupation_1", "36101"), ("employment", "1"), ("note", note)];
        visitor.post("/profile/work", &sent).await;
        let page = visitor.get(PREVIEW).await;
        for words in ["越谷", "新田", "1990", "00000001"] {
            assert!(!page.says(words), "{words} in {}", page.text());
        }
        assert!(page.says("プログラムで見つけられるものは「＊＊＊」になります"), "{}", page.text());
        assert!(page.says("ご自身でも確かめてください"), "{}", site.name);
        visitor.post("/settings/validity/off", &[]).await;
        let page = visitor.get(PREVIEW).await;
        assert!(!page.says("いまは公開中です") && page.says("求職登録が無効のためです"), "{}", page.text());
        site.letters().await;
    }
}

#[tokio::test]
async fn a_remark_on_the_wishes_loses_what_identifies_the_person() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let sent =
            [("occupation_1", "36101"), ("employment", "1"), ("note", "明日 勇気です。土曜日も働けます。")];
        visitor.post("/profile/work", &sent).await;
        assert!(visitor.get("/profile").await.says("明日 勇気です。土曜日も働けます。"));
        let page = visitor.get(PREVIEW).await;
        assert!(page.says("＊＊＊です。土曜日も働けます。") && !page.says("勇気"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_summary_shows_all_eight_steps_with_the_ways_to_change_them() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let page = visitor.get("/profile").await;
        assert_eq!(page.texts("main section h2").len(), 8, "{:?}", page.texts("main h2"));
        for step in ["学歴/資格", "経歴", "自己PR"] {
            assert!(page.link(&format!("変更：{step}")).is_some(), "{step}");
        }
        assert!(page.link("変更：障害情報").is_none() && page.says("入力は必要ありません"), "{}", site.name);
        let page = introduces(&mut visitor, "まじめに働きます。").await;
        assert!(page.says("「自己PR」の変更を保存しました"), "{}", page.text());
        assert!(visitor.get("/profile").await.says("まじめに働きます。"), "{}", site.name);
        assert!(visitor.get("/profile/history").await.says("まじめに働きます。"), "{}", site.name);
    }
}

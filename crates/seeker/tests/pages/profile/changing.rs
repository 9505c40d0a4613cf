//! 求職情報を変更する: the same pages after the page is open.

use axum::http::StatusCode;

use super::world::{counter_registration, registered, sites};
use crate::account::opening::opened;

const SAVE: &str = "変更を保存する";
/// What somebody sends who makes a form of the own.
const FORGED: [(&str, &str); 6] = [
    ("postal_code", "343-0023"),
    ("prefecture", "11"),
    ("municipality", "越谷市"),
    ("town", "東越谷1-5-6"),
    ("telephone", "080-3333-4444"),
    ("disability", "no"),
];

#[tokio::test]
async fn after_completion_the_same_address_shows_what_was_registered_with_a_way_to_change_each_page() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        let page = visitor.get("/profile").await;
        assert_eq!(page.h1(), "求職情報");
        assert!(page.says("明日 勇気") && page.says("11080-00000001") && page.says("施設介護員"));
        for (name, h1) in [
            ("変更：基本情報登録", "基本情報登録"),
            ("変更：求職情報提供等", "求職情報提供等"),
            ("変更：希望職種・時間等", "希望職種・時間等"),
            ("変更：希望勤務地・賃金", "希望勤務地・賃金"),
        ] {
            visitor.get("/profile").await;
            assert_eq!(visitor.follow(name).await.h1(), h1, "{}", site.name);
        }
    }
}

#[tokio::test]
async fn every_page_is_changed_and_says_so_and_the_number_stays() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        for (path, typed, said) in [
            ("basic", &[("町名・番地", "川柳町2-2"), ("disability", "yes")][..], "川柳町2-2"),
            ("disclosure", &[("disclosure", "closed"), ("provision", "agencies")][..], "民間人材ビジネス"),
            ("work", &[("working_time", "part")][..], "パート"),
            ("places", &[("希望勤務地2の都道府県", "13")][..], "東京都"),
        ] {
            visitor.get(&format!("/profile/{path}")).await;
            let page = visitor.submit(SAVE, typed).await;
            assert_eq!(page.h1(), "求職情報", "{path}: {:?}", page.errors());
            assert!(page.says("の変更を保存しました。") && page.says(said), "{path}: {}", page.text());
        }
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.registration.unwrap().number.to_string(), "11080-00000001", "{}", site.name);
        assert!(visitor.get("/home").await.says("非公開"));
    }
}

#[tokio::test]
async fn the_same_rules_hold_when_something_is_changed() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        visitor.get("/profile/work").await;
        let page = visitor.submit(SAVE, &[("開始時刻", "9:00")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.error_at("work_to");
        let page = visitor.submit(SAVE, &[("終了時刻", "9:10")]).await;
        assert!(page.says("もう一度「変更を保存する」を押してください"), "{}", page.text());
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.work.unwrap().hours, None, "{}", site.name);
    }
}

#[tokio::test]
async fn a_name_that_may_not_register_on_the_web_is_no_name_to_change_to() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[("姓", "昨日")]).await;
        counter_registration(&site, "2026-01-01").await;
        visitor.get("/profile/basic").await;
        let page = visitor.submit(SAVE, &[("姓", "明日")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.error_at("family_name").contains("お近くのハローワーク"), "{}", page.text());
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.basic.unwrap().family_name.as_str(), "昨日", "{}", site.name);
        let page = visitor.submit(SAVE, &[("姓", "今日")]).await;
        assert!(page.says("今日 勇気"), "{}", page.text());
    }
}

#[tokio::test]
async fn name_and_birth_date_of_a_person_of_the_counter_are_shown_and_not_asked() {
    for site in sites().await {
        let (mut visitor, account) = opened(&site).await;
        let page = visitor.get("/profile").await;
        assert!(page.says("利用登録者") && page.says("窓口で確認した内容です"), "{}", page.text());
        let page = visitor.get("/profile/basic").await;
        assert!(page.says("窓口 次郎") && page.says("1988年07月07日"));
        for field in ["family_name", "given_kana", "birth_date_year"] {
            assert_eq!(page.value_of(field), None, "{field}");
        }
        let page = visitor.submit(SAVE, &[("電話番号", "080-1111-2222"), ("disability", "no")]).await;
        assert!(page.says("080-1111-2222") && page.says("窓口 次郎"), "{}", page.text());
        // Sent all the same, a name does not count.
        visitor.post("/profile/basic", &[&FORGED[..], &[("family_name", "昨日")]].concat()).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap().basic.unwrap();
        assert_eq!(saved.family_name.as_str(), "窓口", "{}", site.name);
        assert_eq!(saved.telephone.as_str(), "080-3333-4444", "and the rest was saved");
        site.letters().await;
    }
}

#[tokio::test]
async fn a_person_of_the_counter_enters_wishes_and_disclosure_on_the_web() {
    for site in sites().await {
        let (mut visitor, account) = opened(&site).await;
        let page = super::world::send_work(&mut visitor).await;
        assert!(page.says("施設介護員") && page.says("の変更を保存しました。"), "{}", page.text());
        visitor.get("/profile/disclosure").await;
        visitor.submit(SAVE, &[("disclosure", "open"), ("office_contact", "yes")]).await;
        let saved = site.store().read().await.unwrap().job_seeker(account).await.unwrap();
        assert!(saved.is_shown() && saved.registration.is_some(), "{}", site.name);
    }
}

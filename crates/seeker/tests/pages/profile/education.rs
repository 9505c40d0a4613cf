//! 5 学歴/資格: entries that are added, changed and deleted on pages of their own, and the picker of licences.

use axum::http::StatusCode;
use domain::job_seeker::{MAX_LICENCES, MAX_SCHOOLS};
use testkit::{Page, Visitor};

use super::world::{newcomer, registered, sites};

const LIST: &str = "/profile/education";
const NEW_SCHOOL: &str = "/profile/education/schools/new";

const SCHOOL: [(&str, &str); 5] = [
    ("学校の種類", "high"),
    ("学校名", "埼玉県立　越谷花高校"),
    ("state", "graduated"),
    ("finished_year", "平成２０"),
    ("finished_month", "３月"),
];

async fn add_school(visitor: &mut Visitor, otherwise: &[(&str, &str)]) -> Page {
    visitor.get(NEW_SCHOOL).await;
    let mut typed: Vec<(&str, &str)> =
        SCHOOL.into_iter().filter(|(field, _)| otherwise.iter().all(|(other, _)| other != field)).collect();
    typed.extend(otherwise);
    visitor.submit("保存する", &typed).await
}

async fn add_licence(visitor: &mut Visitor, name: &str) -> Page {
    visitor.get("/profile/education/licences/new").await;
    visitor.submit("保存する", &[("免許・資格の名称", name)]).await
}

#[tokio::test]
async fn a_school_is_added_changed_and_deleted_after_a_question() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = add_school(&mut visitor, &[]).await;
        assert_eq!((page.path.as_str(), page.h1().as_str()), (LIST, "学歴/資格"), "{:?}", page.errors());
        assert!(page.says("埼玉県立 越谷花高校") && page.says("2008年3月（平成20年）"), "{}", page.text());

        let change = page.link("変更：埼玉県立 越谷花高校").unwrap();
        let page = visitor.get(&change).await;
        assert_eq!(page.value_of("finished_year").as_deref(), Some("2008"));
        let page = visitor.submit("保存する", &[("学部・学科", "普通科"), ("state", "left")]).await;
        assert!(page.says("普通科（高等学校）中退"), "{}", page.text());

        let delete = page.link("削除：埼玉県立 越谷花高校").unwrap();
        let page = visitor.get(&delete).await;
        assert_eq!(page.h1(), "学歴の削除");
        assert!(page.says("越谷花高校"), "what is deleted is shown first");
        let page = visitor.submit("削除する", &[]).await;
        assert!(page.path == LIST && page.says("いまは0件です"), "{}", page.text());
        let page = visitor.post(&delete, &[]).await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, LIST), "pressing twice does it once");
        assert_eq!(visitor.get(&change).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_everything_typed_stays() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        let page = visitor.post(NEW_SCHOOL, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["kind", "name", "state"] {
            page.error_at(field);
        }
        for (field, value, at) in [
            ("finished_month", "13", "finished"),
            ("finished_year", "08", "finished"),
            ("finished_year", "2026", "finished"),
            ("kind", "castle", "kind"),
        ] {
            let sent = if value == "2026" { "12" } else { "3" };
            let typed = [
                (field, value),
                if field == "finished_year" { ("finished_month", sent) } else { ("department", "普通科") },
            ];
            let page = add_school_raw(&mut visitor, &typed).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
            page.error_at(at);
            assert_eq!(page.value_of("name").as_deref(), Some("越谷高校"), "{field}={value}");
            assert!(page.title().starts_with("エラー："));
        }
        assert!(visitor.get(LIST).await.says("いまは0件です"));
    }
}

async fn add_school_raw(visitor: &mut Visitor, otherwise: &[(&str, &str)]) -> Page {
    let good = [
        ("kind", "high"),
        ("name", "越谷高校"),
        ("state", "graduated"),
        ("finished_year", "2008"),
        ("finished_month", "3"),
    ];
    let mut sent: Vec<(&str, &str)> =
        good.into_iter().filter(|(field, _)| otherwise.iter().all(|(other, _)| other != field)).collect();
    sent.extend(otherwise);
    visitor.post(NEW_SCHOOL, &sent).await
}

#[tokio::test]
async fn pressing_save_twice_adds_once_and_five_schools_are_the_most() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get(NEW_SCHOOL).await;
        let entry = visitor.page().value_of("entry").unwrap();
        for _ in 0..2 {
            add_school_raw(&mut visitor, &[("entry", &entry)]).await;
        }
        let count = || async { site.store().read().await.unwrap().schools(account).await.unwrap().len() };
        assert_eq!(count().await, 1, "{}", site.name);
        for _ in 1..MAX_SCHOOLS {
            assert_eq!(add_school_raw(&mut visitor, &[]).await.path, LIST);
        }
        let page = add_school_raw(&mut visitor, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert!(page.error_at("name").contains("5件まで"));
        assert_eq!(count().await, MAX_SCHOOLS, "{}", site.name);
        let page = visitor.get(LIST).await;
        assert!(page.says("いまは5件です") && page.link("学歴を追加する").is_none());
    }
}

#[tokio::test]
async fn a_licence_is_found_by_a_keyword_in_any_kana_by_category_or_entered_in_own_words() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        visitor.get(LIST).await;
        let page = visitor.follow("免許・資格を追加する").await;
        assert_eq!(page.h1(), "免許・資格を選ぶ");
        assert!(page.link("普通自動車免許").is_some(), "運転免許 are offered at once");
        for typed in ["ふぉーくりふと", "ﾌｫｰｸﾘﾌﾄ", "リフト"] {
            let page = visitor.submit("探す", &[("免許・資格の名前", typed)]).await;
            assert!(page.says("1件あります") && page.link("フォークリフト運転者").is_some(), "{typed}");
            assert_eq!(page.value_of("q").as_deref(), Some(typed));
        }
        let page = visitor.submit("探す", &[("免許・資格の名前", "宇宙飛行士")]).await;
        assert!(page.says("0件です") && page.link("名前を入力して登録").is_some());
        let page = visitor.follow("福祉・介護").await;
        assert!(page.says("2件あります"), "{}", page.text());

        let page = visitor.follow("介護福祉士").await;
        assert_eq!(page.h1(), "免許・資格の追加");
        let page = visitor.submit("保存する", &[("acquired_year", "2015"), ("acquired_month", "3")]).await;
        assert!(page.path == LIST && page.says("介護福祉士") && page.says("2015年3月（平成27年）取得"));
        let page = add_licence(&mut visitor, "ｼｬﾅｲ　検定").await;
        assert!(page.path == LIST && page.says("シャナイ 検定"), "{}", page.text());
    }
}

#[tokio::test]
async fn a_licence_of_the_list_is_taken_once_unknown_codes_are_nowhere_and_twenty_are_the_most() {
    for site in sites().await {
        let (mut visitor, _) = newcomer(&site, "a").await;
        for status in [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY] {
            let page = visitor.post("/profile/education/licences/new", &[("code", "4803")]).await;
            assert_eq!(page.status, status, "{}", site.name);
        }
        assert!(visitor.page().error_at("acquired").contains("すでに登録"));
        for page in [
            visitor.get("/profile/education/licences/new?code=9999").await,
            visitor.post("/profile/education/licences/new", &[("code", "9999")]).await,
        ] {
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        for number in 1..MAX_LICENCES {
            add_licence(&mut visitor, &format!("検定{number}")).await;
        }
        assert!(visitor.get(LIST).await.link("免許・資格を追加する").is_none());
        let page = visitor.post("/profile/education/licences/new", &[("name", "もう一つ")]).await;
        assert!(page.error_at("name").contains("20件まで"), "{}", site.name);
    }
}

#[tokio::test]
async fn nobody_reaches_the_entries_of_somebody_else() {
    for site in sites().await {
        let (mut own, _) = newcomer(&site, "a").await;
        let page = add_school(&mut own, &[]).await;
        let change = page.link("変更：埼玉県立 越谷花高校").unwrap();
        let delete = page.link("削除：埼玉県立 越谷花高校").unwrap();
        let (mut other, _) = newcomer(&site, "b").await;
        assert_eq!(other.get(&change).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&delete).await.status, StatusCode::NOT_FOUND);
        let sent = [("kind", "high"), ("name", "別の学校"), ("state", "graduated")];
        assert_eq!(other.post(&change, &sent).await.status, StatusCode::NOT_FOUND);
        other.post(&delete, &[]).await;
        let page = own.get(LIST).await;
        assert!(page.says("越谷花高校") && !page.says("別の学校"), "{}", site.name);
    }
}

#[tokio::test]
async fn after_the_page_is_open_every_change_stands_in_the_history() {
    for site in sites().await {
        let (mut visitor, _) = registered(&site, "a", &[]).await;
        assert!(visitor.get("/profile/history").await.says("まだ変更されていません"));
        let page = add_school(&mut visitor, &[]).await;
        let (change, delete) = (
            page.link("変更：埼玉県立 越谷花高校").unwrap(),
            page.link("削除：埼玉県立 越谷花高校").unwrap(),
        );
        visitor.get(&change).await;
        visitor.submit("保存する", &[]).await;
        assert!(
            visitor.get("/profile/history").await.says("1回の変更があります"),
            "saving the same is no change"
        );
        visitor.get(&change).await;
        visitor.submit("保存する", &[("学部・学科", "普通科")]).await;
        visitor.get(&delete).await;
        visitor.submit("削除する", &[]).await;
        let page = visitor.get("/profile/history").await;
        assert_eq!(page.h1(), "求職情報の変更履歴");
        assert!(page.says("3回の変更があります") && page.says("変更した人：ご本人"), "{}", page.text());
        assert!(page.says("（登録なし）") && page.says("普通科"), "{}", page.text());
        assert_eq!(page.texts("main .box h2").len(), 3);
    }
}

//! この求人に応募するには: what a 求人票 says of the ways to apply, to each kind of person (domain 6.1).

use domain::posting::Posting;
use testkit::{Page, TestSite, Visitor, posting};
use uuid::Uuid;

use super::{fresh, registered_seeker};
use crate::{account::opening, profile::world};

const PATH: &str = "/postings/13010-00000001";

fn offered(online: &str) -> Posting {
    let columns = [
        ("受理安定所コード", "13010"),
        ("オンライン自主応募", online),
        ("応募書類等", "履歴書（写真貼付）、職務経歴書"),
        ("選考方法", "面接（予定1回）"),
    ];
    posting(1, &columns)
}

async fn asked(site: &TestSite, visitor: &mut Visitor) -> Page {
    site.import(&[offered("可")]).await;
    visitor.get(PATH).await
}

fn says(page: &Page, words: &str) -> bool {
    let part: String = page.texts(".applying").concat().split_whitespace().collect();
    part.contains(words)
}

async fn switch_off(site: &TestSite, account: Uuid) {
    let mut tx = site.store().begin().await.unwrap();
    tx.switch_off(account, site.now()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_visitor_is_told_to_register_first_and_where_what_to_bring_and_until_when() {
    for site in fresh().await {
        let page = asked(&site, &mut site.visitor()).await;
        for words in [
            "求職申込みが必要です",
            "13010-00000001を控えるか",
            "紹介状をお渡しします",
            "このサイトからの応募は、まだできません",
            "履歴書（写真貼付）、職務経歴書",
            "面接（予定1回）",
            "この求人を受け付けたハローワーク",
            "飯田橋公共職業安定所",
            "2027年01月31日",
            "あと72日",
        ] {
            assert!(says(&page, words), "{}: {words} in {:?}", site.name, page.texts(".applying"));
        }
        assert_eq!(page.link("マイページを開設して求職申込み").as_deref(), Some("/register"));
        assert!(!says(&page, "利用できます"), "nothing is promised: {}", site.name);
    }
}

#[tokio::test]
async fn whoever_has_not_completed_the_registration_is_led_to_it() {
    for site in fresh().await {
        super::account(&site, "unfinished@example.jp").await;
        let mut person = site.visitor();
        person.signs_in("unfinished@example.jp").await;
        let page = asked(&site, &mut person).await;
        assert!(says(&page, "求職情報の登録を終えてください"), "{}", site.name);
    }
}

#[tokio::test]
async fn an_online_registered_person_may_go_to_the_counter_and_learns_what_is_for_others() {
    for site in fresh().await {
        let mut seeker = registered_seeker(&site).await;
        let page = asked(&site, &mut seeker).await;
        assert!(says(&page, "利用できます") && says(&page, "利用登録者の方だけの方法です"), "{}", site.name);
        assert!(!says(&page, "求職申込みが必要です"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_person_of_the_counter_is_told_of_the_office_and_in_muko_to_set_it_back_first() {
    for site in world::sites().await {
        let (mut person, account) = opening::opened(&site).await;
        let page = asked(&site, &mut person).await;
        assert!(says(&page, "利用できます") && says(&page, "利用安定所にご相談ください"), "{}", site.name);
        assert!(says(&page, "あなたの利用安定所越谷公共職業安定所"), "{}", site.name);
        assert!(says(&page, "応募することは、まだできません"), "no false promise: {}", site.name);
        switch_off(&site, account).await;
        let page = person.get(PATH).await;
        assert!(says(&page, "求職登録が無効です") && !says(&page, "利用できます"), "{}", site.name);
        assert_eq!(page.link("求職登録の有効・無効を確認する").as_deref(), Some("/settings/validity"));
    }
}

#[tokio::test]
async fn an_employer_that_does_not_take_online_applications_is_said_not_to() {
    for site in fresh().await {
        for (scope, online) in [("1", "不可"), ("3", "可")] {
            let mut posting = offered(online);
            posting.disclosure =
                domain::posting::DisclosureScope::from_number(scope.parse().unwrap()).unwrap();
            site.import(&[posting]).await;
            let page = site.visitor().get(PATH).await;
            assert!(says(&page, "オンライン自主応募を受け付けていません"), "{}: {scope} {online}", site.name);
        }
    }
}

#[tokio::test]
async fn a_posting_that_says_nothing_of_documents_says_so() {
    for site in fresh().await {
        site.import(&[posting(1, &[])]).await;
        let page = site.visitor().get(PATH).await;
        assert!(says(&page, "応募書類と選考の記載がありません"), "{}", site.name);
    }
}

//! 公開範囲 1–4 on the pages, for visitors and for registered job seekers (domain 5.6).

use axum::http::StatusCode;
use domain::posting::Posting;
use testkit::{TestSite, Visitor, days, posting};

use super::{fresh, registered_seeker};

const CLUES: [&str; 7] =
    ["大塚マート", "オオツカマート", "北烏山", "1307-697250-2", "大崎", "花子", "03-0000-0000"];

fn of_scope(scope: u32) -> Posting {
    posting(
        scope,
        &[
            ("公開範囲", &scope.to_string()),
            ("職種", "レジ係"),
            ("仕事の内容", "大塚マートのレジの仕事です。"),
            ("事業所番号", "1307-697250-2"),
            ("事業所名", "株式会社　大塚マート"),
            ("事業所名カナ", "カブシキガイシャ　オオツカマート"),
            ("所在地", "東京都世田谷区北烏山3丁目3－9"),
            ("就業場所都道府県", "東京都"),
            ("就業場所市区町村コード", "13101"),
            ("就業場所市区町村", "千代田区"),
            ("就業場所住所", "東京都千代田区大崎1丁目22－22"),
            ("代表者名", "山形　花子"),
            ("担当者の電話番号", "03-0000-0000"),
        ],
    )
}

async fn site_with_scopes() -> Vec<TestSite> {
    let sites = fresh().await;
    for site in &sites {
        site.import(&[1, 2, 3, 4].map(of_scope)).await;
    }
    sites
}

/// The numbers of the postings that a search lists.
async fn listed(visitor: &mut Visitor, words: &str) -> Vec<String> {
    let query = serde_urlencoded::to_string([("words", words)]).unwrap();
    let page = visitor.get(&format!("/search?{query}")).await;
    assert_eq!(page.status, StatusCode::OK);
    // What was typed comes back in the field; only the cards may tell.
    for card in page.texts(".job-card") {
        let hidden = !card.contains("１．事業所名等") && !card.contains("大塚マート");
        assert!(!hidden || CLUES.iter().all(|clue| !card.contains(clue)), "{card}");
    }
    page.texts(".job-card")
        .iter()
        .map(|card| card.split("13010-0000000").nth(1).unwrap()[..1].to_owned())
        .collect()
}

async fn sheet_tells(visitor: &mut Visitor, scope: u32) -> bool {
    let page = visitor.get(&format!("/postings/13010-{scope:08}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let told: Vec<_> = CLUES.iter().filter(|clue| page.body.contains(**clue)).collect();
    assert!(told.is_empty() || told.len() == CLUES.len(), "half told: {told:?}");
    !told.is_empty()
}

#[tokio::test]
async fn visitors_see_the_employer_of_scope_1_only() {
    for site in site_with_scopes().await {
        let mut visitor = site.visitor();
        assert!(sheet_tells(&mut visitor, 1).await, "{}", site.name);
        assert!(!sheet_tells(&mut visitor, 2).await, "{}", site.name);
        assert!(visitor.page().says("求職登録している方に限り公開"), "{}", site.name);
        assert!(!sheet_tells(&mut visitor, 3).await, "{}", site.name);
        assert!(visitor.page().says("インターネットでは公開していません"), "{}", site.name);
    }
}

#[tokio::test]
async fn registered_seekers_see_the_employers_of_scopes_1_and_2() {
    for site in site_with_scopes().await {
        let mut seeker = registered_seeker(&site).await;
        assert!(sheet_tells(&mut seeker, 1).await, "{}", site.name);
        assert!(sheet_tells(&mut seeker, 2).await, "{}", site.name);
        assert!(!sheet_tells(&mut seeker, 3).await, "{}", site.name);
    }
}

#[tokio::test]
async fn whoever_signed_in_without_complete_registration_sees_what_a_visitor_sees() {
    for site in site_with_scopes().await {
        super::account(&site, "unfinished@example.jp").await;
        let mut person = site.visitor();
        person.signs_in("unfinished@example.jp").await;
        assert!(!sheet_tells(&mut person, 2).await, "{}", site.name);
        assert_eq!(listed(&mut person, "大塚マート").await, ["1"], "{}", site.name);
    }
}

#[tokio::test]
async fn searching_the_employer_tells_nothing_that_the_posting_does_not() {
    for site in site_with_scopes().await {
        let mut visitor = site.visitor();
        let mut seeker = registered_seeker(&site).await;
        for clue in CLUES {
            assert_eq!(listed(&mut visitor, clue).await, ["1"], "{}: {clue}", site.name);
            assert_eq!(listed(&mut seeker, clue).await, ["2", "1"], "{}: {clue}", site.name);
        }
        assert_eq!(listed(&mut visitor, "レジの仕事").await, ["3", "2", "1"], "{}", site.name);
        assert_eq!(listed(&mut seeker, "レジの仕事").await, ["3", "2", "1"], "{}", site.name);
    }
}

#[tokio::test]
async fn a_posting_of_scope_4_is_a_page_that_is_not_there() {
    for site in site_with_scopes().await {
        let mut seeker = registered_seeker(&site).await;
        for visitor in [&mut site.visitor(), &mut seeker] {
            let page = visitor.get("/postings/13010-00000004").await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", site.name);
            let unknown = visitor.get("/postings/13010-00000099").await;
            assert_eq!((page.status, page.text()), (unknown.status, unknown.text()), "{}", site.name);
            assert!(listed(visitor, "13010-00000004").await.is_empty(), "{}", site.name);
        }
    }
}

#[tokio::test]
async fn a_posting_that_was_hidden_since_the_index_saw_it_is_not_listed_by_its_old_words() {
    for site in fresh().await {
        site.import(&[of_scope(1)]).await;
        let mut hidden = of_scope(1);
        hidden.disclosure = domain::posting::DisclosureScope::WithoutEmployer;
        site.put(&[hidden]).await;
        let mut visitor = site.visitor();
        assert!(listed(&mut visitor, "大塚マート").await.is_empty(), "{}", site.name);
        assert_eq!(listed(&mut visitor, "レジの仕事").await, ["1"], "{}", site.name);
    }
}

#[tokio::test]
async fn the_employer_of_scope_2_is_shown_to_the_last_day_of_the_registration_and_not_after_it() {
    for site in fresh().await {
        let mut long = of_scope(2);
        long.referral_deadline = "2027-03-31".parse().unwrap();
        site.import(std::slice::from_ref(&long)).await;
        registered_seeker(&site).await;
        // Registered on 2026-11-20: valid to 2027-01-31. It is 10 o'clock.
        for (advance, tells) in [(days(72), true), (days(1), false)] {
            site.advance(advance);
            let mut seeker = site.visitor();
            seeker.signs_in(super::EMAIL).await;
            assert_eq!(sheet_tells(&mut seeker, 2).await, tells, "{}", site.name);
        }
    }
}

//! 求職番号の入力 (domain 5.1 and 5.6): what it opens, for how long, and that nobody learns which numbers there are.

use axum::http::StatusCode;
use domain::account::EmailAddress;
use testkit::{Page, TestSite, Visitor, days, hours, posting};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{EMAIL, fresh, registered_seeker};

const NAME: &str = "大塚マート";
const REFUSED: &str = "この求職番号では、確認できませんでした";
const TOO_MANY: &str = "今日はこれ以上入力できません";

/// The service with a posting of 公開範囲 2 that stays open, and a registered person; her number.
async fn ready() -> Vec<(TestSite, String)> {
    let mut ready = Vec::new();
    for site in fresh().await {
        let columns = [("公開範囲", "2"), ("事業所名", "株式会社　大塚マート"), ("紹介期限日", "2027-03-31")];
        site.import(&[posting(1, &columns)]).await;
        registered_seeker(&site).await;
        let number = number_of(&site).await;
        ready.push((site, number));
    }
    ready
}

async fn account_of(site: &TestSite) -> Uuid {
    let email = EmailAddress::parse(EMAIL).unwrap();
    site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap().id
}

async fn number_of(site: &TestSite) -> String {
    let account = account_of(site).await;
    let mut conn = site.store().read().await.unwrap();
    conn.job_seeker(account).await.unwrap().registration.unwrap().number.to_string()
}

async fn switch_off(site: &TestSite) {
    let account = account_of(site).await;
    let mut tx = site.store().begin().await.unwrap();
    tx.switch_off(account, site.now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn types(visitor: &mut Visitor, number: &str) -> Page {
    visitor.get("/search/number").await;
    visitor.submit("入力する", &[("求職番号", number)]).await
}

/// Whether the search and the sheet show the employer.
async fn sees(visitor: &mut Visitor) -> bool {
    let sheet = visitor.get("/postings/13010-00000001").await.body.contains(NAME);
    let query = serde_urlencoded::to_string([("words", NAME)]).unwrap();
    let found = visitor.get(&format!("/search?{query}")).await.says("1件中");
    assert_eq!(sheet, found, "the sheet and the search");
    found
}

#[tokio::test]
async fn a_number_in_force_shows_what_is_for_registered_seekers_until_it_is_ended() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        assert!(!sees(&mut visitor).await, "{}", site.name);
        let page = types(&mut visitor, &number).await;
        assert_eq!((page.status, page.h1().as_str()), (StatusCode::OK, "求人検索"), "{}", site.name);
        assert!(sees(&mut visitor).await, "{}", site.name);
        assert!(visitor.page().says("求職番号入力済み"), "{}", site.name);
        visitor.submit("番号の使用を終える", &[]).await;
        assert!(
            !visitor.page().says("求職番号入力済み") && visitor.page().h1() == "求人検索",
            "{}",
            site.name
        );
        assert!(!sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn the_number_may_be_typed_in_any_width_and_without_hyphen_or_zeros() {
    for (site, number) in ready().await {
        let (office, serial) = number.split_once('-').unwrap();
        let wide: String = number.chars().map(|c| if c == '-' { 'ー' } else { wide(c) }).collect();
        let short = format!(" {office} {} ", serial.trim_start_matches('0'));
        for typed in [wide, short, number.replace('-', "")] {
            let mut visitor = site.visitor();
            types(&mut visitor, &typed).await;
            assert!(sees(&mut visitor).await, "{}: {typed}", site.name);
        }
    }
}

fn wide(digit: char) -> char {
    char::from_u32(u32::from(digit) + 0xFEE0).unwrap()
}

#[tokio::test]
async fn the_browser_comes_back_to_the_page_it_came_from_and_to_no_other() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        visitor.get("/postings/13010-00000001").await;
        visitor.follow("求職番号を入力").await;
        let page = visitor.submit("入力する", &[("求職番号", &number)]).await;
        assert!(page.h1() == "求人票" && page.body.contains(NAME), "{}", site.name);
        for back in ["https://evil.example/", "//evil.example", "/logout", "/home", "/search/../logout"] {
            let page = site.visitor().post("/search/number", &[("number", &number), ("back", back)]).await;
            assert_eq!(page.h1(), "求人検索", "{}: {back}", site.name);
        }
    }
}

#[tokio::test]
async fn an_unknown_number_and_one_that_is_not_in_force_get_the_same_answer() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        switch_off(&site).await;
        let off = types(&mut visitor, &number).await;
        let unknown = types(&mut visitor, "99999-00000001").await;
        assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert!(off.error_at("number").contains(REFUSED), "{}", site.name);
        let same = |page: &Page, typed: &str| page.body.replace(typed, "typed");
        assert_eq!(same(&off, &number), same(&unknown, "99999-00000001"), "{}", site.name);
        assert_eq!(off.value_of("number").as_deref(), Some(number.as_str()), "what was typed stays");
        assert!(visitor.cookie("number").is_none() && !sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn nothing_and_nonsense_are_told_and_cost_no_try() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        for _ in 0..30 {
            assert!(types(&mut visitor, "").await.error_at("number").contains("入力してください"));
            assert!(types(&mut visitor, "五千").await.error_at("number").contains("5桁の数字"));
        }
        types(&mut visitor, &number).await;
        assert!(sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn a_network_may_type_twenty_wrong_numbers_a_day_and_right_ones_cost_nothing() {
    for (site, number) in ready().await {
        let mut guesser = site.visitor().from_address([192, 0, 2, 7]);
        for serial in 1..=20 {
            assert!(
                types(&mut guesser, &format!("99999-{serial}")).await.error_at("number").contains(REFUSED)
            );
            types(&mut site.visitor().from_address([192, 0, 2, 7]), &number).await;
        }
        // The right one is not looked at either, in another browser of the network neither.
        for typed in ["99999-1", &number] {
            let mut other = site.visitor().from_address([192, 0, 2, 7]);
            assert!(types(&mut other, typed).await.error_at("number").contains(TOO_MANY), "{}", site.name);
            assert!(!sees(&mut other).await, "{}", site.name);
        }
        let mut neighbour = site.visitor().from_address([192, 0, 2, 8]);
        types(&mut neighbour, &number).await;
        assert!(sees(&mut neighbour).await, "{}: others are not kept out", site.name);
        site.advance(days(1));
        types(&mut guesser, &number).await;
        assert!(sees(&mut guesser).await, "{}: the next day", site.name);
    }
}

#[tokio::test]
async fn of_many_numbers_at_once_no_more_are_looked_at() {
    for (site, number) in ready().await {
        let mut guesses = JoinSet::new();
        for serial in 1..=60 {
            let mut visitor = site.visitor().from_address([192, 0, 2, 9]);
            guesses.spawn(async move {
                visitor.post("/search/number", &[("number", &format!("99999-{serial}"))]).await
            });
        }
        let pages = guesses.join_all().await;
        let looked_at = pages.iter().filter(|page| page.error_at("number").contains(REFUSED)).count();
        assert_eq!(looked_at, 20, "{}", site.name);
        let mut visitor = site.visitor().from_address([192, 0, 2, 9]);
        assert!(types(&mut visitor, &number).await.error_at("number").contains(TOO_MANY), "{}", site.name);
    }
}

#[tokio::test]
async fn it_ends_after_twelve_hours_and_as_soon_as_the_registration_is_not_in_force() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        types(&mut visitor, &number).await;
        site.advance(hours(11));
        assert!(sees(&mut visitor).await, "{}", site.name);
        site.advance(hours(1));
        assert!(!sees(&mut visitor).await, "{}", site.name);
        types(&mut visitor, &number).await;
        assert!(sees(&mut visitor).await, "{}", site.name);
        switch_off(&site).await;
        assert!(!sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn it_ends_when_the_person_leaves() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        types(&mut visitor, &number).await;
        let account = account_of(&site).await;
        let mut tx = site.store().begin().await.unwrap();
        tx.withdraw(account, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn who_is_signed_in_is_judged_by_the_own_registration_and_signing_out_ends_it() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        types(&mut visitor, &number).await;
        super::account(&site, "unfinished@example.jp").await;
        visitor.signs_in("unfinished@example.jp").await;
        assert!(!sees(&mut visitor).await, "{}", site.name);
        assert!(visitor.get("/search/number").await.says("入力する必要はありません"), "{}", site.name);
        visitor.get("/search").await;
        visitor.submit("ログアウト", &[]).await;
        assert!(visitor.cookie("number").is_none() && !sees(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn the_cookie_ends_with_the_browser_says_no_number_and_cannot_be_made_up() {
    for (site, number) in ready().await {
        let mut visitor = site.visitor();
        let answer = visitor.post("/search/number", &[("number", &number)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", site.name);
        let cookie = visitor.cookie("number").unwrap().to_owned();
        let (office, serial) = number.split_once('-').unwrap();
        assert!(!cookie.contains(&number) && !cookie.contains(&format!("{office}{serial}")), "{cookie}");
        let (first, rest) = cookie.split_at(1);
        let other = if first == "A" { "B" } else { "A" };
        for forged in [format!("{other}{rest}"), rest.to_owned(), cookie[..cookie.len() - 1].to_owned()] {
            let mut forger = site.visitor();
            forger.set_cookie("number", &forged);
            assert!(!sees(&mut forger).await, "{}: {forged}", site.name);
        }
    }
}

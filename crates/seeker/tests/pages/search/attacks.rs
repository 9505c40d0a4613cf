//! 公開範囲 under attack (domain 5.6): is there any question whose answer depends on what its asker may not know?
//!
//! There are two services that differ in nothing but who the employer behind a hidden posting is. Whoever may not know
//! asks both everything that can be asked: each clue in each way, counts, orders, cursors, pages, what emptied a list.
//! The answers must be the same to the letter, so that no answer tells one employer from another, or from none. The
//! same questions of somebody who may know must differ, or they would prove nothing.

use axum::http::StatusCode;
use domain::posting::{DisclosureScope, Posting};
use testkit::{TestSite, Visitor, posting};

use super::{fresh, registered_seeker};

/// An employer, by everything that tells who it is. None of these is part of another's.
struct Employer {
    name: &'static str,
    kana: &'static str,
    number: &'static str,
    address: &'static str,
    workplace: &'static str,
    postal_code: &'static str,
    corporate_number: &'static str,
    person: &'static str,
    telephone: &'static str,
    station: &'static str,
    business: &'static str,
    home_page: &'static str,
}

const OTSUKA: Employer = Employer {
    name: "株式会社　大塚マート",
    kana: "カブシキガイシャ　オオツカマート",
    number: "1307-697250-2",
    address: "東京都世田谷区北烏山3丁目3－9",
    workplace: "東京都千代田区大崎1丁目22－22",
    postal_code: "1410032",
    corporate_number: "1234567890123",
    person: "山形　花子",
    telephone: "03-1111-2222",
    station: "JR山手線　大崎駅",
    business: "青果の卸売",
    home_page: "https://otsuka.example/",
};

const KITAGAWA: Employer = Employer {
    name: "有限会社　北川ストア",
    kana: "ユウゲンガイシャ　キタガワストア",
    number: "1310-500001-4",
    address: "東京都江東区亀戸9丁目8－7",
    workplace: "東京都千代田区麹町5丁目6－7",
    postal_code: "1020083",
    corporate_number: "9876543210987",
    person: "秋田　次郎",
    telephone: "03-3333-4444",
    station: "JR中央線　四ツ谷駅",
    business: "鮮魚の加工",
    home_page: "https://kitagawa.example/",
};

fn of(employer: &Employer, serial: u32, scope: &str) -> Posting {
    let named = employer.name.split('　').next_back().unwrap();
    let description = format!("{named}のレジの仕事です。連絡先は{}です。", employer.telephone);
    posting(
        serial,
        &[
            ("公開範囲", scope),
            ("職種", "レジ係"),
            ("仕事の内容", &description),
            ("事業所番号", employer.number),
            ("事業所名", employer.name),
            ("事業所名カナ", employer.kana),
            ("所在地", employer.address),
            ("就業場所郵便番号", employer.postal_code),
            ("就業場所都道府県", "東京都"),
            ("就業場所市区町村コード", "13101"),
            ("就業場所市区町村", "千代田区"),
            ("就業場所住所", employer.workplace),
            ("就業場所の最寄り駅", employer.station),
            ("賃金形態", "月給"),
            ("賃金下限", "205000"),
            ("賃金上限", "290000"),
            ("年間休日数", "120"),
            ("代表者名", employer.person),
            ("担当者の電話番号", employer.telephone),
            ("法人番号", employer.corporate_number),
            ("事業内容", employer.business),
            ("ホームページ", employer.home_page),
        ],
    )
}

/// What everybody may know: postings around the hidden one, before and behind it in every order.
fn open_ones() -> Vec<Posting> {
    let one = |serial, wage: &str, holidays: &str, received: &str| {
        posting(
            serial,
            &[
                ("職種", "レジ係"),
                ("事業所名", "株式会社　南風"),
                ("受付年月日", received),
                ("賃金形態", "月給"),
                ("賃金下限", wage),
                ("年間休日数", holidays),
            ],
        )
    };
    vec![one(1, "180000", "104", "2026-11-04"), one(90, "310000", "125", "2026-11-06")]
}

/// What follows the municipality.
fn street(address: &'static str) -> &'static str {
    address.rsplit('区').next().unwrap()
}

fn clues(employer: &Employer) -> Vec<&'static str> {
    let last = |text: &'static str| text.split('　').next_back().unwrap();
    vec![
        last(employer.name),
        last(employer.kana),
        employer.number,
        street(employer.address),
        street(employer.workplace),
        employer.postal_code,
        employer.corporate_number,
        last(employer.person),
        employer.telephone,
        last(employer.station),
        employer.business,
        employer.home_page,
    ]
}

fn search(pairs: &[(&str, &str)]) -> String {
    format!("/search?{}", serde_urlencoded::to_string(pairs).unwrap())
}

/// Everything that can be asked about an employer.
fn questions(employer: &Employer) -> Vec<String> {
    let mut asked = Vec::new();
    let name = employer.name.split('　').next_back().unwrap();
    for clue in clues(employer) {
        asked.push(search(&[("words", clue)]));
        asked.push(search(&[("words", "レジ"), ("not", clue)]));
        // What empties the list is told with counts.
        asked.push(search(&[("words", clue), ("wage_month", "300000")]));
    }
    asked.push(search(&[("words", &format!("レジ {name}"))]));
    asked.push(search(&[("words", &format!("レジ {name}")), ("match", "any")]));
    asked.push(search(&[("words", &format!("「{name}」"))]));
    asked.push(search(&[("words", &name.chars().take(1).collect::<String>())]));
    for field in
        ["title", "employer", "work", "station", "place", "business", "licence", "experience", "other"]
    {
        asked.push(search(&[("words", name), ("in", field)]));
    }
    asked.push(search(&[("words", employer.business), ("in", "business")]));
    asked.push(search(&[("words", street(employer.workplace)), ("in", "place")]));
    asked.push(search(&[("employer", name)]));
    asked.push(search(&[("employer", name), ("employer_not", "1")]));
    asked.push(search(&[("employer", name), ("employer_not", "1"), ("wage_month", "300000")]));
    asked.push(search(&[("establishment", employer.number)]));
    for line in ["001", "002", "003", "004", "001-004"] {
        asked.push(search(&[("line", line)]));
    }
    asked.push(search(&[("number", "13010-00000050"), ("employer", name)]));
    for sort in ["new", "lower", "upper", "deadline", "holidays", "relevance"] {
        asked.push(search(&[("words", &format!("レジ {name}")), ("match", "any"), ("sort", sort)]));
        asked.push(search(&[("employer", name), ("sort", sort)]));
    }
    for page in ["2", "3", "999"] {
        asked.push(search(&[("words", name), ("page", page)]));
        asked.push(search(&[("employer", name), ("employer_not", "1"), ("page", page), ("size", "10")]));
    }
    for after in ["0.2026-11-06.1301000000090", "0.2026-11-05.1301000000051"] {
        asked.push(search(&[("words", name), ("after", after)]));
        asked.push(search(&[("employer", name), ("employer_not", "1"), ("after", after)]));
    }
    asked
}

/// What is asked about the posting itself.
fn sheets() -> [String; 3] {
    ["/postings/13010-00000050".into(), "/search".into(), search(&[("number", "13010-00000050")])]
}

/// The answers to the questions, in their order.
async fn answers(visitor: &mut Visitor, asked: &[String]) -> Vec<(String, StatusCode, String)> {
    let mut answers = Vec::new();
    for question in asked {
        let page = visitor.get(question).await;
        answers.push((question.clone(), page.status, page.body));
    }
    answers
}

/// Two services for each database: with this posting, and with that instead.
async fn worlds(this: Option<&Posting>, that: Option<&Posting>) -> Vec<(TestSite, TestSite)> {
    let (left, right) = (fresh().await, fresh().await);
    let mut worlds = Vec::new();
    for (left, right) in left.into_iter().zip(right) {
        for (site, hidden) in [(&left, this), (&right, that)] {
            let postings: Vec<Posting> = open_ones().into_iter().chain(hidden.cloned()).collect();
            site.import(&postings).await;
        }
        worlds.push((left, right));
    }
    worlds
}

/// The questions whose answers differ: of all of them to somebody who is signed out, of one of each kind to others, whose
/// pages are the same but for their names.
async fn told_apart(left: &mut Visitor, right: &mut Visitor) -> Vec<String> {
    let signed_out = left.cookie_names().is_empty();
    let whole = || [questions(&OTSUKA), questions(&KITAGAWA), sheets().to_vec()].concat();
    let asked = if signed_out { whole() } else { [telling(), sheets().to_vec()].concat() };
    let (left, right) = (answers(left, &asked).await, answers(right, &asked).await);
    left.into_iter().zip(right).filter(|(left, right)| left != right).map(|(left, _)| left.0).collect()
}

/// A visitor who typed the 求職番号 of somebody whose registration is in force.
async fn with_number(site: &TestSite) -> Visitor {
    let email = domain::account::EmailAddress::parse(super::EMAIL).unwrap();
    let mut conn = site.store().read().await.unwrap();
    let account = conn.account_by_email(&email).await.unwrap().unwrap().id;
    let number = conn.job_seeker(account).await.unwrap().registration.unwrap().number.to_string();
    drop(conn);
    let mut visitor = site.visitor();
    visitor.post("/search/number", &[("number", &number)]).await;
    visitor
}

/// Somebody signed in whose registration is not complete.
async fn unfinished(site: &TestSite) -> Visitor {
    super::account(site, "unfinished@example.jp").await;
    let mut visitor = site.visitor();
    visitor.signs_in("unfinished@example.jp").await;
    visitor
}

/// Questions whose answers must differ for who may know the employer: one of each kind. A postal code stands in no text
/// that is searched.
fn telling() -> Vec<String> {
    let mut telling: Vec<String> = [&OTSUKA, &KITAGAWA]
        .into_iter()
        .flat_map(|employer| clues(employer).into_iter().filter(|clue| *clue != employer.postal_code))
        .map(|clue| search(&[("words", clue)]))
        .collect();
    for name in ["大塚マート", "北川ストア"] {
        telling.push(search(&[("employer", name)]));
        telling.push(search(&[("employer", name), ("employer_not", "1")]));
        telling.push(search(&[("words", "レジ"), ("not", name)]));
        telling.push(search(&[("words", name), ("in", "employer")]));
    }
    telling.push(search(&[("establishment", OTSUKA.number)]));
    telling.push(search(&[("line", "001")]));
    telling.push(sheets()[0].clone());
    telling
}

#[tokio::test]
async fn no_question_tells_a_visitor_which_employer_is_behind_a_posting_of_scope_2() {
    for (left, right) in worlds(Some(&of(&OTSUKA, 50, "2")), Some(&of(&KITAGAWA, 50, "2"))).await {
        let told = told_apart(&mut left.visitor(), &mut right.visitor()).await;
        assert_eq!(told, [""; 0], "{}: signed out", left.name);
        let told = told_apart(&mut unfinished(&left).await, &mut unfinished(&right).await).await;
        assert_eq!(told, [""; 0], "{}: not registered", left.name);
    }
}

#[tokio::test]
async fn the_same_questions_tell_who_may_know_it() {
    for (left, right) in worlds(Some(&of(&OTSUKA, 50, "2")), Some(&of(&KITAGAWA, 50, "2"))).await {
        let mut signed_in = (registered_seeker(&left).await, registered_seeker(&right).await);
        let mut by_number = (with_number(&left).await, with_number(&right).await);
        for (left, right) in [&mut signed_in, &mut by_number].map(|(left, right)| (left, right)) {
            let told = told_apart(left, right).await;
            for question in telling() {
                assert!(told.contains(&question), "{question} tells nothing; only {told:?} do");
            }
        }
    }
}

#[tokio::test]
async fn no_question_tells_anybody_which_employer_is_behind_a_posting_of_scope_3() {
    for (left, right) in worlds(Some(&of(&OTSUKA, 50, "3")), Some(&of(&KITAGAWA, 50, "3"))).await {
        let told = told_apart(&mut left.visitor(), &mut right.visitor()).await;
        assert_eq!(told, [""; 0], "{}: signed out", left.name);
        let mut signed_in = (registered_seeker(&left).await, registered_seeker(&right).await);
        assert_eq!(told_apart(&mut signed_in.0, &mut signed_in.1).await, [""; 0], "{}: in force", left.name);
        let mut by_number = (with_number(&left).await, with_number(&right).await);
        assert_eq!(told_apart(&mut by_number.0, &mut by_number.1).await, [""; 0], "{}: by number", left.name);
    }
}

#[tokio::test]
async fn no_question_tells_anybody_whether_there_is_a_posting_of_scope_4() {
    for (left, right) in worlds(Some(&of(&OTSUKA, 50, "4")), None).await {
        let told = told_apart(&mut left.visitor(), &mut right.visitor()).await;
        assert_eq!(told, [""; 0], "{}: signed out", left.name);
        let mut signed_in = (registered_seeker(&left).await, registered_seeker(&right).await);
        assert_eq!(told_apart(&mut signed_in.0, &mut signed_in.1).await, [""; 0], "{}: in force", left.name);
        let mut by_number = (with_number(&left).await, with_number(&right).await);
        assert_eq!(told_apart(&mut by_number.0, &mut by_number.1).await, [""; 0], "{}: by number", left.name);
    }
}

#[tokio::test]
async fn a_posting_hidden_behind_the_back_of_the_search_tells_nothing_new() {
    // The search knows it as it was when everybody could see it; the database already hides it.
    let was = of(&OTSUKA, 50, "1");
    for scope in [DisclosureScope::RegisteredSeekers, DisclosureScope::WithoutEmployer] {
        for (left, right) in worlds(Some(&was), Some(&was)).await {
            for (site, employer) in [(&left, &OTSUKA), (&right, &KITAGAWA)] {
                let mut hidden = of(employer, 50, "1");
                hidden.disclosure = scope;
                site.put(&[hidden]).await;
            }
            let told = told_apart(&mut left.visitor(), &mut right.visitor()).await;
            assert_eq!(told, [""; 0], "{}: {scope:?}", left.name);
        }
    }
}

#[tokio::test]
async fn a_posting_taken_off_the_web_behind_the_back_of_the_search_is_as_one_that_was_closed() {
    let was = of(&OTSUKA, 50, "1");
    for (left, right) in worlds(Some(&was), Some(&was)).await {
        left.put(&[of(&OTSUKA, 50, "4")]).await;
        right.close_all_but(&open_ones()).await;
        let (mut one, mut other) = (left.visitor(), right.visitor());
        let searches: Vec<String> = told_apart(&mut one, &mut other)
            .await
            .into_iter()
            // The sheet of a closed posting says so; one that is not for the web was never there.
            .filter(|question| question.starts_with("/search"))
            .collect();
        assert_eq!(searches, [""; 0], "{}", left.name);
    }
}

#[tokio::test]
async fn the_own_lists_show_what_was_kept_only_as_its_scope_allows_now() {
    for (left, right) in worlds(Some(&of(&OTSUKA, 50, "2")), Some(&of(&KITAGAWA, 50, "2"))).await {
        let mut lists = Vec::new();
        for (site, employer) in [(&left, &OTSUKA), (&right, &KITAGAWA)] {
            let mut seeker = registered_seeker(site).await;
            seeker.get("/postings/13010-00000050").await;
            seeker.submit("お気に入りに保存", &[]).await;
            let list = seeker.get("/activity/favourites").await;
            assert!(list.body.contains(employer.name), "{}: while it may be known", site.name);
            site.import(&[of(employer, 50, "3")]).await;
            let mut pages = Vec::new();
            for path in ["/activity/favourites", "/activity/favourites/13010-00000050", "/home"] {
                let page = seeker.get(path).await;
                let known = clues(employer).into_iter().find(|clue| page.body.contains(clue));
                assert_eq!((page.status, known), (StatusCode::OK, None), "{}: {path}", site.name);
                pages.push(page.text());
            }
            lists.push(pages);
        }
        assert_eq!(lists[0][..2], lists[1][..2], "{}", left.name);
    }
}

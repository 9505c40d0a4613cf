//! ハローワークをご利用中の方のマイページ開設 (seed 002) and its key (spec/security.md, 認証キー).

use axum::http::StatusCode;
use domain::{
    account::EmailAddress,
    clock::Date,
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{Address, BasicInformation, KanaName, Name, Town},
};
use store::{AddressRegistration, CounterEntry};
use testkit::{PASSWORD, Page, TestSite, Visitor, days, key_in, minutes, seconds};

use crate::profile::world;

const EMAIL: &str = "jiro@example.jp";
const LETTER: &str = "パスワード登録申込受付通知";
const BORN: [&str; 3] = ["1988", "7", "7"];
const NO_KEY: &str = "3467-9ACD-EFGH-JKMN";

fn entry(email: &str, given: &str) -> CounterEntry {
    CounterEntry {
        office_code: "11080".into(),
        person: BasicInformation {
            family_name: Name::parse("姓", "窓口").unwrap(),
            given_name: Name::parse("名", given).unwrap(),
            family_kana: KanaName::parse("姓", "マドグチ").unwrap(),
            given_kana: KanaName::parse("名", "ジロウ").unwrap(),
            gender: None,
            birth_date: "1988-07-07".parse().unwrap(),
            address: Address {
                postal_code: PostalCode::parse("343-0023").unwrap(),
                municipality_code: "11222".into(),
                town: Town::parse("町名・番地", "東越谷1-5-6").unwrap(),
                building: None,
            },
            telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
        },
        number: None,
        applied_on: None,
        email: EmailAddress::parse(email).unwrap(),
    }
}

async fn registers(site: &TestSite, entry: &CounterEntry) -> AddressRegistration {
    let mut tx = site.store().begin().await.unwrap();
    let done = tx.register_address(entry, "受付 一郎", site.now()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

/// 窓口 次郎, signed in to the page that he has opened with what the counter wrote down.
pub(crate) async fn opened(site: &TestSite) -> (Visitor, uuid::Uuid) {
    registers(site, &entry(EMAIL, "次郎")).await;
    let (mut visitor, key) = with_a_key(site).await;
    let page = finishes(&mut visitor, PASSWORD, &key).await;
    assert_eq!(page.h1(), "マイページ開設完了", "{}: {:?}", site.name, page.errors());
    let email = EmailAddress::parse(EMAIL).unwrap();
    let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
    (visitor, account.id)
}

/// The service on each database, with 窓口 次郎, whose address the counter has written down.
async fn sites() -> Vec<TestSite> {
    let sites = world::sites().await;
    for site in &sites {
        let done = registers(site, &entry(EMAIL, "次郎")).await;
        assert!(matches!(done, AddressRegistration::Registered(_)), "{done:?}");
    }
    sites
}

async fn asks(visitor: &mut Visitor, email: &str, [year, month, day]: [&str; 3]) -> Page {
    visitor.get("/opening").await;
    let typed = [
        ("メールアドレス", email),
        ("birth_date_year", year),
        ("birth_date_month", month),
        ("birth_date_day", day),
        ("に同意します", "on"),
    ];
    visitor.submit("次へ進む", &typed).await
}

async fn finishes(visitor: &mut Visitor, password: &str, key: &str) -> Page {
    let typed = [("新規のパスワード", password), ("新規のパスワード（確認用）", password), ("認証キー", key)];
    visitor.submit("完了", &typed).await
}

async fn with_a_key(site: &TestSite) -> (Visitor, String) {
    let mut visitor = site.visitor();
    let page = asks(&mut visitor, EMAIL, BORN).await;
    assert_eq!(page.h1(), "パスワード登録", "{:?}", page.errors());
    let letter = site.letter(EMAIL, LETTER).await;
    assert!(letter.body.contains("50分以内"), "{}", site.name);
    (visitor, key_in(&letter))
}

#[tokio::test]
async fn address_birth_date_key_and_password_open_the_page_with_what_the_office_holds() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        let page = finishes(&mut visitor, PASSWORD, &key).await;
        assert_eq!(page.h1(), "マイページ開設完了", "{}: {:?}", site.name, page.errors());
        for words in ["開設が完了しました", "窓口 次郎", "11080-00000001", "越谷公共職業安定所", "留意事項"]
        {
            assert!(page.says(words), "{}: {words}", site.name);
        }
        let home = visitor.follow("求職者マイページホームへ").await;
        assert_eq!(home.h1(), "求職者マイページホーム");
        for words in
            ["窓口 次郎様", "11080-00000001", "利用安定所名：越谷公共職業安定所", "求職公開状況：非公開"]
        {
            assert!(home.says(words), "{}: {words}", site.name);
        }
        assert!(home.says("ハローワークがお勧めする求人が、ここに届きます"), "a 利用登録者 is sent jobs");
        let saved = visitor.get("/profile").await;
        assert!(saved.says("利用登録者") && saved.says("登録されていません"), "wishes stay with the counter");
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "{}", site.name);
    }
}

#[tokio::test]
async fn somebody_who_registered_on_the_web_is_told_who_is_sent_jobs_by_the_offices() {
    for site in world::sites().await {
        let (mut visitor, _) = world::registered(&site, "hanako", &[]).await;
        let home = visitor.get("/home").await;
        assert!(home.says("窓口で求職登録をした方（利用登録者）に届きます"), "{}", site.name);
        assert!(!home.says("ハローワークがお勧めする求人が、ここに届きます"));
        assert!(visitor.get("/profile").await.says("オンライン登録者"));
    }
}

#[tokio::test]
async fn both_texts_stand_there_in_full_and_address_birth_date_and_consent_are_each_required() {
    for site in sites().await {
        let mut visitor = site.visitor();
        let page = visitor.get("/opening").await;
        assert!(page.says("基本的な考え方") && page.says("第1条"), "{}", site.name);
        let page = visitor.submit("次へ進む", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.error_at("email"), "メールアドレスを入力してください。");
        assert_eq!(page.error_at("birth_date"), "生年月日を入力してください。");
        assert!(page.error_at("consent").contains("最後までご確認のうえ"));
        let page = asks(&mut visitor, EMAIL, ["1988", "2", "30"]).await;
        assert_eq!(page.error_at("birth_date"), "1988年2月に30日はありません。生年月日を確認してください。");
        assert_eq!(page.value_of("email").as_deref(), Some(EMAIL), "what was typed stays");
        assert!(site.letters().await.is_empty(), "{}", site.name);
    }
}

/// What a stranger sees and what was worked for it: both screens without what is random, hashes and rows.
#[derive(Debug, PartialEq)]
struct Seen {
    screens: [(StatusCode, String); 2],
    hashes: u64,
    rows: Vec<(String, usize)>,
}

async fn seen(site: &TestSite, email: &str, born: [&str; 3]) -> Seen {
    let counted = async || {
        let stored = site.everything_stored().await;
        ["verification:", "key_turn:", "counter_deed:", "office_registration:", "account:"]
            .map(|table| (table.to_owned(), stored.lines().filter(|row| row.starts_with(table)).count()))
    };
    let (before, hashes) = (counted().await, site.app.hasher.evaluated());
    let mut visitor = site.visitor();
    let first = asks(&mut visitor, email, born).await;
    let request = first.path.rsplit('/').next().unwrap().to_owned();
    let second = finishes(&mut visitor, PASSWORD, NO_KEY).await;
    let rows =
        before.into_iter().zip(counted().await).map(|((table, before), (_, after))| (table, after - before));
    let screen = |page: &Page| (page.status, page.body.replace(&request, "…"));
    Seen {
        screens: [screen(&first), screen(&second)],
        hashes: site.app.hasher.evaluated() - hashes,
        rows: rows.collect(),
    }
}

#[tokio::test]
async fn wrong_pairs_get_the_same_screens_by_the_same_work_and_no_mail() {
    for site in sites().await {
        let old = CounterEntry {
            applied_on: Some("2019-04-01".parse::<Date>().unwrap()),
            ..entry("old@example.jp", "三郎")
        };
        registers(&site, &old).await;
        let right = seen(&site, EMAIL, BORN).await;
        assert_eq!(
            right.screens.each_ref().map(|screen| screen.0),
            [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY]
        );
        assert_eq!(right.hashes, 0, "a password is hashed when the key is right");
        assert_eq!(right.rows.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [1, 1, 0, 0, 0]);
        site.letter(EMAIL, LETTER).await;
        for (email, born) in [
            ("nobody@example.jp", BORN),
            ("old@example.jp", BORN),
            ("nobody2@example.jp", ["1990", "4", "1"]),
        ] {
            assert_eq!(seen(&site, email, born).await, right, "{}: {email}", site.name);
        }
        site.advance(minutes(51));
        let wrong = seen(&site, EMAIL, ["1988", "7", "8"]).await;
        assert_eq!(wrong.screens, right.screens, "{}", site.name);
        assert!(site.letters().await.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn an_address_with_an_account_is_told_by_mail_what_to_do_and_one_that_left_how_to_come_back() {
    for site in sites().await {
        let known = site.registered("known@example.jp").await;
        drop(known);
        let mut leaver = site.registered("left@example.jp").await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        let nobody = seen(&site, "nobody@example.jp", BORN).await;
        for (email, words) in [
            ("known@example.jp", "すでにアカウントとして登録されています"),
            ("left@example.jp", "アカウントを再登録"),
        ] {
            assert_eq!(seen(&site, email, BORN).await, nobody, "{}: {email}", site.name);
            let letters = site.letters().await;
            assert_eq!(letters.len(), 1, "{}: {email}", site.name);
            assert!(letters[0].to == email && letters[0].body.contains(words));
            assert!(!letters[0].body.contains("認証キー："));
        }
    }
}

#[tokio::test]
async fn whoever_has_opened_the_page_gets_no_second_key_but_the_way_to_the_login() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        assert_eq!(finishes(&mut visitor, PASSWORD, &key).await.h1(), "マイページ開設完了");
        asks(&mut site.visitor(), EMAIL, BORN).await;
        let letter = site.letter(EMAIL, "マイページ開設のお申込みについて").await;
        assert!(letter.body.contains("/login"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_key_lives_fifty_minutes_and_not_longer() {
    for site in sites().await {
        let (visitor, key) = with_a_key(&site).await;
        site.advance(minutes(50));
        let mut late = visitor.clone();
        site.advance(seconds(1));
        let page = finishes(&mut late, PASSWORD, &key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert!(!page.error_at("verification_key").is_empty());
        let (mut visitor, key) = with_a_key(&site).await;
        site.advance(minutes(50));
        assert_eq!(finishes(&mut visitor, PASSWORD, &key).await.h1(), "マイページ開設完了", "{}", site.name);
    }
}

#[tokio::test]
async fn five_wrong_keys_are_too_many() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        for _ in 0..5 {
            finishes(&mut visitor, PASSWORD, NO_KEY).await;
        }
        let page = finishes(&mut visitor, PASSWORD, &key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
    }
}

#[tokio::test]
async fn a_key_is_sent_again_only_where_one_was_sent_and_replaces_it() {
    for site in sites().await {
        let (mut visitor, old) = with_a_key(&site).await;
        site.advance(seconds(1));
        assert_eq!(visitor.submit("認証キーをもう一度送る", &[]).await.h1(), "パスワード登録");
        let new = key_in(&site.letter(EMAIL, LETTER).await);
        let page = finishes(&mut visitor, PASSWORD, &old).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);

        let mut stranger = site.visitor();
        asks(&mut stranger, EMAIL, ["1988", "7", "8"]).await;
        assert_eq!(stranger.submit("認証キーをもう一度送る", &[]).await.h1(), "パスワード登録");
        assert!(site.letters().await.is_empty(), "{}: a wrong birth date stays wrong", site.name);
        assert_eq!(finishes(&mut visitor, PASSWORD, &new).await.h1(), "マイページ開設完了", "{}", site.name);
    }
}

#[tokio::test]
async fn five_letters_an_hour_and_no_more_however_often_somebody_asks() {
    for site in sites().await {
        for _ in 0..7 {
            assert_eq!(asks(&mut site.visitor(), EMAIL, BORN).await.h1(), "パスワード登録");
            site.advance(seconds(1));
        }
        assert_eq!(site.letters().await.len(), 5, "{}", site.name);
    }
}

#[tokio::test]
async fn pressing_twice_or_going_back_opens_one_page_and_the_first_password_holds() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        let screen = visitor.page().path.clone();
        let mut twice = visitor.clone();
        assert_eq!(finishes(&mut visitor, PASSWORD, &key).await.h1(), "マイページ開設完了");
        let page = finishes(&mut twice, "Himawari-2026#", &key).await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}", site.name);
        assert!(page.says("マイページの開設は完了しています"));
        // The back button shows the form again, which now leads to the open page.
        visitor.get(&screen).await;
        assert_eq!(finishes(&mut visitor, PASSWORD, &key).await.h1(), "求職者マイページホーム");
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "{}", site.name);
    }
}

#[tokio::test]
async fn of_many_at_the_same_moment_one_opens_the_page() {
    for site in sites().await {
        let (visitor, key) = with_a_key(&site).await;
        let mut opening = tokio::task::JoinSet::new();
        for n in 0..4 {
            let (mut visitor, key) = (visitor.clone(), key.clone());
            opening
                .spawn(async move { finishes(&mut visitor, &format!("Himawari-202{n}#"), &key).await.h1() });
        }
        let mut pages = opening.join_all().await;
        pages.sort();
        let login = "求職者マイページログイン";
        assert_eq!(pages, ["マイページ開設完了", login, login, login], "{}", site.name);
        let stored = site.everything_stored().await;
        assert_eq!(stored.lines().filter(|row| row.starts_with("account:")).count(), 1, "{}", site.name);
    }
}

#[tokio::test]
async fn a_key_is_dead_when_the_counter_writes_another_address_down() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        let done = registers(&site, &entry("jiro.new@example.jp", "次郎")).await;
        assert!(matches!(done, AddressRegistration::Changed(_)), "{done:?}");
        let page = finishes(&mut visitor, PASSWORD, &key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        asks(&mut site.visitor(), EMAIL, BORN).await;
        assert!(site.letters().await.is_empty(), "{}: the old address opens nothing", site.name);
    }
}

#[tokio::test]
async fn once_left_the_page_comes_back_within_thirty_days_as_it_was() {
    for site in sites().await {
        let (mut visitor, key) = with_a_key(&site).await;
        finishes(&mut visitor, PASSWORD, &key).await;
        visitor.get("/settings/leave/confirm").await;
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        site.advance(days(30));
        visitor.get("/reopen").await;
        visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        let key = key_in(&site.letter(EMAIL, "アカウント再登録申込受付通知").await);
        visitor.submit("完了", &[("認証キー", &key)]).await;
        site.letters().await;
        let home = site.visitor().signs_in(EMAIL).await;
        assert!(home.says("11080-00000001"), "{}", site.name);
    }
}

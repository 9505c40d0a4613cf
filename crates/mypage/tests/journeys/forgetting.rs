//! What is forgotten, on both sides of each limit in Tokyo days, in batches (security.md, Data; seed 002).

use domain::{
    account::EmailAddress,
    clock::Date,
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{Address, BasicInformation, BuildingName, KanaName, Name, Town},
    validity::Standing,
};
use mypage::jobs::{old_pages::EraseOldPages, withdrawn::EraseWithdrawn};
use store::{AddressRegistration, CounterEntry, ForgettingRecord};
use testkit::{PASSWORD, TestSite, days, seconds, sites};
use uuid::Uuid;

use crate::daily::does_the_work_of_the_day;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Moves the clock to 20:00 in Tokyo, when every mail of the day has left.
pub fn to_evening(site: &TestSite, day: &str) {
    site.app.clock.move_to(format!("{day}T20:00:00+09:00").parse().unwrap());
}

pub async fn subjects(site: &TestSite) -> Vec<String> {
    site.advance(seconds(3600));
    let subjects = site.letters().await.into_iter().map(|letter| letter.subject).collect();
    site.advance(-seconds(3600));
    subjects
}

/// Somebody of a counter whose page is open; `number` makes the person another one.
pub async fn opened(site: &TestSite, number: i16) -> Uuid {
    opened_with(site, number, "hash").await
}

/// As [`opened`], with the hash of a password.
pub async fn opened_with(site: &TestSite, number: i16, hash: &str) -> Uuid {
    let email = EmailAddress::parse(&format!("p{number}@example.jp")).unwrap();
    let person = BasicInformation {
        family_name: Name::parse("姓", "窓口").unwrap(),
        given_name: Name::parse("名", "次郎").unwrap(),
        family_kana: KanaName::parse("姓", "マドグチ").unwrap(),
        given_kana: KanaName::parse("名", "ジロウ").unwrap(),
        gender: None,
        birth_date: Date::new(1950 + number, 7, 7).unwrap(),
        address: Address {
            postal_code: PostalCode::parse("343-0023").unwrap(),
            municipality_code: "11222".into(),
            town: Town::parse("町名・番地", "東越谷1-5-6").unwrap(),
            building: BuildingName::parse("建物名", "").unwrap(),
        },
        telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
    };
    let entry = CounterEntry {
        office_code: "11120".into(),
        person,
        number: None,
        applied_on: None,
        email: email.clone(),
    };
    let mut tx = site.store().begin().await.unwrap();
    let done = tx.register_address(&entry, "受付", site.now()).await.unwrap();
    assert!(matches!(done, AddressRegistration::Registered(_)), "{done:?}");
    let registration = tx.counter_registration(&email).await.unwrap().unwrap().id;
    let account = tx.open_page_of_counter(registration, (&email, hash), site.now()).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    account
}

pub async fn leaves(site: &TestSite, account: Uuid) {
    let mut tx = site.store().begin().await.unwrap();
    assert!(tx.withdraw(account, site.now()).await.unwrap());
    tx.commit().await.unwrap();
}

async fn is_there(site: &TestSite, account: Uuid) -> bool {
    site.store().read().await.unwrap().account(account).await.unwrap().is_some()
}

/// Rows that name an account, whatever the database writes an id like.
async fn rows_of(site: &TestSite, account: Uuid) -> Vec<String> {
    let forms = [account.to_string(), account.simple().to_string().to_uppercase()];
    let stored = site.everything_stored().await;
    let rows = stored.lines().filter(|row| forms.iter().any(|form| row.contains(form)));
    rows.map(str::to_owned).collect()
}

pub async fn record(site: &TestSite, job: &str) -> ForgettingRecord {
    let records = site.store().read().await.unwrap().forgetting_records().await.unwrap();
    records.into_iter().find(|record| record.job == job).unwrap()
}

#[tokio::test]
async fn who_left_is_warned_three_times_and_erased_on_day_thirty_one() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        leaves(&site, account).await; // 20 November
        let warning = "退会したアカウントの消去のお知らせ";
        for (date, expected) in [
            ("2026-12-05", vec![]),
            ("2026-12-06", vec![warning]), // 14 days before 20 December
            ("2026-12-12", vec![]),
            ("2026-12-13", vec![warning]),
            ("2026-12-18", vec![]),
            ("2026-12-19", vec![warning]),
            ("2026-12-20", vec![]),
        ] {
            to_evening(&site, date);
            does_the_work_of_the_day(&site).await;
            assert_eq!(subjects(&site).await, expected, "{}: {date}", site.name);
            assert!(is_there(&site, account).await, "{}: {date}", site.name);
        }
        assert!(!rows_of(&site, account).await.is_empty());
        site.app.clock.move_to("2026-12-21T00:00:00+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        assert_eq!(rows_of(&site, account).await, Vec::<String>::new(), "{}: day 31", site.name);
        let record = record(&site, "erase-withdrawn-accounts").await;
        assert_eq!((record.day, record.forgotten), (day("2026-12-21"), 1), "{}", site.name);
        assert!(record.ended_at.is_some());
    }
}

#[tokio::test]
async fn of_a_person_of_a_counter_stays_what_the_five_years_and_the_office_need_and_no_more() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        leaves(&site, account).await;
        to_evening(&site, "2026-12-21");
        does_the_work_of_the_day(&site).await;
        let stored = site.everything_stored().await;
        let of = |table: &str| -> Vec<&str> {
            stored.lines().filter(|row| row.starts_with(&format!("{table}: "))).collect()
        };
        let office = of("office_registration");
        assert!(office.len() == 1 && office[0].contains("1951-07-07"), "{}: {office:?}", site.name);
        for gone in ["東越谷", "090", "p1@example.jp", "3430023"] {
            assert!(!office[0].contains(gone), "{}: {gone} in {office:?}", site.name);
        }
        let erased = of("erased_registration");
        assert!(erased.len() == 1 && erased[0].contains("11120-00000001"), "{}: {erased:?}", site.name);
        assert!(!erased[0].contains("窓口"), "{}", site.name);
        // The seed's sentence for day 31: such a person goes to the office, which opens another page.
        let again = EmailAddress::parse("p1@example.jp").unwrap();
        let mut conn = site.store().read().await.unwrap();
        assert!(conn.account_by_email(&again).await.unwrap().is_none(), "{}: the address is free", site.name);
        assert!(conn.counter_registration(&again).await.unwrap().is_none(), "{}", site.name);
    }
}

#[tokio::test]
async fn who_comes_back_is_neither_warned_nor_erased() {
    for site in sites(mypage::setup::realms).await {
        let account = opened(&site, 1).await;
        leaves(&site, account).await;
        to_evening(&site, "2026-12-06");
        does_the_work_of_the_day(&site).await;
        assert_eq!(subjects(&site).await.len(), 1);
        let mut tx = site.store().begin().await.unwrap();
        let open = domain::account::AccountState::Open;
        assert!(tx.reopen(account, open, site.now()).await.unwrap());
        tx.commit().await.unwrap();
        to_evening(&site, "2026-12-25");
        does_the_work_of_the_day(&site).await;
        assert!(subjects(&site).await.is_empty() && is_there(&site, account).await, "{}", site.name);
        // Left once more, everything begins anew.
        leaves(&site, account).await;
        to_evening(&site, "2027-01-10");
        does_the_work_of_the_day(&site).await;
        let told = subjects(&site).await;
        assert!(told.contains(&"退会したアカウントの消去のお知らせ".to_owned()), "{}: {told:?}", site.name);
    }
}

#[tokio::test]
async fn several_rounds_finish_it_and_a_crash_in_between_leaves_whole_accounts() {
    for site in sites(mypage::setup::realms).await {
        let mut people = Vec::new();
        for number in 1..=5 {
            let account = opened(&site, number).await;
            leaves(&site, account).await;
            site.advance(seconds(1));
            people.push(account);
        }
        to_evening(&site, "2026-12-21");
        let job = EraseWithdrawn { day: day("2026-12-21") };
        let last = job.batch(&site.app, None, 2, site.now()).await.unwrap();
        assert_eq!(last.map(|account| account.id), Some(people[1]), "{}", site.name);
        // Here the program is killed.
        for (place, account) in people.iter().enumerate() {
            let rows = rows_of(&site, *account).await;
            let whole = rows.iter().any(|row| row.starts_with("account: "))
                && rows.iter().any(|row| row.starts_with("job_seeker: "));
            assert!(if place < 2 { rows.is_empty() } else { whole }, "{}: {place} {rows:?}", site.name);
        }
        let half_way = record(&site, "erase-withdrawn-accounts").await;
        assert_eq!((half_way.forgotten, half_way.ended_at), (2, None), "{}", site.name);
        does_the_work_of_the_day(&site).await;
        for account in people {
            assert!(!is_there(&site, account).await, "{}", site.name);
        }
        let through = record(&site, "erase-withdrawn-accounts").await;
        assert!(through.forgotten == 5 && through.ended_at.is_some(), "{}: {through:?}", site.name);
    }
}

pub async fn set(site: &TestSite, account: Uuid, valid_until: &str, switched_off_on: Option<&str>) {
    let mut tx = site.store().begin().await.unwrap();
    let standing = Standing { valid_until: day(valid_until), switched_off_on: switched_off_on.map(day) };
    tx.set_standing(account, standing).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_page_is_warned_of_three_times_and_erased_five_years_after_it_became_invalid() {
    for site in sites(mypage::setup::realms).await {
        // 無効 since 1 February 2027, by the calendar and by the person.
        let (ended, switched) = (opened(&site, 1).await, opened(&site, 2).await);
        set(&site, ended, "2027-01-31", None).await;
        set(&site, switched, "2027-03-31", Some("2027-02-01")).await;
        let warning = "求職者マイページが消去されます";
        for (date, expected) in [
            ("2032-01-17", vec![]),
            ("2032-01-18", vec![warning, warning]),
            ("2032-01-24", vec![]),
            ("2032-01-25", vec![warning, warning]),
            ("2032-01-30", vec![]),
            ("2032-01-31", vec![warning, warning]),
            ("2032-02-01", vec![]),
        ] {
            to_evening(&site, date);
            does_the_work_of_the_day(&site).await;
            assert_eq!(subjects(&site).await, expected, "{}: {date}", site.name);
        }
        assert!(is_there(&site, ended).await && is_there(&site, switched).await, "{}", site.name);
        assert_eq!(site.store().read().await.unwrap().unread_notices(ended).await.unwrap(), 3);
        site.app.clock.move_to("2032-02-02T00:00:00+09:00".parse().unwrap());
        does_the_work_of_the_day(&site).await;
        for account in [ended, switched] {
            assert!(rows_of(&site, account).await.is_empty(), "{}", site.name);
        }
        site.advance(days(1));
        let told = subjects(&site).await;
        assert_eq!(
            told,
            ["求職者マイページを消去しました", "求職者マイページを消去しました"],
            "{}",
            site.name
        );
        assert_eq!(record(&site, "erase-old-pages").await.forgotten, 2, "{}", site.name);
    }
}

#[tokio::test]
async fn old_pages_are_erased_in_batches_and_pages_in_force_are_never_looked_at() {
    for site in sites(mypage::setup::realms).await {
        let mut old = Vec::new();
        for number in 1..=3 {
            let account = opened(&site, number).await;
            set(&site, account, "2027-01-31", None).await;
            old.push(account);
        }
        old.sort();
        let current = opened(&site, 4).await;
        set(&site, current, "2032-03-31", None).await;
        to_evening(&site, "2032-02-02");
        let job = EraseOldPages { day: day("2032-02-02") };
        let last = job.batch(&site.app, None, 2, site.now()).await.unwrap();
        assert_eq!(last, Some(old[1]), "{}", site.name);
        assert!(is_there(&site, old[2]).await && !is_there(&site, old[1]).await, "{}", site.name);
        does_the_work_of_the_day(&site).await;
        assert!(!is_there(&site, old[2]).await && is_there(&site, current).await, "{}", site.name);
        assert_eq!(subjects(&site).await.len(), 3);
    }
}

#[tokio::test]
async fn an_account_that_is_void_leaves_a_record_without_personal_data() {
    for site in sites(mypage::setup::realms).await {
        let mut visitor = site.registered("hanako@example.jp").await;
        site.advance(days(15));
        does_the_work_of_the_day(&site).await;
        assert_eq!(site.letters().await.len(), 1);
        let record = record(&site, "void-unfinished-accounts").await;
        assert_eq!((record.forgotten, record.warned), (1, 0), "{}", site.name);
        let stored = site.everything_stored().await;
        let rows: Vec<&str> = stored.lines().filter(|row| row.starts_with("forgetting_record: ")).collect();
        assert!(rows.len() == 4 && !rows.iter().any(|row| row.contains("hanako")), "{}: {rows:?}", site.name);
        visitor.get("/login").await;
        let typed = [("ID（メールアドレス）", "hanako@example.jp"), ("パスワード", PASSWORD)];
        assert_eq!(visitor.submit("ログイン", &typed).await.status.as_u16(), 422, "{}", site.name);
    }
}

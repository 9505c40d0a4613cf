//! 求職情報: saved page by page, completed once, and refused without telling why.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{
    account::{AccountState, EmailAddress},
    clock::{Date, Timestamp},
    japanese::{PostalCode, TelephoneNumber},
    job_seeker::{
        Address, BasicInformation, BuildingName, CHECKS_A_DAY, Disclosure, EmploymentWish, Gender, KanaName,
        Name, Place, TaskList, Town, Wage, Wishes,
    },
};
use store::{
    Completion, JobSeekerRegistration, OfficeRegistration, Store,
    reference::{Municipality, Office, PostalRow, Prefecture},
};
use testkit::TestStore;
use uuid::Uuid;

/// 09:05 on 20 November 2026 in Tokyo.
fn now() -> Timestamp {
    "2026-11-20T00:05:00Z".parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// 越谷市 belongs to 11080, except the towns of one postal code, which belong to 11081.
async fn places(store: &Store) {
    let office = |code: &str, name: &str| Office {
        code: code.into(),
        name: format!("ハローワーク{name}"),
        official_name: format!("{name}公共職業安定所"),
        kind: "main".into(),
        parent_code: None,
        prefecture_code: "11".into(),
        municipality_code: None,
        postal_code: None,
        address: None,
        phone: None,
    };
    let mut tx = store.begin().await.unwrap();
    tx.replace_prefectures(&[Prefecture {
        code: "11".into(),
        name: "埼玉県".into(),
        kana: "サイタマケン".into(),
    }])
    .await
    .unwrap();
    tx.replace_offices(&[office("11080", "越谷"), office("11081", "草加")]).await.unwrap();
    tx.replace_municipalities(&[Municipality {
        code: "11222".into(),
        prefecture_code: "11".into(),
        name: "越谷市".into(),
        kana: "コシガヤシ".into(),
        county: None,
        designated_city: None,
        office_code: "11080".into(),
    }])
    .await
    .unwrap();
    tx.add_postal_codes(&[PostalRow {
        code: "3430099".into(),
        municipality_code: "11222".into(),
        town: "飛地".into(),
        town_kana: "トビチ".into(),
        block: String::new(),
        office_code: Some("11081".into()),
    }])
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn account(store: &Store, name: &str) -> Uuid {
    account_since(store, name, now()).await
}

async fn account_since(store: &Store, name: &str, registered_at: Timestamp) -> Uuid {
    let mut tx = store.begin().await.unwrap();
    let email = EmailAddress::parse(&format!("{name}@example.jp")).unwrap();
    let id = tx.add_account(&email, "hash", registered_at).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn basic(family: &str) -> BasicInformation {
    BasicInformation {
        family_name: Name::parse("姓", family).unwrap(),
        given_name: Name::parse("名", "勇気").unwrap(),
        family_kana: KanaName::parse("姓", "あした").unwrap(),
        given_kana: KanaName::parse("名", "ﾕｳｷ").unwrap(),
        gender: Some(Gender::Woman),
        birth_date: day("1990-04-01"),
        address: Address {
            postal_code: PostalCode::parse("343-0023").unwrap(),
            municipality_code: "11222".into(),
            town: Town::parse("町名・番地", "東越谷1-5-6").unwrap(),
            building: BuildingName::parse("建物名", "メゾン越谷101").unwrap(),
        },
        telephone: TelephoneNumber::parse("090-1234-5678").unwrap(),
    }
}

fn wishes() -> Wishes {
    Wishes::new(
        vec!["0502".parse().unwrap(), "0501".parse().unwrap()],
        vec![EmploymentWish::ALL[4], EmploymentWish::ALL[0]],
        vec![Place::new("11", "11222").unwrap(), Place::new("13", "").unwrap()],
        Wage::parse("month", "200000").unwrap(),
    )
}

async fn save_all(store: &Store, account: Uuid, basic: &BasicInformation) {
    let mut tx = store.begin().await.unwrap();
    assert!(tx.save_basic(account, basic, now()).await.unwrap());
    assert!(tx.save_disclosure(account, Disclosure::Open, now()).await.unwrap());
    assert!(tx.save_wishes(account, &wishes(), now()).await.unwrap());
    tx.commit().await.unwrap();
}

async fn complete_at(store: &Store, account: Uuid, at: Timestamp) -> Completion {
    let mut tx = store.begin().await.unwrap();
    let completion = tx.complete_registration(account, at).await.unwrap();
    tx.commit().await.unwrap();
    completion
}

async fn complete(store: &Store, account: Uuid) -> Completion {
    complete_at(store, account, now()).await
}

fn done(completion: Completion) -> JobSeekerRegistration {
    match completion {
        Completion::Done(registration) => registration,
        other => panic!("{other:?}"),
    }
}

async fn fresh() -> Vec<TestStore> {
    let stores = testkit::stores().await;
    for store in &stores {
        places(store).await;
    }
    stores
}

async fn counter_registration(store: &Store, name: &str, last_used_on: &str) {
    let mut tx = store.begin().await.unwrap();
    tx.add_office_registration(&OfficeRegistration {
        office_code: "11080".into(),
        name: name.into(),
        kana: "アシタ　ユウキ".into(),
        birth_date: day("1990-04-01"),
        last_used_on: day(last_used_on),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn each_page_is_saved_on_its_own_and_read_back_as_it_was() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.job_seeker(account).await.unwrap().tasks(), TaskList::default(), "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        tx.save_wishes(account, &wishes(), now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = conn.job_seeker(account).await.unwrap();
        assert_eq!(saved.wishes, Some(wishes()), "{}", store.name);
        assert_eq!((saved.basic, saved.disclosure), (None, None), "{}", store.name);

        save_all(&store, account, &basic("明日")).await;
        let saved = conn.job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(basic("明日")), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
        assert!(saved.tasks().is_complete() && saved.registration.is_none(), "{}", store.name);
    }
}

#[tokio::test]
async fn saving_a_page_again_replaces_it_and_nothing_else() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let mut plain = basic("昨日");
        plain.gender = None;
        plain.address.building = None;
        let fewer = Wishes { wage: None, job_kinds: vec!["0101".parse().unwrap()], ..wishes() };
        let mut tx = store.begin().await.unwrap();
        tx.save_basic(account, &plain, now()).await.unwrap();
        tx.save_wishes(account, &fewer, now()).await.unwrap();
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!(saved.basic, Some(plain), "{}", store.name);
        assert_eq!(saved.wishes, Some(fewer), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
    }
}

#[tokio::test]
async fn completion_gives_number_office_and_validity_and_opens_the_page() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let registration = done(complete(&store, account).await);
        assert_eq!(registration.number.to_string(), "11080-00000001", "{}", store.name);
        assert_eq!(registration.office_code, "11080", "{}", store.name);
        assert_eq!(registration.applied_on, day("2026-11-20"), "{}", store.name);
        assert_eq!(registration.valid_until, day("2027-01-31"), "{}", store.name);
        let mut conn = store.read().await.unwrap();
        assert_eq!(
            conn.job_seeker(account).await.unwrap().registration,
            Some(registration),
            "{}",
            store.name
        );
        let state = conn.account(account).await.unwrap().map(|account| account.state);
        assert_eq!(state, Some(AccountState::Open), "{}", store.name);
    }
}

#[tokio::test]
async fn the_day_of_application_is_the_day_in_tokyo() {
    for store in fresh().await {
        let new_year = "2026-12-31T15:00:00Z".parse().unwrap();
        let account = account_since(&store, "a", new_year).await;
        save_all(&store, account, &basic("明日")).await;
        let registration = done(complete_at(&store, account, new_year).await);
        assert_eq!(registration.applied_on, day("2027-01-01"), "{}", store.name);
        assert_eq!(registration.valid_until, day("2027-03-31"), "{}", store.name);
    }
}

#[tokio::test]
async fn numbers_run_by_office_and_a_split_town_has_its_own_office() {
    for store in fresh().await {
        let mut numbers = Vec::new();
        for (index, postal_code) in ["343-0023", "343-0023", "343-0099", "999-9999"].into_iter().enumerate() {
            let account = account(&store, &format!("a{index}")).await;
            let mut basic = basic("明日");
            basic.birth_date = day(&format!("199{index}-04-01"));
            basic.address.postal_code = PostalCode::parse(postal_code).unwrap();
            save_all(&store, account, &basic).await;
            numbers.push(done(complete(&store, account).await).number.to_string());
        }
        let expected = ["11080-00000001", "11080-00000002", "11081-00000001", "11080-00000003"];
        assert_eq!(numbers, expected, "an unknown code falls to the municipality's office; {}", store.name);
    }
}

#[tokio::test]
async fn the_fourteenth_day_is_in_time_and_the_fifteenth_is_not() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let fifteenth_day = "2026-12-04T15:00:00Z".parse().unwrap();
        assert_eq!(complete_at(&store, account, fifteenth_day).await, Completion::Void, "{}", store.name);
        let last_moment = "2026-12-04T14:59:59Z".parse().unwrap();
        done(complete_at(&store, account, last_moment).await);
    }
}

#[tokio::test]
async fn a_missing_page_keeps_the_registration_open() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        assert_eq!(complete(&store, account).await, Completion::Incomplete(TaskList::default()));
        let mut tx = store.begin().await.unwrap();
        tx.save_basic(account, &basic("明日"), now()).await.unwrap();
        tx.commit().await.unwrap();
        let left = TaskList { basic: true, ..TaskList::default() };
        assert_eq!(complete(&store, account).await, Completion::Incomplete(left), "{}", store.name);
        let state = store.read().await.unwrap().account(account).await.unwrap().map(|account| account.state);
        assert_eq!(state, Some(AccountState::Registered), "{}", store.name);
    }
}

#[tokio::test]
async fn pressing_complete_twice_gives_the_number_once() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let first = done(complete(&store, account).await);
        let much_later = "2027-06-01T00:00:00Z".parse().unwrap();
        assert_eq!(done(complete_at(&store, account, much_later).await), first, "{}", store.name);
    }
}

#[tokio::test]
async fn two_nodes_at_the_same_moment_give_one_number() {
    for store in fresh().await {
        let other_node = Store::connect(&store.url).await.unwrap();
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..16 {
            let node = if index % 2 == 0 { store.store.clone() } else { other_node.clone() };
            tries.spawn(async move { done(complete(&node, account).await).number.to_string() });
        }
        let numbers = tries.join_all().await;
        assert_eq!(numbers, vec!["11080-00000001"; 16], "{}", store.name);
    }
}

#[tokio::test]
async fn many_people_at_the_same_moment_get_different_numbers_without_a_gap() {
    for store in fresh().await {
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..12 {
            let account = account(&store, &format!("a{index}")).await;
            let mut basic = basic("明日");
            basic.birth_date = day(&format!("19{}-04-01", 70 + index));
            save_all(&store, account, &basic).await;
            let node = store.store.clone();
            tries.spawn(async move { done(complete(&node, account).await).number.to_string() });
        }
        let mut numbers = tries.join_all().await;
        numbers.sort();
        let expected: Vec<String> = (1..=12).map(|serial| format!("11080-{serial:08}")).collect();
        assert_eq!(numbers, expected, "{}", store.name);
    }
}

#[tokio::test]
async fn one_person_with_two_accounts_completes_only_one_even_at_the_same_moment() {
    for store in fresh().await {
        let mut tries = tokio::task::JoinSet::new();
        for index in 0..6 {
            let account = account(&store, &format!("a{index}")).await;
            save_all(&store, account, &basic("明日")).await;
            let node = store.store.clone();
            tries.spawn(async move { complete(&node, account).await });
        }
        let answers = tries.join_all().await;
        let done = answers.iter().filter(|answer| matches!(answer, Completion::Done(_))).count();
        let refused = answers.iter().filter(|answer| **answer == Completion::Refused).count();
        assert_eq!((done, refused), (1, 5), "{}", store.name);
    }
}

#[tokio::test]
async fn a_person_known_at_a_counter_within_five_years_is_refused_in_every_writing() {
    for (name, last_used_on, refused) in [
        ("明日 勇気", "2026-11-19", true),
        ("明日勇気", "2021-11-20", true),
        ("明日　勇気", "2021-11-19", false),
        ("明日 勇氣", "2026-11-19", true),
        ("明日 勇樹", "2026-11-19", false),
    ] {
        for store in fresh().await {
            counter_registration(&store, name, last_used_on).await;
            let account = account(&store, "a").await;
            save_all(&store, account, &basic("明日")).await;
            let was_refused = complete(&store, account).await == Completion::Refused;
            assert_eq!(was_refused, refused, "{name} {last_used_on} {}", store.name);
        }
    }
}

#[tokio::test]
async fn a_last_use_in_heisei_28_or_before_does_not_count() {
    for (last_used_on, refused) in [("2017-03-31", false), ("2017-04-01", true)] {
        for store in fresh().await {
            counter_registration(&store, "明日 勇気", last_used_on).await;
            let in_2021 = "2021-03-01T00:00:00Z".parse().unwrap();
            let account = account_since(&store, "a", in_2021).await;
            save_all(&store, account, &basic("明日")).await;
            let was_refused = complete_at(&store, account, in_2021).await == Completion::Refused;
            assert_eq!(was_refused, refused, "{last_used_on} {}", store.name);
        }
    }
}

#[tokio::test]
async fn who_is_under_fifteen_gets_the_same_answer_as_who_is_known() {
    for store in fresh().await {
        let child = account(&store, "child").await;
        let mut young = basic("明日");
        young.birth_date = day("2011-11-21");
        save_all(&store, child, &young).await;
        assert_eq!(complete(&store, child).await, Completion::Refused, "{}", store.name);
        young.birth_date = day("2011-11-20");
        save_all(&store, child, &young).await;
        done(complete(&store, child).await);
    }
}

#[tokio::test]
async fn a_person_with_an_open_page_cannot_open_another_but_may_after_leaving() {
    for store in fresh().await {
        let first = account(&store, "first").await;
        save_all(&store, first, &basic("髙橋")).await;
        done(complete(&store, first).await);

        let second = account(&store, "second").await;
        save_all(&store, second, &basic("高橋")).await;
        assert_eq!(complete(&store, second).await, Completion::Refused, "{}", store.name);

        let mut tx = store.begin().await.unwrap();
        assert!(tx.withdraw(first, now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            done(complete(&store, second).await).number.to_string(),
            "11080-00000002",
            "{}",
            store.name
        );
    }
}

#[tokio::test]
async fn after_three_refusals_nothing_is_looked_up_until_the_next_day() {
    for store in fresh().await {
        counter_registration(&store, "明日 勇気", "2026-11-19").await;
        let prober = account(&store, "prober").await;
        save_all(&store, prober, &basic("明日")).await;
        for _ in 0..CHECKS_A_DAY {
            assert_eq!(complete(&store, prober).await, Completion::Refused, "{}", store.name);
        }
        // A name that nobody has is refused just the same now, so the answer tells nothing.
        save_all(&store, prober, &basic("誰か")).await;
        assert_eq!(complete(&store, prober).await, Completion::Refused, "{}", store.name);
        let last_second = "2026-11-20T14:59:59Z".parse().unwrap();
        assert_eq!(complete_at(&store, prober, last_second).await, Completion::Refused, "{}", store.name);
        let next_day = "2026-11-20T15:00:00Z".parse().unwrap();
        done(complete_at(&store, prober, next_day).await);
    }
}

#[tokio::test]
async fn parallel_tries_are_evaluated_three_times_exactly() {
    for store in fresh().await {
        counter_registration(&store, "明日 勇気", "2026-11-19").await;
        for (tries, refused_for_the_day) in [(CHECKS_A_DAY - 1, false), (CHECKS_A_DAY, true), (12, true)] {
            let prober = account(&store, &format!("prober{tries}")).await;
            save_all(&store, prober, &basic("明日")).await;
            let mut running = tokio::task::JoinSet::new();
            for _ in 0..tries {
                let node = store.store.clone();
                running.spawn(async move { complete(&node, prober).await });
            }
            let answers = running.join_all().await;
            assert!(answers.iter().all(|answer| *answer == Completion::Refused), "{}", store.name);
            let mut nobody = basic("誰か");
            nobody.birth_date = day(&format!("1980-04-{tries:02}"));
            save_all(&store, prober, &nobody).await;
            let still_refused = complete(&store, prober).await == Completion::Refused;
            assert_eq!(still_refused, refused_for_the_day, "{tries} tries, {}", store.name);
        }
    }
}

#[tokio::test]
async fn after_completion_the_saved_pages_stand_still() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.save_basic(account, &basic("昨日"), now()).await.unwrap(), "{}", store.name);
        assert!(!tx.save_disclosure(account, Disclosure::Closed, now()).await.unwrap(), "{}", store.name);
        assert!(!tx.save_wishes(account, &Wishes::default(), now()).await.unwrap(), "{}", store.name);
        tx.commit().await.unwrap();
        let saved = store.read().await.unwrap().job_seeker(account).await.unwrap();
        assert_eq!((saved.basic, saved.wishes), (Some(basic("明日")), Some(wishes())), "{}", store.name);
        assert_eq!(saved.disclosure, Some(Disclosure::Open), "{}", store.name);
    }
}

#[tokio::test]
async fn an_address_whose_municipality_is_gone_is_asked_again() {
    for store in fresh().await {
        let account = account(&store, "a").await;
        let mut moved = basic("明日");
        moved.address.municipality_code = "11999".into();
        save_all(&store, account, &moved).await;
        assert_eq!(complete(&store, account).await, Completion::AddressGone, "{}", store.name);
        save_all(&store, account, &basic("明日")).await;
        done(complete(&store, account).await);
    }
}

#[tokio::test]
async fn an_account_that_is_voided_or_left_meanwhile_completes_nothing() {
    for store in fresh().await {
        let voided = account(&store, "voided").await;
        save_all(&store, voided, &basic("明日")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.void_account(voided).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(
            complete(&store, voided).await,
            Completion::Incomplete(TaskList::default()),
            "{}",
            store.name
        );

        let left = account(&store, "left").await;
        save_all(&store, left, &basic("明日")).await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.withdraw(left, now()).await.unwrap());
        tx.commit().await.unwrap();
        assert!(matches!(complete(&store, left).await, Completion::Incomplete(_)), "{}", store.name);
        assert_eq!(store.read().await.unwrap().job_seeker(left).await.unwrap().registration, None);
    }
}

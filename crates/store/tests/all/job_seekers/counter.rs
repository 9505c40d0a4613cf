//! People whose mail address a counter writes down, and the page opened with it (seed 002).

use domain::{
    account::{AccountState, EmailAddress, RegistrationAnswer},
    job_seeker::{BasicInformation, Disclosure, RegistrationKind},
    verification_key::Purpose,
};
use jiff::SignedDuration;
use store::{AddressRegistration, CounterEntry, NewVerification, Store};
use testkit::TestStore;
use uuid::Uuid;

use super::world::{
    account, account_since, basic, complete, counter_registration, day, done, fresh, now, save_all,
};

const BY: &str = "受付 一郎";

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@example.jp")).unwrap()
}

fn entry(family: &str, name: &str) -> CounterEntry {
    CounterEntry {
        office_code: "11080".into(),
        person: basic(family),
        number: None,
        applied_on: None,
        email: email(name),
    }
}

async fn registers(store: &Store, entry: &CounterEntry) -> AddressRegistration {
    let mut tx = store.begin().await.unwrap();
    let done = tx.register_address(entry, BY, now()).await.unwrap();
    tx.commit().await.unwrap();
    done
}

fn number(done: &AddressRegistration) -> String {
    match done {
        AddressRegistration::Registered(number)
        | AddressRegistration::Changed(number)
        | AddressRegistration::Unchanged(number) => number.to_string(),
        refused => panic!("{refused:?}"),
    }
}

async fn id(store: &Store, name: &str) -> Option<Uuid> {
    let found = store.read().await.unwrap().counter_registration(&email(name)).await.unwrap();
    found.map(|found| found.id)
}

async fn opens(store: &Store, registration: Uuid, name: &str) -> Option<Uuid> {
    let mut tx = store.begin().await.unwrap();
    let account = tx.open_page_of_counter(registration, (&email(name), "hash"), now()).await.unwrap();
    if account.is_some() {
        tx.commit().await.unwrap();
    }
    account
}

#[tokio::test]
async fn the_first_time_gives_a_number_and_keeps_who_did_it() {
    for store in fresh().await {
        let done = registers(&store, &entry("明日", "asu")).await;
        assert!(matches!(done, AddressRegistration::Registered(_)), "{done:?}");
        assert_eq!(number(&done), "11080-00000001", "{}", store.name);
        let mut conn = store.read().await.unwrap();
        let found = conn.counter_registration(&email("ASU")).await.unwrap().unwrap();
        assert_eq!((found.held.birth_date, found.held.valid_until), (day("1990-04-01"), day("2027-01-31")));
        let stored = store.everything_stored().await;
        let deeds: Vec<&str> = stored.lines().filter(|row| row.starts_with("counter_deed:")).collect();
        assert_eq!(deeds.len(), 1, "{}", store.name);
        assert!(deeds[0].contains(BY) && deeds[0].contains("asu@example.jp"), "{deeds:?}");
        assert!(deeds[0].contains(&now().as_microsecond().to_string()));
    }
}

/// Everything that is stored, but for the note that somebody at an office looked at the record.
async fn without_looks(store: &TestStore) -> Vec<String> {
    let stored = store.everything_stored().await;
    stored.lines().filter(|row| !row.starts_with("record_access:")).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_same_again_changes_nothing_and_something_else_takes_its_place() {
    for store in fresh().await {
        let first = registers(&store, &entry("明日", "asu")).await;
        let stored = without_looks(&store).await;
        let again = registers(&store, &entry("明日", "asu")).await;
        assert_eq!(again, AddressRegistration::Unchanged(number(&first).parse().unwrap()));
        assert_eq!(without_looks(&store).await, stored, "{}", store.name);

        let changed = registers(&store, &entry("明日", "asu.new")).await;
        assert_eq!(changed, AddressRegistration::Changed(number(&first).parse().unwrap()));
        assert_eq!((id(&store, "asu").await, id(&store, "asu.new").await.is_some()), (None, true));
    }
}

#[tokio::test]
async fn a_person_who_was_known_already_stays_one_row() {
    for store in fresh().await {
        counter_registration(&store, "明日　勇気", "2026-11-25").await;
        let done = registers(&store, &entry("明日", "asu")).await;
        assert!(matches!(done, AddressRegistration::Registered(_)), "{}", store.name);
        let stored = store.everything_stored().await;
        let rows: Vec<&str> = stored.lines().filter(|row| row.starts_with("office_registration:")).collect();
        assert_eq!(rows.len(), 1, "{}", store.name);
        assert!(rows[0].contains("2026-11-25"), "the last use is not forgotten: {rows:?}");
    }
}

#[tokio::test]
async fn an_address_of_a_living_account_of_one_that_may_return_or_of_somebody_else_is_refused() {
    for store in fresh().await {
        account(&store, "living").await;
        let left = account(&store, "left").await;
        let mut tx = store.begin().await.unwrap();
        assert!(tx.withdraw(left, now()).await.unwrap());
        tx.commit().await.unwrap();
        account_since(&store, "void", now() - SignedDuration::from_hours(24 * 15)).await;
        registers(&store, &entry("昨日", "other")).await;
        let stored = store.everything_stored().await;
        for (name, refused) in [
            ("living", AddressRegistration::AddressHasAccount(RegistrationAnswer::AlreadyRegistered)),
            ("left", AddressRegistration::AddressHasAccount(RegistrationAnswer::MayReturn)),
            ("other", AddressRegistration::AddressOfAnother),
        ] {
            assert_eq!(registers(&store, &entry("明日", name)).await, refused, "{}: {name}", store.name);
        }
        assert_eq!(store.everything_stored().await, stored, "nothing was written");
        let done = registers(&store, &entry("明日", "void")).await;
        assert!(matches!(done, AddressRegistration::Registered(_)), "the 14 days are over: {done:?}");
    }
}

#[tokio::test]
async fn a_given_number_is_kept_never_somebody_elses_and_never_issued_again() {
    for store in fresh().await {
        let given = CounterEntry { number: Some("11080-2".parse().unwrap()), ..entry("明日", "asu") };
        assert_eq!(number(&registers(&store, &given).await), "11080-00000002", "{}", store.name);
        let other = CounterEntry { number: given.number.clone(), ..entry("昨日", "kino") };
        assert_eq!(registers(&store, &other).await, AddressRegistration::NumberOfAnother);
        let online = account(&store, "online").await;
        save_all(&store, online, &basic("一昨日")).await;
        assert_eq!(done(complete(&store, online).await).number.to_string(), "11080-00000001");
        let taken = CounterEntry { number: Some("11080-1".parse().unwrap()), ..entry("昨日", "kino") };
        assert_eq!(registers(&store, &taken).await, AddressRegistration::NumberOfAnother);
        let next = registers(&store, &entry("昨日", "kino")).await;
        assert_eq!(number(&next), "11080-00000003", "{}: 2 is somebody's", store.name);
        // A name that was misspelt: the same number and the same address.
        let mended = CounterEntry { person: basic("明日香"), ..given };
        assert!(matches!(registers(&store, &mended).await, AddressRegistration::Changed(_)));
    }
}

#[tokio::test]
async fn opening_makes_an_open_account_with_the_registration_of_the_office() {
    for store in fresh().await {
        let given = CounterEntry { applied_on: Some(day("2026-10-01")), ..entry("明日", "asu") };
        registers(&store, &given).await;
        let registration = id(&store, "asu").await.unwrap();
        let account = opens(&store, registration, "asu").await.unwrap();
        let mut conn = store.read().await.unwrap();
        assert_eq!(conn.account(account).await.unwrap().unwrap().state, AccountState::Open);
        let seeker = conn.job_seeker(account).await.unwrap();
        let held = BasicInformation { gender: None, ..basic("明日") };
        assert_eq!(seeker.basic, Some(held), "gender is not asked at the counter");
        assert_eq!(seeker.disclosure, Some(Disclosure::Closed), "nothing is published unasked");
        let kept = seeker.registration.unwrap();
        assert_eq!((kept.kind, kept.office_code.as_str()), (RegistrationKind::Counter, "11080"));
        assert_eq!((kept.applied_on, kept.valid_until), (day("2026-10-01"), day("2026-12-31")));
        drop(conn);
        assert_eq!(registers(&store, &given).await, AddressRegistration::PageIsOpen, "{}", store.name);
    }
}

#[tokio::test]
async fn whoever_registers_on_the_web_is_of_the_other_kind() {
    for store in fresh().await {
        let online = account(&store, "online").await;
        save_all(&store, online, &basic("明日")).await;
        assert_eq!(done(complete(&store, online).await).kind, RegistrationKind::Online, "{}", store.name);
        let seeker = store.read().await.unwrap().job_seeker(online).await.unwrap();
        assert_eq!(seeker.registration.unwrap().kind, RegistrationKind::Online);
    }
}

#[tokio::test]
async fn of_two_nodes_one_opens_the_page_and_an_old_address_opens_none() {
    for store in fresh().await {
        registers(&store, &entry("明日", "asu")).await;
        let registration = id(&store, "asu").await.unwrap();
        assert_eq!(opens(&store, registration, "other").await, None, "{}", store.name);
        assert_eq!(
            store
                .read()
                .await
                .unwrap()
                .account_by_email(&email("other"))
                .await
                .unwrap()
                .map(|found| found.id),
            None
        );
        let mut opening = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let node = store.store.clone();
            opening.spawn(async move {
                let mut tx = node.begin().await.unwrap();
                match tx.open_page_of_counter(registration, (&email("asu"), "hash"), now()).await {
                    Ok(Some(_)) => tx.commit().await.is_ok(),
                    Ok(None) => false,
                    Err(error) => {
                        assert!(error.is_duplicate(), "{error}");
                        false
                    }
                }
            });
        }
        let opened = opening.join_all().await;
        assert_eq!(opened.iter().filter(|opened| **opened).count(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn of_two_counters_with_one_address_at_the_same_moment_one_has_it() {
    for store in fresh().await {
        let mut writing = tokio::task::JoinSet::new();
        for family in ["明日", "昨日", "今日", "毎日"] {
            let node = store.store.clone();
            writing.spawn(async move {
                let mut tx = node.begin().await.unwrap();
                match tx.register_address(&entry(family, "asu"), BY, now()).await {
                    Ok(AddressRegistration::Registered(_)) => tx.commit().await.is_ok(),
                    Ok(AddressRegistration::AddressOfAnother) => false,
                    Ok(other) => panic!("{other:?}"),
                    Err(error) => {
                        assert!(error.is_duplicate(), "{error}");
                        false
                    }
                }
            });
        }
        let done = writing.join_all().await;
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_change_kills_the_keys_that_were_mailed_before() {
    for store in fresh().await {
        registers(&store, &entry("明日", "asu")).await;
        let registration = id(&store, "asu").await;
        let mut tx = store.begin().await.unwrap();
        let new = NewVerification {
            request_hash: "request",
            mail_hash: "mail",
            purpose: Purpose::Opening,
            email: &email("asu"),
            account: None,
            registration,
            key_hash: Some("key"),
        };
        tx.add_verification(&new, now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let kept = conn.verification("request", Purpose::Opening).await.unwrap().unwrap();
        assert_eq!((kept.registration, kept.used_at), (registration, None), "{}", store.name);
        drop(conn);
        registers(&store, &entry("明日", "asu.new")).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.count_key_try("request", Purpose::Opening, now()).await.unwrap(), None);
    }
}

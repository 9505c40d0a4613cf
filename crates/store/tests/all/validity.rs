//! 求職の有効期限: what lengthens it, 有効/無効, and who is reminded.

use domain::{
    clock::{Date, Timestamp},
    validity::{ExtendingDeed, Standing},
};
use store::{Extension, Reminded, ReminderWindow, Store, Switched, ValidityChange};
use uuid::Uuid;

use crate::job_seekers::world::{account, basic, complete, day, done, fresh, now, save_all};

pub async fn registered(store: &Store, name: &str) -> Uuid {
    let id = account(store, name).await;
    let mut basic = basic("明日");
    basic.birth_date = day(&format!("19{}-04-01", 70 + name.len()));
    save_all(store, id, &basic).await;
    assert_eq!(done(complete(store, id).await).valid_until, day("2027-01-31"));
    id
}

fn noon(day: &str) -> Timestamp {
    format!("{day}T12:00:00+09:00").parse().unwrap()
}

async fn extend(store: &Store, account: Uuid, on: &str) -> Extension {
    extend_by(store, account, (ExtendingDeed::Consultation, on)).await
}

async fn extend_by(store: &Store, account: Uuid, (deed, on): (ExtendingDeed, &str)) -> Extension {
    let mut tx = store.begin().await.unwrap();
    let done = tx.extend_validity(account, (deed, day(on)), noon(on)).await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn switch(store: &Store, account: Uuid, on: bool, at: &str) -> Switched {
    let mut tx = store.begin().await.unwrap();
    let done = if on {
        tx.switch_on(account, noon(at)).await.unwrap()
    } else {
        tx.switch_off(account, noon(at)).await.unwrap()
    };
    tx.commit().await.unwrap();
    done
}

async fn standing(store: &Store, account: Uuid) -> Standing {
    store.read().await.unwrap().standing(account).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_consultation_a_referral_or_an_online_application_in_the_last_month_lengthens_by_one_month_once() {
    for store in fresh().await {
        for (deed, name) in ExtendingDeed::ALL.into_iter().zip(["a", "bb", "ccc"]) {
            let id = registered(&store, name).await;
            let extend = |on| extend_by(&store, id, (deed, on));
            assert_eq!(extend("2026-12-31").await, Extension::Unchanged(day("2027-01-31")), "{deed:?}");
            assert_eq!(extend("2027-01-01").await, Extension::Extended(day("2027-02-28")), "{deed:?}");
            assert_eq!(extend("2027-01-31").await, Extension::Unchanged(day("2027-02-28")), "{deed:?}");
            assert_eq!(standing(&store, id).await.valid_until, day("2027-02-28"), "{}", store.name);
            let history = store.read().await.unwrap().validity_history(id).await.unwrap();
            assert_eq!(history.len(), 1, "{}: once", store.name);
            assert_eq!(history[0].change, ValidityChange::Extended(deed), "and says why");
            assert_eq!(history[0].changed_on, day("2027-01-01"));
        }
    }
}

#[tokio::test]
async fn what_has_ended_or_is_switched_off_is_not_lengthened() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        assert_eq!(extend(&store, id, "2027-02-01").await, Extension::NotInForce, "{}", store.name);
        assert_eq!(switch(&store, id, false, "2027-01-10").await, Switched::Done);
        assert_eq!(extend(&store, id, "2027-01-20").await, Extension::NotInForce, "{}", store.name);
        let newcomer = account(&store, "newcomer").await;
        assert_eq!(extend(&store, newcomer, "2027-01-20").await, Extension::NotInForce, "{}", store.name);
    }
}

#[tokio::test]
async fn of_many_nodes_that_note_a_deed_at_once_one_lengthens() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        let tries = (0..8).map(|_| {
            let store: Store = (*store).clone();
            tokio::spawn(async move { extend(&store, id, "2027-01-15").await })
        });
        let mut lengthened = 0;
        for tried in tries.collect::<Vec<_>>() {
            lengthened += i32::from(matches!(tried.await.unwrap(), Extension::Extended(_)));
        }
        assert_eq!(lengthened, 1, "{}", store.name);
        assert_eq!(standing(&store, id).await.valid_until, day("2027-02-28"), "{}", store.name);
    }
}

#[tokio::test]
async fn back_to_valid_before_the_last_day_has_passed_keeps_the_term() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        for day_of_return in ["2026-12-01", "2027-01-31"] {
            assert_eq!(switch(&store, id, false, "2026-12-01").await, Switched::Done);
            assert_eq!(switch(&store, id, true, day_of_return).await, Switched::Done);
            let expected = Standing { valid_until: day("2027-01-31"), switched_off_on: None };
            assert_eq!(standing(&store, id).await, expected, "{}", store.name);
        }
        let registration = store.read().await.unwrap().job_seeker(id).await.unwrap().registration.unwrap();
        assert_eq!(registration.applied_on, day("2026-11-20"), "{}", store.name);
    }
}

#[tokio::test]
async fn back_to_valid_after_the_last_day_counts_as_a_new_application_of_that_day() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        assert_eq!(switch(&store, id, false, "2026-12-01").await, Switched::Done);
        assert_eq!(switch(&store, id, false, "2026-12-02").await, Switched::Already);
        assert_eq!(standing(&store, id).await.switched_off_on, Some(day("2026-12-01")), "{}", store.name);
        assert_eq!(switch(&store, id, true, "2027-03-05").await, Switched::Done);
        assert_eq!(switch(&store, id, true, "2027-03-05").await, Switched::Already);
        let expected = Standing { valid_until: day("2027-05-31"), switched_off_on: None };
        assert_eq!(standing(&store, id).await, expected, "{}", store.name);
        let mut conn = store.read().await.unwrap();
        let registration = conn.job_seeker(id).await.unwrap().registration.unwrap();
        assert_eq!(registration.applied_on, day("2027-03-05"), "{}", store.name);
        assert_eq!(registration.number.to_string(), "11080-00000001", "{}: the number stays", store.name);
        assert_eq!(conn.validity_history(id).await.unwrap().len(), 2, "{}", store.name);
    }
}

#[tokio::test]
async fn twelve_months_after_the_end_one_may_switch_back_and_a_day_later_only_an_office_may() {
    for store in fresh().await {
        let (early, late) = (registered(&store, "a").await, registered(&store, "bb").await);
        assert_eq!(switch(&store, early, true, "2028-02-01").await, Switched::Done, "{}", store.name);
        assert_eq!(switch(&store, late, true, "2028-02-02").await, Switched::OnlyAtOffice, "{}", store.name);
        let nobody = account(&store, "nobody").await;
        assert_eq!(switch(&store, nobody, true, "2028-02-02").await, Switched::OnlyAtOffice);
    }
}

fn window(step: i64, from: &str, to: &str) -> ReminderWindow {
    ReminderWindow { step, from: day(from), to: day(to) }
}

async fn found(store: &Store, window: &ReminderWindow) -> Vec<Uuid> {
    let mut all: Vec<Reminded> = Vec::new();
    loop {
        let mut conn = store.read().await.unwrap();
        let batch = conn.to_be_reminded(window, all.last(), 2).await.unwrap();
        if batch.is_empty() {
            return all.into_iter().map(|one| one.account).collect();
        }
        all.extend(batch);
    }
}

async fn note(store: &Store, account: Uuid, step: i64, until: Date) -> bool {
    let mut tx = store.begin().await.unwrap();
    let noted = tx.note_reminder(account, step, until).await.unwrap();
    tx.commit().await.unwrap();
    noted
}

#[tokio::test]
async fn everybody_of_a_window_is_found_batch_by_batch_and_nobody_twice() {
    for store in fresh().await {
        let mut people = Vec::new();
        for name in ["a", "bb", "ccc", "dddd", "eeeee"] {
            people.push(registered(&store, name).await);
        }
        people.sort();
        let thirty = window(30, "2027-01-31", "2027-01-31");
        assert_eq!(found(&store, &thirty).await, people, "{}", store.name);
        assert!(found(&store, &window(30, "2027-01-29", "2027-01-30")).await.is_empty(), "{}", store.name);

        assert!(note(&store, people[0], 30, day("2027-01-31")).await);
        assert!(!note(&store, people[0], 30, day("2027-01-31")).await, "{}: once", store.name);
        switch(&store, people[1], false, "2026-12-01").await;
        assert_eq!(found(&store, &thirty).await, people[2..], "{}", store.name);
        assert!(!note(&store, people[1], 30, day("2027-01-31")).await, "{}: switched off", store.name);

        let fourteen = window(14, "2027-01-31", "2027-01-31");
        assert!(found(&store, &fourteen).await.contains(&people[0]), "{}: the next step", store.name);
        assert!(note(&store, people[0], 14, day("2027-01-31")).await);
        extend(&store, people[0], "2027-01-20").await;
        let next = window(30, "2027-02-28", "2027-02-28");
        assert_eq!(
            found(&store, &next).await,
            [people[0]],
            "{}: lengthened, from the first step",
            store.name
        );
    }
}

#[tokio::test]
async fn nobody_reminds_of_a_day_that_has_moved() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        extend(&store, id, "2027-01-15").await;
        assert!(!note(&store, id, 14, day("2027-01-31")).await, "{}", store.name);
        assert!(now() < noon("2027-01-01"), "the tests stand before all of it");
    }
}

//! Journeys, consents, links and events, also when two nodes do the same thing at the same moment.

use domain::{account::EmailAddress, clock::Timestamp, sign_on::Purpose};
use jiff::SignedDuration;
use store::{Consent, EndedJourney, NewJourney, Replaced, Store};
use testkit::{TestStore, stores};
use tokio::task::JoinSet;
use uuid::Uuid;

const ISSUER: &str = "https://portal.example";

fn now() -> Timestamp {
    "2026-11-20T01:00:00Z".parse().unwrap()
}

fn long_ago() -> Timestamp {
    now() - SignedDuration::from_hours(1)
}

async fn account(store: &Store, email: &str) -> Uuid {
    let mut tx = store.begin().await.unwrap();
    let id = tx.add_account(&EmailAddress::parse(email).unwrap(), "hash", now()).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn link(store: &Store, account: Uuid, subject: &str) -> Replaced {
    let mut tx = store.begin().await.unwrap();
    let replaced = tx.link_portal(account, ISSUER, subject, now()).await.unwrap();
    tx.commit().await.unwrap();
    replaced
}

async fn left(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let journey = NewJourney {
        state_hash: "state",
        browser_hash: "browser",
        purpose: Purpose::Link,
        target: Some("https://portal.example/done"),
        account: None,
    };
    tx.begin_journey(&journey, now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn came_back(store: &Store, browser: &str, after: Timestamp) -> Option<EndedJourney> {
    let mut tx = store.begin().await.unwrap();
    let ended = tx.end_journey("state", browser, after).await.unwrap();
    tx.commit().await.unwrap();
    ended
}

async fn second_node(store: &TestStore) -> Store {
    Store::connect(&store.url).await.unwrap()
}

#[tokio::test]
async fn of_many_who_come_back_with_one_state_on_two_nodes_one_gets_through() {
    for store in stores().await {
        left(&store.store).await;
        let nodes = [store.store.clone(), second_node(&store).await];
        let mut all = JoinSet::new();
        for n in 0..20 {
            let node = nodes[n % 2].clone();
            all.spawn(async move { came_back(&node, "browser", long_ago()).await.is_some() });
        }
        let through = all.join_all().await.into_iter().filter(|through| *through).count();
        assert_eq!(through, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn another_browser_does_not_end_a_journey_and_one_that_took_too_long_has_ended() {
    for store in stores().await {
        left(&store.store).await;
        assert_eq!(came_back(&store.store, "another", long_ago()).await, None);
        let ended = came_back(&store.store, "browser", long_ago()).await.unwrap();
        assert_eq!(
            (ended.purpose, ended.target.as_deref()),
            (Purpose::Link, Some("https://portal.example/done"))
        );
        left(&store.store).await;
        assert_eq!(came_back(&store.store, "browser", now()).await, None, "not later than it may be");
    }
}

#[tokio::test]
async fn one_account_has_one_link_and_one_person_one_account() {
    for store in stores().await {
        let (one, other) =
            (account(&store.store, "one@example.jp").await, account(&store.store, "other@example.jp").await);
        assert_eq!(link(&store.store, one, "hanako").await, Replaced::default());
        assert_eq!(
            link(&store.store, one, "taro").await,
            Replaced { own_link: true, other_account: None },
            "linked anew"
        );
        assert_eq!(
            link(&store.store, other, "taro").await,
            Replaced { own_link: false, other_account: Some(one) },
            "taken over"
        );
        let mut conn = store.store.read().await.unwrap();
        assert!(conn.account_of_portal(ISSUER, "hanako").await.unwrap().is_none());
        assert_eq!(conn.account_of_portal(ISSUER, "taro").await.unwrap().unwrap().id, other);
        assert!(conn.account_of_portal("https://another.example", "taro").await.unwrap().is_none());
        assert!(conn.portal_link(one).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn two_accounts_that_link_the_same_person_at_once_leave_one_link() {
    for store in stores().await {
        let node = second_node(&store).await;
        let (one, other) =
            (account(&store.store, "one@example.jp").await, account(&store.store, "other@example.jp").await);
        let linking = async |store: &Store, account| {
            let mut tx = store.begin().await?;
            tx.link_portal(account, ISSUER, "hanako", now()).await?;
            tx.commit().await
        };
        let (first, second) = tokio::join!(linking(&store.store, one), linking(&node, other));
        assert!(first.is_ok() || second.is_ok(), "{}: {first:?} {second:?}", store.name);
        let mut conn = store.store.read().await.unwrap();
        let linked = [conn.portal_link(one).await.unwrap(), conn.portal_link(other).await.unwrap()];
        assert_eq!(linked.iter().flatten().count(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_consent_is_given_once_and_only_shown_to_the_browser_that_was_asked() {
    for store in stores().await {
        let account = account(&store.store, "one@example.jp").await;
        let asked = Consent { issuer: ISSUER.into(), subject: "hanako".into(), target: None, given_by: None };
        let mut tx = store.store.begin().await.unwrap();
        let id = tx.ask_consent("browser", &asked, now()).await.unwrap();
        assert!(tx.give_consent(id, account).await.unwrap());
        assert!(!tx.give_consent(id, account).await.unwrap());
        tx.commit().await.unwrap();
        let mut conn = store.store.read().await.unwrap();
        assert!(conn.portal_consent(id, "another", long_ago()).await.unwrap().is_none());
        let kept = conn.portal_consent(id, "browser", long_ago()).await.unwrap().unwrap();
        assert_eq!(kept, Consent { given_by: Some(account), ..asked });
    }
}

#[tokio::test]
async fn an_event_is_noted_once_for_each_issuer() {
    for store in stores().await {
        let mut tx = store.store.begin().await.unwrap();
        assert!(tx.note_security_event(ISSUER, "1", now()).await.unwrap());
        assert!(!tx.note_security_event(ISSUER, "1", now()).await.unwrap());
        assert!(tx.note_security_event("https://another.example", "1", now()).await.unwrap());
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn what_has_had_its_time_is_forgotten_and_links_stay() {
    for store in stores().await {
        let account = account(&store.store, "one@example.jp").await;
        link(&store.store, account, "hanako").await;
        left(&store.store).await;
        let mut tx = store.store.begin().await.unwrap();
        tx.note_security_event(ISSUER, "1", now()).await.unwrap();
        let forgotten = async |tx: &mut store::Tx, before| {
            let journeys = tx.forget_journeys(before).await.unwrap();
            (journeys, tx.forget_security_events(before).await.unwrap())
        };
        assert_eq!(forgotten(&mut tx, now()).await, (0, 0), "what is from now on stays");
        assert_eq!(forgotten(&mut tx, now() + SignedDuration::from_micros(1)).await, (1, 1));
        tx.commit().await.unwrap();
        let mut conn = store.store.read().await.unwrap();
        assert!(conn.portal_link(account).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn the_portal_ends_the_link_that_it_knows_and_no_newer_one() {
    for store in stores().await {
        let account = account(&store.store, "one@example.jp").await;
        link(&store.store, account, "hanako").await;
        let asked = Consent { issuer: ISSUER.into(), subject: "hanako".into(), target: None, given_by: None };
        let mut tx = store.store.begin().await.unwrap();
        let id = tx.ask_consent("browser", &asked, now()).await.unwrap();
        let person = (ISSUER, "hanako");
        assert!(!tx.end_portal_link(person, account, long_ago()).await.unwrap(), "it was made anew");
        assert!(tx.end_portal_link(person, account, now()).await.unwrap());
        assert!(!tx.give_consent(id, account).await.unwrap(), "the open question is closed");
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_password_that_was_changed_or_an_account_that_left_meanwhile_holds_no_more() {
    for store in stores().await {
        let account = account(&store.store, "one@example.jp").await;
        let mut tx = store.store.begin().await.unwrap();
        assert!(tx.holds_password(account, "hash").await.unwrap());
        tx.set_password(account, "another").await.unwrap();
        assert!(!tx.holds_password(account, "hash").await.unwrap());
        tx.withdraw(account, now()).await.unwrap();
        assert!(!tx.holds_password(account, "another").await.unwrap());
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn whoever_has_left_or_is_linked_no_more_does_not_get_in() {
    for store in stores().await {
        let account = account(&store.store, "one@example.jp").await;
        link(&store.store, account, "hanako").await;
        let mut tx = store.store.begin().await.unwrap();
        assert!(tx.note_portal_login(account, "hanako", now()).await.unwrap());
        assert!(!tx.note_portal_login(account, "taro", now()).await.unwrap());
        tx.withdraw(account, now()).await.unwrap();
        assert!(!tx.note_portal_login(account, "hanako", now()).await.unwrap());
        tx.commit().await.unwrap();
    }
}

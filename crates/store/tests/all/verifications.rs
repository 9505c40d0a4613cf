//! Mailed keys when two nodes do the same thing at the same moment (spec/security.md, 認証キー and Faults).

use std::sync::Arc;

use domain::{
    account::EmailAddress,
    clock::Timestamp,
    verification_key::{Purpose, WRONG_TRIES},
};
use store::{NewVerification, Store};
use testkit::{TestStore, stores};
use tokio::task::JoinSet;

const PURPOSE: Purpose = Purpose::PasswordReset;

fn now() -> Timestamp {
    "2026-11-20T01:00:00Z".parse().unwrap()
}

async fn requested(store: &Store, request: &str, key: Option<&str>) {
    let email = EmailAddress::parse("sakura@example.jp").unwrap();
    let mailed = format!("mailed {request}");
    let new = NewVerification {
        request_hash: request,
        mail_hash: &mailed,
        purpose: PURPOSE,
        email: &email,
        account: None,
        registration: None,
        key_hash: key,
    };
    let mut tx = store.begin().await.unwrap();
    tx.add_verification(&new, now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The store and a second node on the same database.
async fn nodes(store: &TestStore) -> Arc<[Store; 2]> {
    Arc::new([store.store.clone(), Store::connect(&store.url).await.unwrap()])
}

#[tokio::test]
async fn of_many_parallel_tries_at_a_key_on_two_nodes_five_are_evaluated() {
    for store in stores().await {
        requested(&store, "request", Some("hash")).await;
        let nodes = nodes(&store).await;
        let mut tries = JoinSet::new();
        for n in 0..40 {
            let nodes = nodes.clone();
            tries.spawn(async move {
                let mut tx = nodes[n % 2].begin().await.unwrap();
                let kept = tx.count_key_try("request", PURPOSE, now()).await.unwrap();
                tx.commit().await.unwrap();
                kept
            });
        }
        let evaluated = tries.join_all().await.into_iter().flatten().count();
        assert_eq!(i32::try_from(evaluated), Ok(WRONG_TRIES), "{}", store.name);
    }
}

#[tokio::test]
async fn a_key_is_used_up_once_however_many_press_at_the_same_moment() {
    for store in stores().await {
        requested(&store, "request", Some("hash")).await;
        let nodes = nodes(&store).await;
        let mut presses = JoinSet::new();
        for n in 0..20 {
            let nodes = nodes.clone();
            presses.spawn(async move {
                let mut tx = nodes[n % 2].begin().await.unwrap();
                let first = tx.use_verification("request", now()).await.unwrap();
                tx.commit().await.unwrap();
                first
            });
        }
        let firsts = presses.join_all().await.into_iter().filter(|first| *first).count();
        assert_eq!(firsts, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_request_without_a_key_neither_replaces_one_nor_counts_as_one() {
    for store in stores().await {
        requested(&store, "a", Some("hash")).await;
        for request in ["b", "c"] {
            requested(&store, request, None).await;
        }
        let email = EmailAddress::parse("sakura@example.jp").unwrap();
        let mut tx = store.begin().await.unwrap();
        let hour_ago = now() - std::time::Duration::from_secs(3600);
        assert_eq!(tx.keys_since(PURPOSE, &email, (hour_ago, now())).await.unwrap(), 1, "{}", store.name);
        let kept = tx.count_key_try("a", PURPOSE, now()).await.unwrap();
        assert_eq!(kept.as_deref(), Some("hash"), "{}", store.name);
        assert_eq!(tx.count_key_try("b", PURPOSE, now()).await.unwrap(), None, "{}", store.name);
        tx.commit().await.unwrap();
    }
}

//! The databases that the other tests stand on.

use sqlx::{Connection, PgConnection};
use testkit::{databases, stores};

#[tokio::test]
async fn every_store_is_migrated_and_answers() {
    let stores = stores().await;
    assert!(!stores.is_empty());
    for store in stores {
        let tx = store.begin().await.unwrap_or_else(|error| panic!("{}: {error}", store.name));
        tx.commit().await.unwrap();
        drop(store.read().await.unwrap());
    }
}

#[tokio::test]
async fn two_tests_never_share_a_database() {
    let (one, other) = (databases().await, databases().await);
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.name, other.name);
        assert_ne!(one.url, other.url);
    }
}

#[tokio::test]
async fn nothing_stays_behind_when_a_test_ends() {
    let stores = stores().await;
    let folder = stores[0].url.strip_prefix("sqlite:").unwrap().to_owned();
    assert!(std::fs::exists(&folder).unwrap());
    let schema = stores.get(1).map(|store| store.url.split('=').next_back().unwrap().to_owned());
    drop(stores);
    assert!(!std::fs::exists(&folder).unwrap());
    let Some(schema) = schema else { return };
    let mut server = PgConnection::connect(&std::env::var("TEST_POSTGRES").unwrap()).await.unwrap();
    let (left,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM pg_namespace WHERE nspname = $1")
        .bind(schema)
        .fetch_one(&mut server)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

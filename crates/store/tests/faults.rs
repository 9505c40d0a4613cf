//! What the database does after a fault.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::{clock::Timestamp, letters::Letter};
use sqlx::SqlitePool;
use store::Store;
use testkit::stores;

/// As if the disk had no room for one page more than the database has.
const FULL: &str = "PRAGMA max_page_count = 1";
const ROOMY: &str = "PRAGMA max_page_count = 1000000";

/// Says it on every connection that the pool can have.
async fn say(pool: &SqlitePool, pragma: &'static str) {
    let mut all = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut one = pool.acquire().await.unwrap();
        sqlx::query(pragma).execute(&mut *one).await.unwrap();
        all.push(one);
    }
}

/// Writes more than fits into a page, ten times.
async fn write_much(store: &Store) -> store::Result<()> {
    let letter = Letter { to: "a@example.jp".into(), subject: "s".into(), body: "x".repeat(100_000) };
    for _ in 0..10 {
        let mut tx = store.begin().await?;
        tx.post(&letter, Timestamp::UNIX_EPOCH).await?;
        tx.commit().await?;
    }
    Ok(())
}

#[tokio::test]
async fn after_a_full_disk_the_same_program_writes_again() {
    for store in stores().await {
        // PostgreSQL is a server of its own and tells in its own words.
        let Store::Sqlite { pool, .. } = &store.store else { continue };
        say(pool, FULL).await;
        for _ in 0..3 {
            let error = write_much(&store).await.unwrap_err();
            assert!(error.is_unavailable(), "{error}");
            // A connection that was closed comes back without the limit.
            say(pool, FULL).await;
        }
        say(pool, ROOMY).await;
        write_much(&store).await.unwrap();
    }
}

//! What the database says of itself when it cannot be written.

use store::Store;
use testkit::stores;

async fn write(store: &Store) -> store::Result<()> {
    let mut tx = store.begin().await?;
    tx.clear_login_guard("guard").await?;
    tx.commit().await
}

#[tokio::test]
async fn a_database_that_may_only_be_read_is_away_and_not_broken() {
    for store in stores().await {
        let read_only = match &store.store {
            Store::Sqlite { pool, .. } => {
                let mut all = Vec::new();
                for _ in 0..pool.options().get_max_connections() {
                    let mut one = pool.acquire().await.unwrap();
                    sqlx::query("PRAGMA query_only = 1").execute(&mut *one).await.unwrap();
                    all.push(one);
                }
                store.store.clone()
            }
            // As a server that has become a standby.
            Store::Postgres(_) => {
                let url = format!("{}&options[default_transaction_read_only]=on", store.url);
                Store::connect(&url).await.unwrap()
            }
        };
        let error = write(&read_only).await.unwrap_err();
        assert!(error.is_unavailable(), "{}: {error}", store.name);
    }
}

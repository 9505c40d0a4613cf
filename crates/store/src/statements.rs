//! Every SQL statement of the crate is prepared on both databases: this is its type check.

use sqlx::{Executor, SqlSafeStr, Statement};

use crate::{Store, sql::STATEMENTS};

async fn prepare_all(name: &str, store: &Store) {
    assert!(!STATEMENTS.is_empty(), "no statement registered itself");
    let mut broken = Vec::new();
    for sql in STATEMENTS {
        let prepared = match store {
            Store::Sqlite { pool, .. } => {
                pool.prepare((*sql).into_sql_str()).await.map(|s| s.columns().len())
            }
            Store::Postgres(pool) => pool.prepare((*sql).into_sql_str()).await.map(|s| s.columns().len()),
        };
        if let Err(error) = prepared {
            broken.push(format!("{sql}\n  {error}"));
        }
    }
    assert!(broken.is_empty(), "{name}:\n{}", broken.join("\n"));
}

#[tokio::test]
async fn every_statement_holds_on_every_database() {
    // Databases, not stores: the store of this test build is another type than the test kit's.
    for database in testkit::databases().await {
        let store = Store::open(&database.url).await.unwrap();
        prepare_all(database.name, &store).await;
    }
}

//! Every SQL statement of the crate is prepared on both databases: this is its type check.

use sqlx::{Executor, SqlSafeStr, Statement};

use crate::{Store, sql::STATEMENTS};

async fn prepare_all(store: &Store) {
    assert!(!STATEMENTS.is_empty());
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
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test]
async fn every_statement_holds_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
    prepare_all(&store).await;
}

#[tokio::test]
async fn every_statement_holds_on_postgresql() {
    let Ok(url) = std::env::var("TEST_POSTGRES") else {
        eprintln!("TEST_POSTGRES is not set: ./test sets it");
        return;
    };
    let store = Store::open(&url).await.unwrap();
    prepare_all(&store).await;
}

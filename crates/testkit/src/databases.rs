//! A database of its own for every test: an SQLite file in a temporary folder and, when
//! `TEST_POSTGRES` names a server, a schema of its own there. Both are gone when the test ends.

use std::{ops::Deref, time::Duration};

use sqlx::{Connection, Executor, PgConnection, SqlSafeStr};
use store::Store;
use tempfile::TempDir;

/// How long the clean-up waits for a test that still holds its tables.
const WAIT_FOR_LOCK: Duration = Duration::from_secs(2);

/// An empty database, not migrated yet. It goes when this is dropped.
pub struct Database {
    /// `SQLite` or `PostgreSQL`, for the messages of failing tests.
    pub name: &'static str,
    /// What [`Store::connect`] takes.
    pub url: String,
    _guard: Guard,
}

/// Holds what must be cleared away at the end; the fields are there to be dropped.
enum Guard {
    Folder { _folder: TempDir },
    Schema { _schema: Schema },
}

/// A schema on the server of `TEST_POSTGRES`.
struct Schema {
    server: String,
    name: String,
}

/// An opened and migrated store on a database of its own. Use it as a [`Store`].
pub struct TestStore {
    /// `SQLite` or `PostgreSQL`, for the messages of failing tests.
    pub name: &'static str,
    /// The store itself; clone it to hand it on.
    pub store: Store,
    /// Where the store is, for a second node on the same database.
    pub url: String,
    _database: Database,
}

impl Deref for TestStore {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    /// Everything the database holds, one row a line.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn everything_stored(&self) -> String {
        crate::dump::everything_in(&self.url).await
    }
}

/// Fresh, empty databases: SQLite always, PostgreSQL when `TEST_POSTGRES` is set.
///
/// # Panics
/// When a database cannot be made: the test cannot go on.
pub async fn databases() -> Vec<Database> {
    let mut databases = vec![sqlite()];
    match std::env::var("TEST_POSTGRES") {
        Ok(server) if !server.is_empty() => databases.push(postgresql(server).await),
        _ => eprintln!("TEST_POSTGRES is not set: only SQLite is tested (./test tests both)"),
    }
    databases
}

/// Fresh stores, migrated and empty: SQLite always, PostgreSQL when `TEST_POSTGRES` is set.
///
/// # Panics
/// When a store cannot be opened: the test cannot go on.
pub async fn stores() -> Vec<TestStore> {
    let mut stores = Vec::new();
    for database in databases().await {
        let store = Store::open(&database.url)
            .await
            .unwrap_or_else(|error| panic!("{} does not open: {error}", database.name));
        stores.push(TestStore { name: database.name, store, url: database.url.clone(), _database: database });
    }
    stores
}

fn sqlite() -> Database {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    Database { name: "SQLite", url, _guard: Guard::Folder { _folder: folder } }
}

async fn postgresql(server: String) -> Database {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    execute(&server, format!("CREATE SCHEMA {name}"))
        .await
        .unwrap_or_else(|error| panic!("TEST_POSTGRES={server} gives no schema: {error}"));
    let joint = if server.contains('?') { '&' } else { '?' };
    let url = format!("{server}{joint}options[search_path]={name}");
    Database { name: "PostgreSQL", url, _guard: Guard::Schema { _schema: Schema { server, name } } }
}

async fn execute(server: &str, sql: String) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect(server).await?;
    connection.execute(sqlx::AssertSqlSafe(sql).into_sql_str()).await?;
    connection.close().await
}

impl Drop for Schema {
    /// On a thread of its own, because the test's runtime may be the one that is being dropped.
    fn drop(&mut self) {
        let server = std::mem::take(&mut self.server);
        let sql = format!(
            "SET lock_timeout = {}; SET client_min_messages = warning; DROP SCHEMA {} CASCADE",
            WAIT_FOR_LOCK.as_millis(),
            self.name
        );
        let cleaner = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(execute(&server, sql)).map_err(std::io::Error::other)
        });
        // A schema that stays behind harms no other test: say it and go on.
        match cleaner.join() {
            Ok(Ok(())) => {}
            Ok(Err(error)) => eprintln!("schema {} stays behind: {error}", self.name),
            Err(_) => eprintln!("schema {} stays behind", self.name),
        }
    }
}

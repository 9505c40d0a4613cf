//! Two databases, one way to speak to them: every statement is written once, in the SQL that
//! SQLite and PostgreSQL share, and the macros [`run!`], [`maybe!`] and [`all!`] run it on either.

use std::{str::FromStr, sync::Arc, time::Duration};

use domain::clock::{Date, Timestamp};
use sqlx::{
    Connection, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(crate) static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// How long a request waits for a connection before it is answered with "busy".
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(5);

/// What can go wrong between the program and its database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or did not answer.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A stored value cannot be read back; the text names it.
    #[error("stored value is broken: {0}")]
    Broken(&'static str),
}

impl Error {
    /// True when a UNIQUE rule was hit.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// True when the database is away, overloaded or full: the same deed may succeed later.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => {
                // SQLite: busy 5, locked 6, read-only 8, I/O 10, full 13, cannot open 14. PostgreSQL:
                // connection 08, resources 53, shut down 57, serialisation and deadlock 40, and a
                // read-only server, which has become a standby, 25006.
                let code = error.code().unwrap_or_default();
                let sqlite =
                    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14));
                (code.len() < 5 && sqlite)
                    || ["08", "53", "57", "40", "25006"]
                        .iter()
                        .any(|class| code.len() == 5 && code.starts_with(class))
            }
            Self::Sql(error) => matches!(
                error,
                sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed
            ),
            _ => false,
        }
    }
}

/// Result of a statement.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The database of the service. Cheap to clone.
#[derive(Clone)]
pub enum Store {
    /// One file, one writer at a time.
    Sqlite {
        /// Connections to the file.
        pool: SqlitePool,
        /// Held by whoever writes: a fair queue, where SQLite's own busy handler is a lottery.
        writer: Arc<Semaphore>,
    },
    /// A server that several nodes may share.
    Postgres(PgPool),
}

enum Inner {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    SqliteTx(Transaction<'static, Sqlite>),
    PostgresTx(Transaction<'static, Postgres>),
}

/// A connection for reading. Page views use it, so that they never wait for SQLite's single writer.
pub struct Conn(Inner);

/// A unit of work. Dropped without [`Tx::commit`], it never happened. Reads as [`Conn`] does.
pub struct Tx {
    conn: Conn,
    _writer: Option<OwnedSemaphorePermit>,
}

impl std::ops::Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl std::ops::DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

pub(crate) enum Link<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl Conn {
    /// Asked for once by every statement, and each leaves a line at the level `trace`: so the statements of
    /// a request can be counted, by a test or by whoever looks for what is slow. Free while nobody listens.
    pub(crate) fn link(&mut self) -> Link<'_> {
        tracing::trace!(target: "store::statement", "statement");
        match &mut self.0 {
            Inner::Sqlite(conn) => Link::Sqlite(conn),
            Inner::SqliteTx(tx) => Link::Sqlite(tx),
            Inner::Postgres(conn) => Link::Postgres(conn),
            Inner::PostgresTx(tx) => Link::Postgres(tx),
        }
    }
}

impl Store {
    /// Connects to `sqlite:path` or `postgres://…` without touching the schema.
    ///
    /// # Errors
    /// The address is unreadable, or the database does not answer.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(WAIT_FOR_CONNECTION);
            let pool = SqlitePoolOptions::new()
                .max_connections(8)
                .acquire_timeout(WAIT_FOR_CONNECTION)
                // On a full disk SQLite rolls back by itself. The driver does not notice, and the
                // connection would refuse every further unit of work.
                .before_acquire(|conn, _| Box::pin(async { Ok(!conn.is_in_transaction()) }))
                .connect_with(options)
                .await?;
            Ok(Self::Sqlite { pool, writer: Arc::new(Semaphore::new(1)) })
        } else {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(WAIT_FOR_CONNECTION)
                .connect_with(options)
                .await?;
            Ok(Self::Postgres(pool))
        }
    }

    /// Brings the schema up to date. Several nodes may call it at once.
    ///
    /// # Errors
    /// A step fails, or the schema is newer than the program.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Sqlite { pool, .. } => MIGRATIONS.run(pool).await?,
            Self::Postgres(pool) => MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// Connects and migrates.
    ///
    /// # Errors
    /// As [`Store::connect`] and [`Store::migrate`].
    pub async fn open(url: &str) -> Result<Self> {
        let store = Self::connect(url).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// The database does not answer in time.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match self {
            Self::Sqlite { pool, .. } => Inner::Sqlite(pool.acquire().await?),
            Self::Postgres(pool) => Inner::Postgres(pool.acquire().await?),
        }))
    }

    /// Begins a unit of work.
    ///
    /// # Errors
    /// The database does not answer in time.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { pool, writer } => {
                let turn = tokio::time::timeout(WAIT_FOR_CONNECTION, writer.clone().acquire_owned())
                    .await
                    .map_err(|_| sqlx::Error::PoolTimedOut)?
                    .map_err(|_| sqlx::Error::PoolClosed)?;
                // IMMEDIATE: a SQLite reader that turns writer half-way can only fail.
                let tx = pool.begin_with("BEGIN IMMEDIATE").await?;
                Tx { conn: Conn(Inner::SqliteTx(tx)), _writer: Some(turn) }
            }
            Self::Postgres(pool) => Tx { conn: Conn(Inner::PostgresTx(pool.begin().await?)), _writer: None },
        })
    }

    /// Waits for what is under way and closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { pool, .. } => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything done in this unit of work durable.
    ///
    /// # Errors
    /// The database refuses; nothing has happened then.
    pub async fn commit(self) -> Result<()> {
        match self.conn.0 {
            Inner::SqliteTx(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            Inner::Sqlite(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

/// An instant as it is stored: microseconds since 1970 in UTC.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Reads an instant back.
pub(crate) fn instant(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(|_| Error::Broken("instant"))
}

/// Reads a civil date back, stored as `YYYY-MM-DD`.
pub(crate) fn date(text: &str) -> Result<Date> {
    text.parse().map_err(|_| Error::Broken("date"))
}

/// All statements of the program, for the test that prepares each on both databases.
#[cfg(test)]
#[linkme::distributed_slice]
pub(crate) static STATEMENTS: [&'static str];

macro_rules! listed {
    ($sql:expr) => {{
        #[cfg(test)]
        #[linkme::distributed_slice($crate::sql::STATEMENTS)]
        static STATEMENT: &str = $sql;
        $sql
    }};
}

/// Runs a statement; gives the number of rows it touched.
macro_rules! run {
    ($db:expr, $sql:expr $(, $arg:expr)* $(,)?) => {{
        let sql: &'static str = listed!($sql);
        match $db.link() {
            $crate::sql::Link::Sqlite(conn) => sqlx::query(sql)$(.bind($arg))*.execute(conn).await?.rows_affected(),
            $crate::sql::Link::Postgres(conn) => sqlx::query(sql)$(.bind($arg))*.execute(conn).await?.rows_affected(),
        }
    }};
}

/// Fetches at most one row.
macro_rules! maybe {
    ($db:expr, $sql:expr $(, $arg:expr)* $(,)?) => {{
        let sql: &'static str = listed!($sql);
        match $db.link() {
            $crate::sql::Link::Sqlite(conn) => sqlx::query_as(sql)$(.bind($arg))*.fetch_optional(conn).await?,
            $crate::sql::Link::Postgres(conn) => sqlx::query_as(sql)$(.bind($arg))*.fetch_optional(conn).await?,
        }
    }};
}

/// Fetches all rows.
macro_rules! all {
    ($db:expr, $sql:expr $(, $arg:expr)* $(,)?) => {{
        let sql: &'static str = listed!($sql);
        match $db.link() {
            $crate::sql::Link::Sqlite(conn) => sqlx::query_as(sql)$(.bind($arg))*.fetch_all(conn).await?,
            $crate::sql::Link::Postgres(conn) => sqlx::query_as(sql)$(.bind($arg))*.fetch_all(conn).await?,
        }
    }};
}

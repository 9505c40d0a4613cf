//! Everything a database holds, as text: what a thief of a backup would read.

use std::str::FromStr;

use sqlx::{
    AssertSqlSafe, Connection, PgConnection, SqliteConnection, postgres::PgConnectOptions,
    sqlite::SqliteConnectOptions,
};

/// Every value of every row of every table, one row a line.
///
/// # Panics
/// When the database does not answer.
pub(crate) async fn everything_in(url: &str) -> String {
    let rows = if url.starts_with("sqlite:") { in_sqlite(url).await } else { in_postgresql(url).await };
    rows.unwrap_or_else(|error| panic!("{url} cannot be read: {error}")).join("\n")
}

async fn in_sqlite(url: &str) -> sqlx::Result<Vec<String>> {
    let mut conn = SqliteConnection::connect_with(&SqliteConnectOptions::from_str(url)?).await?;
    let tables: Vec<(String,)> =
        sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'table'").fetch_all(&mut conn).await?;
    let mut all = Vec::new();
    for (table,) in tables {
        let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info($1)")
            .bind(&table)
            .fetch_all(&mut conn)
            .await?;
        let values: Vec<String> = columns.iter().map(|(column,)| format!("quote(\"{column}\")")).collect();
        let sql = format!("SELECT {} FROM \"{table}\"", values.join(" || ' ' || "));
        let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut conn).await?;
        all.extend(rows.into_iter().map(|(row,)| format!("{table}: {row}")));
    }
    conn.close().await?;
    Ok(all)
}

async fn in_postgresql(url: &str) -> sqlx::Result<Vec<String>> {
    let mut conn = PgConnection::connect_with(&PgConnectOptions::from_str(url)?).await?;
    let tables: Vec<(String,)> = sqlx::query_as(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
    )
    .fetch_all(&mut conn)
    .await?;
    let mut all = Vec::new();
    for (table,) in tables {
        let sql = format!("SELECT CAST(t AS TEXT) FROM \"{table}\" t");
        let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut conn).await?;
        all.extend(rows.into_iter().map(|(row,)| format!("{table}: {row}")));
    }
    conn.close().await?;
    Ok(all)
}

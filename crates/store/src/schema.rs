//! Whether the database and the program are of the same age.

use crate::sql::{MIGRATIONS, Result, Store};

/// How the schema of the database compares to the one the program was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// They fit.
    Current,
    /// So many steps are still to be made ([`Store::migrate`]).
    Behind(usize),
    /// A newer program was here. Steps only add (expand, then contract), so this one can go on.
    Ahead,
}

impl Store {
    /// Compares the schema, without changing it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn schema(&self) -> Result<Schema> {
        let mut conn = self.read().await?;
        let made: Vec<i64> = match conn.applied_steps().await {
            Ok(made) => made,
            // The very first start: there is no table of steps yet.
            Err(error) if error.is_missing_table() => Vec::new(),
            Err(error) => return Err(error),
        };
        let known: Vec<i64> = MIGRATIONS.iter().map(|step| step.version).collect();
        let missing = known.iter().filter(|step| !made.contains(step)).count();
        let newer = made.iter().any(|step| !known.contains(step));
        Ok(match (missing, newer) {
            (0, false) => Schema::Current,
            (0, true) => Schema::Ahead,
            (steps, _) => Schema::Behind(steps),
        })
    }
}

impl crate::Conn {
    async fn applied_steps(&mut self) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> =
            all!(self, "SELECT version FROM _sqlx_migrations WHERE success ORDER BY version");
        Ok(rows.into_iter().map(|(version,)| version).collect())
    }
}

impl crate::Error {
    fn is_missing_table(&self) -> bool {
        let Self::Sql(sqlx::Error::Database(error)) = self else { return false };
        // PostgreSQL: undefined_table. SQLite has no code of its own for it.
        error.code().as_deref() == Some("42P01") || error.message().starts_with("no such table")
    }
}

//! Whether the database can be written.

use domain::clock::Timestamp;

use crate::sql::{Result, Tx, micros};

/// Room that a probe asks for, in bytes: a few pages, more than any single deed of a page takes.
const ROOM: usize = 16 * 1024;

impl Tx {
    /// Writes one row and gives the room that it took back. Fails where deeds would fail: on a full disk,
    /// and on a database that may only be read.
    ///
    /// # Errors
    /// The database cannot be written.
    pub async fn probe(&mut self, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO probe (name, filler, written_at) VALUES ('health', $1, $2)
             ON CONFLICT (name) DO UPDATE SET filler = $1, written_at = $2",
            "x".repeat(ROOM),
            micros(now),
        );
        run!(self, "UPDATE probe SET filler = '' WHERE name = 'health'");
        Ok(())
    }
}

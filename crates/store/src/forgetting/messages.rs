//! Messages are erased a year after they were sent; a notice says so before, one for many messages.

use std::collections::HashSet;

use domain::clock::{Date, Timestamp};
use uuid::Uuid;

use crate::sql::{Conn, Result, Tx, instant, micros};

/// A message that vanishes soon: whose it is, and its place in the order of the batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndingMessage {
    /// Internal id.
    pub id: Uuid,
    /// Whose it is.
    pub account: Uuid,
    /// When it was sent.
    pub sent_at: Timestamp,
}

impl Conn {
    /// Messages sent from one instant until before another, oldest first. `after` is the last one of the batch
    /// before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn ending_messages(
        &mut self,
        (from, before): (Timestamp, Timestamp),
        after: Option<&EndingMessage>,
        limit: i64,
    ) -> Result<Vec<EndingMessage>> {
        let (at, id) = after.map_or((i64::MIN, Uuid::nil()), |last| (micros(last.sent_at), last.id));
        let rows: Vec<(Uuid, Uuid, i64)> = all!(
            self,
            "SELECT id, account, sent_at FROM message
             WHERE sent_at >= $1 AND sent_at < $2 AND (sent_at > $3 OR (sent_at = $3 AND id > $4))
             ORDER BY sent_at, id LIMIT $5",
            micros(from),
            micros(before),
            at,
            id,
            limit,
        );
        rows.into_iter()
            .map(|(id, account, at)| Ok(EndingMessage { id, account, sent_at: instant(at)? }))
            .collect()
    }

    /// How many messages of a person were sent before an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_messages_before(&mut self, account: Uuid, before: Timestamp) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM message WHERE account = $1 AND sent_at < $2",
            account,
            micros(before),
        );
        Ok(row.unwrap_or_default().0.unsigned_abs())
    }
}

impl Tx {
    /// Notes that a person is told of the end of messages. False when told after `last_told_before`, or by another node.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_message_ending(
        &mut self,
        account: Uuid,
        today: Date,
        last_told_before: Date,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO message_ending (account, told_on) VALUES ($1, $2)
             ON CONFLICT (account) DO UPDATE SET told_on = excluded.told_on WHERE message_ending.told_on <= $3",
            account,
            today.to_string(),
            last_told_before.to_string(),
        );
        Ok(touched > 0)
    }

    /// Erases up to `limit` messages sent before an instant; gives how many. A thread that is empty then loses its
    /// subject and is shown no more, but stays: a message that comes at this moment must not vanish with it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn erase_messages(&mut self, before: Timestamp, limit: i64) -> Result<u64> {
        let erased: Vec<(Uuid,)> = all!(
            self,
            "DELETE FROM message WHERE id IN (
                 SELECT id FROM message WHERE sent_at < $1 ORDER BY sent_at, id LIMIT $2)
             RETURNING thread",
            micros(before),
            limit,
        );
        let threads: HashSet<Uuid> = erased.iter().map(|(thread,)| *thread).collect();
        for thread in threads {
            run!(
                self,
                "UPDATE message_thread SET subject = ''
                 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM message WHERE thread = $1)",
                thread,
            );
        }
        Ok(erased.len().try_into().unwrap_or(u64::MAX))
    }
}

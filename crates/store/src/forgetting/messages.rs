//! Messages are erased a year after they were sent; their people are warned before, once a day for all of them.

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

/// One of the warnings before messages vanish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageWarning {
    /// 14, 7 or 1 days before.
    pub step: i64,
    /// The messages that are due for it were sent from here …
    pub from: Timestamp,
    /// … until before this instant.
    pub before: Timestamp,
}

/// Instants before which the messages of a person were warned of, 14, 7 and 1 days before.
type Warned = (Option<i64>, Option<i64>, Option<i64>);

fn of_step((fourteen, seven, one): Warned, step: i64) -> i64 {
    let warned = match step {
        14 => fourteen,
        7 => seven,
        _ => one,
    };
    warned.unwrap_or(i64::MIN)
}

impl Conn {
    /// Messages that are due for a warning which their people were not given yet, oldest first. `after` is the last
    /// one of the batch before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn ending_messages(
        &mut self,
        warning: &MessageWarning,
        after: Option<&EndingMessage>,
        limit: i64,
    ) -> Result<Vec<EndingMessage>> {
        let (at, id) = after.map_or((i64::MIN, Uuid::nil()), |last| (micros(last.sent_at), last.id));
        let rows: Vec<(Uuid, Uuid, i64)> = all!(
            self,
            "SELECT message.id, message.account, message.sent_at
             FROM message JOIN account ON account.id = message.account AND account.state = 'open'
             LEFT JOIN message_ending warned ON warned.account = message.account
             WHERE message.sent_at >= $1 AND message.sent_at < $2
               AND (message.sent_at > $3 OR (message.sent_at = $3 AND message.id > $4))
               AND message.sent_at >= COALESCE(
                   CASE WHEN $5 = 14 THEN warned.warned_14 WHEN $5 = 7 THEN warned.warned_7
                        ELSE warned.warned_1 END, $1)
             ORDER BY message.sent_at, message.id LIMIT $6",
            micros(warning.from),
            micros(warning.before),
            at,
            id,
            warning.step,
            limit,
        );
        rows.into_iter()
            .map(|(id, account, at)| Ok(EndingMessage { id, account, sent_at: instant(at)? }))
            .collect()
    }
}

impl Tx {
    /// Notes that a person is given these warnings, and gives the instants of the messages that they are about and
    /// that the person was not warned of before, oldest first: none when another node was first.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn note_message_warnings(
        &mut self,
        account: Uuid,
        warnings: &[MessageWarning],
        today: Date,
    ) -> Result<Vec<Timestamp>> {
        let held: Option<Warned> = maybe!(
            self,
            "INSERT INTO message_ending (account, told_on) VALUES ($1, $2)
             ON CONFLICT (account) DO UPDATE SET told_on = excluded.told_on
             RETURNING warned_14, warned_7, warned_1",
            account,
            today.to_string(),
        );
        let held = held.unwrap_or_default();
        let mut sent = Vec::new();
        for warning in warnings {
            let from = micros(warning.from).max(of_step(held, warning.step));
            sent.extend(self.sent_between(account, (from, micros(warning.before))).await?);
            run!(
                self,
                "UPDATE message_ending SET
                     warned_14 = CASE WHEN $2 = 14 THEN $3 ELSE warned_14 END,
                     warned_7 = CASE WHEN $2 = 7 THEN $3 ELSE warned_7 END,
                     warned_1 = CASE WHEN $2 = 1 THEN $3 ELSE warned_1 END
                 WHERE account = $1",
                account,
                warning.step,
                micros(warning.before).max(of_step(held, warning.step)),
            );
        }
        sent.sort_unstable();
        sent.into_iter().map(instant).collect()
    }

    async fn sent_between(&mut self, account: Uuid, (from, before): (i64, i64)) -> Result<Vec<i64>> {
        let rows: Vec<(i64,)> = all!(
            self,
            "SELECT sent_at FROM message WHERE account = $1 AND sent_at >= $2 AND sent_at < $3",
            account,
            from,
            before,
        );
        Ok(rows.into_iter().map(|(at,)| at).collect())
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

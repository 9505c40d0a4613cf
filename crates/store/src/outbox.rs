//! Letters wait here, written in the same unit of work as the deed that caused them.
//!
//! A worker claims letters, sends them, and settles each claim. A claim that is older than
//! [`LETTER_CLAIM_LIFE`] belongs to a dead worker. Whatever happens, a letter keeps its id, and the
//! Message-ID is made of the id: a letter that had to be sent again is recognised as the same one.

use std::{fmt, time::Duration};

use domain::{clock::Timestamp, letters::Letter};
use uuid::Uuid;

use crate::sql::{Conn, Result, Tx, instant, micros};

/// How long a claim holds. Sending one letter must take less.
pub const LETTER_CLAIM_LIFE: Duration = Duration::from_secs(120);

/// Tries before a letter is undeliverable. Waiting doubles, so these are almost three days.
pub const LETTER_TRIES: i64 = 12;

/// The wait after the try of this number: 2^tries minutes.
pub(crate) fn wait_after(tries: i64) -> Duration {
    Duration::from_secs(60 << tries.clamp(0, 20))
}

/// A letter in the hands of one worker.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ClaimedLetter {
    /// Stays the same over all tries.
    pub id: Uuid,
    /// The address it goes to.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub body: String,
    /// Where its reader stops mails of its kind, if that is possible.
    pub stop_address: Option<String>,
    /// The number of this try, from 1.
    pub tries: i64,
}

/// Shows neither the address nor the text.
impl fmt::Debug for ClaimedLetter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ClaimedLetter")
            .field("id", &self.id)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

/// A letter that could not be delivered, for staff (送達不能).
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UndeliverableLetter {
    /// The letter.
    pub id: Uuid,
    /// The address it should have gone to.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Microseconds since 1970 (UTC) when it was posted.
    pub posted_at: i64,
    /// Why the latest try failed, without address or text.
    pub failure: String,
}

/// How the outbox stands, for health and metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxState {
    /// Letters still to be sent, those that wait for another try included.
    pub waiting: i64,
    /// When the longest waiting letter was posted.
    pub oldest: Option<Timestamp>,
    /// Letters that were given up.
    pub undeliverable: i64,
}

impl Conn {
    /// True when a worker would find a letter to claim. Reading this first keeps idle workers
    /// away from SQLite's single writer.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn letters_are_due(&mut self, now: Timestamp) -> Result<bool> {
        let found: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(1 AS BIGINT) FROM outbox
             WHERE state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2) LIMIT 1",
            micros(now),
            micros(now - LETTER_CLAIM_LIFE),
        );
        Ok(found.is_some())
    }

    /// How the outbox stands.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn outbox_state(&mut self) -> Result<OutboxState> {
        let counted: Option<(i64, Option<i64>)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT), MIN(posted_at) FROM outbox WHERE state = 'waiting'",
        );
        let (waiting, oldest) = counted.unwrap_or_default();
        let given_up: Option<(i64,)> =
            maybe!(self, "SELECT CAST(COUNT(*) AS BIGINT) FROM outbox WHERE state = 'undeliverable'");
        Ok(OutboxState {
            waiting,
            oldest: oldest.map(instant).transpose()?,
            undeliverable: given_up.unwrap_or_default().0,
        })
    }

    /// Letters that were given up, newest first, at most 200.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn undeliverable_letters(&mut self) -> Result<Vec<UndeliverableLetter>> {
        Ok(all!(
            self,
            "SELECT id, recipient, subject, posted_at, COALESCE(failure, '') AS failure FROM outbox
             WHERE state = 'undeliverable' ORDER BY posted_at DESC LIMIT 200",
        ))
    }
}

impl Tx {
    /// Puts a letter into the outbox that is about no account, or about one that is just being erased. It
    /// leaves only when this unit of work is committed.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn post(&mut self, letter: &Letter, now: Timestamp) -> Result<()> {
        self.put_letter((None, None), letter, now).await
    }

    /// Puts a letter about an account into the outbox: its person is handed it with everything else that is
    /// stored, whatever address it went to.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn post_about(&mut self, account: Uuid, letter: &Letter, now: Timestamp) -> Result<()> {
        self.put_letter((Some(account), None), letter, now).await
    }

    /// Puts a letter about an account into the outbox that its reader may stop at an address, to leave from `due`
    /// on. It counts as waiting from then.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn post_stoppable(
        &mut self,
        account: Uuid,
        (letter, stop_address): (&Letter, &str),
        due: Timestamp,
    ) -> Result<()> {
        self.put_letter((Some(account), Some(stop_address)), letter, due).await
    }

    /// Puts a letter that nobody waits for into the outbox, to leave from `due` on. It counts as waiting from
    /// then. `account` is `None` when it was just erased.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn post_later(&mut self, account: Option<Uuid>, letter: &Letter, due: Timestamp) -> Result<()> {
        self.put_letter((account, None), letter, due).await
    }

    async fn put_letter(
        &mut self,
        (account, stop_address): (Option<Uuid>, Option<&str>),
        letter: &Letter,
        due: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO outbox (id, recipient, subject, body, posted_at, due_at, account, stop_address)
             VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
            Uuid::now_v7(),
            &letter.to,
            &letter.subject,
            &letter.body,
            micros(due),
            account,
            stop_address,
        );
        Ok(())
    }

    /// Takes up to `limit` letters that are due; each counts one try.
    ///
    /// Two workers may race: PostgreSQL checks the outer WHERE again under the row lock, and
    /// SQLite has one writer, so that a letter is claimed by one of them only.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn claim_letters(&mut self, limit: i64, now: Timestamp) -> Result<Vec<ClaimedLetter>> {
        Ok(all!(
            self,
            "UPDATE outbox SET claimed_at = $1, tries = tries + 1
             WHERE id IN (SELECT id FROM outbox
                          WHERE state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2)
                          ORDER BY due_at LIMIT $3)
               AND state = 'waiting' AND due_at <= $1 AND (claimed_at IS NULL OR claimed_at <= $2)
             RETURNING id, recipient, subject, body, stop_address, tries",
            micros(now),
            micros(now - LETTER_CLAIM_LIFE),
            limit,
        ))
    }

    /// The mail server has accepted the letter: its text is erased, because it may hold a key.
    /// Holds for a late worker too, since what was sent was sent.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn letter_was_sent(&mut self, letter: &ClaimedLetter, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE outbox SET state = 'sent', sent_at = $2, body = NULL, stop_address = NULL, failure = NULL, claimed_at = NULL
             WHERE id = $1 AND state <> 'sent'",
            letter.id,
            micros(now),
        );
        Ok(())
    }

    /// This try failed: gives the letter back for a later one, or gives it up after
    /// [`LETTER_TRIES`]. `reason` holds neither address nor text. True when it was given up.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn letter_failed(
        &mut self,
        letter: &ClaimedLetter,
        reason: &str,
        now: Timestamp,
    ) -> Result<bool> {
        if letter.tries >= LETTER_TRIES {
            self.letter_is_undeliverable(letter, reason).await?;
            return Ok(true);
        }
        run!(
            self,
            "UPDATE outbox SET claimed_at = NULL, due_at = $3, failure = $4
             WHERE id = $1 AND tries = $2 AND state = 'waiting'",
            letter.id,
            letter.tries,
            micros(now + wait_after(letter.tries)),
            reason,
        );
        Ok(false)
    }

    /// The letter will never arrive: kept for staff, with its text, as 送達不能.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn letter_is_undeliverable(&mut self, letter: &ClaimedLetter, reason: &str) -> Result<()> {
        run!(
            self,
            "UPDATE outbox SET state = 'undeliverable', claimed_at = NULL, failure = $3
             WHERE id = $1 AND tries = $2 AND state = 'waiting'",
            letter.id,
            letter.tries,
            reason,
        );
        Ok(())
    }

    /// Sends every letter that was given up once more, from the first try; gives their number.
    /// For the operator, after the mail server was repaired.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn retry_undeliverable_letters(&mut self, now: Timestamp) -> Result<u64> {
        Ok(run!(
            self,
            "UPDATE outbox SET state = 'waiting', due_at = $1, tries = 0, claimed_at = NULL
             WHERE state = 'undeliverable'",
            micros(now),
        ))
    }

    /// Forgets letters that were sent before `limit`, and those given up that were posted before
    /// it; gives their number.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn forget_letters_before(&mut self, limit: Timestamp) -> Result<u64> {
        Ok(run!(
            self,
            "DELETE FROM outbox WHERE (state = 'sent' AND sent_at < $1) OR (state = 'undeliverable' AND posted_at < $1)",
            micros(limit),
        ))
    }
}

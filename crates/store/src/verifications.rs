//! Requests for a mailed key (認証キー). The key itself is only here as a hash.

use domain::{
    account::EmailAddress,
    clock::Timestamp,
    verification_key::{self, Purpose},
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// A request to be written down.
#[derive(Clone, Debug)]
pub struct NewVerification<'a> {
    /// Hash of the random token in the address of the screen.
    pub request_hash: &'a str,
    /// Hash of the random token in the link that is mailed.
    pub mail_hash: &'a str,
    /// What the key is for.
    pub purpose: Purpose,
    /// The address that was typed.
    pub email: &'a EmailAddress,
    /// The account it belongs to, where there is one.
    pub account: Option<Uuid>,
    /// The registration at a counter whose page the key opens.
    pub registration: Option<Uuid>,
    /// Hash of the key; `None` when no key was sent.
    pub key_hash: Option<&'a str>,
}

/// A request that was written down.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The address that was typed.
    pub email: EmailAddress,
    /// The account it belongs to, where there is one.
    pub account: Option<Uuid>,
    /// The registration at a counter whose page the key opens.
    pub registration: Option<Uuid>,
    /// When the key was issued.
    pub issued_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct VerificationRow {
    email: String,
    account: Option<Uuid>,
    registration: Option<Uuid>,
    issued_at: i64,
    used_at: Option<i64>,
}

impl Conn {
    /// A request by the hash of one of its tokens, dead ones too.
    ///
    /// # Errors
    /// The database fails.
    pub async fn verification(&mut self, token_hash: &str, purpose: Purpose) -> Result<Option<Verification>> {
        let row: Option<VerificationRow> = maybe!(
            self,
            "SELECT email, account, registration, issued_at, used_at FROM verification
             WHERE (request_hash = $1 OR mail_hash = $1) AND purpose = $2",
            token_hash,
            purpose.as_str(),
        );
        row.map(|row| {
            Ok(Verification {
                email: EmailAddress::parse(&row.email).map_err(|_| Error::Broken("verification.email"))?,
                account: row.account,
                registration: row.registration,
                issued_at: instant(row.issued_at)?,
                used_at: row.used_at.map(instant).transpose()?,
            })
        })
        .transpose()
    }
}

impl Tx {
    /// How many requests with a key an address made for one purpose since an instant. Those that got none
    /// do not count: a stranger who keeps asking must not keep the person without a key. Whoever else asks
    /// for the same waits until this unit of work is over, so that the count stays true.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keys_since(
        &mut self,
        purpose: Purpose,
        email: &EmailAddress,
        (since, now): (Timestamp, Timestamp),
    ) -> Result<i64> {
        run!(
            self,
            "INSERT INTO key_turn (email_key, purpose, asked_at) VALUES ($1, $2, $3)
             ON CONFLICT (email_key, purpose) DO UPDATE SET asked_at = $3",
            email.key(),
            purpose.as_str(),
            micros(now),
        );
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM verification
             WHERE email_key = $1 AND purpose = $2 AND issued_at > $3 AND key_hash IS NOT NULL",
            email.key(),
            purpose.as_str(),
            micros(since),
        );
        Ok(row.map_or(0, |(count,)| count))
    }

    /// Writes a request down. From now on it is the newest of its address and purpose.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_verification(&mut self, new: &NewVerification<'_>, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO verification (request_hash, mail_hash, purpose, email, email_key, account, registration,
                 key_hash, issued_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            new.request_hash,
            new.mail_hash,
            new.purpose.as_str(),
            new.email.as_str(),
            new.email.key(),
            new.account,
            new.registration,
            new.key_hash,
            micros(now),
        );
        Ok(())
    }

    /// Counts a try at a key and gives the hash to compare with: `None` when the request is unknown,
    /// has no key, is too old, used, not the newest, or was tried too often. The screen and the mailed
    /// link have their tries each, so that a stranger who asked for a key cannot wear it out for its
    /// owner. One statement counts and decides, so that parallel tries cannot get more than the five.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_key_try(
        &mut self,
        token_hash: &str,
        purpose: Purpose,
        now: Timestamp,
    ) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> = maybe!(
            self,
            "UPDATE verification SET
                 tries = CASE WHEN request_hash = $1 THEN tries + 1 ELSE tries END,
                 mail_tries = CASE WHEN request_hash = $1 THEN mail_tries ELSE mail_tries + 1 END
             WHERE (request_hash = $1 OR mail_hash = $1) AND purpose = $2 AND used_at IS NULL AND issued_at >= $3
               AND CASE WHEN request_hash = $1 THEN tries ELSE mail_tries END < $4
               AND NOT EXISTS (SELECT 1 FROM verification newer
                               WHERE newer.email_key = verification.email_key
                                 AND newer.purpose = verification.purpose
                                 AND newer.key_hash IS NOT NULL
                                 AND (newer.issued_at > verification.issued_at
                                      OR (newer.issued_at = verification.issued_at
                                          AND newer.request_hash > verification.request_hash)))
             RETURNING key_hash",
            token_hash,
            purpose.as_str(),
            micros(verification_key::dead_if_issued_before(now)),
            verification_key::WRONG_TRIES,
        );
        Ok(row.and_then(|(hash,)| hash))
    }

    /// Counts a try at the key of a request that was used up, and gives its hash, to recognise a form that was
    /// sent twice. As many tries again as a living key has, whatever was tried before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_used_key_try(&mut self, token_hash: &str, purpose: Purpose) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> = maybe!(
            self,
            "UPDATE verification SET
                 tries = CASE WHEN request_hash = $1 THEN tries + 1 ELSE tries END,
                 mail_tries = CASE WHEN request_hash = $1 THEN mail_tries ELSE mail_tries + 1 END
             WHERE (request_hash = $1 OR mail_hash = $1) AND purpose = $2 AND used_at IS NOT NULL
               AND CASE WHEN request_hash = $1 THEN tries ELSE mail_tries END < $3
             RETURNING key_hash",
            token_hash,
            purpose.as_str(),
            2 * verification_key::WRONG_TRIES,
        );
        Ok(row.and_then(|(hash,)| hash))
    }

    /// Uses a request up. False when somebody else did so first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_verification(&mut self, token_hash: &str, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE verification SET used_at = $2
             WHERE (request_hash = $1 OR mail_hash = $1) AND used_at IS NULL",
            token_hash,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Uses up every open request of an address, for all purposes: after a withdrawal or a new password
    /// no older key may do anything. Their hashes go: none of them is ever taken for one that did its work.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close_verifications(&mut self, email: &EmailAddress, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE verification SET used_at = $2, key_hash = NULL WHERE email_key = $1 AND used_at IS NULL",
            email.key(),
            micros(now),
        );
        Ok(())
    }

    /// Forgets requests issued before an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_verifications(&mut self, before: Timestamp) -> Result<u64> {
        run!(self, "DELETE FROM key_turn WHERE asked_at < $1", micros(before));
        Ok(run!(self, "DELETE FROM verification WHERE issued_at < $1", micros(before)))
    }
}

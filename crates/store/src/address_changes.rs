//! Changing the mail address of an account: requests for a key, and the second address (rules:
//! `domain::address_change`). The key itself is only here as a hash.

use domain::{
    account::EmailAddress, address_change::AddressUse, clock::Timestamp, letters::Letter, verification_key,
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// A request that was written down.
#[derive(Clone, Debug)]
pub struct AddressChange {
    /// Internal id.
    pub id: Uuid,
    /// The address that was typed.
    pub email: EmailAddress,
    /// When the key was asked for.
    pub asked_at: Timestamp,
    /// When it was used, or closed by something else.
    pub used_at: Option<Timestamp>,
}

/// A request to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewAddressChange<'a> {
    /// Whose address it is to be.
    pub account: Uuid,
    /// What for.
    pub purpose: AddressUse,
    /// The address that was typed.
    pub email: &'a EmailAddress,
    /// Hash of the key; `None` when no letter is sent.
    pub key_hash: Option<&'a str>,
}

/// 予備のメールアドレス of an account.
#[derive(Clone, Debug)]
pub struct RecoveryAddress {
    /// The address, as typed.
    pub email: String,
    /// When its key was typed.
    pub registered_at: Timestamp,
}

impl Conn {
    /// The newest request of an account, dead ones too.
    ///
    /// # Errors
    /// The database fails.
    pub async fn address_change(
        &mut self,
        account: Uuid,
        purpose: AddressUse,
    ) -> Result<Option<AddressChange>> {
        let row: Option<(Uuid, String, i64, Option<i64>)> = maybe!(
            self,
            "SELECT id, email, asked_at, used_at FROM address_change
             WHERE account = $1 AND purpose = $2 ORDER BY asked_at DESC, id DESC LIMIT 1",
            account,
            purpose.as_str(),
        );
        row.map(|(id, email, asked_at, used_at)| {
            Ok(AddressChange {
                id,
                email: EmailAddress::parse(&email).map_err(|_| Error::Broken("address_change.email"))?,
                asked_at: instant(asked_at)?,
                used_at: used_at.map(instant).transpose()?,
            })
        })
        .transpose()
    }

    /// 予備のメールアドレス of an account.
    ///
    /// # Errors
    /// The database fails.
    pub async fn recovery_address(&mut self, account: Uuid) -> Result<Option<RecoveryAddress>> {
        let row: Option<(String, i64)> =
            maybe!(self, "SELECT email, registered_at FROM recovery_address WHERE account = $1", account);
        row.map(|(email, at)| Ok(RecoveryAddress { email, registered_at: instant(at)? })).transpose()
    }
}

impl Tx {
    /// How many letters with or without a key an address was sent for a change since an instant. Whoever else
    /// asks for the same address waits until this unit of work is over, so that the count stays true.
    ///
    /// # Errors
    /// The database fails.
    pub async fn address_letters_since(
        &mut self,
        email: &EmailAddress,
        (since, now): (Timestamp, Timestamp),
    ) -> Result<i64> {
        run!(
            self,
            "INSERT INTO key_turn (email_key, purpose, asked_at) VALUES ($1, 'address_change', $2)
             ON CONFLICT (email_key, purpose) DO UPDATE SET asked_at = $2",
            email.key(),
            micros(now),
        );
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM address_change
             WHERE email_key = $1 AND asked_at > $2 AND key_hash IS NOT NULL",
            email.key(),
            micros(since),
        );
        Ok(row.map_or(0, |(count,)| count))
    }

    /// How many requests an account made since an instant. The caller holds the account
    /// ([`Tx::holds_password`]), so that the count stays true.
    ///
    /// # Errors
    /// The database fails.
    pub async fn address_changes_since(&mut self, account: Uuid, since: Timestamp) -> Result<i64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM address_change WHERE account = $1 AND asked_at > $2",
            account,
            micros(since),
        );
        Ok(row.map_or(0, |(count,)| count))
    }

    /// Writes a request down. From now on it is the newest of its account and purpose.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_address_change(&mut self, new: NewAddressChange<'_>, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO address_change (id, account, purpose, email, email_key, key_hash, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            new.account,
            new.purpose.as_str(),
            new.email.as_str(),
            new.email.key(),
            new.key_hash,
            micros(now),
        );
        Ok(())
    }

    /// Counts a try at the key of a request and gives the hash to compare with: `None` when it is not the newest
    /// of its account, has no key, is too old, used, or was tried too often. One statement counts and decides.
    ///
    /// # Errors
    /// The database fails.
    pub async fn count_address_key_try(
        &mut self,
        request: &AddressChange,
        now: Timestamp,
    ) -> Result<Option<String>> {
        let row: Option<(Option<String>,)> = maybe!(
            self,
            "UPDATE address_change SET tries = tries + 1
             WHERE id = $1 AND used_at IS NULL AND key_hash IS NOT NULL AND asked_at >= $2 AND tries < $3
               AND NOT EXISTS (SELECT 1 FROM address_change newer
                               WHERE newer.account = address_change.account
                                 AND newer.purpose = address_change.purpose
                                 AND (newer.asked_at > address_change.asked_at
                                      OR (newer.asked_at = address_change.asked_at AND newer.id > address_change.id)))
             RETURNING key_hash",
            request.id,
            micros(verification_key::dead_if_issued_before(now)),
            verification_key::WRONG_TRIES,
        );
        Ok(row.and_then(|(hash,)| hash))
    }

    /// Uses a request up. False when somebody else did so first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn use_address_change(&mut self, id: Uuid, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE address_change SET used_at = $2 WHERE id = $1 AND used_at IS NULL",
            id,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Closes every open request of an account: after a new password or a withdrawal no older key may do
    /// anything.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close_address_changes(&mut self, account: Uuid, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE address_change SET used_at = $2 WHERE account = $1 AND used_at IS NULL",
            account,
            micros(now),
        );
        Ok(())
    }

    /// Makes another address the ID of an account that has not left. False when a living account has it.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when another account takes it at the same moment.
    pub async fn change_email(&mut self, account: Uuid, email: &EmailAddress) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET email = $2, email_key = $3
             WHERE id = $1 AND state <> 'withdrawn'
               AND NOT EXISTS (SELECT 1 FROM account other
                               WHERE other.email_key = $3 AND other.state <> 'withdrawn' AND other.id <> $1)",
            account,
            email.as_str(),
            email.key(),
        );
        Ok(touched > 0)
    }

    /// Puts a second address in the place of the one that an account had, if any.
    ///
    /// # Errors
    /// The database fails.
    pub async fn put_recovery_address(
        &mut self,
        account: Uuid,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO recovery_address (account, email, registered_at) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET email = excluded.email, registered_at = excluded.registered_at",
            account,
            email.as_str(),
            micros(now),
        );
        Ok(())
    }

    /// Removes the second address. False when there was none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_recovery_address(&mut self, account: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM recovery_address WHERE account = $1", account) > 0)
    }

    /// Posts a letter about an account to its own address, and to its second one where it has one.
    ///
    /// # Errors
    /// The database refuses.
    pub async fn post_to_all(&mut self, account: Uuid, letter: &Letter, now: Timestamp) -> Result<()> {
        self.post_about(account, letter, now).await?;
        if let Some(second) = self.recovery_address(account).await? {
            self.post_about(account, &Letter { to: second.email, ..letter.clone() }, now).await?;
        }
        Ok(())
    }

    /// Forgets requests asked for before an instant.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_address_changes(&mut self, before: Timestamp) -> Result<u64> {
        Ok(run!(self, "DELETE FROM address_change WHERE asked_at < $1", micros(before)))
    }
}

//! Accounts of job seekers.

use domain::{
    account::{AccountState, EmailAddress},
    clock::Timestamp,
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// An account, without anything a page could show by mistake: the hash is for verifying only.
#[derive(Clone, Debug)]
pub struct Account {
    /// Internal id.
    pub id: Uuid,
    /// The ID of the person, as typed.
    pub email: String,
    /// Where it stands.
    pub state: AccountState,
    /// Versioned hash of the password.
    pub password_hash: String,
    /// When mail address and password were registered.
    pub registered_at: Timestamp,
    /// When the person left.
    pub withdrawn_at: Option<Timestamp>,
    /// The login before the present one (前回のログイン日時).
    pub previous_login_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: Uuid,
    email: String,
    state: String,
    password_hash: String,
    registered_at: i64,
    withdrawn_at: Option<i64>,
    previous_login_at: Option<i64>,
}

impl TryFrom<AccountRow> for Account {
    type Error = Error;

    fn try_from(row: AccountRow) -> Result<Self> {
        Ok(Self {
            id: row.id,
            email: row.email,
            state: AccountState::from_word(&row.state).ok_or(Error::Broken("account.state"))?,
            password_hash: row.password_hash,
            registered_at: instant(row.registered_at)?,
            withdrawn_at: row.withdrawn_at.map(instant).transpose()?,
            previous_login_at: row.previous_login_at.map(instant).transpose()?,
        })
    }
}

/// An account whose 14 days run out.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// Internal id.
    pub id: Uuid,
    /// Where to write to.
    pub email: String,
    /// When the 14 days began.
    pub registered_at: Timestamp,
    /// The last warning sent, as days before the end.
    pub warned: Option<i64>,
}

impl Conn {
    /// The account of an address: the living one, else the one that left last.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account_by_email(&mut self, email: &EmailAddress) -> Result<Option<Account>> {
        let row: Option<AccountRow> = maybe!(
            self,
            "SELECT id, email, state, password_hash, registered_at, withdrawn_at, previous_login_at
             FROM account WHERE email_key = $1
             ORDER BY CASE WHEN state = 'withdrawn' THEN 1 ELSE 0 END, withdrawn_at DESC LIMIT 1",
            email.key(),
        );
        row.map(Account::try_from).transpose()
    }

    /// An account by its internal id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn account(&mut self, id: Uuid) -> Result<Option<Account>> {
        let row: Option<AccountRow> = maybe!(
            self,
            "SELECT id, email, state, password_hash, registered_at, withdrawn_at, previous_login_at
             FROM account WHERE id = $1",
            id,
        );
        row.map(Account::try_from).transpose()
    }

    /// Accounts without complete 求職情報 that were registered before an instant, oldest first.
    /// `after` is the last one of the page before.
    ///
    /// # Errors
    /// The database fails.
    pub async fn unfinished_accounts(
        &mut self,
        registered_before: Timestamp,
        after: Option<&Unfinished>,
        limit: i64,
    ) -> Result<Vec<Unfinished>> {
        let (since, id) = after.map_or((i64::MIN, Uuid::nil()), |last| (micros(last.registered_at), last.id));
        let rows: Vec<(Uuid, String, i64, Option<i64>)> = all!(
            self,
            "SELECT id, email, registered_at, void_warned FROM account
             WHERE state = 'registered' AND registered_at < $1
               AND (registered_at > $2 OR (registered_at = $2 AND id > $3))
             ORDER BY registered_at, id LIMIT $4",
            micros(registered_before),
            since,
            id,
            limit,
        );
        rows.into_iter()
            .map(|(id, email, at, warned)| Ok(Unfinished { id, email, registered_at: instant(at)?, warned }))
            .collect()
    }
}

impl Tx {
    /// Adds an account with mail address and password.
    ///
    /// # Errors
    /// [`Error::is_duplicate`] when the address has a living account.
    pub async fn add_account(
        &mut self,
        email: &EmailAddress,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<Uuid> {
        let id = Uuid::now_v7();
        run!(
            self,
            "INSERT INTO account (id, email, email_key, password_hash, state, registered_at)
             VALUES ($1, $2, $3, $4, 'registered', $5)",
            id,
            email.as_str(),
            email.key(),
            password_hash,
            micros(now),
        );
        Ok(id)
    }

    /// Remembers a login; what was the last one becomes 前回のログイン日時. False when the account has left
    /// or has another password than the one that was checked: hashing takes its time, and a login that
    /// began before a reset or a withdrawal must not outlive it. Call it before the session is opened.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_login(&mut self, account: Uuid, checked_hash: &str, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET previous_login_at = last_login_at, last_login_at = $3
             WHERE id = $1 AND password_hash = $2 AND state <> 'withdrawn'",
            account,
            checked_hash,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// True when the account has not left and still has the password that was checked: hashing takes its
    /// time. Until this unit of work is over nobody else changes either.
    ///
    /// # Errors
    /// The database fails.
    pub async fn holds_password(&mut self, account: Uuid, checked_hash: &str) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET password_hash = password_hash
             WHERE id = $1 AND password_hash = $2 AND state <> 'withdrawn'",
            account,
            checked_hash,
        );
        Ok(touched > 0)
    }

    /// Sets a new password hash.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_password(&mut self, account: Uuid, password_hash: &str) -> Result<()> {
        run!(self, "UPDATE account SET password_hash = $2 WHERE id = $1", account, password_hash);
        Ok(())
    }

    /// Puts a newer hash of the same password in the place of `old`, unless it was changed meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn refresh_password_hash(&mut self, account: Uuid, old: &str, new: &str) -> Result<()> {
        run!(
            self,
            "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
            account,
            old,
            new,
        );
        Ok(())
    }

    /// Leaves the service. False when the account had left already.
    ///
    /// # Errors
    /// The database fails.
    pub async fn withdraw(&mut self, account: Uuid, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET state = 'withdrawn', withdrawn_at = $2, erasure_warned = NULL
             WHERE id = $1 AND state <> 'withdrawn'",
            account,
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Brings an account that left back, into the state that its 求職情報 allows.
    /// False when it is not withdrawn any more, or another account has the address now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn reopen(&mut self, account: Uuid, state: AccountState, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET state = $2, withdrawn_at = NULL, void_warned = NULL, erasure_warned = NULL,
                    registered_at = CASE WHEN $2 = 'registered' THEN $3 ELSE registered_at END
             WHERE id = $1 AND state = 'withdrawn'
               AND NOT EXISTS (SELECT 1 FROM account other
                               WHERE other.email_key = account.email_key AND other.state <> 'withdrawn')",
            account,
            state.as_str(),
            micros(now),
        );
        Ok(touched > 0)
    }

    /// Opens the page of an account whose 求職情報 is complete. False when it was open or gone.
    ///
    /// # Errors
    /// The database fails.
    pub async fn open_page(&mut self, account: Uuid) -> Result<bool> {
        let touched =
            run!(self, "UPDATE account SET state = 'open' WHERE id = $1 AND state = 'registered'", account);
        Ok(touched > 0)
    }

    /// Notes that a warning was sent, unless another node did so first or the page opened meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_void_warning(&mut self, account: Uuid, days_before: i64) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE account SET void_warned = $2
             WHERE id = $1 AND state = 'registered' AND (void_warned IS NULL OR void_warned > $2)",
            account,
            days_before,
        );
        Ok(touched > 0)
    }

    /// Removes an account without 求職情報 with all that hangs on it: its address is free again.
    /// False when it was completed or removed meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn void_account(&mut self, account: Uuid) -> Result<bool> {
        Ok(run!(self, "DELETE FROM account WHERE id = $1 AND state = 'registered'", account) > 0)
    }
}

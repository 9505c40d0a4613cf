//! What people can read about themselves: how they signed in, and who at an office looked at their record (rules:
//! `domain::own_records`).

use domain::{
    clock::Timestamp,
    own_records::{CounterRole, RecordPart, SIGN_INS_KEPT},
    session::SignInWay,
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result, Tx, instant, micros};

const WRONG_PASSWORD: &str = "wrong_password";

/// A line of ログインの記録.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInLine {
    /// Somebody signed in.
    Entered {
        /// When.
        at: Timestamp,
        /// How; `None` for a way that this version does not know.
        way: Option<SignInWay>,
        /// Browser and system in words.
        device: String,
    },
    /// Wrong passwords were typed with this ID before this instant, when the right one was.
    WrongPasswords {
        /// When the right one was typed.
        before: Timestamp,
        /// How many.
        count: i64,
    },
}

/// Whose record it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordOf {
    /// The record of an account.
    Account(Uuid),
    /// What an office registered, where there may be no account.
    Registration(Uuid),
}

/// A look at a record, to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewRecordAccess<'a> {
    /// Whose record.
    pub of: RecordOf,
    /// Code of the office.
    pub office_code: &'a str,
    /// What the person is there.
    pub role: CounterRole,
    /// Who, as the office writes the name. The person is not shown it.
    pub seen_by: &'a str,
    /// What was looked at.
    pub part: RecordPart,
    /// Why, in words.
    pub reason: &'a str,
}

/// A line of 求職情報を見た記録.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordAccess {
    /// When.
    pub at: Timestamp,
    /// Code of the office.
    pub office_code: String,
    /// Who, but for the name.
    pub role: Option<CounterRole>,
    /// What; `None` for a part that this version does not know.
    pub part: Option<RecordPart>,
    /// Why, in words.
    pub reason: String,
}

#[derive(sqlx::FromRow)]
struct SignInRow {
    signed_in_at: i64,
    way: String,
    device: Option<String>,
    wrong_passwords: i64,
}

impl Conn {
    /// A page of ログインの記録 of an account, the newest first: `limit` at most after `skip`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sign_ins(
        &mut self,
        account: Uuid,
        since: Timestamp,
        (skip, limit): (i64, i64),
    ) -> Result<Vec<SignInLine>> {
        let rows: Vec<SignInRow> = all!(
            self,
            "SELECT signed_in_at, way, device, wrong_passwords FROM sign_in
             WHERE account = $1 AND signed_in_at >= $2
             ORDER BY signed_in_at DESC, id DESC LIMIT $3 OFFSET $4",
            account,
            micros(since),
            limit,
            skip,
        );
        rows.into_iter()
            .map(|row| {
                let at = instant(row.signed_in_at)?;
                Ok::<_, Error>(match row.way.as_str() {
                    WRONG_PASSWORD => SignInLine::WrongPasswords { before: at, count: row.wrong_passwords },
                    way => SignInLine::Entered {
                        at,
                        way: SignInWay::from_word(way),
                        device: row.device.unwrap_or_default(),
                    },
                })
            })
            .collect()
    }

    /// How many lines ログインの記録 has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn sign_in_count(&mut self, account: Uuid, since: Timestamp) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM sign_in WHERE account = $1 AND signed_in_at >= $2",
            account,
            micros(since),
        );
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }

    /// Wrong passwords of a guard that stand in no line yet: nobody typed the right one since.
    ///
    /// # Errors
    /// The database fails.
    pub async fn untold_failures(&mut self, guard: &str) -> Result<i64> {
        let row: Option<(i64,)> =
            maybe!(self, "SELECT CAST(in_total - told AS BIGINT) FROM login_guard WHERE guard = $1", guard,);
        Ok(row.map_or(0, |(count,)| count))
    }

    /// A page of 求職情報を見た記録 of an account with what its office did before, the newest first: `limit` at most
    /// after `skip`.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record_accesses(
        &mut self,
        account: Uuid,
        skip: i64,
        limit: i64,
    ) -> Result<Vec<RecordAccess>> {
        let rows: Vec<(i64, String, String, String, String)> = all!(
            self,
            "SELECT seen_at, office_code, role, part, reason FROM (
                 SELECT id, seen_at, office_code, role, part, reason FROM record_access
                 WHERE account = $1 OR registration IN (SELECT id FROM office_registration WHERE account = $1)
                 UNION ALL
                 SELECT id, done_at AS seen_at, office_code, 'officer' AS role, deed AS part, '' AS reason
                 FROM counter_deed
                 WHERE registration IN (SELECT id FROM office_registration WHERE account = $1)
                 UNION ALL
                 SELECT id, done_at AS seen_at, office_code, 'officer' AS role, deed AS part, '' AS reason
                 FROM office_deed WHERE account = $1) looks
             ORDER BY seen_at DESC, id DESC LIMIT $2 OFFSET $3",
            account,
            limit,
            skip,
        );
        rows.into_iter()
            .map(|(at, office_code, role, part, reason)| {
                Ok::<_, Error>(RecordAccess {
                    at: instant(at)?,
                    office_code,
                    role: CounterRole::from_word(&role),
                    part: RecordPart::from_word(&part),
                    reason,
                })
            })
            .collect()
    }

    /// How many lines 求職情報を見た記録 has.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record_access_count(&mut self, account: Uuid) -> Result<u64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST((SELECT COUNT(*) FROM record_access
                          WHERE account = $1
                             OR registration IN (SELECT id FROM office_registration WHERE account = $1))
                       + (SELECT COUNT(*) FROM counter_deed
                          WHERE registration IN (SELECT id FROM office_registration WHERE account = $1))
                       + (SELECT COUNT(*) FROM office_deed WHERE account = $1) AS BIGINT)",
            account,
        );
        Ok(row.map_or(0, |(count,)| count.unsigned_abs()))
    }
}

impl Tx {
    /// Writes a sign-in down, in the unit of work that opens the session.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_sign_in(
        &mut self,
        account: Uuid,
        way: SignInWay,
        device: &str,
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO sign_in (id, account, signed_in_at, way, device) VALUES ($1, $2, $3, $4, $5)",
            Uuid::now_v7(),
            account,
            micros(now),
            way.as_str(),
            device,
        );
        self.keep_newest_sign_ins(account).await
    }

    /// Writes down that wrong passwords were typed before the right one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_wrong_passwords(&mut self, account: Uuid, count: i64, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO sign_in (id, account, signed_in_at, way, wrong_passwords)
             VALUES ($1, $2, $3, 'wrong_password', $4)",
            Uuid::now_v7(),
            account,
            micros(now),
            count,
        );
        self.keep_newest_sign_ins(account).await
    }

    /// Of one account only the newest [`SIGN_INS_KEPT`] are kept.
    async fn keep_newest_sign_ins(&mut self, account: Uuid) -> Result<()> {
        run!(
            self,
            "DELETE FROM sign_in WHERE account = $1 AND id NOT IN (
                 SELECT id FROM sign_in WHERE account = $1 ORDER BY signed_in_at DESC, id DESC LIMIT $2)",
            account,
            SIGN_INS_KEPT,
        );
        Ok(())
    }

    /// Forgets up to `limit` sign-ins from before an instant; gives their number.
    ///
    /// # Errors
    /// The database fails.
    pub async fn forget_sign_ins(&mut self, before: Timestamp, limit: i64) -> Result<u64> {
        Ok(run!(
            self,
            "DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in WHERE signed_in_at < $1 LIMIT $2)",
            micros(before),
            limit,
        ))
    }

    /// How many wrong passwords a guard counted that stand in no line yet. Until this unit of work is over
    /// nobody else changes it.
    ///
    /// # Errors
    /// The database fails.
    pub async fn hold_untold_failures(&mut self, guard: &str) -> Result<i64> {
        let row: Option<(i64,)> = maybe!(
            self,
            "UPDATE login_guard SET tried_at = tried_at WHERE guard = $1
             RETURNING CAST(in_total - told AS BIGINT)",
            guard,
        );
        Ok(row.map_or(0, |(count,)| count))
    }

    /// Writes down who at an office looked at a person's record, in the unit of work of the look.
    ///
    /// # Errors
    /// The database fails, or nobody has this record.
    pub async fn note_record_access(&mut self, new: &NewRecordAccess<'_>, now: Timestamp) -> Result<()> {
        let (account, registration) = match new.of {
            RecordOf::Account(account) => (Some(account), None),
            RecordOf::Registration(registration) => (None, Some(registration)),
        };
        run!(
            self,
            "INSERT INTO record_access
                 (id, account, registration, seen_at, office_code, role, seen_by, part, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            Uuid::now_v7(),
            account,
            registration,
            micros(now),
            new.office_code,
            new.role.as_str(),
            new.seen_by,
            new.part.as_str(),
            new.reason,
        );
        Ok(())
    }
}

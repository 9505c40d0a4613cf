//! 完了: the one deed that makes a registration out of the saved pages.

use domain::{
    account::is_void,
    clock::{Date, Timestamp, tokyo_date},
    job_seeker::{BasicInformation, CHECKS_A_DAY, JobSeekerNumber, RegistrationKind, TaskList, eligible},
    validity::valid_until,
};
use uuid::Uuid;

use super::JobSeekerRegistration;
use crate::sql::{Conn, Error, Result, Tx, date, micros};

/// What became of 完了.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The registration is complete, now or since an earlier 完了.
    Done(JobSeekerRegistration),
    /// A page is still to be filled in.
    Incomplete(TaskList),
    /// The 14 days for completing are over (seed 001): the account is void.
    Void,
    /// The municipality of the address is not in the tables any more: 基本情報 is to be saved again.
    AddressGone,
    /// Not possible on the web. Why is not told, on purpose.
    Refused,
}

impl Tx {
    /// Completes the registration of an account: checks who may register, finds the office, gives the
    /// number and opens the page. Done once, it stays done: a second 完了 gives the same number.
    ///
    /// The caller commits whatever the answer is, because a refusal is counted.
    ///
    /// # Errors
    /// The database fails.
    pub async fn complete_registration(&mut self, account: Uuid, now: Timestamp) -> Result<Completion> {
        // From here on neither the account nor a saved page can change under the decision. Accounts
        // come first, as in the job that voids unfinished ones, so that the two never wait in a ring.
        let living =
            run!(self, "UPDATE account SET state = state WHERE id = $1 AND state <> 'withdrawn'", account);
        run!(self, "UPDATE job_seeker SET saved_at = saved_at WHERE account = $1", account);
        let saved = self.job_seeker(account).await?;
        if let Some(registration) = saved.registration {
            return Ok(Completion::Done(registration));
        }
        let tasks = saved.tasks();
        let Some(basic) = saved.basic.filter(|_| living > 0 && tasks.is_complete()) else {
            return Ok(Completion::Incomplete(tasks));
        };
        let registered_at = self.account(account).await?.map(|account| account.registered_at);
        if registered_at.is_none_or(|registered_at| is_void(registered_at, now)) {
            return Ok(Completion::Void);
        }
        let today = tokyo_date(now);
        if !self.may_register(account, &basic, today).await? {
            return Ok(Completion::Refused);
        }
        let address = &basic.address;
        let office = self.office_of_address(address.postal_code.digits(), &address.municipality_code).await?;
        let Some(office) = office else { return Ok(Completion::AddressGone) };
        let registration = JobSeekerRegistration {
            number: self.next_number(&office.code).await?,
            office_code: office.code,
            applied_on: today,
            valid_until: valid_until(today),
            kind: RegistrationKind::Online,
        };
        self.keep_registration(account, &registration, now).await?;
        Ok(Completion::Done(registration))
    }

    /// Asks the rule, unless this account was refused too often today. A check counts while it runs, so that
    /// parallel ones cannot slip through; one that is passed is taken back alone, and the refusals of the
    /// day stay counted.
    pub(super) async fn may_register(
        &mut self,
        account: Uuid,
        basic: &BasicInformation,
        today: Date,
    ) -> Result<bool> {
        run!(
            self,
            "DELETE FROM job_seeker_check WHERE account = $1 AND day <> $2",
            account,
            today.to_string()
        );
        let counted: Option<(i64,)> = maybe!(
            self,
            "INSERT INTO job_seeker_check (account, day, refused) VALUES ($1, $2, 1)
             ON CONFLICT (account, day) DO UPDATE SET refused = job_seeker_check.refused + 1
             WHERE job_seeker_check.refused < $3 RETURNING refused",
            account,
            today.to_string(),
            i64::from(CHECKS_A_DAY),
        );
        if counted.is_none() {
            return Ok(false);
        }
        let identity = basic.identity_form();
        self.take_turn(&identity).await?;
        let last_uses = self.last_uses_of_offices(&identity, account).await?;
        let passed = eligible(basic.birth_date, &last_uses, today).is_ok();
        if passed {
            run!(
                self,
                "UPDATE job_seeker_check SET refused = refused - 1 WHERE account = $1 AND day = $2",
                account,
                today.to_string(),
            );
        }
        Ok(passed)
    }

    /// Waits until nobody else is completing under the same identity. The row is gone at once, but the
    /// key stays taken until this transaction ends.
    pub(super) async fn take_turn(&mut self, identity: &str) -> Result<()> {
        run!(self, "INSERT INTO identity_turn (identity_form) VALUES ($1)", identity);
        run!(self, "DELETE FROM identity_turn WHERE identity_form = $1", identity);
        Ok(())
    }

    /// The next number of an office that nobody has: offices may have given some without the counter here.
    pub(super) async fn next_number(&mut self, office_code: &str) -> Result<JobSeekerNumber> {
        loop {
            let number = self.counted_number(office_code).await?;
            if !self.number_is_taken(&number).await? {
                return Ok(number);
            }
        }
    }

    async fn counted_number(&mut self, office_code: &str) -> Result<JobSeekerNumber> {
        let last: Option<(i64,)> = maybe!(
            self,
            "INSERT INTO job_seeker_counter (office_code, last) VALUES ($1, 1)
             ON CONFLICT (office_code) DO UPDATE SET last = job_seeker_counter.last + 1 RETURNING last",
            office_code,
        );
        let serial = last.and_then(|(last,)| u32::try_from(last).ok()).unwrap_or_default();
        JobSeekerNumber::new(office_code, serial).map_err(|_| Error::Broken("job_seeker_counter.last"))
    }

    async fn keep_registration(
        &mut self,
        account: Uuid,
        registration: &JobSeekerRegistration,
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "UPDATE job_seeker SET number = $2, office_code = $3, applied_on = $4, valid_until = $5,
                    completed_at = $6
             WHERE account = $1 AND number IS NULL",
            account,
            registration.number.to_string(),
            registration.office_code.as_str(),
            registration.applied_on.to_string(),
            registration.valid_until.to_string(),
            micros(now),
        );
        self.open_page(account).await?;
        Ok(())
    }
}

impl Conn {
    /// The days on which somebody of this identity last used an office: people registered at a
    /// counter, and other accounts that live. A registration on the web counts up to the day it was
    /// valid to (seed 002: five years from the 無効日).
    async fn last_uses_of_offices(&mut self, identity: &str, own: Uuid) -> Result<Vec<Date>> {
        let days: Vec<(String,)> = all!(
            self,
            "SELECT last_used_on FROM office_registration WHERE identity_form = $1
             UNION ALL
             SELECT j.valid_until FROM job_seeker j JOIN account a ON a.id = j.account
             WHERE j.identity_form = $1 AND j.number IS NOT NULL AND j.account <> $2
               AND a.state <> 'withdrawn'",
            identity,
            own,
        );
        days.iter().map(|(day,)| date(day)).collect()
    }
}

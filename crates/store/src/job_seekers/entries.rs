//! Adding, changing and removing entries of 学歴, 免許・資格 and 職歴, and saving 障害情報 and 自己PR. The
//! limits of the lists are checked by the statements that write, so that two adds at once cannot exceed them.

use domain::{
    clock::Timestamp,
    job_seeker::{
        Disability, FreeText, Licence, MAX_EXPERIENCES, MAX_LICENCES, MAX_SCHOOLS, School, WorkExperience,
        YearMonth,
    },
};
use uuid::Uuid;

use super::details::Entry;
use crate::sql::{Conn, Result, Tx};

/// What became of adding an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is there.
    Done,
    /// It was there already: the same form was sent twice.
    Before,
    /// The list is full.
    Full,
    /// The list has this licence already.
    Twice,
}

/// A list of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryList {
    /// 学歴
    Schools,
    /// 免許・資格
    Licences,
    /// 職歴
    Experiences,
}

fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn months(month: Option<YearMonth>) -> Option<String> {
    month.map(|month| month.to_string())
}

fn words(text: Option<&FreeText>) -> Option<&str> {
    text.map(FreeText::as_str)
}

impl Conn {
    /// True when an entry of this id is the account's own.
    async fn holds_entry(&mut self, account: Uuid, list: EntryList, id: Uuid) -> Result<bool> {
        let found: Option<(i64,)> = match list {
            EntryList::Schools => maybe!(
                self,
                "SELECT COUNT(*) FROM job_seeker_school WHERE account = $1 AND id = $2",
                account,
                id
            ),
            EntryList::Licences => maybe!(
                self,
                "SELECT COUNT(*) FROM job_seeker_licence WHERE account = $1 AND id = $2",
                account,
                id
            ),
            EntryList::Experiences => maybe!(
                self,
                "SELECT COUNT(*) FROM job_seeker_experience WHERE account = $1 AND id = $2",
                account,
                id
            ),
        };
        Ok(found.is_some_and(|(count,)| count > 0))
    }
}

impl Tx {
    /// Adds a school, unless there are [`MAX_SCHOOLS`].
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn add_school(
        &mut self,
        account: Uuid,
        school: &Entry<School>,
        now: Timestamp,
    ) -> Result<Added> {
        self.hold_job_seeker(account, now).await?;
        let Entry { id, value } = school;
        let touched = run!(
            self,
            "INSERT INTO job_seeker_school (id, account, kind, name, department, state, entered, finished)
             SELECT $1, j.account, $3, $4, $5, $6, $7, $8 FROM job_seeker j
             WHERE j.account = $2
               AND (SELECT COUNT(*) FROM job_seeker_school s WHERE s.account = $2) < $9
             ON CONFLICT DO NOTHING",
            *id,
            account,
            value.kind.code(),
            value.name.as_str(),
            words(value.department.as_ref()),
            value.state.code(),
            months(value.entered),
            months(value.finished),
            most(MAX_SCHOOLS),
        );
        self.added(touched, account, EntryList::Schools, *id).await
    }

    /// Changes a school of the account. False when it has none of this id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn change_school(&mut self, account: Uuid, school: &Entry<School>) -> Result<bool> {
        let Entry { id, value } = school;
        let touched = run!(
            self,
            "UPDATE job_seeker_school SET kind = $3, name = $4, department = $5, state = $6, entered = $7,
                 finished = $8
             WHERE id = $1 AND account = $2",
            *id,
            account,
            value.kind.code(),
            value.name.as_str(),
            words(value.department.as_ref()),
            value.state.code(),
            months(value.entered),
            months(value.finished),
        );
        Ok(touched > 0)
    }

    /// Adds a licence, unless there are [`MAX_LICENCES`] or this one is there.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn add_licence(
        &mut self,
        account: Uuid,
        licence: &Entry<Licence>,
        now: Timestamp,
    ) -> Result<Added> {
        self.hold_job_seeker(account, now).await?;
        let Entry { id, value } = licence;
        let touched = run!(
            self,
            "INSERT INTO job_seeker_licence (id, account, code, name, acquired)
             SELECT $1, j.account, $3, $4, $5 FROM job_seeker j
             WHERE j.account = $2
               AND (SELECT COUNT(*) FROM job_seeker_licence l WHERE l.account = $2) < $6
             ON CONFLICT DO NOTHING",
            *id,
            account,
            value.code.as_deref(),
            value.name.as_str(),
            months(value.acquired),
            most(MAX_LICENCES),
        );
        let added = self.added(touched, account, EntryList::Licences, *id).await?;
        let Some(code) = value.code.as_deref().filter(|_| added == Added::Full) else { return Ok(added) };
        let same: Option<(i64,)> = maybe!(
            self,
            "SELECT COUNT(*) FROM job_seeker_licence WHERE account = $1 AND code = $2",
            account,
            code
        );
        Ok(if same.is_some_and(|(count,)| count > 0) { Added::Twice } else { Added::Full })
    }

    /// Changes month, and the words of a licence in own words. False when the account has none of this id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn change_licence(&mut self, account: Uuid, licence: &Entry<Licence>) -> Result<bool> {
        let Entry { id, value } = licence;
        let touched = run!(
            self,
            "UPDATE job_seeker_licence SET acquired = $3, name = CASE WHEN code IS NULL THEN $4 ELSE name END
             WHERE id = $1 AND account = $2",
            *id,
            account,
            months(value.acquired),
            value.name.as_str(),
        );
        Ok(touched > 0)
    }

    /// Adds a job, unless there are [`MAX_EXPERIENCES`]; 「職歴なし」 is over then.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn add_experience(
        &mut self,
        account: Uuid,
        job: &Entry<WorkExperience>,
        now: Timestamp,
    ) -> Result<Added> {
        self.hold_job_seeker(account, now).await?;
        let Entry { id, value } = job;
        let touched = run!(
            self,
            "INSERT INTO job_seeker_experience
                 (id, account, company, employment, occupation, started, ended, duties, reason)
             SELECT $1, j.account, $3, $4, $5, $6, $7, $8, $9 FROM job_seeker j
             WHERE j.account = $2
               AND (SELECT COUNT(*) FROM job_seeker_experience e WHERE e.account = $2) < $10
             ON CONFLICT DO NOTHING",
            *id,
            account,
            value.company.as_str(),
            value.employment.code(),
            value.occupation.as_str(),
            value.started.to_string(),
            months(value.ended),
            words(value.duties.as_ref()),
            words(value.reason.as_ref()),
            most(MAX_EXPERIENCES),
        );
        run!(
            self,
            "UPDATE job_seeker SET no_career = FALSE WHERE account = $1
             AND EXISTS (SELECT 1 FROM job_seeker_experience e WHERE e.account = $1)",
            account
        );
        self.added(touched, account, EntryList::Experiences, *id).await
    }

    /// Changes a job of the account. False when it has none of this id.
    ///
    /// # Errors
    /// The database fails.
    pub async fn change_experience(&mut self, account: Uuid, job: &Entry<WorkExperience>) -> Result<bool> {
        let Entry { id, value } = job;
        let touched = run!(
            self,
            "UPDATE job_seeker_experience SET company = $3, employment = $4, occupation = $5, started = $6,
                 ended = $7, duties = $8, reason = $9
             WHERE id = $1 AND account = $2",
            *id,
            account,
            value.company.as_str(),
            value.employment.code(),
            value.occupation.as_str(),
            value.started.to_string(),
            months(value.ended),
            words(value.duties.as_ref()),
            words(value.reason.as_ref()),
        );
        Ok(touched > 0)
    }

    /// Chooses 「職歴なし」 or takes it back. False when there are jobs: the two contradict each other.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn set_no_career(&mut self, account: Uuid, no_career: bool, now: Timestamp) -> Result<bool> {
        self.hold_job_seeker(account, now).await?;
        let touched = run!(
            self,
            "UPDATE job_seeker SET no_career = $2 WHERE account = $1
             AND NOT EXISTS (SELECT 1 FROM job_seeker_experience e WHERE e.account = $1)",
            account,
            no_career,
        );
        Ok(touched > 0)
    }

    /// Removes an entry of the account. False when it has none of this id (any more).
    ///
    /// # Errors
    /// The database fails.
    pub async fn remove_entry(&mut self, account: Uuid, list: EntryList, id: Uuid) -> Result<bool> {
        let touched = match list {
            EntryList::Schools => {
                run!(self, "DELETE FROM job_seeker_school WHERE account = $1 AND id = $2", account, id)
            }
            EntryList::Licences => {
                run!(self, "DELETE FROM job_seeker_licence WHERE account = $1 AND id = $2", account, id)
            }
            EntryList::Experiences => {
                run!(self, "DELETE FROM job_seeker_experience WHERE account = $1 AND id = $2", account, id)
            }
        };
        Ok(touched > 0)
    }

    /// Saves 障害情報 in the place of what was there; `None` removes it.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_disability(
        &mut self,
        account: Uuid,
        disability: Option<&Disability>,
        now: Timestamp,
    ) -> Result<()> {
        self.hold_job_seeker(account, now).await?;
        run!(self, "DELETE FROM job_seeker_disability WHERE account = $1", account);
        let Some(told) = disability else { return Ok(()) };
        let kinds: Vec<&str> = told.kinds.iter().map(|kind| kind.code()).collect();
        run!(
            self,
            "INSERT INTO job_seeker_disability
                 (account, kinds, physical_grade, intellectual_grade, mental_grade, needs)
             VALUES ($1, $2, $3, $4, $5, $6)",
            account,
            kinds.join(" "),
            told.physical.map(|grade| grade.code()),
            told.intellectual.map(|grade| grade.code()),
            told.mental.map(|grade| grade.code()),
            words(told.needs.as_ref()),
        );
        Ok(())
    }

    /// Saves 自己PR; `None` removes it.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_introduction(
        &mut self,
        account: Uuid,
        introduction: Option<&FreeText>,
        now: Timestamp,
    ) -> Result<()> {
        self.hold_job_seeker(account, now).await?;
        run!(
            self,
            "UPDATE job_seeker SET introduction = $2 WHERE account = $1",
            account,
            words(introduction)
        );
        Ok(())
    }

    async fn added(&mut self, touched: u64, account: Uuid, list: EntryList, id: Uuid) -> Result<Added> {
        if touched > 0 {
            return Ok(Added::Done);
        }
        let before = self.holds_entry(account, list, id).await?;
        Ok(if before { Added::Before } else { Added::Full })
    }
}

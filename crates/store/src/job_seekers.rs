//! 求職情報 of an account: what is saved so far, and the registration once it is complete.

mod changes;
mod completion;
mod counter;
mod details;
mod entries;
mod rows;

use domain::{
    clock::{Date, Timestamp},
    job_seeker::{
        BasicInformation, Disclosure, EmploymentWish, Gender, JobSeekerNumber, PlaceWishes, RegistrationKind,
        Task, TaskConditions, TaskList, WorkWishes, identity_form,
    },
};
use uuid::Uuid;

pub use changes::ChangeDeed;
pub use completion::Completion;
pub use counter::{AddressRegistration, CounterEntry, CounterRegistration};
pub use details::{Entry, ProfileDetails, SavedDetails};
pub use entries::{Added, EntryList};
use rows::{JobSeekerRow, place_codes, work_codes};

use crate::sql::{Conn, Result, Tx, micros};

/// Everything an account has told about itself. Pages that are not saved yet are `None`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct JobSeeker {
    /// 基本情報登録
    pub basic: Option<BasicInformation>,
    /// 求職情報公開
    pub disclosure: Option<Disclosure>,
    /// 障害の有無; `None` for somebody who was never asked.
    pub has_disability: Option<bool>,
    /// 希望職種・時間等
    pub work: Option<WorkWishes>,
    /// 希望勤務地・賃金
    pub places: Option<PlaceWishes>,
    /// What completion gave; `None` until then.
    pub registration: Option<JobSeekerRegistration>,
    /// Which of the steps 5 to 8 hold something; [`Conn::profile_details`] reads them.
    pub details: SavedDetails,
}

/// What a completed registration is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobSeekerRegistration {
    /// 求職番号
    pub number: JobSeekerNumber,
    /// Code of the 利用安定所.
    pub office_code: String,
    /// The civil day of application.
    pub applied_on: Date,
    /// 有効期限: the last day on which it is valid.
    pub valid_until: Date,
    /// オンライン登録者 or 利用登録者.
    pub kind: RegistrationKind,
}

/// A person registered at a counter. Without `Debug`: personal data does not belong into logs.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficeRegistration {
    /// Code of the office.
    pub office_code: String,
    /// Whole name.
    pub name: String,
    /// Whole reading.
    pub kana: String,
    /// 生年月日
    pub birth_date: Date,
    /// The day on which the person last used the office.
    pub last_used_on: Date,
}

impl JobSeeker {
    /// Which pages are saved, and which apply.
    pub fn tasks(&self) -> TaskList {
        let conditions = TaskConditions {
            has_disability: self.has_disability == Some(true),
            is_shown: self.disclosure == Some(Disclosure::Open),
        };
        TaskList::new(conditions)
            .with(Task::Basic, self.basic.is_some())
            .with(Task::Disclosure, self.disclosure.is_some())
            .with(Task::Work, self.work.is_some())
            .with(Task::Places, self.places.is_some())
            .with(Task::Education, self.details.education)
            .with(Task::Career, self.details.career)
            .with(Task::Disability, self.details.disability)
            .with(Task::Introduction, self.details.introduction)
    }
}

impl Conn {
    /// What the account has saved so far; nothing at all for an account that has not begun.
    ///
    /// # Errors
    /// The database fails.
    pub async fn job_seeker(&mut self, account: Uuid) -> Result<JobSeeker> {
        let row: Option<JobSeekerRow> = maybe!(
            self,
            "SELECT family_name, given_name, family_kana, given_kana, gender, birth_date, postal_code,
                    municipality_code, town, building, telephone, has_disability, disclosure,
                    work_saved OR wishes_saved AS work_saved, places_saved OR wishes_saved AS places_saved,
                    wage_unit, wage_at_least_yen, number, office_code, applied_on, valid_until, kind,
                    (EXISTS (SELECT 1 FROM job_seeker_school s WHERE s.account = job_seeker.account)
                     OR EXISTS (SELECT 1 FROM job_seeker_licence l WHERE l.account = job_seeker.account))
                        AS education,
                    (no_career OR EXISTS (
                        SELECT 1 FROM job_seeker_experience e WHERE e.account = job_seeker.account)) AS career,
                    EXISTS (SELECT 1 FROM job_seeker_disability d WHERE d.account = job_seeker.account)
                        AS disability,
                    introduction IS NOT NULL AS introduction
             FROM job_seeker WHERE account = $1",
            account
        );
        let Some(row) = row else { return Ok(JobSeeker::default()) };
        let wishes: Vec<(String, String)> = all!(
            self,
            "SELECT subject, code FROM job_seeker_wish WHERE account = $1 ORDER BY subject, position",
            account
        );
        row.into_job_seeker(&wishes)
    }
}

impl Tx {
    /// Saves 基本情報登録. False when the registration is complete already; nothing is changed then.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_basic(
        &mut self,
        account: Uuid,
        basic: &BasicInformation,
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, family_name, given_name, family_kana, given_kana,
                 gender, birth_date, postal_code, municipality_code, town, building, telephone, identity_form)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at,
                 family_name = excluded.family_name, given_name = excluded.given_name,
                 family_kana = excluded.family_kana, given_kana = excluded.given_kana,
                 gender = excluded.gender, birth_date = excluded.birth_date,
                 postal_code = excluded.postal_code, municipality_code = excluded.municipality_code,
                 town = excluded.town, building = excluded.building, telephone = excluded.telephone,
                 identity_form = excluded.identity_form
             WHERE job_seeker.number IS NULL",
            account,
            micros(now),
            basic.family_name.as_str(),
            basic.given_name.as_str(),
            basic.family_kana.as_str(),
            basic.given_kana.as_str(),
            basic.gender.map(Gender::code),
            basic.birth_date.to_string(),
            basic.address.postal_code.digits(),
            basic.address.municipality_code.as_str(),
            basic.address.town.as_str(),
            basic.address.building.as_ref().map(|building| building.as_str()),
            basic.telephone.as_str(),
            basic.identity_form(),
        );
        Ok(touched > 0)
    }

    /// Saves 求職情報公開. False when the registration is complete already; nothing is changed then.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_disclosure(
        &mut self,
        account: Uuid,
        disclosure: Disclosure,
        now: Timestamp,
    ) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, disclosure) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, disclosure = excluded.disclosure
             WHERE job_seeker.number IS NULL",
            account,
            micros(now),
            disclosure.code(),
        );
        Ok(touched > 0)
    }

    /// Saves 希望職種・時間等 in the place of what was wished before. False when the registration is complete
    /// already; nothing is changed then.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_work(&mut self, account: Uuid, work: &WorkWishes, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, work_saved) VALUES ($1, $2, TRUE)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, work_saved = TRUE,
                 wishes_saved = job_seeker.wishes_saved OR job_seeker.places_saved
             WHERE job_seeker.number IS NULL",
            account,
            micros(now),
        );
        if touched == 0 {
            return Ok(false);
        }
        run!(
            self,
            "DELETE FROM job_seeker_wish WHERE account = $1 AND subject IN ('job_kind', 'employment')",
            account
        );
        self.add_wishes(account, work_codes(work)).await?;
        Ok(true)
    }

    /// Saves 希望勤務地・賃金 in the place of what was wished before. False when the registration is complete
    /// already; nothing is changed then.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_places(&mut self, account: Uuid, wishes: &PlaceWishes, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, places_saved, wage_unit, wage_at_least_yen)
             VALUES ($1, $2, TRUE, $3, $4)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, places_saved = TRUE,
                 wishes_saved = job_seeker.wishes_saved OR job_seeker.work_saved,
                 wage_unit = excluded.wage_unit, wage_at_least_yen = excluded.wage_at_least_yen
             WHERE job_seeker.number IS NULL",
            account,
            micros(now),
            wishes.wage.map(|wage| wage.unit.code()),
            wishes.wage.map(|wage| i64::from(wage.at_least_yen)),
        );
        if touched == 0 {
            return Ok(false);
        }
        run!(self, "DELETE FROM job_seeker_wish WHERE account = $1 AND subject = 'place'", account);
        self.add_wishes(account, place_codes(wishes)).await?;
        Ok(true)
    }

    async fn add_wishes(&mut self, account: Uuid, codes: Vec<(&'static str, i64, String)>) -> Result<()> {
        for (subject, position, code) in codes {
            run!(
                self,
                "INSERT INTO job_seeker_wish (account, subject, position, code) VALUES ($1, $2, $3, $4)",
                account,
                subject,
                position,
                code,
            );
        }
        Ok(())
    }

    /// Notes a person who registered at a counter.
    ///
    /// # Errors
    /// The database fails.
    pub async fn add_office_registration(&mut self, registration: &OfficeRegistration) -> Result<()> {
        run!(
            self,
            "INSERT INTO office_registration
                 (id, office_code, name, kana, birth_date, identity_form, last_used_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            Uuid::now_v7(),
            registration.office_code.as_str(),
            registration.name.as_str(),
            registration.kana.as_str(),
            registration.birth_date.to_string(),
            identity_form(&registration.name, &registration.kana, registration.birth_date),
            registration.last_used_on.to_string(),
        );
        Ok(())
    }
}

/// All codes of 雇用形態, job kinds and places come back through the rules, never around them.
fn employment(code: &str) -> Result<EmploymentWish> {
    EmploymentWish::parse(code).map_err(|_| crate::Error::Broken("job_seeker_wish.employment"))
}

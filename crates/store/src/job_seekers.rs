//! 求職情報 of an account: what is saved so far, and the registration once it is complete.

mod changes;
mod completion;
mod counter;
mod details;
mod entries;
mod rows;
mod steps;

use domain::{
    clock::Date,
    job_seeker::{
        BasicInformation, Disclosure, JobSeekerNumber, PlaceWishes, Provision, RegistrationKind, Station,
        Task, TaskConditions, TaskList, WorkWishes, identity_form,
    },
};
use uuid::Uuid;

pub use changes::ChangeDeed;
pub use completion::Completion;
pub use counter::{AddressRegistration, CounterEntry, CounterRegistration};
pub use details::{Entry, ProfileDetails, SavedDetails};
pub use entries::{Added, EntryList};
use rows::JobSeekerRow;
pub use steps::BasicChange;

use crate::sql::{Conn, Result, Tx};

/// Everything an account has told about itself in the first four steps. Pages that are not saved yet are `None`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct JobSeeker {
    /// 基本情報登録
    pub basic: Option<BasicInformation>,
    /// 求職情報公開
    pub disclosure: Option<Disclosure>,
    /// 最寄り駅
    pub station: Option<Station>,
    /// 障害の有無; `None` for somebody who was never asked.
    pub has_disability: Option<bool>,
    /// 求職情報提供; to nobody until the person asks for it.
    pub provision: Provision,
    /// ハローワークからの連絡の可否; `None` for somebody who was never asked.
    pub office_may_contact: Option<bool>,
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
    /// True when anybody but the offices sees the 求職情報, without what identifies the person.
    pub fn is_shown(&self) -> bool {
        self.disclosure == Some(Disclosure::Open) || self.provision.is_wanted()
    }

    /// Which pages are saved, and which apply.
    pub fn tasks(&self) -> TaskList {
        let conditions =
            TaskConditions { has_disability: self.has_disability == Some(true), is_shown: self.is_shown() };
        TaskList::new(conditions)
            .with(Task::Basic, self.basic.is_some() && self.has_disability.is_some())
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
                    municipality_code, town, building, telephone, has_disability, station_line, station_name,
                    disclosure, provides_agencies, provides_municipalities, office_may_contact,
                    work_saved OR wishes_saved AS work_saved, places_saved OR wishes_saved AS places_saved,
                    working_time, work_from, work_to, two_days_off, overtime, work_note, wage_unit,
                    wage_at_least_yen, by_car, relocation, remote_work,
                    number, office_code, applied_on, valid_until, kind,
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
        let wishes: Vec<(String, String, i64)> = all!(
            self,
            "SELECT subject, code, position FROM job_seeker_wish WHERE account = $1
             UNION ALL
             SELECT subject, code, position FROM job_seeker_choice WHERE account = $1
             ORDER BY subject, position",
            account
        );
        let wishes: Vec<_> = wishes.into_iter().map(|(subject, code, _)| (subject, code)).collect();
        row.into_job_seeker(&wishes)
    }
}

impl Tx {
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

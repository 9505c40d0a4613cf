//! Steps 5 to 8 of 求職情報 as they are read back: 学歴/資格, 経歴, 障害情報, 自己PR.

use domain::job_seeker::{
    Disability, DisabilityKind, FreeText, HeldEmployment, IntellectualGrade, Licence, MentalGrade,
    PhysicalGrade, School, SchoolKind, SchoolState, WorkExperience, YearMonth, newest_experience_first,
    newest_school_first,
};
use uuid::Uuid;

use crate::sql::{Conn, Error, Result};

/// An entry of one of the lists, with the id of its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    /// Made before it is saved, so that saving twice saves once.
    pub id: Uuid,
    /// What was entered.
    pub value: T,
}

/// Which of the steps 5 to 8 hold something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct SavedDetails {
    /// 学歴/資格
    pub education: bool,
    /// 経歴, be it 「職歴なし」.
    pub career: bool,
    /// 障害情報
    pub disability: bool,
    /// 自己PR
    pub introduction: bool,
}

/// Everything of the steps 5 to 8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileDetails {
    /// 学歴, newest first.
    pub schools: Vec<Entry<School>>,
    /// 免許・資格 in the order in which they were entered.
    pub licences: Vec<Entry<Licence>>,
    /// 職歴, newest first.
    pub experiences: Vec<Entry<WorkExperience>>,
    /// 「職歴なし」 was chosen.
    pub no_career: bool,
    /// 障害情報
    pub disability: Option<Disability>,
    /// 自己PR
    pub introduction: Option<FreeText>,
}

#[derive(sqlx::FromRow)]
struct SchoolRow {
    id: Uuid,
    kind: String,
    name: String,
    department: Option<String>,
    state: String,
    entered: Option<String>,
    finished: Option<String>,
}

#[derive(sqlx::FromRow)]
struct LicenceRow {
    id: Uuid,
    code: Option<String>,
    name: String,
    acquired: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ExperienceRow {
    id: Uuid,
    company: String,
    employment: String,
    occupation: String,
    started: String,
    ended: Option<String>,
    duties: Option<String>,
    reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct DisabilityRow {
    kinds: String,
    physical_grade: Option<String>,
    intellectual_grade: Option<String>,
    mental_grade: Option<String>,
    needs: Option<String>,
}

impl Conn {
    /// Everything that the account has saved of the steps 5 to 8.
    ///
    /// # Errors
    /// The database fails.
    pub async fn profile_details(&mut self, account: Uuid) -> Result<ProfileDetails> {
        let row: Option<(bool, Option<String>)> =
            maybe!(self, "SELECT no_career, introduction FROM job_seeker WHERE account = $1", account);
        let Some((no_career, introduction)) = row else { return Ok(ProfileDetails::default()) };
        Ok(ProfileDetails {
            schools: self.schools(account).await?,
            licences: self.licences(account).await?,
            experiences: self.experiences(account).await?,
            no_career,
            disability: self.disability(account).await?,
            introduction: introduction.as_deref().map(FreeText::stored),
        })
    }

    /// 学歴, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn schools(&mut self, account: Uuid) -> Result<Vec<Entry<School>>> {
        let rows: Vec<SchoolRow> = all!(
            self,
            "SELECT id, kind, name, department, state, entered, finished FROM job_seeker_school
             WHERE account = $1 ORDER BY id",
            account
        );
        let mut all: Vec<Entry<School>> = rows.into_iter().map(SchoolRow::entry).collect::<Result<_>>()?;
        all.sort_by(|a, b| newest_school_first(&a.value, &b.value));
        Ok(all)
    }

    /// 免許・資格 in the order in which they were entered.
    ///
    /// # Errors
    /// The database fails.
    pub async fn licences(&mut self, account: Uuid) -> Result<Vec<Entry<Licence>>> {
        let rows: Vec<LicenceRow> = all!(
            self,
            "SELECT id, code, name, acquired FROM job_seeker_licence WHERE account = $1 ORDER BY id",
            account
        );
        rows.into_iter().map(LicenceRow::entry).collect()
    }

    /// 職歴, newest first.
    ///
    /// # Errors
    /// The database fails.
    pub async fn experiences(&mut self, account: Uuid) -> Result<Vec<Entry<WorkExperience>>> {
        let rows: Vec<ExperienceRow> = all!(
            self,
            "SELECT id, company, employment, occupation, started, ended, duties, reason
             FROM job_seeker_experience WHERE account = $1 ORDER BY id",
            account
        );
        let mut all: Vec<Entry<WorkExperience>> =
            rows.into_iter().map(ExperienceRow::entry).collect::<Result<_>>()?;
        all.sort_by(|a, b| newest_experience_first(&a.value, &b.value));
        Ok(all)
    }

    /// 障害情報
    ///
    /// # Errors
    /// The database fails.
    pub async fn disability(&mut self, account: Uuid) -> Result<Option<Disability>> {
        let row: Option<DisabilityRow> = maybe!(
            self,
            "SELECT kinds, physical_grade, intellectual_grade, mental_grade, needs
             FROM job_seeker_disability WHERE account = $1",
            account
        );
        row.map(DisabilityRow::value).transpose()
    }
}

fn month(stored: Option<&str>, column: &'static str) -> Result<Option<YearMonth>> {
    stored.map(|text| text.parse().map_err(|_| Error::Broken(column))).transpose()
}

fn text(stored: Option<String>) -> Option<FreeText> {
    stored.as_deref().map(FreeText::stored)
}

impl SchoolRow {
    fn entry(self) -> Result<Entry<School>> {
        let value = School {
            kind: SchoolKind::from_code(&self.kind).ok_or(Error::Broken("job_seeker_school.kind"))?,
            name: FreeText::stored(&self.name),
            department: text(self.department),
            state: SchoolState::from_code(&self.state).ok_or(Error::Broken("job_seeker_school.state"))?,
            entered: month(self.entered.as_deref(), "job_seeker_school.entered")?,
            finished: month(self.finished.as_deref(), "job_seeker_school.finished")?,
        };
        Ok(Entry { id: self.id, value })
    }
}

impl LicenceRow {
    fn entry(self) -> Result<Entry<Licence>> {
        let acquired = month(self.acquired.as_deref(), "job_seeker_licence.acquired")?;
        let value = Licence { code: self.code, name: FreeText::stored(&self.name), acquired };
        Ok(Entry { id: self.id, value })
    }
}

impl ExperienceRow {
    fn entry(self) -> Result<Entry<WorkExperience>> {
        let started = month(Some(&self.started), "job_seeker_experience.started")?;
        let value = WorkExperience {
            company: FreeText::stored(&self.company),
            employment: HeldEmployment::from_code(&self.employment)
                .ok_or(Error::Broken("job_seeker_experience.employment"))?,
            occupation: FreeText::stored(&self.occupation),
            started: started.ok_or(Error::Broken("job_seeker_experience.started"))?,
            ended: month(self.ended.as_deref(), "job_seeker_experience.ended")?,
            duties: text(self.duties),
            reason: text(self.reason),
        };
        Ok(Entry { id: self.id, value })
    }
}

impl DisabilityRow {
    fn value(self) -> Result<Disability> {
        fn grade<T>(code: Option<&str>, read: fn(&str) -> Option<T>) -> Result<Option<T>> {
            code.map(|code| read(code).ok_or(Error::Broken("job_seeker_disability grade"))).transpose()
        }
        let kinds = self.kinds.split(' ').map(DisabilityKind::from_code);
        Ok(Disability {
            kinds: kinds.collect::<Option<_>>().ok_or(Error::Broken("job_seeker_disability.kinds"))?,
            physical: grade(self.physical_grade.as_deref(), PhysicalGrade::from_code)?,
            intellectual: grade(self.intellectual_grade.as_deref(), IntellectualGrade::from_code)?,
            mental: grade(self.mental_grade.as_deref(), MentalGrade::from_code)?,
            needs: text(self.needs),
        })
    }
}

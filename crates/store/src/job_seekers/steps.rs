//! Saving a step of 求職情報: each page on its own, before and after 完了.

use domain::{
    clock::{Timestamp, tokyo_date},
    job_seeker::{
        BasicInformation, Disclosure, Gender, PlaceWishes, Provision, RegistrationKind, Station, WorkWishes,
    },
};
use uuid::Uuid;

use super::rows::{place_codes, work_choices, work_codes};
use crate::sql::{Result, Tx, micros};

/// What became of a change of 基本情報.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BasicChange {
    /// It is saved.
    Saved,
    /// Name, reading and birth date of a 利用登録者 were checked at a counter: only an office changes them.
    OnlyAtOffice,
    /// Under this name and birth date nobody may register on the web. Why is not told, on purpose.
    Refused,
}

impl Tx {
    /// Saves 基本情報登録. Once the registration is complete, another name, reading or birth date is checked
    /// as on 完了, and a 利用登録者 keeps those that the counter checked.
    ///
    /// The caller commits whatever the answer is, because a refusal is counted.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn change_basic(
        &mut self,
        account: Uuid,
        basic: &BasicInformation,
        now: Timestamp,
    ) -> Result<BasicChange> {
        // From here on nobody completes or changes under the decision.
        run!(self, "UPDATE job_seeker SET saved_at = saved_at WHERE account = $1", account);
        let saved = self.job_seeker(account).await?;
        let before = saved.basic.map(|basic| basic.identity_form());
        if let Some(registration) = saved.registration
            && before.as_ref() != Some(&basic.identity_form())
        {
            if registration.kind == RegistrationKind::Counter {
                return Ok(BasicChange::OnlyAtOffice);
            }
            if !self.may_register(account, basic, tokyo_date(now)).await? {
                return Ok(BasicChange::Refused);
            }
        }
        self.save_basic(account, basic, now).await?;
        Ok(BasicChange::Saved)
    }

    /// Writes 基本情報登録, without asking who may change what ([`Tx::change_basic`] does).
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_basic(
        &mut self,
        account: Uuid,
        basic: &BasicInformation,
        now: Timestamp,
    ) -> Result<()> {
        run!(
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
                 identity_form = excluded.identity_form",
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
        Ok(())
    }

    /// Saves 障害の有無 and 最寄り駅, which 基本情報登録 asks too.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_situation(
        &mut self,
        account: Uuid,
        (has_disability, station): (bool, Option<&Station>),
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, has_disability, station_line, station_name)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at,
                 has_disability = excluded.has_disability, station_line = excluded.station_line,
                 station_name = excluded.station_name",
            account,
            micros(now),
            has_disability,
            station.map(|station| station.line.as_str()),
            station.map(|station| station.name.as_str()),
        );
        Ok(())
    }

    /// Saves 求職情報公開.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_disclosure(
        &mut self,
        account: Uuid,
        disclosure: Disclosure,
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, disclosure) VALUES ($1, $2, $3)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, disclosure = excluded.disclosure",
            account,
            micros(now),
            disclosure.code(),
        );
        Ok(())
    }

    /// Saves 求職情報提供 and ハローワークからの連絡の可否.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_provision(
        &mut self,
        account: Uuid,
        (provision, office_may_contact): (Provision, bool),
        now: Timestamp,
    ) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker
                 (account, saved_at, provides_agencies, provides_municipalities, office_may_contact)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at,
                 provides_agencies = excluded.provides_agencies,
                 provides_municipalities = excluded.provides_municipalities,
                 office_may_contact = excluded.office_may_contact",
            account,
            micros(now),
            provision.to_agencies,
            provision.to_municipalities,
            office_may_contact,
        );
        Ok(())
    }

    /// Saves 希望職種・時間等 in the place of what was wished before.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_work(&mut self, account: Uuid, work: &WorkWishes, now: Timestamp) -> Result<()> {
        let hours = work.hours.map(|hours| hours.as_fields());
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, work_saved, working_time, work_from, work_to,
                 two_days_off, overtime, work_note)
             VALUES ($1, $2, TRUE, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, work_saved = TRUE,
                 wishes_saved = job_seeker.wishes_saved OR job_seeker.places_saved,
                 working_time = excluded.working_time, work_from = excluded.work_from,
                 work_to = excluded.work_to, two_days_off = excluded.two_days_off,
                 overtime = excluded.overtime, work_note = excluded.work_note",
            account,
            micros(now),
            work.working_time.map(|time| time.code()),
            hours.as_ref().map(|[from, _]| from.as_str()),
            hours.as_ref().map(|[_, to]| to.as_str()),
            work.two_days_off.map(|choice| choice.code()),
            work.overtime,
            work.note.as_ref().map(|note| note.as_str()),
        );
        run!(
            self,
            "DELETE FROM job_seeker_wish WHERE account = $1 AND subject IN ('job_kind', 'employment')",
            account
        );
        self.add_wishes(account, work_codes(work)).await?;
        run!(self, "DELETE FROM job_seeker_choice WHERE account = $1", account);
        for (subject, position, code) in work_choices(work) {
            run!(
                self,
                "INSERT INTO job_seeker_choice (account, subject, position, code) VALUES ($1, $2, $3, $4)",
                account,
                subject,
                position,
                code,
            );
        }
        Ok(())
    }

    /// Saves 希望勤務地・賃金 in the place of what was wished before.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn save_places(&mut self, account: Uuid, wishes: &PlaceWishes, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, places_saved, wage_unit, wage_at_least_yen, by_car,
                 relocation, remote_work)
             VALUES ($1, $2, TRUE, $3, $4, $5, $6, $7)
             ON CONFLICT (account) DO UPDATE SET saved_at = excluded.saved_at, places_saved = TRUE,
                 wishes_saved = job_seeker.wishes_saved OR job_seeker.work_saved,
                 wage_unit = excluded.wage_unit, wage_at_least_yen = excluded.wage_at_least_yen,
                 by_car = excluded.by_car, relocation = excluded.relocation,
                 remote_work = excluded.remote_work",
            account,
            micros(now),
            wishes.wage.map(|wage| wage.unit.code()),
            wishes.wage.map(|wage| i64::from(wage.at_least_yen)),
            wishes.by_car,
            wishes.relocation,
            wishes.remote_work,
        );
        run!(self, "DELETE FROM job_seeker_wish WHERE account = $1 AND subject = 'place'", account);
        self.add_wishes(account, place_codes(wishes)).await
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
}

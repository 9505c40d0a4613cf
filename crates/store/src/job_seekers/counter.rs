//! People registered at a counter: the mail address that an office writes down, and the page opened with it.

use domain::{
    account::{EmailAddress, RegistrationAnswer, registration_answer},
    clock::{Date, Timestamp, tokyo_date},
    job_seeker::{BasicInformation, Held, JobSeekerNumber},
    own_records::{CounterRole, RecordPart},
    validity::valid_until,
};
use uuid::Uuid;

use crate::{
    own_records::{NewRecordAccess, RecordOf},
    sql::{Conn, Error, Result, Tx, date, micros},
};

/// What an office writes down of a person who wants a page. Without `Debug`: personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct CounterEntry {
    /// Code of the office, which becomes the 利用安定所.
    pub office_code: String,
    /// Who the person is and how to reach them.
    pub person: BasicInformation,
    /// 求職番号, where the office gave one; otherwise the next of the office is given.
    pub number: Option<JobSeekerNumber>,
    /// The day of the 求職申込み; `None`: today, or as it was written down before.
    pub applied_on: Option<Date>,
    /// The address that becomes the ID.
    pub email: EmailAddress,
}

/// What became of writing an address down. Only the first two have changed anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRegistration {
    /// Written down for the first time.
    Registered(JobSeekerNumber),
    /// Something else stood there before.
    Changed(JobSeekerNumber),
    /// All of it stood there already.
    Unchanged(JobSeekerNumber),
    /// The address has an account that lives, or left within 30 days and may come back.
    AddressHasAccount(RegistrationAnswer),
    /// The address is written down for somebody else.
    AddressOfAnother,
    /// The 求職番号 is somebody else's.
    NumberOfAnother,
    /// The person has opened a page; it is changed there.
    PageIsOpen,
}

/// What an office holds under a mail address with which no page was opened yet.
#[derive(Clone, PartialEq, Eq)]
pub struct CounterRegistration {
    /// Internal id.
    pub id: Uuid,
    /// What decides whether a page can be opened with it.
    pub held: Held,
}

/// A stored row, as far as the decision needs it.
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    identity_form: String,
    number: Option<String>,
    applied_on: Option<String>,
    email: Option<String>,
    email_key: Option<String>,
    account: Option<Uuid>,
    opened_at: Option<i64>,
}

/// What is to stand in the row.
struct New<'a> {
    entry: &'a CounterEntry,
    number: &'a JobSeekerNumber,
    applied_on: Date,
}

impl Conn {
    /// What an office holds under an address with which no page was opened yet.
    ///
    /// # Errors
    /// The database fails.
    pub async fn counter_registration(
        &mut self,
        email: &EmailAddress,
    ) -> Result<Option<CounterRegistration>> {
        let row: Option<(Uuid, String, Option<String>)> = maybe!(
            self,
            "SELECT id, birth_date, valid_until FROM office_registration
             WHERE email_key = $1 AND opened_at IS NULL",
            email.key(),
        );
        row.map(|(id, birth_date, until)| {
            let until = until.ok_or(Error::Broken("office_registration.valid_until"))?;
            let held = Held { birth_date: date(&birth_date)?, valid_until: date(&until)? };
            Ok(CounterRegistration { id, held })
        })
        .transpose()
    }

    /// True when a person has this number, with or without a page.
    pub(super) async fn number_is_taken(&mut self, number: &JobSeekerNumber) -> Result<bool> {
        let row: Option<(i64,)> = maybe!(
            self,
            "SELECT CAST(COUNT(*) AS BIGINT) FROM (
                 SELECT number FROM office_registration WHERE number = $1
                 UNION ALL SELECT number FROM job_seeker WHERE number = $1) taken",
            number.to_string(),
        );
        Ok(row.is_some_and(|(count,)| count > 0))
    }

    /// The person's own row: the one with the number, else one of the same identity. Where the office gives
    /// a number, a row that has another is another person of the same name.
    async fn row_of(&mut self, number: Option<&JobSeekerNumber>, identity: &str) -> Result<Option<Row>> {
        Ok(maybe!(
            self,
            "SELECT id, identity_form, number, applied_on, email, email_key, account, opened_at
             FROM office_registration
             WHERE number = $1 OR (identity_form = $2 AND (CAST($1 AS TEXT) IS NULL OR number IS NULL))
             ORDER BY CASE WHEN number IS NULL THEN 1 ELSE 0 END, last_used_on DESC, id LIMIT 1",
            number.map(ToString::to_string),
            identity,
        ))
    }

    async fn address_of_another(&mut self, email: &EmailAddress, own: Option<Uuid>) -> Result<bool> {
        let row: Option<(Uuid,)> = maybe!(
            self,
            "SELECT id FROM office_registration WHERE email_key = $1 AND opened_at IS NULL AND id <> $2",
            email.key(),
            own.unwrap_or_default(),
        );
        Ok(row.is_some())
    }

    /// True when all that is to stand in the row stands there.
    async fn stands_already(&mut self, row: Uuid, new: &New<'_>) -> Result<bool> {
        let (person, address) = (&new.entry.person, &new.entry.person.address);
        let found: Option<(Uuid,)> = maybe!(
            self,
            "SELECT id FROM office_registration WHERE id = $1 AND office_code = $2 AND family_name = $3
               AND given_name = $4 AND family_kana = $5 AND given_kana = $6 AND birth_date = $7
               AND postal_code = $8 AND municipality_code = $9 AND town = $10 AND COALESCE(building, '') = $11
               AND telephone = $12 AND number = $13 AND applied_on = $14 AND email = $15 AND opened_at IS NULL",
            row,
            new.entry.office_code.as_str(),
            person.family_name.as_str(),
            person.given_name.as_str(),
            person.family_kana.as_str(),
            person.given_kana.as_str(),
            person.birth_date.to_string(),
            address.postal_code.digits(),
            address.municipality_code.as_str(),
            address.town.as_str(),
            address.building.as_ref().map_or("", |building| building.as_str()),
            person.telephone.as_str(),
            new.number.to_string(),
            new.applied_on.to_string(),
            new.entry.email.as_str(),
        );
        Ok(found.is_some())
    }
}

impl Tx {
    /// Writes down what an office knows of a person and the mail address with which a page may be opened, and
    /// who did so: one unit of work. Keys that were mailed before are dead, where anything changed. The same
    /// again changes nothing.
    ///
    /// # Errors
    /// The database fails; [`Error::is_duplicate`] when somebody else wrote the same down at this moment.
    pub async fn register_address(
        &mut self,
        entry: &CounterEntry,
        done_by: &str,
        now: Timestamp,
    ) -> Result<AddressRegistration> {
        let identity = entry.person.identity_form();
        self.take_turn(&identity).await?;
        if let Some(number) = &entry.number {
            self.hold_numbers(number.office()).await?;
        }
        let row = self.row_of(entry.number.as_ref(), &identity).await?;
        if let Some(refused) = self.refusal(entry, row.as_ref(), now).await? {
            return Ok(refused);
        }
        let kept = row.as_ref().and_then(|row| row.number.as_deref());
        let kept = kept.map(|text| text.parse().map_err(|_| Error::Broken("office_registration.number")));
        let number = match (kept.transpose()?, &entry.number) {
            (Some(kept), _) => kept,
            (None, Some(given)) => given.clone(),
            (None, None) => self.next_number(&entry.office_code).await?,
        };
        let before = row.as_ref().and_then(|row| row.applied_on.as_deref()).map(date).transpose()?;
        let applied_on = entry.applied_on.or(before).unwrap_or_else(|| tokyo_date(now));
        let new = New { entry, number: &number, applied_on };
        if let Some(row) = &row
            && self.stands_already(row.id, &new).await?
        {
            self.note_look(row.id, entry, (done_by, now)).await?;
            return Ok(AddressRegistration::Unchanged(number));
        }
        self.write_down(row.as_ref(), &new, (done_by, now)).await?;
        let is_first = row.is_none_or(|row| row.email.is_none());
        Ok(match is_first {
            true => AddressRegistration::Registered(number),
            false => AddressRegistration::Changed(number),
        })
    }

    /// Nothing is changed, but somebody has learnt what stands there.
    async fn note_look(
        &mut self,
        registration: Uuid,
        entry: &CounterEntry,
        (seen_by, now): (&str, Timestamp),
    ) -> Result<()> {
        let look = NewRecordAccess {
            of: RecordOf::Registration(registration),
            office_code: &entry.office_code,
            role: CounterRole::Officer,
            seen_by,
            part: RecordPart::Basic,
            reason: "マイページ開設のためのメールアドレスの登録",
        };
        self.note_record_access(&look, now).await
    }

    async fn refusal(
        &mut self,
        entry: &CounterEntry,
        row: Option<&Row>,
        now: Timestamp,
    ) -> Result<Option<AddressRegistration>> {
        if row.is_some_and(|row| row.account.is_some()) {
            return Ok(Some(AddressRegistration::PageIsOpen));
        }
        // The same number and address with another name or birth date is a correction.
        let is_another = row.is_some_and(|row| {
            row.identity_form != entry.person.identity_form()
                && row.email_key.as_ref() != Some(&entry.email.key())
        });
        let number_is_taken = match (&entry.number, row.and_then(|row| row.number.as_ref())) {
            (Some(number), None) => self.number_is_taken(number).await?,
            _ => false,
        };
        if is_another || number_is_taken {
            return Ok(Some(AddressRegistration::NumberOfAnother));
        }
        let account = self.account_by_email(&entry.email).await?;
        let account = account.map(|found| (found.state, found.registered_at, found.withdrawn_at));
        match registration_answer(account, now) {
            RegistrationAnswer::Key => {}
            answer => return Ok(Some(AddressRegistration::AddressHasAccount(answer))),
        }
        let taken = self.address_of_another(&entry.email, row.map(|row| row.id)).await?;
        Ok(taken.then_some(AddressRegistration::AddressOfAnother))
    }

    /// Keeps others from giving a number of this office until this unit of work is over.
    async fn hold_numbers(&mut self, office_code: &str) -> Result<()> {
        run!(
            self,
            "INSERT INTO job_seeker_counter (office_code, last) VALUES ($1, 0)
             ON CONFLICT (office_code) DO UPDATE SET last = job_seeker_counter.last",
            office_code
        );
        Ok(())
    }

    async fn write_down(
        &mut self,
        row: Option<&Row>,
        new: &New<'_>,
        (done_by, now): (&str, Timestamp),
    ) -> Result<()> {
        let id = row.map_or_else(Uuid::now_v7, |row| row.id);
        let before = row.and_then(|row| row.email.as_deref());
        // Keys come first, as where a page is opened, so that the two never wait in a ring.
        self.close_verifications(&new.entry.email, now).await?;
        if let Some(before) = before.and_then(|before| EmailAddress::parse(before).ok()) {
            self.close_verifications(&before, now).await?;
        }
        self.put_row(id, new).await?;
        // Whoever opened a page that is gone since may open another one.
        if row.is_some_and(|row| row.opened_at.is_some()) {
            run!(self, "UPDATE office_registration SET opened_at = NULL WHERE id = $1", id);
        }
        run!(
            self,
            "INSERT INTO counter_deed
                 (id, done_at, done_by, office_code, deed, registration, email_before, email_after)
             VALUES ($1, $2, $3, $4, 'register_address', $5, $6, $7)",
            Uuid::now_v7(),
            micros(now),
            done_by,
            new.entry.office_code.as_str(),
            id,
            before,
            new.entry.email.as_str(),
        );
        Ok(())
    }

    async fn put_row(&mut self, id: Uuid, new: &New<'_>) -> Result<()> {
        let (person, address) = (&new.entry.person, &new.entry.person.address);
        run!(
            self,
            "INSERT INTO office_registration
                 (id, office_code, name, kana, birth_date, identity_form, last_used_on, family_name, given_name,
                  family_kana, given_kana, postal_code, municipality_code, town, building, telephone, number,
                  applied_on, valid_until, email, email_key)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $7, $18, $19, $20)
             ON CONFLICT (id) DO UPDATE SET office_code = excluded.office_code, name = excluded.name,
                 kana = excluded.kana, birth_date = excluded.birth_date, identity_form = excluded.identity_form,
                 last_used_on = CASE WHEN office_registration.last_used_on > excluded.last_used_on
                     THEN office_registration.last_used_on ELSE excluded.last_used_on END,
                 family_name = excluded.family_name, given_name = excluded.given_name,
                 family_kana = excluded.family_kana, given_kana = excluded.given_kana,
                 postal_code = excluded.postal_code, municipality_code = excluded.municipality_code,
                 town = excluded.town, building = excluded.building, telephone = excluded.telephone,
                 number = excluded.number, applied_on = excluded.applied_on, valid_until = excluded.valid_until,
                 email = excluded.email, email_key = excluded.email_key",
            id,
            new.entry.office_code.as_str(),
            person.full_name(),
            person.full_kana(),
            person.birth_date.to_string(),
            person.identity_form(),
            new.applied_on.to_string(),
            person.family_name.as_str(),
            person.given_name.as_str(),
            person.family_kana.as_str(),
            person.given_kana.as_str(),
            address.postal_code.digits(),
            address.municipality_code.as_str(),
            address.town.as_str(),
            address.building.as_ref().map(|building| building.as_str()),
            person.telephone.as_str(),
            new.number.to_string(),
            valid_until(new.applied_on).to_string(),
            new.entry.email.as_str(),
            new.entry.email.key(),
        );
        Ok(())
    }

    /// Opens the page of somebody whom a counter registered: the account, with the 求職 that the office holds.
    /// `None` when the office has written down another address meanwhile, or a page was opened; the caller
    /// must not commit then.
    ///
    /// # Errors
    /// The database fails; [`Error::is_duplicate`] when the address has a living account.
    pub async fn open_page_of_counter(
        &mut self,
        registration: Uuid,
        (email, password_hash): (&EmailAddress, &str),
        now: Timestamp,
    ) -> Result<Option<Uuid>> {
        let account = self.add_account(email, password_hash, now).await?;
        let opened = run!(
            self,
            "UPDATE office_registration SET opened_at = $4, account = $3
             WHERE id = $1 AND email_key = $2 AND opened_at IS NULL",
            registration,
            email.key(),
            account,
            micros(now),
        );
        if opened == 0 {
            return Ok(None);
        }
        // Disclosure is the person's own choice, and wishes stay with the counter until they can be entered.
        run!(
            self,
            "INSERT INTO job_seeker (account, saved_at, family_name, given_name, family_kana, given_kana,
                 birth_date, postal_code, municipality_code, town, building, telephone, identity_form,
                 disclosure, wishes_saved, number, office_code, applied_on, valid_until, completed_at, kind)
             SELECT account, opened_at, family_name, given_name, family_kana, given_kana,
                 birth_date, postal_code, municipality_code, town, building, telephone, identity_form,
                 'closed', TRUE, number, office_code, applied_on, valid_until, opened_at, 'counter'
             FROM office_registration WHERE id = $1",
            registration,
        );
        self.open_page(account).await?;
        Ok(Some(account))
    }
}

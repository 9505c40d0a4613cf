//! What an office does for a person with a page, found by 求職番号: who did it, when and what is kept, and the
//! person reads it under 求職情報を見た記録.

use domain::{
    clock::{Date, Timestamp},
    job_hunt::ApplicationState,
    job_seeker::{JobSeekerNumber, RegistrationKind},
    own_records::RecordPart,
    posting::PostingNumber,
    validity::Standing,
};
use uuid::Uuid;

use crate::{
    postings::stored,
    sql::{Conn, Error, Result, Tx, micros},
    validity::standing,
};

/// Somebody with an open page, as an office finds them. Without `Debug`: personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// Internal id.
    pub account: Uuid,
    /// Where to write to.
    pub email: String,
    /// オンライン登録者 or 利用登録者.
    pub kind: RegistrationKind,
    /// How the registration stands.
    pub standing: Standing,
}

/// A deed of an office, to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewOfficeDeed<'a> {
    /// For whom.
    pub account: Uuid,
    /// Code of the office.
    pub office_code: &'a str,
    /// Who does it, as the office writes the name. The person is not shown it.
    pub done_by: &'a str,
    /// What is done; one of the parts that are deeds.
    pub deed: RecordPart,
    /// The civil day on which it took place.
    pub on: Date,
    /// The posting it is about, of a referral or an application.
    pub posting: Option<PostingNumber>,
    /// Where the application stands since, of [`RecordPart::ApplicationState`].
    pub state: Option<ApplicationState>,
}

type FoundRow = (Uuid, String, String, String, Option<String>);

impl Conn {
    /// The person with this 求職番号, if their page is open: not of somebody who has left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn person_of_number(&mut self, number: &JobSeekerNumber) -> Result<Option<FoundPerson>> {
        let row: Option<FoundRow> = maybe!(
            self,
            "SELECT account.id, account.email, job_seeker.kind, job_seeker.valid_until,
                    job_seeker.switched_off_on
             FROM job_seeker JOIN account ON account.id = job_seeker.account
             WHERE job_seeker.number = $1 AND account.state = 'open'",
            number.to_string(),
        );
        row.map(|(account, email, kind, until, off)| {
            Ok(FoundPerson {
                account,
                email,
                kind: RegistrationKind::from_word(&kind).ok_or(Error::Broken("job_seeker.kind"))?,
                standing: standing(&until, off.as_deref())?,
            })
        })
        .transpose()
    }
}

impl Tx {
    /// As [`Conn::person_of_number`]; until this unit of work is over, no other deed for this person begins, and
    /// the person does not leave.
    ///
    /// # Errors
    /// The database fails.
    pub async fn hold_person_of_number(&mut self, number: &JobSeekerNumber) -> Result<Option<FoundPerson>> {
        run!(
            self,
            "UPDATE account SET state = state
             WHERE state = 'open' AND id = (SELECT account FROM job_seeker WHERE number = $1)",
            number.to_string(),
        );
        self.person_of_number(number).await
    }

    /// Writes a deed down, in its unit of work. False when the same consultation or referral stands there.
    ///
    /// # Errors
    /// The database fails, or the account is gone.
    pub async fn note_office_deed(&mut self, new: &NewOfficeDeed<'_>, now: Timestamp) -> Result<bool> {
        let touched = run!(
            self,
            "INSERT INTO office_deed (id, account, done_at, done_by, office_code, deed, on_day, posting, state)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            Uuid::now_v7(),
            new.account,
            micros(now),
            new.done_by,
            new.office_code,
            new.deed.as_str(),
            new.on.to_string(),
            new.posting.map(stored),
            new.state.map(ApplicationState::code),
        );
        Ok(touched > 0)
    }
}

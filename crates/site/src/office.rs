//! What an office does for a person, in one unit of work with its record, its notice and its mail, whoever calls it:
//! the command line now, the pages of the counter (窓口) and of employers later.

mod deeds;
mod tell;

use domain::{
    clock::{Date, Timestamp},
    job_hunt::ApplicationState,
    job_seeker::{FreeText, JobSeekerNumber},
    posting::PostingNumber,
};
use store::{Extension, FoundPerson, Store, Tx};

pub use tell::{tell_of_application, tell_of_message};

use crate::Teller;

/// Who does a deed, and when.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// Links and seals of the mails.
    pub teller: Teller<'a>,
    /// Code of the office.
    pub code: &'a str,
    /// Who, as the office writes the name.
    pub done_by: &'a str,
    /// The present instant.
    pub now: Timestamp,
}

/// What is done.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'a> {
    /// 相談: a consultation took place on this day.
    Consultation(Date),
    /// 紹介: the office introduced the person to the employer of a posting on this day.
    Referral(PostingNumber, Date),
    /// The application for a posting stands here now.
    Application(PostingNumber, ApplicationState),
    /// A message of the office: 件名 and text.
    Message(&'a FreeText, &'a FreeText),
    /// The registration is set to 有効 again.
    SetValid,
}

/// What became of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A consultation or a referral is written down; this became of the validity.
    Recorded(Extension),
    /// The application stands there, or the message is sent; the person is told.
    Told,
    /// The registration is 有効 up to this day.
    Valid(Date),
    /// All of it stood there already; that somebody looked is written down.
    Already,
    /// It cannot be done. Nothing of it is written; but where there is such a person, that somebody looked is.
    Refused(Refusal),
}

/// Why a deed cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody with an open page has this 求職番号.
    NoSuchPerson,
    /// The registration is 無効, or was so on the day of the deed.
    NotInForce,
    /// There is no such posting.
    NoPosting,
    /// The posting was closed, or its 紹介期限日 was over, on the day of the deed.
    PostingNotOpen,
    /// An application of the person for this posting is running.
    AppliedAlready,
    /// The person never applied for this posting.
    NeverApplied,
    /// Offices write to 利用登録者 only (domain.md 1.1).
    OnlineRegistrant,
}

impl Office<'_> {
    /// Does a deed for the person with a 求職番号, and tells the person. Whatever becomes of it, the person can read
    /// that the office learnt how things stand: a refusal tells that, too.
    ///
    /// # Errors
    /// The database fails. When that happens after a refusal, the caller does not learn of the refusal either.
    pub async fn does(
        &self,
        store: &Store,
        number: &JobSeekerNumber,
        deed: &Deed<'_>,
    ) -> store::Result<Outcome> {
        let mut tx = store.begin().await?;
        let Some(person) = tx.hold_person_of_number(number).await? else {
            return Ok(Outcome::Refused(Refusal::NoSuchPerson));
        };
        let outcome = self.does_for(&mut tx, &person, deed).await?;
        match outcome {
            Outcome::Refused(_) => {
                // Steps before the refusal are taken back; the look is a unit of work of its own.
                drop(tx);
                tx = store.begin().await?;
                self.note_look(&mut tx, &person).await?;
            }
            Outcome::Already => self.note_look(&mut tx, &person).await?,
            Outcome::Recorded(_) | Outcome::Told | Outcome::Valid(_) => {}
        }
        tx.commit().await?;
        Ok(outcome)
    }

    async fn does_for(&self, tx: &mut Tx, person: &FoundPerson, deed: &Deed<'_>) -> store::Result<Outcome> {
        match *deed {
            Deed::Consultation(on) => self.consultation(tx, person, on).await,
            Deed::Referral(posting, on) => self.referral(tx, person, (posting, on)).await,
            Deed::Application(posting, state) => self.application(tx, person, (posting, state)).await,
            Deed::Message(subject, body) => self.message(tx, person, (subject.as_str(), body.as_str())).await,
            Deed::SetValid => self.set_valid(tx, person).await,
        }
    }
}

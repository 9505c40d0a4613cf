//! The deeds one by one, for a person who is held until the unit of work is over.

use domain::{
    clock::{Date, Timestamp, tokyo_date, tokyo_midnight},
    job_hunt::{ApplicationState, ApplicationWay, MessageSender},
    letters::{
        Letter,
        account::Sender,
        activity::ApplicationNews,
        validity::{SWITCHED_ON, VALIDITY_EXTENDED},
    },
    notice::NoticeKind,
    own_records::{CounterRole, RecordPart},
    posting::PostingNumber,
    validity::ExtendingDeed,
};
use store::{
    Extension, FoundPerson, NewApplication, NewNotice, NewOfficeDeed, NewRecordAccess, RecordOf, StateSet,
    StoredPosting, Tx,
};

use super::{Office, Outcome, Refusal, tell_of_application, tell_of_message};
use crate::{Told, notify, notify_besides};

impl Office<'_> {
    fn today(&self) -> Date {
        tokyo_date(self.now)
    }

    /// The instant for a deed of this day: now, or the beginning of a day that is over.
    fn instant_of(&self, on: Date) -> Timestamp {
        if on == self.today() { self.now } else { tokyo_midnight(on) }
    }

    fn deed(&self, person: &FoundPerson, deed: RecordPart, on: Date) -> NewOfficeDeed<'_> {
        let (office_code, done_by) = (self.code, self.done_by);
        NewOfficeDeed { account: person.account, office_code, done_by, deed, on, posting: None, state: None }
    }

    /// 相談. It is written down whatever the registration stands at.
    pub(super) async fn consultation(
        &self,
        tx: &mut Tx,
        person: &FoundPerson,
        on: Date,
    ) -> store::Result<Outcome> {
        if !tx.note_office_deed(&self.deed(person, RecordPart::Consultation, on), self.now).await? {
            return Ok(Outcome::Already);
        }
        let deed = ExtendingDeed::Consultation;
        let extension = tx.extend_validity(person.account, (deed, on), self.now).await?;
        if let Extension::Extended(last) = extension {
            let letter = self.sender().validity_extended(&person.email, deed, last);
            self.tell_of_validity(tx, person, (VALIDITY_EXTENDED, &letter)).await?;
        }
        Ok(Outcome::Recorded(extension))
    }

    /// 紹介: the application is made in the same unit of work.
    pub(super) async fn referral(
        &self,
        tx: &mut Tx,
        person: &FoundPerson,
        (posting, on): (PostingNumber, Date),
    ) -> store::Result<Outcome> {
        let mut deed = self.deed(person, RecordPart::Referral, on);
        deed.posting = Some(posting);
        let Some(stored) = tx.posting(posting).await? else {
            return Ok(Outcome::Refused(Refusal::NoPosting));
        };
        if !tx.note_office_deed(&deed, self.now).await? {
            return Ok(Outcome::Already);
        }
        if !was_open(&stored, on) {
            return Ok(Outcome::Refused(Refusal::PostingNotOpen));
        }
        let extending = (ExtendingDeed::Referral, on);
        let extension = tx.extend_validity(person.account, extending, self.now).await?;
        let valid_until = match extension {
            Extension::Extended(last) => Some(last),
            Extension::Unchanged(_) => None,
            Extension::NotInForce => return Ok(Outcome::Refused(Refusal::NotInForce)),
        };
        let (way, state) = (ApplicationWay::Referral, ApplicationState::Applied);
        let new = NewApplication { account: person.account, posting, way, state };
        if tx.add_application(&new, self.instant_of(on)).await?.is_none() {
            return Ok(Outcome::Refused(Refusal::AppliedAlready));
        }
        let news = ApplicationNews::Made { way, on, valid_until };
        tell_of_application(self.teller, tx, (person.account, posting), (news, self.now)).await?;
        if let Some(last) = valid_until {
            let letter = self.sender().validity_extended(&person.email, ExtendingDeed::Referral, last);
            let told = validity_told(person, VALIDITY_EXTENDED, &letter);
            // One deed, one mail: that of the application names the new last day.
            notify_besides(self.teller, tx, told, (NoticeKind::Application, self.now)).await?;
        }
        Ok(Outcome::Recorded(extension))
    }

    /// Where an application stands; an office may correct any (domain 6.4).
    pub(super) async fn application(
        &self,
        tx: &mut Tx,
        person: &FoundPerson,
        (posting, state): (PostingNumber, ApplicationState),
    ) -> store::Result<Outcome> {
        match tx.set_application_state((person.account, posting), state, self.now).await? {
            StateSet::Done => {}
            StateSet::Already => return Ok(Outcome::Already),
            StateSet::NeverApplied => return Ok(Outcome::Refused(Refusal::NeverApplied)),
        }
        let mut deed = self.deed(person, RecordPart::ApplicationState, self.today());
        (deed.posting, deed.state) = (Some(posting), Some(state));
        tx.note_office_deed(&deed, self.now).await?;
        let news = ApplicationNews::Changed(state);
        tell_of_application(self.teller, tx, (person.account, posting), (news, self.now)).await?;
        Ok(Outcome::Told)
    }

    /// A message of the office. The same text twice on one day is the same message.
    pub(super) async fn message(
        &self,
        tx: &mut Tx,
        person: &FoundPerson,
        (subject, body): (&str, &str),
    ) -> store::Result<Outcome> {
        if !person.kind.is_written_to_by_offices() {
            return Ok(Outcome::Refused(Refusal::OnlineRegistrant));
        }
        if !person.standing.is_in_force(self.today()) {
            return Ok(Outcome::Refused(Refusal::NotInForce));
        }
        let thread = tx.office_thread(person.account, (self.code, subject), self.now).await?;
        let since = tokyo_midnight(self.today());
        if tx.office_has_written(person.account, (thread, body), since).await? {
            return Ok(Outcome::Already);
        }
        tx.add_message(person.account, thread, (MessageSender::Office, body), self.now).await?;
        tx.note_office_deed(&self.deed(person, RecordPart::Message, self.today()), self.now).await?;
        tell_of_message(self.teller, tx, (person.account, thread), (MessageSender::Office, self.now)).await?;
        Ok(Outcome::Told)
    }

    /// 有効 again, however long it has been 無効.
    pub(super) async fn set_valid(&self, tx: &mut Tx, person: &FoundPerson) -> store::Result<Outcome> {
        let Some(last) = tx.set_valid_at_office(person.account, self.now).await? else {
            return Ok(Outcome::Already);
        };
        tx.note_office_deed(&self.deed(person, RecordPart::SetValid, self.today()), self.now).await?;
        let letter = self.sender().switched_on(&person.email, last);
        self.tell_of_validity(tx, person, (SWITCHED_ON, &letter)).await?;
        Ok(Outcome::Valid(last))
    }

    /// Nothing is changed, but somebody has learnt what stands there.
    pub(super) async fn note_look(&self, tx: &mut Tx, person: &FoundPerson) -> store::Result<()> {
        let look = NewRecordAccess {
            of: RecordOf::Account(person.account),
            office_code: self.code,
            role: CounterRole::Officer,
            seen_by: self.done_by,
            part: RecordPart::Activity,
            reason: "窓口での手続きの確認",
        };
        tx.note_record_access(&look, self.now).await
    }

    fn sender(&self) -> Sender<'_> {
        Sender { base_url: self.teller.base_url }
    }

    async fn tell_of_validity(
        &self,
        tx: &mut Tx,
        person: &FoundPerson,
        (subject, letter): (&str, &Letter),
    ) -> store::Result<()> {
        notify(self.teller, tx, validity_told(person, subject, letter), self.now).await
    }
}

/// News of a person's 有効期限, which lead to where it is shown.
fn validity_told<'a>(person: &FoundPerson, subject: &'a str, letter: &'a Letter) -> Told<'a> {
    let notice = NewNotice { kind: NoticeKind::Validity, subject, link: "/settings/validity" };
    Told { account: person.account, notice, letter }
}

/// True when people could apply on this day, whatever is so today.
fn was_open(stored: &StoredPosting, on: Date) -> bool {
    stored.posting.is_open_on(on) && stored.closed_at.is_none_or(|at| on <= tokyo_date(at))
}

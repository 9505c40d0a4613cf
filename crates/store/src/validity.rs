//! 求職の有効期限: how it stands, what lengthens it, 有効/無効.

mod reminders;

use domain::{
    clock::{Date, Timestamp, tokyo_date},
    validity::{ExtendingDeed, Standing, SwitchBack, extended},
};
use uuid::Uuid;

pub use reminders::{Reminded, ReminderWindow};

use crate::sql::{Conn, Error, Result, Tx, date, instant, micros};

/// What became of a deed that may lengthen a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// It lasts to this day now.
    Extended(Date),
    /// It lasts to this day as before: the deed does not fall into its last month, or that month was
    /// counted already.
    Unchanged(Date),
    /// It is 無効, or there is none.
    NotInForce,
}

/// What became of switching 有効/無効.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switched {
    /// Done now.
    Done,
    /// It stood so already.
    Already,
    /// Only an office may do it now, or there is no registration.
    OnlyAtOffice,
}

/// What happened to a registration's validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityChange {
    /// A deed in its last month has lengthened it.
    Extended(ExtendingDeed),
    /// The person set it to 無効.
    SwitchedOff,
    /// It was set back to 有効.
    SwitchedOn,
}

/// A line of the history of a registration's validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidityLine {
    /// When it was written down.
    pub changed_at: Timestamp,
    /// The civil day of the deed.
    pub changed_on: Date,
    /// What happened.
    pub change: ValidityChange,
    /// The last valid day after it.
    pub until_after: Date,
}

impl Conn {
    /// How the registration of an account stands; `None` without a complete one.
    ///
    /// # Errors
    /// The database fails.
    pub async fn standing(&mut self, account: Uuid) -> Result<Option<Standing>> {
        let row: Option<(String, Option<String>)> = maybe!(
            self,
            "SELECT valid_until, switched_off_on FROM job_seeker WHERE account = $1 AND number IS NOT NULL",
            account,
        );
        row.map(|(until, off)| standing(&until, off.as_deref())).transpose()
    }

    /// The same of an account whose page is open: `None` also when its person has left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn standing_of_open_page(&mut self, account: Uuid) -> Result<Option<Standing>> {
        let row: Option<(String, Option<String>)> = maybe!(
            self,
            "SELECT job_seeker.valid_until, job_seeker.switched_off_on
             FROM job_seeker JOIN account ON account.id = job_seeker.account
             WHERE job_seeker.account = $1 AND job_seeker.number IS NOT NULL AND account.state = 'open'",
            account,
        );
        row.map(|(until, off)| standing(&until, off.as_deref())).transpose()
    }

    /// What changed the validity, the newest first, at most 50.
    ///
    /// # Errors
    /// The database fails.
    pub async fn validity_history(&mut self, account: Uuid) -> Result<Vec<ValidityLine>> {
        let rows: Vec<(i64, String, String, Option<String>, String)> = all!(
            self,
            "SELECT changed_at, changed_on, change, reason, until_after FROM validity_change
             WHERE account = $1 ORDER BY changed_at DESC, id DESC LIMIT 50",
            account,
        );
        rows.into_iter()
            .map(|(at, on, word, reason, until)| {
                Ok(ValidityLine {
                    changed_at: instant(at)?,
                    changed_on: date(&on)?,
                    change: change(&word, reason.as_deref())?,
                    until_after: date(&until)?,
                })
            })
            .collect()
    }
}

pub(crate) fn standing(valid_until: &str, switched_off_on: Option<&str>) -> Result<Standing> {
    Ok(Standing { valid_until: date(valid_until)?, switched_off_on: switched_off_on.map(date).transpose()? })
}

fn change(word: &str, reason: Option<&str>) -> Result<ValidityChange> {
    match (word, reason.and_then(ExtendingDeed::from_code)) {
        ("extended", Some(deed)) => Ok(ValidityChange::Extended(deed)),
        ("switched_off", None) => Ok(ValidityChange::SwitchedOff),
        ("switched_on", None) => Ok(ValidityChange::SwitchedOn),
        _ => Err(Error::Broken("validity_change.change")),
    }
}

/// A change on its way into the history.
struct Change {
    on: Date,
    word: &'static str,
    reason: Option<&'static str>,
    before: Date,
    after: Date,
}

impl Tx {
    /// A consultation, a referral or an application on the web took place on a day: lengthens the registration
    /// by a month where the rule says so, and writes down why. Twice in a month lengthens once, however many
    /// nodes do it at the same moment.
    ///
    /// # Errors
    /// The database fails.
    pub async fn extend_validity(
        &mut self,
        account: Uuid,
        (deed, deed_on): (ExtendingDeed, Date),
        now: Timestamp,
    ) -> Result<Extension> {
        let Some(standing) = self.hold_standing(account).await? else { return Ok(Extension::NotInForce) };
        if deed != ExtendingDeed::OnlineApplication {
            self.note_use_of_office(account, deed_on).await?;
        }
        if standing.switched_off_on.is_some() || !standing.validity(deed_on).is_valid() {
            return Ok(Extension::NotInForce);
        }
        let before = standing.valid_until;
        let Some(after) = extended(before, deed_on) else { return Ok(Extension::Unchanged(before)) };
        run!(self, "UPDATE job_seeker SET valid_until = $2 WHERE account = $1", account, after.to_string());
        let reason = Some(deed.code());
        self.note_change(account, &Change { on: deed_on, word: "extended", reason, before, after }, now)
            .await?;
        Ok(Extension::Extended(after))
    }

    /// Sets the registration to 無効 from today on.
    ///
    /// # Errors
    /// The database fails.
    pub async fn switch_off(&mut self, account: Uuid, now: Timestamp) -> Result<Switched> {
        let today = tokyo_date(now);
        let Some(standing) = self.hold_standing(account).await? else { return Ok(Switched::OnlyAtOffice) };
        if !standing.is_in_force(today) {
            return Ok(Switched::Already);
        }
        run!(
            self,
            "UPDATE job_seeker SET switched_off_on = $2 WHERE account = $1",
            account,
            today.to_string()
        );
        let (before, after) = (standing.valid_until, standing.valid_until);
        let change = Change { on: today, word: "switched_off", reason: None, before, after };
        self.note_change(account, &change, now).await?;
        Ok(Switched::Done)
    }

    /// Sets the registration back to 有効: the term goes on, or after its end a new one begins
    /// ([`Standing::switched_back`]). The person does it alone, up to 12 months after the 無効日.
    ///
    /// # Errors
    /// The database fails.
    pub async fn switch_on(&mut self, account: Uuid, now: Timestamp) -> Result<Switched> {
        let today = tokyo_date(now);
        let Some(standing) = self.hold_standing(account).await? else { return Ok(Switched::OnlyAtOffice) };
        if standing.is_in_force(today) {
            return Ok(Switched::Already);
        }
        if !standing.may_switch_back(today) {
            return Ok(Switched::OnlyAtOffice);
        }
        self.set_in_force(account, standing, now).await?;
        Ok(Switched::Done)
    }

    /// As [`Tx::switch_on`], by an office, which may do it however long the registration has been 無効 (seed 002:
    /// 再求職申込み). Gives the last day that it has then; `None` when it is in force, or there is none.
    ///
    /// # Errors
    /// The database fails.
    pub async fn set_valid_at_office(&mut self, account: Uuid, now: Timestamp) -> Result<Option<Date>> {
        let today = tokyo_date(now);
        let standing = self.hold_standing(account).await?;
        let Some(standing) = standing.filter(|standing| !standing.is_in_force(today)) else {
            return Ok(None);
        };
        self.note_use_of_office(account, today).await?;
        self.set_in_force(account, standing, now).await.map(Some)
    }

    async fn set_in_force(&mut self, account: Uuid, standing: Standing, now: Timestamp) -> Result<Date> {
        let today = tokyo_date(now);
        let back = standing.switched_back(today);
        match back {
            SwitchBack::SameTerm(_) => {
                run!(self, "UPDATE job_seeker SET switched_off_on = NULL WHERE account = $1", account);
            }
            SwitchBack::NewTerm(last) => self.begin_term(account, today, last).await?,
        }
        let (before, after) = (standing.valid_until, back.valid_until());
        let change = Change { on: today, word: "switched_on", reason: None, before, after };
        self.note_change(account, &change, now).await?;
        Ok(after)
    }

    /// A new application of a day, under the same number.
    async fn begin_term(&mut self, account: Uuid, applied_on: Date, last: Date) -> Result<()> {
        run!(
            self,
            "UPDATE job_seeker SET switched_off_on = NULL, applied_on = $2, valid_until = $3,
                    page_warned = NULL, page_warned_since = NULL
             WHERE account = $1",
            account,
            applied_on.to_string(),
            last.to_string(),
        );
        Ok(())
    }

    /// How it stands, and nobody else changes it until this unit of work is over.
    pub(crate) async fn hold_standing(&mut self, account: Uuid) -> Result<Option<Standing>> {
        let row: Option<(String, Option<String>)> = maybe!(
            self,
            "UPDATE job_seeker SET saved_at = saved_at WHERE account = $1 AND number IS NOT NULL
             RETURNING valid_until, switched_off_on",
            account,
        );
        row.map(|(until, off)| standing(&until, off.as_deref())).transpose()
    }

    /// For the five years in which somebody counts as a person of an office (seed 001).
    async fn note_use_of_office(&mut self, account: Uuid, day: Date) -> Result<()> {
        run!(
            self,
            "UPDATE office_registration SET last_used_on = $2 WHERE account = $1 AND last_used_on < $2",
            account,
            day.to_string(),
        );
        Ok(())
    }

    async fn note_change(&mut self, account: Uuid, change: &Change, now: Timestamp) -> Result<()> {
        run!(
            self,
            "INSERT INTO validity_change
                 (id, account, changed_at, changed_on, change, reason, until_before, until_after)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            Uuid::now_v7(),
            account,
            micros(now),
            change.on.to_string(),
            change.word,
            change.reason,
            change.before.to_string(),
            change.after.to_string(),
        );
        Ok(())
    }
}

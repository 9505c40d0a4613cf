//! Once a day: people whose registration ends soon are told (domain.md section 10, row 1). At the end of a month
//! that is a third of all people, so they are taken batch by batch, and the mails leave spread over the day.

use domain::{
    clock::{Date, Timestamp, tokyo_date},
    letters::{account::Sender, validity::validity_reminder_subject},
    notice::NoticeKind,
    validity::{reminder_windows, validity},
};
use serde::{Deserialize, Serialize};
use site::{App, Told, notify_by_day};
use store::{
    NewNotice, Reminded, ReminderWindow, Tx,
    jobs::{Job, JobError, daily_key},
};

use crate::work::jobs::{Daily, Work};

/// People of one unit of work.
const AT_A_TIME: i64 = 100;

/// Tells people 30, 14, 3 and 0 days before their registration ends.
#[derive(Debug, Serialize, Deserialize)]
pub struct RemindOfValidity {
    /// The day it is done for.
    pub day: Date,
}

impl Job for RemindOfValidity {
    const NAME: &'static str = "remind-of-validity";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for RemindOfValidity {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for RemindOfValidity {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        let mut told = 0_usize;
        for window in windows(now) {
            let mut last = None;
            loop {
                let batch = batch(&app, &window, last.as_ref(), (AT_A_TIME, now)).await?;
                told += batch.len();
                last = batch.into_iter().last();
                if last.is_none() {
                    break;
                }
            }
        }
        tracing::info!(told, "told people whose registration ends soon");
        Ok(())
    }
}

/// The last days that are looked for today, step by step.
pub fn windows(now: Timestamp) -> impl Iterator<Item = ReminderWindow> {
    reminder_windows(tokyo_date(now)).map(|(step, from, to)| ReminderWindow { step, from, to })
}

/// One batch in one unit of work; gives whom it has looked at, nobody when there was nobody left.
///
/// # Errors
/// The database fails; nothing of the batch has happened then.
pub async fn batch(
    app: &App,
    window: &ReminderWindow,
    after: Option<&Reminded>,
    (limit, now): (i64, Timestamp),
) -> store::Result<Vec<Reminded>> {
    let people = app.store.read().await?.to_be_reminded(window, after, limit).await?;
    if people.is_empty() {
        return Ok(people);
    }
    let mut tx = app.store.begin().await?;
    for person in &people {
        if tx.note_reminder(person.account, window.step, person.valid_until).await? {
            tell(app, &mut tx, person, now).await?;
        }
    }
    tx.commit().await?;
    Ok(people)
}

async fn tell(app: &App, tx: &mut Tx, person: &Reminded, now: Timestamp) -> store::Result<()> {
    let valid = validity(person.valid_until, tokyo_date(now));
    let sender = Sender { base_url: &app.settings.base_url };
    let letter = sender.validity_reminder(&person.email, valid, person.valid_until);
    let subject = validity_reminder_subject(valid);
    let notice = NewNotice { kind: NoticeKind::Validity, subject, link: "/settings/validity" };
    notify_by_day(app, tx, Told { account: person.account, notice, letter: &letter }, now).await
}

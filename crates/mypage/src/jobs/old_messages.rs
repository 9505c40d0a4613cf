//! Once a day: messages are erased a year after they were sent (seed 002). Their people are warned 14, 7 and 1 days
//! before, by one notice and one mail a day for all of them; the mail says how many, and nothing of what they say.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    clock::{Date, Timestamp, tokyo_date, tokyo_midnight},
    forgetting::{LOSS_WARNINGS, first_day_of_messages, last_day_of_message, loss_windows},
    letters::{
        account::Sender,
        forgetting::{VanishingMessages, messages_vanish_notice},
    },
    notice::NoticeKind,
};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use site::{App, Told, notify_by_day};
use store::{
    EndingMessage, ForgettingRun, MessageWarning, NewNotice, Tx,
    jobs::{Job, JobError, daily_key},
};
use uuid::Uuid;

use crate::work::jobs::{Daily, Work};

/// Messages of one unit of work.
const AT_A_TIME: i64 = 500;

/// Warns of messages that vanish soon, and erases those whose year is over.
#[derive(Debug, Serialize, Deserialize)]
pub struct EraseOldMessages {
    /// The day it is done for.
    pub day: Date,
}

impl Job for EraseOldMessages {
    const NAME: &'static str = "erase-old-messages";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for EraseOldMessages {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for EraseOldMessages {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        while self.erase_batch(&app, AT_A_TIME, now).await? > 0 {}
        for warning in warnings(now) {
            let mut last = None;
            loop {
                last = self.warn_batch(&app, &warning, last.as_ref(), (AT_A_TIME, now)).await?;
                if last.is_none() {
                    break;
                }
            }
        }
        let mut tx = app.store.begin().await?;
        tx.end_forgetting(self.of_day(), now).await?;
        Ok(tx.commit().await?)
    }
}

impl EraseOldMessages {
    fn of_day(&self) -> ForgettingRun {
        ForgettingRun { job: Self::NAME, day: self.day }
    }

    /// Erases one batch in one unit of work; gives how many messages it had.
    ///
    /// # Errors
    /// The database fails; nothing of the batch has happened then.
    pub async fn erase_batch(&self, app: &App, limit: i64, now: Timestamp) -> store::Result<u64> {
        let mut tx = app.store.begin().await?;
        let erased = tx.erase_messages(first_instant(tokyo_date(now)), limit).await?;
        tx.record_forgetting(self.of_day(), i64::try_from(erased).unwrap_or(i64::MAX), 0).await?;
        tx.commit().await?;
        Ok(erased)
    }

    /// Warns the people of one batch of messages in one unit of work, each of all their messages that are due today;
    /// gives the last message, `None` when there was none left.
    ///
    /// # Errors
    /// The database fails; nothing of the batch has happened then.
    pub async fn warn_batch(
        &self,
        app: &App,
        warning: &MessageWarning,
        after: Option<&EndingMessage>,
        (limit, now): (i64, Timestamp),
    ) -> store::Result<Option<EndingMessage>> {
        let messages = app.store.read().await?.ending_messages(warning, after, limit).await?;
        if messages.is_empty() {
            return Ok(None);
        }
        // In one order, so that two nodes never wait for each other in a ring.
        let people: BTreeSet<Uuid> = messages.iter().map(|message| message.account).collect();
        let mut tx = app.store.begin().await?;
        let mut warned = 0;
        for account in people {
            warned += i64::from(warn(app, &mut tx, account, now).await?);
        }
        tx.record_forgetting(self.of_day(), 0, warned).await?;
        tx.commit().await?;
        Ok(messages.into_iter().last())
    }
}

/// The first instant whose messages still stand on a day.
fn first_instant(day: Date) -> Timestamp {
    tokyo_midnight(first_day_of_messages(day))
}

/// The warnings of today, with the messages that are due for each.
pub fn warnings(now: Timestamp) -> [MessageWarning; LOSS_WARNINGS.len()] {
    let in_days = |days: i64| first_instant(tokyo_date(now).saturating_add(days.days()));
    let mut windows = loss_windows();
    std::array::from_fn(|_| {
        let (step, from, to) = windows.next().unwrap_or_default();
        MessageWarning { step, from: in_days(from), before: in_days(to + 1) }
    })
}

/// One notice and one mail for all that is due for this person; false when another node has told them.
async fn warn(app: &App, tx: &mut Tx, account: Uuid, now: Timestamp) -> store::Result<bool> {
    let sent = tx.note_message_warnings(account, &warnings(now), tokyo_date(now)).await?;
    let mut days: BTreeMap<Date, u64> = BTreeMap::new();
    for at in sent {
        *days.entry(last_day_of_message(at).saturating_add(1.day())).or_default() += 1;
    }
    let days: Vec<(Date, u64)> = days.into_iter().collect();
    let Some(person) = tx.account(account).await?.filter(|_| !days.is_empty()) else { return Ok(false) };
    let reach = VanishingMessages::of(tx.standing(account).await?, tokyo_date(now));
    let letter = Sender { base_url: &app.settings.base_url }.messages_vanish(&person.email, &days, reach);
    let subject = messages_vanish_notice(&days);
    let notice = NewNotice { kind: NoticeKind::Message, subject: &subject, link: reach.path() };
    notify_by_day(app, tx, Told { account, notice, letter: &letter }, now).await?;
    Ok(true)
}

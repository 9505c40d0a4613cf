//! Once a day: messages are erased a year after they were sent (seed 002). Their people are told before by one
//! notice for all that vanish in the next weeks, and by no mail.

use domain::{
    clock::{Date, Timestamp, japanese_date, tokyo_date, tokyo_midnight},
    forgetting::{
        MESSAGES_LOOK_AHEAD, MESSAGES_TOLD_BEFORE, MESSAGES_TOLD_EVERY, first_day_of_messages,
        last_day_of_message,
    },
    notice::NoticeKind,
};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use site::App;
use store::{
    EndingMessage, ForgettingRun, NewNotice, Tx,
    jobs::{Job, JobError, daily_key},
};

use crate::work::jobs::{Daily, Work};

/// Messages of one unit of work.
const AT_A_TIME: i64 = 500;

/// Tells of messages that vanish soon, and erases those whose year is over.
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
        let mut last = None;
        loop {
            last = self.tell_batch(&app, last.as_ref(), AT_A_TIME, now).await?;
            if last.is_none() {
                break;
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

    async fn tell_batch(
        &self,
        app: &App,
        after: Option<&EndingMessage>,
        limit: i64,
        now: Timestamp,
    ) -> store::Result<Option<EndingMessage>> {
        let today = tokyo_date(now);
        let window =
            (first_instant(today), first_instant(today.saturating_add((MESSAGES_TOLD_BEFORE + 1).days())));
        let messages = app.store.read().await?.ending_messages(window, after, limit).await?;
        let mut tx = app.store.begin().await?;
        let mut told = 0;
        for message in &messages {
            told += i64::from(tell(&mut tx, message, (today, now)).await?);
        }
        tx.record_forgetting(self.of_day(), 0, told).await?;
        tx.commit().await?;
        Ok(messages.into_iter().last())
    }
}

/// The first instant whose messages still stand on a day.
fn first_instant(day: Date) -> Timestamp {
    tokyo_midnight(first_day_of_messages(day))
}

async fn tell(tx: &mut Tx, message: &EndingMessage, (today, now): (Date, Timestamp)) -> store::Result<bool> {
    let last_told_before = today.saturating_sub(MESSAGES_TOLD_EVERY.days());
    if !tx.note_message_ending(message.account, today, last_told_before).await? {
        return Ok(false);
    }
    let until = today.saturating_add(MESSAGES_LOOK_AHEAD.days());
    let count = tx.count_messages_before(message.account, first_instant(until)).await?;
    let subject = format!(
        "メッセージ{count}件が、{}から順に消去されます",
        japanese_date(last_day_of_message(message.sent_at).saturating_add(1.day()))
    );
    let notice = NewNotice { kind: NoticeKind::Message, subject: &subject, link: "/messages" };
    tx.add_notice(message.account, &notice, now).await?;
    Ok(true)
}

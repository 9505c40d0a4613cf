//! Once a day: accounts that were left are warned, and erased from day 31 on (seed 000, 3.1; security.md, Data).

use std::time::Duration;

use domain::{
    account::DAYS_TO_RETURN,
    clock::{Date, Timestamp, tokyo_date},
    forgetting::{LOSS_WARNINGS, days_to_return, loss_warning_due},
    letters::account::Sender,
    mail_hours,
};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
use site::App;
use store::{
    ForgettingRun, Tx, Withdrawn,
    jobs::{Job, JobError, daily_key},
};

use crate::work::jobs::{Daily, Work};

/// Accounts of one unit of work.
const AT_A_TIME: i64 = 100;

/// Warns people who left, and erases their accounts when they cannot come back any more.
#[derive(Debug, Serialize, Deserialize)]
pub struct EraseWithdrawn {
    /// The day it is done for.
    pub day: Date,
}

impl Job for EraseWithdrawn {
    const NAME: &'static str = "erase-withdrawn-accounts";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for EraseWithdrawn {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for EraseWithdrawn {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        let mut last = None;
        loop {
            last = self.batch(&app, last.as_ref(), AT_A_TIME, now).await?;
            if last.is_none() {
                break;
            }
        }
        let mut tx = app.store.begin().await?;
        tx.end_forgetting(self.of_day(), now).await?;
        Ok(tx.commit().await?)
    }
}

impl EraseWithdrawn {
    fn of_day(&self) -> ForgettingRun {
        ForgettingRun { job: Self::NAME, day: self.day }
    }

    /// One batch in one unit of work; gives its last account, `None` when there was none left.
    ///
    /// # Errors
    /// The database fails; nothing of the batch has happened then.
    pub async fn batch(
        &self,
        app: &App,
        after: Option<&Withdrawn>,
        limit: i64,
        now: Timestamp,
    ) -> store::Result<Option<Withdrawn>> {
        let mut conn = app.store.read().await?;
        let accounts = conn.withdrawn_accounts(old_enough(now), after, limit).await?;
        drop(conn);
        if accounts.is_empty() {
            return Ok(None);
        }
        let mut tx = app.store.begin().await?;
        let (mut forgotten, mut warned) = (0, 0);
        for account in &accounts {
            if days_to_return(account.withdrawn_at, now) < 0 {
                forgotten += i64::from(tx.erase_withdrawn(account, now).await?);
            } else {
                warned += i64::from(warn(app, &mut tx, account, now).await?);
            }
        }
        tx.record_forgetting(self.of_day(), forgotten, warned).await?;
        tx.commit().await?;
        Ok(accounts.into_iter().last())
    }
}

/// Accounts left later than this are not due for anything yet. A day earlier than the first warning, because
/// days are counted by the calendar.
fn old_enough(now: Timestamp) -> Timestamp {
    let first_warning = LOSS_WARNINGS.into_iter().max().unwrap_or(0);
    let days = u64::try_from(DAYS_TO_RETURN - first_warning - 1).unwrap_or(0);
    now - Duration::from_secs(days * 24 * 60 * 60)
}

async fn warn(app: &App, tx: &mut Tx, account: &Withdrawn, now: Timestamp) -> store::Result<bool> {
    let left = days_to_return(account.withdrawn_at, now);
    let Some(step) = loss_warning_due(left, account.warned) else { return Ok(false) };
    if !tx.note_erasure_warning(account, step).await? {
        return Ok(false);
    }
    let last_day = tokyo_date(account.withdrawn_at).saturating_add(DAYS_TO_RETURN.days());
    let sender = Sender { base_url: &app.settings.base_url };
    let (_, number) = account.id.as_u64_pair();
    let letter = sender.erasure_warning(&account.email, left, last_day);
    tx.post_later(Some(account.id), &letter, mail_hours::spread(number, now)).await?;
    Ok(true)
}

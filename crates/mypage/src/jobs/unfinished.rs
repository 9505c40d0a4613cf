//! Once a day: accounts whose 求職情報 is not complete are warned, and void after 14 days (seed 001, 2.1 ⑧).

use std::time::Duration;

use domain::{
    account::{
        DAYS_TO_COMPLETE, VOID_WARNINGS, days_to_complete, is_void, last_day_to_complete, void_warning_due,
    },
    clock::{Date, Timestamp},
    letters::account::Sender,
};
use serde::{Deserialize, Serialize};
use site::App;
use store::{
    ForgettingRun, Unfinished,
    jobs::{Job, JobError, daily_key},
};

use crate::work::jobs::{Daily, Work};

/// Accounts looked at before the next ones are read.
const AT_A_TIME: i64 = 200;

/// Warns and voids accounts without complete 求職情報.
#[derive(Debug, Serialize, Deserialize)]
pub struct VoidUnfinished {
    /// The day it is done for.
    pub day: Date,
}

impl Job for VoidUnfinished {
    const NAME: &'static str = "void-unfinished-accounts";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for VoidUnfinished {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for VoidUnfinished {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        let mut last: Option<Unfinished> = None;
        loop {
            let page = app
                .store
                .read()
                .await?
                .unfinished_accounts(old_enough(now), last.as_ref(), AT_A_TIME)
                .await?;
            for account in &page {
                warn_or_void(&app, self.run_of_day(), account, now).await?;
            }
            match page.into_iter().last() {
                Some(account) => last = Some(account),
                None => break,
            }
        }
        let mut tx = app.store.begin().await?;
        tx.end_forgetting(self.run_of_day(), now).await?;
        Ok(tx.commit().await?)
    }
}

impl VoidUnfinished {
    fn run_of_day(&self) -> ForgettingRun {
        ForgettingRun { job: Self::NAME, day: self.day }
    }
}

/// Accounts registered later than this are not due for anything yet. A day earlier than the first
/// warning, because days are counted by the calendar.
fn old_enough(now: Timestamp) -> Timestamp {
    let first_warning = VOID_WARNINGS.into_iter().max().unwrap_or(0);
    let days = u64::try_from(DAYS_TO_COMPLETE - first_warning - 1).unwrap_or(0);
    now - Duration::from_secs(days * 24 * 60 * 60)
}

/// The deed and its letter are one transaction; whoever comes second finds it done.
async fn warn_or_void(
    app: &App,
    run: ForgettingRun,
    account: &Unfinished,
    now: Timestamp,
) -> store::Result<()> {
    let sender = Sender { base_url: &app.settings.base_url };
    let mut tx = app.store.begin().await?;
    if is_void(account.registered_at, now) {
        if tx.void_account(account.id).await? {
            tx.post(&sender.voided(&account.email), now).await?;
            tx.record_forgetting(run, 1, 0).await?;
        }
    } else if let Some(days_before) = void_warning_due(account.registered_at, account.warned, now)
        && tx.note_void_warning(account.id, days_before).await?
    {
        let left = days_to_complete(account.registered_at, now);
        let last_day = last_day_to_complete(account.registered_at);
        tx.post_about(account.id, &sender.void_warning(&account.email, left, last_day), now).await?;
        tx.record_forgetting(run, 0, 1).await?;
    }
    tx.commit().await
}

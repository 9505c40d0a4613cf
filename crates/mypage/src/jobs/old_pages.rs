//! Once a day: pages whose registration has been 無効 for years are warned, and erased after five (seed 002).

use domain::{
    clock::{Date, Timestamp},
    forgetting::{days_of_page, last_day_of_page, loss_warning_due, pages_to_look_at},
    letters::{account::Sender, forgetting::PAGE_ERASURE},
    mail_hours,
    notice::NoticeKind,
};
use serde::{Deserialize, Serialize};
use site::App;
use store::{
    ForgettingRun, NewNotice, OldPage, Tx,
    jobs::{Job, JobError, daily_key},
};
use uuid::Uuid;

use crate::work::jobs::{Daily, Work};

/// Pages of one unit of work.
const AT_A_TIME: i64 = 100;

/// Warns people whose page is old, and erases pages that are older than five years of 無効.
#[derive(Debug, Serialize, Deserialize)]
pub struct EraseOldPages {
    /// The day it is done for.
    pub day: Date,
}

impl Job for EraseOldPages {
    const NAME: &'static str = "erase-old-pages";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for EraseOldPages {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for EraseOldPages {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        let mut last = None;
        loop {
            last = self.batch(&app, last, AT_A_TIME, now).await?;
            if last.is_none() {
                break;
            }
        }
        let mut tx = app.store.begin().await?;
        tx.end_forgetting(self.of_day(), now).await?;
        Ok(tx.commit().await?)
    }
}

impl EraseOldPages {
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
        after: Option<Uuid>,
        limit: i64,
        now: Timestamp,
    ) -> store::Result<Option<Uuid>> {
        let today = domain::clock::tokyo_date(now);
        let mut conn = app.store.read().await?;
        let pages = conn.old_pages((pages_to_look_at(today), today), after, limit).await?;
        drop(conn);
        let Some(last) = pages.last().map(|page| page.account) else { return Ok(None) };
        let mut tx = app.store.begin().await?;
        let (mut forgotten, mut warned) = (0, 0);
        for page in &pages {
            let Some(since) = page.standing.invalid_since(today) else { continue };
            if days_of_page(since, today) < 0 {
                forgotten += i64::from(erase(app, &mut tx, page, now).await?);
            } else {
                warned += i64::from(warn(app, &mut tx, (page, since), (today, now)).await?);
            }
        }
        tx.record_forgetting(self.of_day(), forgotten, warned).await?;
        tx.commit().await?;
        Ok(Some(last))
    }
}

async fn erase(app: &App, tx: &mut Tx, page: &OldPage, now: Timestamp) -> store::Result<bool> {
    let erased = tx.erase_page(page, now).await?;
    if erased {
        let letter = Sender { base_url: &app.settings.base_url }.page_erased(&page.email);
        tx.post_later(None, &letter, at_its_hour(page, now)).await?;
    }
    Ok(erased)
}

/// Always by mail too, whatever the person has stopped: something is lost.
async fn warn(
    app: &App,
    tx: &mut Tx,
    (page, since): (&OldPage, Date),
    (today, now): (Date, Timestamp),
) -> store::Result<bool> {
    let left = days_of_page(since, today);
    let Some(step) = loss_warning_due(left, page.warned) else { return Ok(false) };
    if !tx.note_page_warning(page, step, today).await? {
        return Ok(false);
    }
    let notice = NewNotice { kind: NoticeKind::Validity, subject: PAGE_ERASURE, link: "/settings/validity" };
    tx.add_notice(page.account, &notice, now).await?;
    let sender = Sender { base_url: &app.settings.base_url };
    let letter = sender.page_warning(&page.email, left, last_day_of_page(since));
    tx.post_later(Some(page.account), &letter, at_its_hour(page, now)).await?;
    Ok(true)
}

fn at_its_hour(page: &OldPage, now: Timestamp) -> Timestamp {
    let (_, number) = page.account.as_u64_pair();
    mail_hours::spread(number, now)
}

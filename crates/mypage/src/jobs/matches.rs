//! Once a day: people are told how many new postings fit their saved searches. The new postings are gathered once;
//! then everybody whose registration is in force is asked about, batch by batch.
//!
//! Nobody is told twice: a person is claimed for the day, and each search remembers how far it was told, in the
//! unit of work that holds the notice and the mail. So a run that broke off is begun again from its first person.

mod fresh;

use std::sync::Arc;

use domain::{
    account::AccountState,
    clock::{Date, Timestamp, tokyo_date},
    letters::account::Sender,
    matches::{MOST_NEW_POSTINGS, NewMatches, matches_subject},
    notice::NoticeKind,
    search_query::{SearchQuery, Sort},
};
use seeker::search::{address, read_conditions};
use serde::{Deserialize, Serialize};
use site::{App, Told, notify_by_day};
use store::{
    NewNotice, Tx, WatchedSearch, Watcher,
    jobs::{Job, JobError, daily_key},
};
use uuid::Uuid;

pub use self::fresh::Fresh;
use self::fresh::computing;
use crate::work::jobs::{Daily, Work};

/// Saved searches of one unit of work.
const AT_A_TIME: i64 = 200;
/// Where several searches that have something new can be chosen from.
const ALL_SEARCHES: &str = "/search/saved";

/// Tells people of new postings that fit their saved searches.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellMatches {
    /// The day it is done for.
    pub day: Date,
}

impl Job for TellMatches {
    const NAME: &'static str = "tell-matches";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for TellMatches {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for TellMatches {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        // The day on which it is done: of two jobs that waited for the same service the second has nothing to do.
        let today = tokyo_date(now);
        let Some(fresh) = begin(&app, today).await? else { return Ok(()) };
        let mut told = 0;
        let mut last = (!fresh.is_empty()).then(Uuid::nil);
        while let Some(after) = last {
            let batch = batch(&app, &fresh, after, (AT_A_TIME, now)).await?;
            told += batch.told;
            last = batch.last;
        }
        let mut tx = app.store.begin().await?;
        tx.end_match_run(today, now).await?;
        tx.commit().await?;
        tracing::info!(told, "told people of new postings that fit their saved searches");
        Ok(())
    }
}

/// Gathers what is new on a day; `None` when everybody was told of it.
///
/// # Errors
/// The database does not answer, or the new postings cannot be searched.
pub async fn begin(app: &App, today: Date) -> Result<Option<Arc<Fresh>>, JobError> {
    let mut tx = app.store.begin().await?;
    let run = tx.begin_match_run(today, MOST_NEW_POSTINGS).await?;
    tx.commit().await?;
    match run {
        Some(run) => Ok(Some(Fresh::gather(app, run).await?)),
        None => Ok(None),
    }
}

/// What became of one batch.
#[derive(Debug)]
pub struct Batch {
    /// The last person who was looked at; `None` when nobody was left.
    pub last: Option<Uuid>,
    /// How many were told.
    pub told: usize,
}

/// One batch: people behind an account, with `limit` searches together. They are told in one unit of work.
///
/// # Errors
/// The database fails, or the new postings cannot be searched; nothing of the batch has happened then.
pub async fn batch(
    app: &App,
    fresh: &Arc<Fresh>,
    after: Uuid,
    (limit, now): (i64, Timestamp),
) -> Result<Batch, JobError> {
    let found = find(app, fresh, after, (limit, tokyo_date(now))).await?;
    Ok(Batch { last: found.last, told: tell_all(app, fresh, &found, now).await? })
}

/// What is new for the people of one batch.
pub struct Found {
    last: Option<Uuid>,
    news: Vec<News>,
}

/// The first half of a [`batch`]: what is new for whom. Nothing is written.
///
/// # Errors
/// The database fails, or the new postings cannot be searched.
pub async fn find(
    app: &App,
    fresh: &Arc<Fresh>,
    after: Uuid,
    (limit, today): (i64, Date),
) -> Result<Found, JobError> {
    let watchers = app.store.read().await?.watchers(today, after, limit).await?;
    let last = watchers.last().map(|watcher| watcher.account);
    let asked = fresh.clone();
    let news = computing(move || news_of(&asked, watchers, today)).await?;
    Ok(Found { last, news })
}

/// The second half, which may come much later: people are told as they stand now. Gives how many.
///
/// # Errors
/// The database fails; nobody is told then.
pub async fn tell_all(app: &App, fresh: &Fresh, found: &Found, now: Timestamp) -> Result<usize, JobError> {
    let mut told = 0;
    if !found.news.is_empty() {
        let mut tx = app.store.begin().await?;
        for one in &found.news {
            told += usize::from(tell(app, &mut tx, one, (fresh.run().upto, now)).await?);
        }
        tx.commit().await?;
    }
    Ok(told)
}

/// Somebody for whom something is new.
struct News {
    account: Uuid,
    /// The searches that found something, and how many.
    found: Vec<(WatchedSearch, SearchQuery, usize)>,
}

fn news_of(fresh: &Fresh, watchers: Vec<Watcher>, today: Date) -> search::Result<Vec<News>> {
    let mut news = Vec::new();
    for Watcher { account, searches } in watchers {
        let mut found = Vec::new();
        for search in searches {
            let query = read_conditions(&search.query).sorted(Sort::Newest);
            let count = fresh.count(&query, search.told_seq, today)?;
            if count > 0 {
                found.push((search, query, count));
            }
        }
        if !found.is_empty() {
            news.push(News { account, found });
        }
    }
    Ok(news)
}

/// Tells one person, unless that was done today, the person has left, or there is nothing left to tell because
/// the searches were changed meanwhile. The address is the one of this moment.
async fn tell(app: &App, tx: &mut Tx, news: &News, (upto, now): (i64, Timestamp)) -> store::Result<bool> {
    if !tx.claim_matches(news.account, tokyo_date(now)).await? {
        return Ok(false);
    }
    let person = tx.account(news.account).await?.filter(|account| account.state == AccountState::Open);
    let Some(person) = person else { return Ok(false) };
    let mut found = Vec::new();
    let mut link = None;
    for (search, query, count) in &news.found {
        if tx.note_matches(news.account, search, upto).await? {
            found.push(NewMatches { name: search.name.clone(), count: *count });
            // One search is opened at once; several are chosen from.
            link = Some(if link.is_none() { address(query) } else { ALL_SEARCHES.to_owned() });
        }
    }
    let (Some(subject), Some(link)) = (matches_subject(&found), link) else { return Ok(false) };
    let sender = Sender { base_url: &app.settings.base_url };
    let letter = sender.new_matches(&person.email, &found);
    let notice = NewNotice { kind: NoticeKind::Match, subject: &subject, link: &link };
    notify_by_day(app, tx, Told { account: news.account, notice, letter: &letter }, now).await?;
    Ok(true)
}

//! New postings that fit saved searches: what is new on a day, whose searches are asked, and who was told.

use domain::{
    clock::{Date, Timestamp},
    posting::Posting,
};
use uuid::Uuid;

use crate::{
    postings::read,
    saved_searches::position,
    sql::{Conn, Error, Result, Tx, micros},
};

/// The part of the line of changes that is new on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchRun {
    /// Postings that came after this place …
    pub after: i64,
    /// … and not after this one.
    pub upto: i64,
}

/// A posting that came in a [`MatchRun`] and is not closed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPosting {
    /// Where it came in the line of changes.
    pub seq: i64,
    /// All that was imported.
    pub posting: Posting,
}

/// Somebody whose registration is in force and who has saved searches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watcher {
    /// Who.
    pub account: Uuid,
    /// What is looked for, in the order of the places.
    pub searches: Vec<WatchedSearch>,
}

/// A saved search with how far its person was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedSearch {
    /// Its place, 1 to 3.
    pub position: u8,
    /// 保存した条件名
    pub name: String,
    /// The query of its address, normalised.
    pub query: String,
    /// New are the postings that came after this place in the line of changes.
    pub told_seq: i64,
}

impl Conn {
    /// The postings of a run in the order in which they came, `limit` at most after a place.
    ///
    /// # Errors
    /// The database fails.
    pub async fn new_postings(&mut self, run: MatchRun, after: i64, limit: i64) -> Result<Vec<NewPosting>> {
        let rows: Vec<(i64, String)> = all!(
            self,
            "SELECT first_seq, content FROM posting
             WHERE first_seq > $1 AND first_seq <= $2 AND closed_at IS NULL ORDER BY first_seq LIMIT $3",
            after.max(run.after),
            run.upto,
            limit,
        );
        rows.into_iter().map(|(seq, content)| Ok(NewPosting { seq, posting: read(&content)? })).collect()
    }

    /// People whose registration is in force on a day, who were not told on it and who have saved searches, in a
    /// fixed order after an account. `limit` counts searches and is at least 4, so that somebody's three are
    /// always together; nobody when nobody is left.
    ///
    /// # Errors
    /// The database fails.
    pub async fn watchers(&mut self, day: Date, after: Uuid, limit: i64) -> Result<Vec<Watcher>> {
        let limit = limit.max(4);
        let rows: Vec<(Uuid, i64, String, String, i64)> = all!(
            self,
            "SELECT s.account, s.position, s.name, s.query, s.told_seq
             FROM saved_search s JOIN job_seeker j ON j.account = s.account JOIN account a ON a.id = s.account
             WHERE s.account > $1 AND j.number IS NOT NULL AND a.state = 'open'
               AND j.switched_off_on IS NULL AND j.valid_until >= $2
               AND (j.matched_on IS NULL OR j.matched_on < $2)
             ORDER BY s.account, s.position LIMIT $3",
            after,
            day.to_string(),
            limit,
        );
        let full = i64::try_from(rows.len()) == Ok(limit);
        let mut watchers: Vec<Watcher> = Vec::new();
        for (account, place, name, query, told_seq) in rows {
            let search = WatchedSearch { position: position(place)?, name, query, told_seq };
            match watchers.last_mut().filter(|last| last.account == account) {
                Some(last) => last.searches.push(search),
                None => watchers.push(Watcher { account, searches: vec![search] }),
            }
        }
        if full {
            // The last one's searches may go on behind the limit; the next batch has them all.
            watchers.pop();
        }
        Ok(watchers)
    }
}

impl Tx {
    /// Begins the run of a day, or goes on with one that broke off; `None` when it has ended. It begins where the
    /// latest run that ended has ended. Of more than `most` new postings the newest are taken.
    ///
    /// # Errors
    /// The database fails.
    pub async fn begin_match_run(&mut self, day: Date, most: i64) -> Result<Option<MatchRun>> {
        run!(
            self,
            "INSERT INTO match_run (day, after_seq, upto_seq)
             SELECT $1, COALESCE((SELECT MAX(upto_seq) FROM match_run WHERE ended_at IS NOT NULL), 0), seq
             FROM posting_change_counter WHERE one = 1
             ON CONFLICT (day) DO NOTHING",
            day.to_string(),
        );
        let row: Option<(i64, i64, Option<i64>)> = maybe!(
            self,
            "SELECT after_seq, upto_seq, ended_at FROM match_run WHERE day = $1",
            day.to_string(),
        );
        let (after, upto, ended_at) = row.ok_or(Error::Broken("match_run"))?;
        if ended_at.is_some() {
            return Ok(None);
        }
        let too_many: Option<(i64,)> = maybe!(
            self,
            "SELECT first_seq FROM posting WHERE first_seq > $1 AND first_seq <= $2
             ORDER BY first_seq DESC LIMIT 1 OFFSET $3",
            after,
            upto,
            most,
        );
        Ok(Some(MatchRun { after: too_many.map_or(after, |(seq,)| seq), upto }))
    }

    /// The run of a day has reached everybody.
    ///
    /// # Errors
    /// The database fails.
    pub async fn end_match_run(&mut self, day: Date, now: Timestamp) -> Result<()> {
        run!(
            self,
            "UPDATE match_run SET ended_at = $2 WHERE day = $1 AND ended_at IS NULL",
            day.to_string(),
            micros(now)
        );
        Ok(())
    }

    /// Notes that a person is told on a day. False when the person was told on it already, perhaps by another
    /// node, or the registration is no longer in force.
    ///
    /// # Errors
    /// The database fails.
    pub async fn claim_matches(&mut self, account: Uuid, day: Date) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE job_seeker SET matched_on = $2
             WHERE account = $1 AND (matched_on IS NULL OR matched_on < $2)
               AND switched_off_on IS NULL AND valid_until >= $2
               AND EXISTS (SELECT 1 FROM account WHERE id = $1 AND state = 'open')",
            account,
            day.to_string(),
        );
        Ok(touched > 0)
    }

    /// Notes how far a person was told about a search. False when the search was changed or deleted meanwhile.
    ///
    /// # Errors
    /// The database fails.
    pub async fn note_matches(&mut self, account: Uuid, told: &WatchedSearch, upto: i64) -> Result<bool> {
        let touched = run!(
            self,
            "UPDATE saved_search SET told_seq = $5
             WHERE account = $1 AND position = $2 AND query = $3 AND told_seq = $4",
            account,
            i64::from(told.position),
            told.query.as_str(),
            told.told_seq,
            upto,
        );
        Ok(touched > 0)
    }
}

//! Once a day: what has had its time is forgotten.

use std::time::Duration;

use domain::{
    clock::{Date, Timestamp, tokyo_date},
    own_records::sign_ins_kept_since,
    sign_on::{CONSENT, EVENTS_KEPT, JOURNEY},
};
use serde::{Deserialize, Serialize};
use site::{App, FORM_WAITS};
use store::jobs::{Job, JobError, daily_key};

use crate::work::jobs::{Daily, Work};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Letters that were sent, or given up, and jobs that ended: long enough for questions about them.
const RECORDS: u32 = 30;
/// Sessions live twelve hours at most, 認証キー fifty minutes.
const SHORT_LIVED: u32 = 2;
/// Sign-ins that are forgotten in one unit of work, so that the writer is free again soon.
const SIGN_INS_AT_ONCE: i64 = 5_000;

/// Forgets old letters, jobs, sessions, parked forms, keys, counters, and what was left of sign-ons.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tidy {
    /// The day it is done for.
    pub day: Date,
}

impl Job for Tidy {
    const NAME: &'static str = "tidy";

    fn key(&self) -> Option<String> {
        Some(daily_key(Self::NAME, self.day))
    }
}

impl Daily for Tidy {
    fn of(day: Date) -> Self {
        Self { day }
    }
}

impl Work for Tidy {
    async fn run(self, app: App) -> Result<(), JobError> {
        let now = app.clock.now();
        let mut tx = app.store.begin().await?;
        let letters = tx.forget_letters_before(now - DAY * RECORDS).await?;
        let jobs = tx.forget_jobs_before(now - DAY * RECORDS).await?;
        let sessions = tx.forget_sessions(now - DAY * SHORT_LIVED).await?;
        // They hold what people typed and what their cards said: not longer than they are shown.
        let forms = tx.forget_parked_forms(now - FORM_WAITS).await?;
        let keys = tx.forget_verifications(now - DAY * SHORT_LIVED).await?;
        let changes = tx.forget_address_changes(now - DAY * SHORT_LIVED).await?;
        let guards = tx.forget_login_guards(now).await?;
        let numbers = tx.forget_number_tries(tokyo_date(now)).await?;
        let sign_ons = tx.forget_journeys(now - JOURNEY.max(CONSENT)).await?;
        let second_steps = tx.forget_second_steps(now).await?;
        let passkey_ceremonies = tx.forget_passkey_ceremonies(now).await?;
        let events = tx.forget_security_events(now - EVENTS_KEPT).await?;
        tx.commit().await?;
        let sign_ins = forget_sign_ins(&app, SIGN_INS_AT_ONCE, now).await?;
        tracing::info!(
            letters,
            jobs,
            sessions,
            forms,
            keys,
            changes,
            guards,
            numbers,
            sign_ins,
            sign_ons,
            second_steps,
            passkey_ceremonies,
            events,
            "forgot what has had its time"
        );
        Ok(())
    }
}

/// Forgets the sign-ins that have had their time: so many at once, each time in a unit of work of its own, until
/// none is left. Gives how many there were.
///
/// # Errors
/// The database fails; what was forgotten until then stays forgotten.
pub async fn forget_sign_ins(app: &App, at_once: i64, now: Timestamp) -> store::Result<u64> {
    let mut forgotten = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let some = tx.forget_sign_ins(sign_ins_kept_since(now), at_once).await?;
        tx.commit().await?;
        forgotten += some;
        if some < at_once.unsigned_abs() {
            return Ok(forgotten);
        }
    }
}

//! Turns at setting paper (PDF). Anybody may ask for a 求人票 on paper, and each takes a processor for some
//! milliseconds: one address asks for so many a minute, and so many are set at once.

use std::{sync::Arc, time::Duration};

use axum::{extract::FromRequestParts, http::request::Parts};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{App, ClientAddress, Problem};

/// Papers that one network address may ask for in a minute.
pub(crate) const PAPERS_A_MINUTE: u32 = 60;
/// Papers that are set at once on a node.
const AT_ONCE: usize = 2;
/// How long a request waits for its turn before it is told that the node is busy.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The turns of a node.
#[derive(Clone, Debug)]
pub(crate) struct PaperTurns(Arc<Semaphore>);

impl Default for PaperTurns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// Proof that the request was counted and is not one too many; with it one waits for a turn.
#[derive(Clone, Copy, Debug)]
pub struct PaperAsked(());

/// A turn at setting one paper. Whatever sets the paper holds it to the end, also when nobody waits any more.
#[derive(Debug)]
pub struct PaperTurn(#[expect(dead_code, reason = "held, never read")] OwnedSemaphorePermit);

impl FromRequestParts<App> for PaperAsked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(address) = ClientAddress::from_request_parts(parts, app).await;
        if !app.throttle.allow_paper(address.0) {
            return Err(Problem::TooMany);
        }
        Ok(Self(()))
    }
}

impl PaperAsked {
    /// Waits for a turn.
    ///
    /// # Errors
    /// None came within five seconds.
    pub async fn turn(self, app: &App) -> Result<PaperTurn, Problem> {
        app.throttle.paper_turns().take(LONGEST_WAIT).await
    }
}

impl PaperTurns {
    async fn take(&self, longest: Duration) -> Result<PaperTurn, Problem> {
        let turn = tokio::time::timeout(longest, Arc::clone(&self.0).acquire_owned()).await;
        turn.map_err(Problem::busy)?.map(PaperTurn).map_err(Problem::busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_finds_no_turn_is_told_that_the_node_is_busy_and_the_next_free_one_is_taken() {
        let turns = PaperTurns::default();
        let one = turns.take(LONGEST_WAIT).await.unwrap();
        let _other = turns.take(LONGEST_WAIT).await.unwrap();
        assert!(matches!(turns.take(Duration::ZERO).await, Err(Problem::Busy { .. })));
        drop(one);
        turns.take(Duration::ZERO).await.unwrap();
    }
}

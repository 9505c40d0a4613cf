//! Letters leave the outbox.

use std::time::Duration;

use adapters::mail::{Outgoing, SendError};
use domain::letters::Letter;
use store::outbox::ClaimedLetter;
use tokio::task::JoinSet;

use super::Round;
use crate::setup::Setup;

/// Letters in hand at a time; they are sent side by side.
const IN_HAND: i64 = 8;
/// How often, and after which wait, a worker tries to note what became of a letter while the
/// database is away. Together less than the life of a claim.
const NOTING: (u32, Duration) = (15, Duration::from_secs(3));

/// Takes the letters that are due, sends them, and notes what became of each.
///
/// # Errors
/// The database does not answer.
pub async fn send_due(setup: &Setup) -> anyhow::Result<Round> {
    let app = &setup.app;
    let now = app.clock.now();
    if !app.store.read().await?.letters_are_due(now).await? {
        return Ok(Round::Idle);
    }
    let mut tx = app.store.begin().await?;
    let letters = tx.claim_letters(IN_HAND, now).await?;
    tx.commit().await?;
    let mut sending = JoinSet::new();
    for letter in letters {
        let setup = setup.clone();
        sending.spawn(async move { send_one(&setup, &letter).await });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    Ok(Round::Busy)
}

async fn send_one(setup: &Setup, claimed: &ClaimedLetter) -> store::Result<()> {
    let id = claimed.id.to_string();
    let letter = Letter {
        to: claimed.recipient.clone(),
        subject: claimed.subject.clone(),
        body: claimed.body.clone(),
    };
    let outgoing = Outgoing {
        id: &id,
        letter: &letter,
        date: setup.app.clock.now(),
        stop_address: claimed.stop_address.as_deref(),
    };
    let outcome = setup.mailer.send(outgoing).await;
    let (tries, pause) = NOTING;
    let mut noted = note(setup, claimed, &outcome).await;
    for _ in 1..tries {
        if noted.is_ok() {
            break;
        }
        tokio::time::sleep(pause).await;
        noted = note(setup, claimed, &outcome).await;
    }
    noted
}

async fn note(setup: &Setup, letter: &ClaimedLetter, outcome: &Result<(), SendError>) -> store::Result<()> {
    let now = setup.app.clock.now();
    let mut tx = setup.app.store.begin().await?;
    let word = match outcome {
        Ok(()) => {
            tx.letter_was_sent(letter, now).await?;
            "sent"
        }
        Err(SendError::TryAgain(reason)) => {
            let given_up = tx.letter_failed(letter, reason, now).await?;
            if given_up { "undeliverable" } else { "postponed" }
        }
        Err(SendError::Never(reason)) => {
            tx.letter_is_undeliverable(letter, reason).await?;
            "undeliverable"
        }
    };
    tx.commit().await?;
    metrics::counter!("mypage_letters_total", "outcome" => word).increment(1);
    match outcome {
        Ok(()) => tracing::info!(letter = %letter.id, tries = letter.tries, "letter sent"),
        Err(reason) => {
            tracing::warn!(letter = %letter.id, tries = letter.tries, %reason, outcome = word, "letter not sent");
        }
    }
    Ok(())
}

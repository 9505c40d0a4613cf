//! Password hashing: Argon2id with a keyed step, versioned, and never more at once than memory allows.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::secrets::{NoRandomness, SecretKey};

/// How long a login waits for its turn before it is told to come back.
const WAIT: Duration = Duration::from_secs(10);
/// Longest password that is hashed at all, in bytes: 128 characters of up to 4 bytes.
const LONGEST: usize = 512;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
    pub const RECOMMENDED: Self = Self { memory: 19 * 1024, passes: 2 };
    /// As cheap as the algorithm allows, for tests only.
    pub const CHEAPEST: Self = Self { memory: 8, passes: 1 };
}

/// Why a password could not be hashed or verified. Never: because it is wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too many hashes are in flight.
    #[error("too many passwords are being hashed at once")]
    Busy,
    /// The machine has no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The library refused.
    #[error("hashing failed: {0}")]
    Hashing(String),
}

/// Hashes and verifies passwords. Cheap to clone; clones share the limit.
#[derive(Clone)]
pub struct Hasher {
    key: SecretKey,
    cost: Cost,
    at_once: usize,
    turns: Arc<Semaphore>,
    nobody: Arc<str>,
    done: Arc<Counts>,
}

/// What a hasher and its clones have done since they were made.
#[derive(Default)]
struct Counts {
    asked: AtomicU64,
    evaluated: AtomicU64,
}

impl Hasher {
    /// A hasher that works on at most `at_once` passwords at a time (19 MiB each).
    ///
    /// # Errors
    /// The cost is out of range, or there is no randomness.
    pub fn new(key: SecretKey, cost: Cost, at_once: usize) -> Result<Self, Error> {
        let at_once = at_once.max(1);
        let turns = Arc::new(Semaphore::new(at_once));
        // Compared against when there is no account, so that the answer takes as long.
        let nobody = hash(&key, cost, &crate::secrets::token()?)?.into();
        Ok(Self { key, cost, at_once, turns, nobody, done: Arc::default() })
    }

    /// How many passwords have been hashed or verified since the start. For tests and figures: work that
    /// an answer took, told without a clock.
    pub fn evaluated(&self) -> u64 {
        self.done.evaluated.load(Ordering::SeqCst)
    }

    /// How many of those that asked have not been worked on yet, or gave up waiting. For tests.
    pub fn unanswered(&self) -> u64 {
        self.done.asked.load(Ordering::SeqCst).saturating_sub(self.evaluated())
    }

    /// Takes every turn until the result is dropped, so that everybody else waits. For tests.
    ///
    /// # Errors
    /// [`Error::Busy`] when the turns are gone for good.
    pub async fn occupy(&self) -> Result<OwnedSemaphorePermit, Error> {
        let all = u32::try_from(self.at_once).unwrap_or(u32::MAX);
        self.turns.clone().acquire_many_owned(all).await.map_err(|_| Error::Busy)
    }

    /// Hashes a password for keeping.
    ///
    /// # Errors
    /// [`Error::Busy`] when there was no turn in time.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let (key, cost, password) = (self.key.clone(), self.cost, password.to_owned());
        self.in_turn(move || hash(&key, cost, &password)).await
    }

    /// True when the password is the one of `kept`. With `None` the work is the same and the answer no.
    ///
    /// # Errors
    /// [`Error::Busy`] when there was no turn in time.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> Result<bool, Error> {
        let known = kept.is_some() && password.len() <= LONGEST;
        let kept: Arc<str> = kept.map_or_else(|| self.nobody.clone(), Into::into);
        let password = if password.len() <= LONGEST { password.to_owned() } else { String::new() };
        let (key, cost) = (self.key.clone(), self.cost);
        let right = self.in_turn(move || verify(&key, cost, &password, &kept)).await?;
        Ok(right && known)
    }

    /// True when a kept hash was made with other costs than today's and should be made anew.
    pub fn is_outdated(&self, kept: &str) -> bool {
        let wanted = format!("m={},t={},p=1", self.cost.memory, self.cost.passes);
        !kept.contains(&wanted)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.done.asked.fetch_add(1, Ordering::SeqCst);
        let turn = tokio::time::timeout(WAIT, self.turns.clone().acquire_owned())
            .await
            .map_err(|_| Error::Busy)?
            .map_err(|_| Error::Busy)?;
        let done = self.done.clone();
        tokio::task::spawn_blocking(move || {
            let result = work();
            done.evaluated.fetch_add(1, Ordering::SeqCst);
            drop(turn);
            result
        })
        .await
        .map_err(|error| Error::Hashing(error.to_string()))?
    }
}

fn argon2(key: &SecretKey, cost: Cost) -> Result<Argon2<'_>, Error> {
    let params =
        Params::new(cost.memory, cost.passes, 1, None).map_err(|error| Error::Hashing(error.to_string()))?;
    Argon2::new_with_secret(key.bytes(), Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|error| Error::Hashing(error.to_string()))
}

fn hash(key: &SecretKey, cost: Cost, password: &str) -> Result<String, Error> {
    let salt = crate::secrets::random::<16>()?;
    let hash = argon2(key, cost)?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| Error::Hashing(error.to_string()))?;
    Ok(hash.to_string())
}

fn verify(key: &SecretKey, cost: Cost, password: &str, kept: &str) -> Result<bool, Error> {
    let kept = PasswordHash::new(kept).map_err(|error| Error::Hashing(error.to_string()))?;
    Ok(argon2(key, cost)?.verify_password(password.as_bytes(), &kept).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hasher(secret: char) -> Hasher {
        let key = SecretKey::from_text(&secret.to_string().repeat(32)).unwrap();
        Hasher::new(key, Cost::CHEAPEST, 2).unwrap()
    }

    #[tokio::test]
    async fn the_right_password_is_right_and_every_other_is_wrong() {
        let hasher = hasher('x');
        let kept = hasher.hash("kmtq#482").await.unwrap();
        assert!(hasher.verify("kmtq#482", Some(&kept)).await.unwrap());
        for wrong in ["kmtq#483", "kmtq#482 ", " kmtq#482", "KMTQ#482", "", &"kmtq#482".repeat(100)] {
            assert!(!hasher.verify(wrong, Some(&kept)).await.unwrap(), "{wrong}");
        }
        assert!(!hasher.verify("kmtq#482", None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_of_more_than_512_bytes_is_not_hashed_even_if_it_were_the_right_one() {
        let hasher = hasher('x');
        for (length, is_right) in [(512, true), (513, false)] {
            let password = "a".repeat(length);
            let kept = hasher.hash(&password).await.unwrap();
            assert_eq!(hasher.verify(&password, Some(&kept)).await.unwrap(), is_right, "{length}");
        }
    }

    #[tokio::test]
    async fn every_answer_takes_one_hash_whether_there_is_somebody_or_not() {
        let hasher = hasher('x');
        let kept = hasher.hash("kmtq#482").await.unwrap();
        assert_eq!(hasher.evaluated(), 1);
        for (password, kept) in [
            ("kmtq#482", Some(kept.as_str())),
            ("kmtq#483", Some(&kept)),
            ("kmtq#482", None),
            (&"kmtq#482".repeat(100), Some(&kept)),
        ] {
            let before = hasher.evaluated();
            hasher.verify(password, kept).await.unwrap();
            assert_eq!(hasher.evaluated() - before, 1, "{password} {kept:?}");
        }
        assert_eq!(hasher.unanswered(), 0);
    }

    #[tokio::test]
    async fn the_recommended_cost_is_that_of_owasp() {
        let key = SecretKey::from_text(&"x".repeat(32)).unwrap();
        let hasher = Hasher::new(key, Cost::RECOMMENDED, 1).unwrap();
        let kept = hasher.hash("kmtq#482").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
    }

    #[tokio::test]
    async fn a_stolen_hash_is_of_no_use_without_the_secret_of_the_installation() {
        let kept = hasher('x').hash("kmtq#482").await.unwrap();
        assert!(!hasher('y').verify("kmtq#482", Some(&kept)).await.unwrap());
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ_and_do_not_contain_it() {
        let hasher = hasher('x');
        let (one, other) = (hasher.hash("kmtq#482").await.unwrap(), hasher.hash("kmtq#482").await.unwrap());
        assert_ne!(one, other);
        assert!(one.starts_with("$argon2id$v=19$") && !one.contains("kmtq"));
    }

    #[tokio::test]
    async fn no_more_passwords_are_worked_on_at_once_than_there_are_turns() {
        let hasher = hasher('x');
        let turns = hasher.turns.clone().acquire_many_owned(2).await.unwrap();
        let other = hasher.clone();
        let mut waiting = tokio::spawn(async move { other.verify("kmtq#482", None).await });
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!waiting.is_finished(), "it waits for its turn");
        drop(turns);
        assert!(!(&mut waiting).await.unwrap().unwrap());
    }

    #[tokio::test]
    async fn hashes_of_other_costs_are_outdated_but_still_verify() {
        let cheap = hasher('x');
        let dearer = Hasher::new(cheap.key.clone(), Cost { memory: 16, passes: 1 }, 1).unwrap();
        let kept = cheap.hash("kmtq#482").await.unwrap();
        assert!(!cheap.is_outdated(&kept));
        assert!(dearer.is_outdated(&kept));
        assert!(dearer.verify("kmtq#482", Some(&kept)).await.unwrap());
    }
}

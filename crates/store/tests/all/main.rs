//! One binary for all tests of the store, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod activity;
mod address_changes;
mod faults;
mod job_seekers;
mod jobs;
mod matches;
mod notices;
mod outbox;
mod postings;
mod reference;
mod second_steps;
mod sign_on;
mod upgrade;
mod validity;
mod verifications;

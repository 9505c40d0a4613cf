//! Pages of the job seeker's realm, in process, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod account;
mod activity;
mod card;
mod foreign;
mod parked;
mod portal;
mod profile;
mod reading;
mod routes;
mod search;
mod seeds;
mod settings;
mod sign_in;
mod standin;
mod validity;
mod wording;

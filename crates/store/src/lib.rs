//! The database of the service. Every statement is written once, in the SQL that SQLite and
//! PostgreSQL share; the `statements` test prepares each of them on both.
//!
//! Reads are methods of [`Conn`], writes are methods of [`Tx`], which reads as well.
#![cfg_attr(test, expect(unsafe_code, reason = "the list of statements is a link section"))]

#[macro_use]
mod sql;
#[macro_use]
mod many;

mod accounts;
mod job_seekers;
pub mod jobs;
mod login_guards;
pub mod outbox;
pub mod postings;
mod probe;
pub mod reference;
mod schema;
mod sessions;
mod sign_on;
#[cfg(test)]
mod statements;
mod verifications;

pub use accounts::{Account, Unfinished};
pub use job_seekers::{
    Added, AddressRegistration, BasicChange, ChangeDeed, Completion, CounterEntry, CounterRegistration,
    Entry, EntryList, JobSeeker, JobSeekerRegistration, OfficeRegistration, ProfileDetails, SavedDetails,
};
pub use postings::{ChangedPosting, PostingPosition, PutCounts, StoredPosting};
pub use schema::Schema;
pub use sessions::{FoundSession, NewSession, PARKED_FORMS, SessionLine};
pub use sign_on::{Consent, EndedJourney, NewJourney, PortalLink, Replaced};
pub use sql::{Conn, Error, Result, Store, Tx};
pub use verifications::{NewVerification, Verification};

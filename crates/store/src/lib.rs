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
mod address_changes;
mod applications;
mod factors;
mod favourites;
mod forgetting;
mod home;
mod job_seekers;
pub mod jobs;
mod login_guards;
mod matches;
mod messages;
pub mod my_data;
mod notices;
mod number_tries;
mod offers;
mod office_deeds;
pub mod outbox;
mod own_lists;
mod own_records;
mod passkeys;
pub mod postings;
mod probe;
pub mod reference;
mod saved_searches;
mod schema;
mod second_steps;
mod seen_postings;
mod sessions;
mod sign_on;
#[cfg(test)]
mod statements;
mod validity;
mod verifications;

pub use accounts::{Account, Unfinished};
pub use address_changes::{AddressChange, NewAddressChange, RecoveryAddress};
pub use applications::{Application, NewApplication, StateSet};
pub use factors::Factors;
pub use favourites::{Favourite, Kept};
pub use forgetting::{
    EndingMessage, ForgettingRecord, ForgettingRun, Lost, MessageWarning, OldPage, Withdrawn,
};
pub use home::HomeCounts;
pub use job_seekers::{
    Added, AddressRegistration, BasicChange, ChangeDeed, Completion, CounterEntry, CounterRegistration,
    Entry, EntryList, JobSeeker, JobSeekerRegistration, OfficeRegistration, ProfileDetails, SavedDetails,
};
pub use matches::{MatchRun, NewPosting, WatchedSearch, Watcher};
pub use messages::{Message, MessageThread, NewThread, Thread};
pub use notices::{NewNotice, Notice};
pub use offers::{NewOffer, Offer, OfferKind};
pub use office_deeds::{FoundPerson, NewOfficeDeed};
pub use own_records::{NewRecordAccess, RecordAccess, RecordOf, SignInLine};
pub use passkeys::{CEREMONY, NewPasskey, Passkey, PasskeyLine};
pub use postings::{ChangedPosting, PlacedPosting, PostingPosition, PutCounts, StoredPosting, WholeImport};
pub use saved_searches::{SavedSearch, SearchSaved};
pub use schema::Schema;
pub use second_steps::{NewWaitingLogin, SparedDevice, Sparing, WaitingLogin};
pub use sessions::{FoundSession, NewSession, PARKED_FORMS, SessionLine};
pub use sign_on::{Consent, EndedJourney, NewJourney, PortalLink, Replaced};
pub use sql::{Conn, Error, Result, Store, Tx};
pub use validity::{Extension, Reminded, ReminderWindow, Switched, ValidityChange, ValidityLine};
pub use verifications::{NewVerification, Verification};

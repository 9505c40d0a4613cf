//! Rules of the service: pure, without a runtime, SQL, HTML or the clock of the machine.

pub mod account;
pub mod address_change;
pub mod clock;
pub mod favourite;
pub mod fold;
pub mod forgetting;
pub mod japanese;
pub mod job_hunt;
pub mod job_seeker;
pub mod letters;
pub mod login_guard;
pub mod mail_hours;
pub mod notice;
pub mod office;
pub mod passkey;
pub mod password;
pub mod posting;
pub mod prefecture;
pub mod saved_search;
pub mod search_query;
pub mod second_step;
pub mod session;
pub mod sign_on;
pub mod spreadsheet;
pub mod validity;
pub mod verification_key;

//! Pages of the job seeker's realm, in process, on both databases.

mod account;
mod profile;
mod search;

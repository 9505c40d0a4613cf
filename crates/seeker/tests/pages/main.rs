//! Pages of the job seeker's realm, in process, on both databases.

mod account;
mod foreign;
mod parked;
mod profile;
mod search;
mod seeds;
mod wording;

//! The program: serve, work, migrate, check, import, counter, reindex, demo. It puts the parts together and
//! keeps them running; the rules of the service live below it.

pub mod check;
pub mod cli;
pub mod config;
pub mod connections;
pub mod counter;
#[cfg(feature = "demo")]
pub mod demo;
pub mod feed;
pub mod health;
pub mod import;
pub mod jobs;
pub mod log;
#[cfg(feature = "demo")]
pub mod mailbox;
pub mod serve;
pub mod setup;
mod watch;
pub mod work;

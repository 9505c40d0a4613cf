//! The database of the service. Every statement is written once, in the SQL that SQLite and
//! PostgreSQL share; the `statements` test prepares each of them on both.
//!
//! Reads are methods of [`Conn`], writes are methods of [`Tx`], which reads as well.

#[macro_use]
mod sql;
pub mod jobs;
pub mod outbox;
#[cfg(test)]
mod statements;

pub use sql::{Conn, Error, Result, Store, Tx};

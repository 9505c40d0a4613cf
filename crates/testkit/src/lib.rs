//! What the tests share. A development dependency only: no part of the program uses it.

mod databases;

pub use databases::{Database, TestStore, databases, stores};

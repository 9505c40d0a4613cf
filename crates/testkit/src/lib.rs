//! What the tests share. A development dependency only: no part of the program uses it.

mod databases;
mod form;
mod page;
mod visitor;

pub use databases::{Database, TestStore, databases, stores};
pub use page::{Page, plain};
pub use visitor::Visitor;

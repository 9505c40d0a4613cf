//! What the tests share. A development dependency only: no part of the program uses it.

mod databases;
mod dump;
mod form;
mod page;
mod postings;
mod site;
mod time;
mod visitor;
mod walk;

pub use databases::{Database, TestStore, databases, stores};
pub use page::{Page, plain};
pub use postings::posting;
pub use site::{OPENING, TestSite, key_in, settings, sites};
pub use time::{days, hours, minutes, seconds};
pub use visitor::Visitor;
pub use walk::PASSWORD;

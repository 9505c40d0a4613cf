//! Bringing data in: reference tables and postings, from files or from the program itself.

mod embedded;
mod progress;
mod reference;
mod table;
mod tables;

pub use reference::{ReferenceReport, import_embedded_reference, import_reference};

//! Bringing data in: reference tables and postings, from files or from the program itself.

mod embedded;
mod postings;
mod progress;
mod reference;
mod table;
mod tables;

pub use postings::{ImportOptions, ImportReport, import_postings, import_sample_postings};
pub use reference::{ReferenceReport, import_embedded_reference, import_reference};

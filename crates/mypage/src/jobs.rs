//! Every job of the program. A new one is a struct with [`crate::work::jobs::Work`], registered in [`all`].

pub mod tidy;
pub mod unfinished;

use crate::work::jobs::Jobs;

/// All jobs this program knows.
pub fn all() -> Jobs {
    Jobs::default().with_daily::<tidy::Tidy>().with_daily::<unfinished::VoidUnfinished>()
}

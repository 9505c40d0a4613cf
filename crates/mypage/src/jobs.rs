//! Every job of the program. A new one is a struct with [`crate::work::jobs::Work`], registered in [`all`].

pub mod matches;
pub mod old_messages;
pub mod old_pages;
pub mod reminders;
pub mod tidy;
pub mod unfinished;
pub mod withdrawn;

use crate::work::jobs::Jobs;

/// All jobs this program knows.
pub fn all() -> Jobs {
    Jobs::default()
        .with_daily::<tidy::Tidy>()
        .with_daily::<unfinished::VoidUnfinished>()
        .with_daily::<withdrawn::EraseWithdrawn>()
        .with_daily::<old_pages::EraseOldPages>()
        .with_daily::<old_messages::EraseOldMessages>()
        .with_daily::<reminders::RemindOfValidity>()
        .with_daily::<matches::TellMatches>()
}

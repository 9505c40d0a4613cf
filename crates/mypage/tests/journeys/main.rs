//! Whole stories: through the pages, the worker and, where a fault must be real, the running program.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod counter;
mod daily;
mod database_away;
mod demo;
mod forgetting;
mod health;
mod killed;
mod mail_away;
mod mail_server;
mod matches;
mod office;
mod old_messages;
mod program;
mod reminders;
mod running;

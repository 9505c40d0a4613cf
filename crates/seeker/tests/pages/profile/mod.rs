//! 求職情報登録 and the home, page by page, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod basic;
mod completing;
mod home;
mod refused;
mod tasks;
mod wishes;
pub(crate) mod world;

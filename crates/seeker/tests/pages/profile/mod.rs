//! 求職情報登録 and the home, page by page, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod basic;
mod career;
mod changing;
mod completing;
mod disability;
mod education;
mod going_back;
mod home;
mod places;
mod refused;
mod shown;
mod tasks;
mod work;
pub(crate) mod world;

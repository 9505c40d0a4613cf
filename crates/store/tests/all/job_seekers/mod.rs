//! 求職情報: saved page by page, completed once, and refused without telling why.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod completing;
mod refusing;
mod saving;
mod world;

//! 求職情報: saved page by page, completed once, and refused without telling why.

mod changes;
mod completing;
mod counter;
mod details;
mod refusing;
mod saving;
pub mod world;

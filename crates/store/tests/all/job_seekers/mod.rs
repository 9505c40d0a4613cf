//! 求職情報: saved page by page, completed once, and refused without telling why.

mod completing;
mod counter;
mod refusing;
mod saving;
pub mod world;

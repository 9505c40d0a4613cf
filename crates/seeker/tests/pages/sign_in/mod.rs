//! Ways of signing in besides the password (spec/domain.md 2.5, section 10 row 14).

mod app;
mod changing;
mod guessing;
mod mailed;
mod operator;
mod recovery;
mod sparing;
mod world;

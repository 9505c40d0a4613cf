//! マイナポータル (seed 003; seed 004, 3.4), against a provider on this machine that can be told what to do wrong.

mod away;
mod events;
mod hostile;
mod linking;
pub(crate) mod logs;
mod settings;
mod signing_in;
mod world;

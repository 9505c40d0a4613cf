//! The stand-in over real loopback HTTP, as a relying party and a browser meet it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod browser;
mod client_key;
mod events;
mod faults;
mod healthy;
mod rig;
mod screens;
mod service;
mod strict;

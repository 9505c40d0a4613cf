//! Development only: an OpenID provider that plays マイナポータル and デジタル認証アプリ, with the
//! もっとつながる screens of seeds 003 and 004 (3.4), and with faults to order.
//!
//! Two issuers answer on one address: the portal at `origin`, the card at `origin + "/card"`. Both are
//! strict where a real provider is strict, and both keep everything in memory. Nothing of this is in
//! the production build.

mod event;
mod fault;
mod jws;
mod key;
mod params;
mod people;
mod provider;
mod random;
mod screens;
mod settings;
mod standin;
mod state;

pub use fault::Fault;
pub use people::{PEOPLE, Person};
pub use settings::{Endpoint, Error, Service, Settings};
pub use standin::Standin;

//! The account: registration, login, the lock, new password, sessions, leaving.

mod at_once;
mod leaving;
mod locking;
mod login;
mod new_password;
pub(crate) mod opening;
mod policy;
mod registration;
mod same_work;
mod sessions;
mod throttle;

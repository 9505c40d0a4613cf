//! Pages of the job seeker's realm, in process, on both databases.

mod leaving;
mod locking;
mod login;
mod new_password;
mod registration;
mod sessions;

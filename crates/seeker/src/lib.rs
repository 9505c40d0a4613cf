//! The job seeker's realm and the public pages. A page is one Rust file and one template of the same name.

use axum::Router;
use site::App;

mod account;
mod activity;
mod home;
mod licences;
mod messages;
mod notices;
mod occupations;
mod portal;
mod profile;
mod public;
pub mod search;
mod settings;
mod sign_in;
mod validity;

/// Every page of this realm, and the pages for everybody.
pub fn router() -> Router<App> {
    Router::new()
        .merge(account::routes())
        .merge(activity::routes())
        .merge(home::routes())
        .merge(messages::routes())
        .merge(notices::routes())
        .merge(portal::routes())
        .merge(profile::routes())
        .merge(public::routes())
        .merge(search::routes())
        .merge(settings::routes())
        .merge(sign_in::routes())
        .merge(validity::routes())
}

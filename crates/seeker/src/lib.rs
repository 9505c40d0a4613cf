//! The job seeker's realm and the public pages.

mod activity;
mod messages;
mod public;
mod settings;

use axum::Router;
use site::App;

/// Every page of this realm, and the pages for everybody.
pub fn router() -> Router<App> {
    Router::new()
        .merge(public::routes())
        .merge(activity::routes())
        .merge(messages::routes())
        .merge(settings::routes())
}

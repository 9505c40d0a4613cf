//! The job seeker's realm and the public pages. A page is one Rust file and one template of the same name.

use axum::Router;
use site::App;

mod account;

/// Every page of this realm.
pub fn router() -> Router<App> {
    Router::new().merge(account::routes())
}

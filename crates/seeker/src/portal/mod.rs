//! マイナポータル: つなぐ, sign in, やめる (seed 003; seed 004, 3.4), on OpenID Connect.

use adapters::sign_on::Portal;
use axum::Router;
use site::{App, Problem};

mod callback;
mod consent;
mod events;
pub(crate) mod journey;
mod mismatch;
mod settings;
mod start;
mod trouble;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(start::routes())
        .merge(callback::routes())
        .merge(consent::routes())
        .merge(mismatch::routes())
        .merge(events::routes())
        .merge(settings::routes())
        .merge(trouble::routes())
}

/// The portal, where the operator has set one up; otherwise its pages do not exist.
fn portal(app: &App) -> Result<&Portal, Problem> {
    app.sign_on.portal.as_ref().ok_or(Problem::NotFound)
}

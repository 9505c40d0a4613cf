//! Pages for everybody: the top page, what the footer leads to, and the reading tool.

mod display;
mod locations;
#[cfg(test)]
mod tests;
mod texts;
mod top;

use axum::Router;
use site::App;

/// `/`, the footer's pages and `/display`.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(top::routes())
        .merge(texts::routes())
        .merge(locations::routes())
        .merge(display::routes())
}

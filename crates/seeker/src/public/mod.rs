//! Pages for everybody: the top page, what the footer leads to, and the reading tool.

mod display;
mod locations;
#[cfg(test)]
mod tests;
mod texts;
mod top;
mod words;

use axum::Router;
use site::App;

/// `/`, the footer's pages, `/words` and `/display`.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(top::routes())
        .merge(texts::routes())
        .merge(locations::routes())
        .merge(display::routes())
        .merge(words::routes())
}

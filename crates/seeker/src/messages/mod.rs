//! メッセージ: what employers and the office wrote to the person (domain 6.5). Reading needs a registration that
//! is 有効 (seed 002). Writing comes later.

mod list;
mod thread;

use axum::Router;
use site::App;

/// `/messages` and what hangs on it.
pub fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(thread::routes())
}

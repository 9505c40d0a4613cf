//! お知らせ: the centre, which mails come, and stopping them from a mail.

mod list;
mod settings;
mod stop;

use axum::Router;
use site::App;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(settings::routes()).merge(stop::routes())
}

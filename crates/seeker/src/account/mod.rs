//! The account: registration, login, new password, coming back, sessions, leaving.

use axum::Router;
use domain::letters::account::Sender;
use site::App;

mod by_mail;
mod gate;
mod keys;
mod leave;
mod login;
mod logout;
pub(crate) mod new_password;
mod opening;
mod opening_done;
mod opening_password;
mod register;
mod register_done;
mod register_password;
mod reopen;
mod reopen_key;
mod reset;
mod reset_password;
mod sessions;

pub(crate) use gate::{Knock, confirm, guard_of_strangers, lives, open};
pub(crate) use login::{begin_again, require};
pub(crate) use register_password::void_expired;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(register::routes())
        .merge(register_password::routes())
        .merge(register_done::routes())
        .merge(opening::routes())
        .merge(opening_password::routes())
        .merge(opening_done::routes())
        .merge(login::routes())
        .merge(logout::routes())
        .merge(reset::routes())
        .merge(reset_password::routes())
        .merge(reopen::routes())
        .merge(reopen_key::routes())
        .merge(sessions::routes())
        .merge(leave::routes())
}

/// The writer of this installation's letters.
pub(crate) fn sender(app: &App) -> Sender<'_> {
    Sender { base_url: &app.settings.base_url }
}

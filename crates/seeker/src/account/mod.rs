//! The account: registration, login, new password, coming back, sessions, leaving.

use axum::Router;
use domain::{
    clock::Timestamp,
    letters::{Letter, account::Sender},
    notice::NoticeKind,
};
use site::App;
use store::{NewNotice, Tx};
use uuid::Uuid;

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

/// Tells a person what touches the safety of the account: by a mail that cannot be stopped, to every address of
/// theirs, and in the centre.
pub(crate) async fn tell_of_safety(
    tx: &mut Tx,
    (account, letter): (Uuid, &Letter),
    now: Timestamp,
) -> store::Result<()> {
    let notice = NewNotice { kind: NoticeKind::Safety, subject: &letter.subject, link: "/settings/sessions" };
    tx.add_notice(account, &notice, now).await?;
    tx.post_to_all(account, letter, now).await
}

/// The writer of this installation's letters.
pub(crate) fn sender(app: &App) -> Sender<'_> {
    Sender { base_url: &app.settings.base_url }
}

//! What a new password does, whichever way it was set: by a mailed key, or by somebody who is signed in.

use domain::{
    account::EmailAddress, address_change::outlives_reset, clock::Timestamp, letters::sign_in::WayChange,
};
use site::{App, Problem};
use store::{Account, Tx};
use uuid::Uuid;

use super::{gate, sender, tell_of_safety};

/// How somebody proved that they may set it.
#[derive(Clone, Copy)]
pub(crate) enum SetBy {
    /// By a key from the mailbox.
    Key,
    /// By the present password, in this session, which goes on.
    Session(Uuid),
}

/// Sets the password, lifts every lock, tells the person, and ends what whoever knew the old password may have
/// made: every other session, every open key, the link to マイナポータル, passkeys, and a second address that was
/// registered lately. Part of the caller's unit of work.
pub(crate) async fn put(
    (app, tx): (&App, &mut Tx),
    account: &Account,
    hash: &str,
    set_by: SetBy,
    now: Timestamp,
) -> Result<(), Problem> {
    let email = EmailAddress::parse(&account.email).map_err(Problem::broken)?;
    let keep = if let SetBy::Session(session) = set_by { Some(session) } else { None };
    tx.set_password(account.id, hash).await?;
    tx.close_verifications(&email, now).await?;
    tx.close_address_changes(account.id, now).await?;
    tx.end_waiting_logins(account.id).await?;
    tx.end_sessions(account.id, keep, now).await?;
    tx.clear_login_guard(&gate::guard_of_strangers(app, &email)).await?;
    let was_linked = tx.unlink_portal(account.id).await?;
    let letter = match set_by {
        SetBy::Key => sender(app).password_changed(&account.email, was_linked),
        SetBy::Session(_) => sender(app).password_replaced(&account.email, was_linked),
    };
    tell_of_safety(tx, (account.id, &letter), now).await?;
    end_young_recovery(app, tx, account, now).await?;
    if tx.remove_passkeys(account.id).await? > 0 {
        let letter = sender(app).ways_changed(&account.email, WayChange::PasskeysRemoved);
        tell_of_safety(tx, (account.id, &letter), now).await?;
    }
    Ok(())
}

/// A second address that somebody who knew the old password may have registered lately goes with it. It is told
/// before it goes.
async fn end_young_recovery(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    now: Timestamp,
) -> Result<(), Problem> {
    let second = tx.recovery_address(account.id).await?;
    if second.is_some_and(|second| !outlives_reset(second.registered_at, now)) {
        tell_of_safety(tx, (account.id, &sender(app).recovery_removed(&account.email)), now).await?;
        tx.remove_recovery_address(account.id).await?;
    }
    Ok(())
}

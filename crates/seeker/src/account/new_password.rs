//! What a new password does, whichever way it was set: by a mailed key, or by somebody who is signed in.

use domain::{account::EmailAddress, clock::Timestamp};
use site::{App, Problem};
use store::{Account, Tx};
use uuid::Uuid;

use super::gate;

/// What ended with the old password.
pub(crate) struct Ended {
    /// The link to マイナポータル.
    pub(crate) portal_link: bool,
}

/// Sets the password, lifts every lock, and ends every session but `keep`, every open key and the link to
/// マイナポータル: whoever knew the old password may have made them. Part of the caller's unit of work.
pub(crate) async fn put(
    (app, tx): (&App, &mut Tx),
    account: &Account,
    hash: &str,
    keep: Option<Uuid>,
    now: Timestamp,
) -> Result<Ended, Problem> {
    let email = EmailAddress::parse(&account.email).map_err(Problem::broken)?;
    tx.set_password(account.id, hash).await?;
    tx.close_verifications(&email, now).await?;
    tx.close_address_changes(account.id, now).await?;
    tx.end_sessions(account.id, keep, now).await?;
    tx.clear_login_guard(&gate::guard_of_strangers(app, &email)).await?;
    Ok(Ended { portal_link: tx.unlink_portal(account.id).await? })
}

//! What the right key does.

use axum::{http::header, response::Response};
use domain::{account::EmailAddress, clock::Timestamp};
use site::{App, Problem, Seeker, Signed, renew, see_other};
use store::{AddressChange, Tx};

use super::key::nothing_waits;
use crate::account::{guard_of_strangers, sender, tell_of_safety, void_expired};

/// Begins the unit of work that uses a request up; `None` when another one did.
async fn use_up(app: &App, request: &AddressChange, now: Timestamp) -> Result<Option<Tx>, Problem> {
    let mut tx = app.store.begin().await?;
    let used = tx.use_address_change(request.id, now).await?;
    Ok(used.then_some(tx))
}

/// Makes the address the ID, ends every other session and every open key, lets this session go on under a new
/// token, and tells both addresses: one unit of work. `None` when another account took the address meanwhile.
pub(super) async fn change_id(
    app: &App,
    signed: &Signed<Seeker>,
    request: &AddressChange,
) -> Result<Option<Response>, Problem> {
    let now = app.clock.now();
    let Some(mut tx) = use_up(app, request, now).await? else { return Ok(Some(nothing_waits())) };
    void_expired(&mut tx, &request.email, now).await?;
    let Some(before) = tx.account(signed.account).await? else { return Err(Problem::NotFound) };
    match tx.change_email(signed.account, &request.email).await {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(error) if error.is_duplicate() => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let own = (signed.account, signed.session);
    let Some(cookie) = renew::<Seeker>(&mut tx, app, own, now).await? else {
        return Ok(Some(see_other("/login")));
    };
    tx.end_sessions(signed.account, Some(signed.session), now).await?;
    end_with_old_id((app, &mut tx), signed, (&before.email, &request.email), now).await?;
    tx.commit().await?;
    let mut response = see_other("/settings/account?done=email");
    response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    Ok(Some(response))
}

/// Keys that were mailed to the old ID do nothing any more; wrong passwords that strangers typed with the new
/// one, before it was one, are forgotten. Both addresses are told.
async fn end_with_old_id(
    (app, tx): (&App, &mut Tx),
    signed: &Signed<Seeker>,
    (before, email): (&str, &EmailAddress),
    now: Timestamp,
) -> Result<(), Problem> {
    let old = EmailAddress::parse(before).map_err(Problem::broken)?;
    tx.close_verifications(&old, now).await?;
    // A code that was mailed to the old ID finishes no login, and devices are spared no longer.
    tx.end_waiting_logins(signed.account).await?;
    tx.end_all_sparing(signed.account).await?;
    tx.close_address_changes(signed.account, now).await?;
    tx.clear_login_guard(&guard_of_strangers(app, email)).await?;
    if tx
        .recovery_address(signed.account)
        .await?
        .is_some_and(|second| second.email.eq_ignore_ascii_case(email.as_str()))
    {
        // The second address has become the first: it is no second one any more.
        tx.remove_recovery_address(signed.account).await?;
    }
    tx.post_about(signed.account, &sender(app).address_changed_from(before), now).await?;
    let letter = sender(app).address_changed_to(email.as_str());
    Ok(tell_of_safety(tx, (signed.account, &letter), now).await?)
}

/// Registers the second address in the place of the one there was, and tells both, and the one there was: one
/// unit of work.
pub(super) async fn register_recovery(
    app: &App,
    signed: &Signed<Seeker>,
    request: &AddressChange,
) -> Result<Option<Response>, Problem> {
    let now = app.clock.now();
    let Some(mut tx) = use_up(app, request, now).await? else { return Ok(Some(nothing_waits())) };
    let Some(account) = tx.account(signed.account).await? else { return Err(Problem::NotFound) };
    if let Some(before) = tx.recovery_address(signed.account).await? {
        tx.post_about(signed.account, &sender(app).recovery_removed(&before.email), now).await?;
    }
    tx.put_recovery_address(signed.account, &request.email, now).await?;
    let letter = sender(app).recovery_registered(&account.email);
    tell_of_safety(&mut tx, (signed.account, &letter), now).await?;
    tx.commit().await?;
    Ok(Some(see_other("/settings/account?done=recovery")))
}

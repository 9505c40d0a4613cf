//! Issuing and trying mailed keys, alike for every purpose.

use adapters::secrets;
use domain::{
    account::EmailAddress,
    clock::Timestamp,
    verification_key::{KEYS_PER_WINDOW, LIMIT_WINDOW, Purpose, VerificationKey},
};
use jiff::SignedDuration;
use site::{App, Problem};
use store::{NewVerification, Tx, Verification};
use uuid::Uuid;

/// A request for a key that was written down.
pub(super) struct Issued {
    /// The random token in the address of the screen, for whoever asked.
    pub(super) request: String,
    /// The random token in the mailed link, for the owner of the mailbox only.
    pub(super) mailed: String,
    /// The key to be mailed; `None` when this address gets none now.
    pub(super) key: Option<VerificationKey>,
}

/// Whose key it is to be.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    /// The address that was typed.
    pub(super) email: &'a EmailAddress,
    /// The account it belongs to, where there is one.
    pub(super) account: Option<Uuid>,
    /// The registration at a counter whose page it opens.
    pub(super) registration: Option<Uuid>,
}

/// Whether a request deserves a key. The screen is the same in both cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deserves {
    Key,
    Nothing,
}

/// The key belongs to one address and purpose; the row that keeps this hash to one request.
fn key_hash(app: &App, purpose: Purpose, email: &EmailAddress, key: &VerificationKey) -> String {
    app.secret.hash("verification key", &format!("{}.{}.{}", purpose.as_str(), email.key(), key.expose()))
}

/// Writes a request down. An address that asked too often gets no key.
pub(super) async fn issue(
    (app, tx): (&App, &mut Tx),
    purpose: Purpose,
    Whose { email, account, registration }: Whose<'_>,
    deserves: Deserves,
    now: Timestamp,
) -> Result<Issued, Problem> {
    let (request, mailed) = (secrets::token()?, secrets::token()?);
    let key = secrets::verification_key()?;
    let since = now - SignedDuration::try_from(LIMIT_WINDOW).unwrap_or(SignedDuration::ZERO);
    let few = tx.keys_since(purpose, email, (since, now)).await? < KEYS_PER_WINDOW;
    let key = (deserves == Deserves::Key && few).then_some(key);
    let hash = key.as_ref().map(|key| key_hash(app, purpose, email, key));
    let new = NewVerification {
        request_hash: &secrets::sha256(&request),
        mail_hash: &secrets::sha256(&mailed),
        purpose,
        email,
        account,
        registration,
        key_hash: hash.as_deref(),
    };
    tx.add_verification(&new, now).await?;
    Ok(Issued { request, mailed, key })
}

/// The request behind the address of a screen; unknown ones are pages that are not there.
pub(super) async fn find(app: &App, request: &str, purpose: Purpose) -> Result<Verification, Problem> {
    let found = app.store.read().await?.verification(&secrets::sha256(request), purpose).await?;
    found.ok_or(Problem::NotFound)
}

/// What a key that was typed is worth.
pub(super) enum Tried {
    /// It is the right one and alive.
    Right(Verification),
    /// It was the right one and has done its work: the form was sent twice, or by two at once.
    UsedAlready(Verification),
    /// It is not.
    Wrong,
}

/// Counts a try and compares. Only the request's own key, the newest of its address, is right.
pub(super) async fn try_key(
    app: &App,
    request: &str,
    purpose: Purpose,
    typed: &VerificationKey,
) -> Result<Tried, Problem> {
    let token_hash = secrets::sha256(request);
    let mut tx = app.store.begin().await?;
    let kept = tx.count_key_try(&token_hash, purpose, app.clock.now()).await?;
    let used = match kept {
        Some(_) => None,
        None => tx.count_used_key_try(&token_hash, purpose).await?,
    };
    let verification = tx.verification(&token_hash, purpose).await?;
    tx.commit().await?;
    let Some(verification) = verification else { return Ok(Tried::Wrong) };
    let typed = key_hash(app, purpose, &verification.email, typed);
    let is_typed = |hash: &String| secrets::same(hash, &typed);
    Ok(match (kept, used) {
        (Some(kept), _) if is_typed(&kept) => Tried::Right(verification),
        (_, Some(used)) if is_typed(&used) => Tried::UsedAlready(verification),
        _ => Tried::Wrong,
    })
}

/// Uses a request up in the caller's unit of work. False when another request did so first.
pub(super) async fn use_up(tx: &mut Tx, request: &str, now: Timestamp) -> Result<bool, Problem> {
    Ok(tx.use_verification(&secrets::sha256(request), now).await?)
}

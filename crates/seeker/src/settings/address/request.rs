//! A request for a key: written down, and tried.

use adapters::secrets;
use domain::{
    account::{EmailAddress, RegistrationAnswer},
    address_change::{AddressUse, REQUESTS_PER_WINDOW, answer, window_begins},
    clock::Timestamp,
    verification_key::{self, KEYS_PER_WINDOW, LIMIT_WINDOW, VerificationKey},
};
use jiff::SignedDuration;
use site::{App, Problem};
use store::{Account, AddressChange, NewAddressChange, Tx};
use uuid::Uuid;

use super::Words;
use crate::account::{sender, tell_of_safety};

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Written down; a letter is on its way, unless the address was sent too many.
    Done,
    /// The account asked too often.
    TooMany,
    /// The password was changed, or the account left, while the password was being checked.
    PasswordGone,
}

/// The key belongs to one account, address and purpose; the row that keeps this hash to one request.
fn key_hash(
    app: &App,
    (account, purpose): (Uuid, AddressUse),
    email: &EmailAddress,
    key: &VerificationKey,
) -> String {
    let said = format!("{}.{account}.{}.{}", purpose.as_str(), email.key(), key.expose());
    app.secret.hash("address key", &said)
}

/// Writes a request down with its letter: one unit of work, and the same for every address.
pub(super) async fn ask(
    app: &App,
    words: &Words,
    account: &Account,
    email: &EmailAddress,
) -> Result<Asked, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(Asked::PasswordGone);
    }
    if tx.address_changes_since(account.id, window_begins(now)).await? >= REQUESTS_PER_WINDOW {
        return Ok(Asked::TooMany);
    }
    write((app, &mut tx), words, account, email, now).await?;
    tx.commit().await?;
    Ok(Asked::Done)
}

async fn write(
    (app, tx): (&App, &mut Tx),
    words: &Words,
    account: &Account,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<(), Problem> {
    let key = secrets::verification_key()?;
    let since = now - SignedDuration::try_from(LIMIT_WINDOW).unwrap_or(SignedDuration::ZERO);
    let few = tx.address_letters_since(email, (since, now)).await? < KEYS_PER_WINDOW;
    let hash = few.then(|| key_hash(app, (account.id, words.purpose), email, &key));
    let new =
        NewAddressChange { account: account.id, purpose: words.purpose, email, key_hash: hash.as_deref() };
    tx.add_address_change(new, now).await?;
    if few {
        post((app, tx), words, (account.id, email), &key, now).await?;
    }
    if words.purpose == AddressUse::Id {
        let letter = sender(app).address_change_asked(&account.email);
        tell_of_safety(tx, (account.id, &letter), now).await?;
    }
    Ok(())
}

/// The letter to the new address. Only its reader learns whether somebody has an account there.
async fn post(
    (app, tx): (&App, &mut Tx),
    words: &Words,
    (account, email): (Uuid, &EmailAddress),
    key: &VerificationKey,
    now: Timestamp,
) -> Result<(), Problem> {
    let holder = tx.account_by_email(email).await?;
    let whose = holder.as_ref().map(|holder| (holder.state, holder.registered_at, holder.withdrawn_at));
    let sender = sender(app);
    // What concerns an account goes to its own address: another spelling may be somebody else's mailbox.
    let to = holder.as_ref().map_or(email.as_str(), |holder| holder.email.as_str());
    let answer = answer(words.purpose, whose, now);
    // A letter about somebody else's account is theirs.
    let about = holder.as_ref().filter(|_| answer != RegistrationAnswer::Key).map_or(account, |one| one.id);
    let letter = match answer {
        RegistrationAnswer::Key => {
            sender.address_key(words.purpose, email.as_str(), key, &format!("{}/key", words.path))
        }
        RegistrationAnswer::AlreadyRegistered => sender.address_is_taken(to),
        RegistrationAnswer::MayReturn => sender.address_left_lately(to),
    };
    Ok(tx.post_about(about, &letter, now).await?)
}

/// Counts a try and compares. Only the key of the newest request is right, five times at most, for 50 minutes.
pub(super) async fn is_right(
    app: &App,
    (account, words): (Uuid, &Words),
    request: &AddressChange,
    typed: &VerificationKey,
) -> Result<bool, Problem> {
    let mut tx = app.store.begin().await?;
    let kept = tx.count_address_key_try(request, app.clock.now()).await?;
    tx.commit().await?;
    let typed = key_hash(app, (account, words.purpose), &request.email, typed);
    Ok(kept.is_some_and(|kept| secrets::same(&kept, &typed)))
}

/// The request that waits for its key, within its 50 minutes.
pub(in crate::settings) async fn waiting(
    app: &App,
    account: Uuid,
    purpose: AddressUse,
) -> Result<Option<AddressChange>, Problem> {
    let now = app.clock.now();
    let newest = app.store.read().await?.address_change(account, purpose).await?;
    Ok(newest.filter(|newest| newest.used_at.is_none() && verification_key::is_alive(newest.asked_at, now)))
}

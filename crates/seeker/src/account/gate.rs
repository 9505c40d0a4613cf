//! Evaluating a password. Every way in that takes one comes through here and shares the counter:
//! login, アカウントを再登録, マイページ属性連携認証, ending the link to マイナポータル, leaving the service.

use domain::{
    account::{AccountState, EmailAddress, is_void},
    clock::Timestamp,
    login_guard::{self, Verdict},
};
use site::{App, FormState, KnownDevice, Problem, Seeker, Signed, Throttled};
use store::Account;

use super::{sender, tell_of_safety};

/// Who knocks: on which device, and not too often.
pub(crate) struct Knock<'a> {
    device: &'a KnownDevice,
}

impl<'a> Knock<'a> {
    /// Only a request that the throttle let through may knock.
    pub(crate) fn new(_counted: Throttled, device: &'a KnownDevice) -> Self {
        Self { device }
    }
}

/// The names of the counters of an ID.
struct Guards {
    /// The one that counts this try.
    counting: String,
    /// The one for strangers, when this is a device of the person's own.
    of_strangers: Option<String>,
}

impl Guards {
    fn of(app: &App, id: &str, account: Option<&Account>, device: &KnownDevice) -> Self {
        let of_id = app.secret.hash("login guard", id);
        let known = account.and_then(|account| Some((account, device.of_account(account.id)?)));
        match known {
            // A new password gives the device a new budget.
            Some((account, device)) => Self {
                counting: app
                    .secret
                    .hash("device guard", &format!("{}.{device}.{}", account.id, account.password_hash)),
                of_strangers: Some(of_id),
            },
            None => Self { counting: of_id, of_strangers: None },
        }
    }
}

/// The name of the counter for strangers, which a new password sets back.
pub(crate) fn guard_of_strangers(app: &App, email: &EmailAddress) -> String {
    app.secret.hash("login guard", &email.key())
}

/// The account when ID and password are right; `None` in every other case, after the same work.
/// The account may have left: what that means is the caller's to say.
pub(crate) async fn open(
    app: &App,
    knock: &Knock<'_>,
    typed_id: &str,
    password: &str,
) -> Result<Option<Account>, Problem> {
    let now = app.clock.now();
    let email = EmailAddress::parse(typed_id).ok();
    let account = match &email {
        Some(email) => {
            app.store.read().await?.account_by_email(email).await?.filter(|account| lives(account, now))
        }
        None => None,
    };
    let id = email.as_ref().map_or_else(|| typed_id.trim().to_lowercase(), EmailAddress::key);
    let guards = Guards::of(app, &id, account.as_ref(), knock.device);

    let mut tx = app.store.begin().await?;
    let verdict = tx.count_login_try(&guards.counting, now).await?;
    if verdict == Verdict::Refuse {
        // The lock does not grow, but a row is written as for every other try: waiting for the disk can be seen.
        tx.touch_login_guard(&guards.counting, now).await?;
    }
    tx.commit().await?;

    let Verdict::Evaluate { locks } = verdict else {
        // Locked: the password is not evaluated, but the answer takes as long.
        app.hasher.verify(password, None).await?;
        return Ok(None);
    };
    let kept = account.as_ref().map(|account| account.password_hash.as_str());
    if app.hasher.verify(password, kept).await? {
        forgive(app, &guards, account.as_ref()).await?;
        return Ok(account);
    }
    if locks {
        tell_of_lock(app, &guards, account.as_ref(), now).await?;
    }
    Ok(None)
}

/// For deeds that ask the password again of somebody who is signed in: the account when what the form has
/// in `password` is right; `None` otherwise, and the form says why.
pub(crate) async fn confirm(
    app: &App,
    signed: &Signed<Seeker>,
    knock: &Knock<'_>,
    form: &mut FormState,
) -> Result<Option<Account>, Problem> {
    if form.secret("password").is_empty() {
        form.add("password", "パスワードを入力してください。");
        return Ok(None);
    }
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let found = open(app, knock, &account.email, form.secret("password")).await?;
    if found.is_none() {
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
    }
    Ok(found)
}

/// False for an account whose 14 days ran out, even before the nightly job has removed it.
pub(crate) fn lives(account: &Account, now: Timestamp) -> bool {
    account.state != AccountState::Registered || !is_void(account.registered_at, now)
}

/// Forgives what was counted, and writes it into ログインの記録. Only a success does: writing each failure down
/// would take longer for IDs that exist.
async fn forgive(app: &App, guards: &Guards, account: Option<&Account>) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    // This try was counted as well.
    let mut failures = (tx.hold_untold_failures(&guards.counting).await? - 1).max(0);
    tx.clear_login_guard(&guards.counting).await?;
    if let Some(of_strangers) = &guards.of_strangers {
        failures += tx.hold_untold_failures(of_strangers).await?;
        tx.forgive_login_failures(of_strangers).await?;
    }
    if let (Some(account), true) = (account, failures > 0) {
        tx.note_wrong_passwords(account.id, failures, app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// Writes for unknown IDs too: waiting for the disk takes long enough to be seen from outside.
async fn tell_of_lock(
    app: &App,
    guards: &Guards,
    account: Option<&Account>,
    now: Timestamp,
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    tx.touch_login_guard(&guards.counting, now).await?;
    if let Some(account) = account {
        tell_of_safety(&mut tx, (account.id, &sender(app).locked(&account.email)), now).await?;
    }
    Ok(tx.commit().await?)
}

//! Evaluating what somebody types in the second step of a login. Every try is counted before it is evaluated,
//! for the login and for the account (rules: `domain::second_step`, `domain::login_guard`).

use adapters::{authenticator::AppSecret, secrets};
use domain::{
    account::AccountState,
    clock::Timestamp,
    login_guard::Verdict,
    second_step::{Code, SecondStep, code_is_alive},
    session::SignInWay,
    verification_key::VerificationKey,
};
use site::{App, Arriving, Problem};
use store::{Account, Tx, WaitingLogin};

use super::{APP_SECRET, password_mark, recovery_hash};
use crate::account::{sender, tell_of_safety};

/// What was typed.
pub(super) enum Proof {
    /// The mailed code, or that of the app.
    Code(Code),
    /// One of the recovery codes.
    Recovery(VerificationKey),
}

/// What a try came to.
pub(super) enum Tried {
    /// Right. The unit of work is still open: the session is opened in it.
    Right(Box<Passed>),
    Wrong,
    /// Five wrong ones in a row: nothing is evaluated for a while.
    Locked,
    /// The login is over, or its password is not that of the account any more.
    Late,
}

/// A login whose second step succeeded.
pub(super) struct Passed {
    pub(super) tx: Tx,
    pub(super) account: Account,
    pub(super) way: SignInWay,
    pub(super) target: String,
}

/// The names of the counters of one account.
struct Guards {
    counting: String,
    /// The one for strange devices, when this is one of the person's own.
    of_strangers: Option<String>,
}

impl Guards {
    fn of(app: &App, account: &Account, step: SecondStep, arriving: &Arriving) -> Self {
        let hash = |text: &str| app.secret.hash("second step guard", text);
        let mark = password_mark(app, account);
        // Whoever can read the mail can set a new password: it gives new tries at the mailed code, not at the app.
        let of_strangers = match step {
            SecondStep::MailedCode => hash(&format!("{}.{mark}", account.id)),
            SecondStep::AuthenticatorApp => hash(&account.id.to_string()),
        };
        match arriving.device.of_account(account.id) {
            Some(device) => Self {
                counting: hash(&format!("{}.{device}.{mark}", account.id)),
                of_strangers: Some(of_strangers),
            },
            None => Self { counting: of_strangers, of_strangers: None },
        }
    }
}

/// What the database keeps of a mailed code: it belongs to one login.
pub(super) fn code_hash(app: &App, token_hash: &str, code: &Code) -> String {
    app.secret.hash("one-time password", &format!("{token_hash}.{}", code.expose()))
}

/// Counts a try, evaluates it, and uses the login up when it is right.
pub(super) async fn attempt(
    app: &App,
    token_hash: &str,
    arriving: &Arriving,
    proof: &Proof,
    now: Timestamp,
) -> Result<Tried, Problem> {
    let mut tx = app.store.begin().await?;
    let Some(waiting) = tx.count_code_try(token_hash, now).await? else { return Ok(Tried::Late) };
    let Some(account) = owner(app, &mut tx, &waiting).await? else { return Ok(Tried::Late) };
    let guards = Guards::of(app, &account, waiting.step, arriving);
    let Verdict::Evaluate { locks } = tx.count_login_try(&guards.counting, now).await? else {
        tx.end_waiting_login(token_hash).await?;
        tx.commit().await?;
        return Ok(Tried::Locked);
    };
    let Some(way) = proven(app, &mut tx, (token_hash, &waiting, &account), proof, now).await? else {
        if locks {
            tx.end_waiting_login(token_hash).await?;
            let letter = sender(app).second_step_locked(&account.email);
            tell_of_safety(&mut tx, (account.id, &letter), now).await?;
        }
        tx.commit().await?;
        return Ok(if locks { Tried::Locked } else { Tried::Wrong });
    };
    let used = tx.end_waiting_login(token_hash).await?;
    if !used || !tx.note_login(account.id, &account.password_hash, now).await? {
        return Ok(Tried::Late);
    }
    tx.clear_login_guard(&guards.counting).await?;
    if let Some(of_strangers) = &guards.of_strangers {
        tx.forgive_login_failures(of_strangers).await?;
    }
    Ok(Tried::Right(Box::new(Passed { tx, account, way, target: waiting.target })))
}

/// Whose login it is, as long as the password that was checked is still the account's.
pub(super) async fn owner(
    app: &App,
    tx: &mut Tx,
    waiting: &WaitingLogin,
) -> Result<Option<Account>, Problem> {
    let account = tx.account(waiting.account).await?;
    Ok(account.filter(|account| {
        account.state != AccountState::Withdrawn
            && secrets::same(&password_mark(app, account), &waiting.password_mark)
    }))
}

/// The way by which somebody proved who they are, if they did. What can be used once is used up.
async fn proven(
    app: &App,
    tx: &mut Tx,
    (token_hash, waiting, account): (&str, &WaitingLogin, &Account),
    proof: &Proof,
    now: Timestamp,
) -> Result<Option<SignInWay>, Problem> {
    let (right, way) = match (proof, waiting.step) {
        (Proof::Recovery(code), _) => {
            let left = tx.use_recovery_code(account.id, &recovery_hash(app, account.id, code), now).await?;
            if let Some(left) = left {
                let letter = sender(app).recovery_code_used(&account.email, left);
                tell_of_safety(tx, (account.id, &letter), now).await?;
            }
            (left.is_some(), SignInWay::RecoveryCode)
        }
        (Proof::Code(code), SecondStep::MailedCode) => {
            let alive = waiting.code_issued_at.is_some_and(|at| code_is_alive(at, now));
            let typed = code_hash(app, token_hash, code);
            let same = waiting.code_hash.as_deref().is_some_and(|kept| secrets::same(kept, &typed));
            (alive && same, SignInWay::MailedCode)
        }
        (Proof::Code(code), SecondStep::AuthenticatorApp) => {
            let secret = app_secret(app, tx, account).await?;
            let right = match secret.and_then(|secret| secret.step_of(code, now)) {
                Some(step) => tx.use_app_step(account.id, step).await?,
                None => false,
            };
            (right, SignInWay::AuthenticatorApp)
        }
    };
    Ok(right.then_some(way))
}

async fn app_secret(app: &App, tx: &mut Tx, account: &Account) -> Result<Option<AppSecret>, Problem> {
    let sealed = tx.authenticator_app(account.id).await?;
    let opened = sealed.and_then(|sealed| app.secret.open(APP_SECRET, &account.id.to_string(), &sealed));
    Ok(opened.and_then(|bytes| AppSecret::from_bytes(&bytes)))
}

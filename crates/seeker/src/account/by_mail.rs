//! Choosing a password by a mailed key. Registering an account, opening the page of somebody whom a counter
//! registered, and setting a new password are the same two screens: one takes a mail address, the other, for
//! 50 minutes, the mailed key and the password.

use axum::response::Response;
use domain::{
    account::EmailAddress,
    password::NewPassword,
    verification_key::{Purpose, Refusal, VerificationKey},
};
use site::{App, FormState, Problem, Throttled, see_other};
use store::Verification;

use super::{
    keys::{self, Tried},
    opening::{self, Claim},
    register, reset,
};

/// What the password is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// パスワード登録 (seed 001, 2.1).
    Registration,
    /// パスワード再登録 (seed 000).
    NewPassword,
    /// パスワード登録 of people whom a counter registered (seed 002).
    Opening,
}

impl Way {
    fn purpose(self) -> Purpose {
        match self {
            Self::Registration => Purpose::Registration,
            Self::NewPassword => Purpose::PasswordReset,
            Self::Opening => Purpose::Opening,
        }
    }

    /// Where the second screen stands; the request follows.
    fn screen(self) -> &'static str {
        match self {
            Self::Registration => "/register/password",
            Self::NewPassword => "/password-reset",
            Self::Opening => "/opening/password",
        }
    }

    /// The names of the boxes: the password, and the same again.
    fn boxes(self) -> [&'static str; 2] {
        match self {
            Self::Registration | Self::Opening => ["password", "password_confirmation"],
            Self::NewPassword => ["new_password", "new_password_confirmation"],
        }
    }
}

/// What the first screen took.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    /// アカウント登録
    Registration(&'a EmailAddress),
    /// パスワード再登録
    NewPassword(&'a EmailAddress),
    /// マイページ開設, with what shows that it is one's own registration.
    Opening(&'a EmailAddress, Claim),
}

impl Asked<'_> {
    fn way(self) -> Way {
        match self {
            Self::Registration(_) => Way::Registration,
            Self::NewPassword(_) => Way::NewPassword,
            Self::Opening(..) => Way::Opening,
        }
    }
}

/// The first screen is done: writes the request and its letter down and leads to the second screen.
pub(super) async fn begin(app: &App, counted: Throttled, asked: Asked<'_>) -> Result<Response, Problem> {
    let way = asked.way();
    let request = ask(app, counted, asked).await?;
    Ok(see_other(&format!("{}/{request}", way.screen())))
}

/// 認証キーをもう一度送る: a new request for the same address; the older key is dead from then on.
pub(super) async fn send_again(
    app: &App,
    way: Way,
    counted: Throttled,
    request: &str,
) -> Result<Response, Problem> {
    let old = keys::find(app, request, way.purpose()).await?;
    let asked = match way {
        Way::Registration => Asked::Registration(&old.email),
        Way::NewPassword => Asked::NewPassword(&old.email),
        Way::Opening => Asked::Opening(&old.email, Claim::ShownBefore(old.registration)),
    };
    let request = ask(app, counted, asked).await?;
    Ok(see_other(&format!("{}/{request}?sent=again", way.screen())))
}

async fn ask(app: &App, _counted: Throttled, asked: Asked<'_>) -> Result<String, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let request = match asked {
        Asked::Registration(email) => register::register(app, &mut tx, email, now).await?,
        Asked::NewPassword(email) => reset::reset(app, &mut tx, email, now).await?,
        Asked::Opening(email, claim) => opening::open(app, &mut tx, (email, claim), now).await?,
    };
    tx.commit().await?;
    Ok(request)
}

/// The address that a request of this way was made for; an unknown one is a page that is not there.
pub(super) async fn find(app: &App, way: Way, request: &str) -> Result<EmailAddress, Problem> {
    Ok(keys::find(app, request, way.purpose()).await?.email)
}

/// What the second screen brought.
pub(super) enum Typed {
    /// A good password, with the right key of this request.
    Right(NewPassword, Verification),
    /// The same, but the key has done its work: the form was sent twice, or by two at once.
    UsedAlready(NewPassword, Verification),
    /// Something is wrong; the form says what.
    Wrong,
}

/// Checks password and key. Only where both have their form is the key tried.
pub(super) async fn check(
    app: &App,
    (way, request): (Way, &str),
    form: &mut FormState,
    email: &EmailAddress,
) -> Result<Typed, Problem> {
    let [first, repeated] = way.boxes();
    let policy = app.settings.password_policy;
    let password = policy.check(form.secret(first), form.secret(repeated), &[email.as_str()]);
    let password = form.check(first, password);
    let key = VerificationKey::parse(form.secret("verification_key"));
    let key = form.check("verification_key", key);
    let (Some(password), Some(key)) = (password, key) else { return Ok(Typed::Wrong) };
    Ok(match keys::try_key(app, request, way.purpose(), &key).await? {
        Tried::Right(verification) => Typed::Right(password, verification),
        Tried::UsedAlready(verification) => Typed::UsedAlready(password, verification),
        Tried::Wrong => {
            form.add("verification_key", Refusal::Wrong);
            Typed::Wrong
        }
    })
}

//! パスキーでログイン: the person chooses a passkey, the authenticator verifies the person, and no ID, password
//! or code is asked.

use adapters::passkeys::{Begun, Kept, RelyingParty, SignInAnswer, Unproven};
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{account::AccountState, session::SignInWay};
use site::{
    App, Arriving, Browser, Entry, Form, FormFields, Problem, Seeker, Throttled, Visitor, enter, own_path,
};

use super::passkey_handle;
use crate::account::{begin_again, lives};

const FIELDS: FormFields = FormFields { one: &["next"], many: &[], secret: &["passkey"] };
/// Whatever went wrong: what was sent tells a stranger nothing.
const REFUSED: &str = "パスキーでログインできませんでした。もう一度お試しいただくか、ID（メールアドレス）とパスワードでログインしてください。";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/login/passkey/options", post(options)).route("/login/passkey", post(submit))
}

/// This service as authenticators know it; without it these pages do not exist.
pub(super) fn relying_party(app: &App) -> Result<RelyingParty, Problem> {
    RelyingParty::at(&app.settings.base_url).ok_or(Problem::NotFound)
}

fn holder(browser_hash: &str) -> String {
    format!("sign-in {browser_hash}")
}

/// What the browser asks its authenticators: a challenge for this browser, for five minutes, for one answer.
async fn options(
    State(app): State<App>,
    (_counted, browser): (Throttled, Browser),
) -> Result<Response, Problem> {
    let Begun { state, options } = relying_party(&app)?.begin_sign_in().map_err(Problem::broken)?;
    let (browser_hash, cookie) = browser.mark(&app)?;
    let mut tx = app.store.begin().await?;
    tx.begin_passkey_ceremony(&holder(&browser_hash), (&state, ""), app.clock.now()).await?;
    tx.commit().await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::SET_COOKIE, cookie),
    ];
    Ok((headers, options).into_response())
}

async fn submit(
    State(app): State<App>,
    (visitor, _counted): (Visitor, Throttled),
    (browser, arriving): (Browser, Arriving),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let to = own_path(form.value("next")).unwrap_or("/home");
    let entered = sign_in(&app, &browser, (&arriving, to), form.secret("passkey")).await?;
    Ok(entered.unwrap_or_else(|why| {
        tracing::info!(%why, "a passkey was refused");
        begin_again(&app, &visitor, REFUSED)
    }))
}

/// Verifies the answer and opens the session: one unit of work. Whatever the answer is, its challenge is used up.
async fn sign_in(
    app: &App,
    browser: &Browser,
    (arriving, to): (&Arriving, &str),
    json: &str,
) -> Result<Result<Response, Refused>, Problem> {
    let party = relying_party(app)?;
    let now = app.clock.now();
    let Some(browser_hash) = browser.hash() else { return Ok(Err(Refused::Stale)) };
    let mut tx = app.store.begin().await?;
    let state = tx.end_passkey_ceremony(&holder(&browser_hash), now).await?;
    tx.commit().await?;
    let Some(state) = state else { return Ok(Err(Refused::Stale)) };
    let answer = match SignInAnswer::parse(json) {
        Ok(answer) => answer,
        Err(why) => return Ok(Err(why.into())),
    };
    let mut tx = app.store.begin().await?;
    let Some(passkey) = tx.passkey(&answer.credential_id()).await? else { return Ok(Err(Refused::Unknown)) };
    let kept = Kept {
        credential_id: answer.credential_id(),
        public_part: passkey.public_part,
        changing_part: passkey.changing_part,
        transports: 0,
    };
    let handle = passkey_handle(app, passkey.account);
    let after = match party.finish_sign_in(&state, &answer, (&kept, &handle)) {
        Ok(after) => after,
        Err(why) => return Ok(Err(why.into())),
    };
    let account = tx.account(passkey.account).await?;
    let lives =
        account.is_some_and(|account| account.state != AccountState::Withdrawn && lives(&account, now));
    if !lives
        || !tx.use_passkey(passkey.id, (&kept.changing_part, &after), now).await?
        || !tx.note_passkey_login(passkey.account, now).await?
    {
        return Ok(Err(Refused::Unknown));
    }
    let entry = Entry { account: passkey.account, way: SignInWay::Passkey, at: now };
    enter::<Seeker>(tx, app, arriving, entry, to).await.map(Ok)
}

/// Why a passkey opens nothing, for the log.
#[derive(Debug)]
enum Refused {
    /// Nothing was begun in this browser, or too long ago, or it was answered before.
    Stale,
    /// Nobody has it, or the account has left.
    Unknown,
    Unproven(Unproven),
}

impl From<Unproven> for Refused {
    fn from(why: Unproven) -> Self {
        Self::Unproven(why)
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stale => f.write_str("no ceremony waits"),
            Self::Unknown => f.write_str("nobody has it"),
            Self::Unproven(why) => why.fmt(f),
        }
    }
}

//! パスキーの追加: after the password was confirmed, the browser makes a passkey and its public part is kept.

use adapters::passkeys::{Begun, Kept};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::Timestamp,
    letters::sign_in::WayChange,
    passkey::{MOST, PasskeyName},
};
use site::{
    App, Arriving, Form, FormFields, FormState, Menu, Page, Problem, Seeker, Shell, Signed, Throttled, again,
    see_other,
};
use store::{Account, NewPasskey, Tx};
use uuid::Uuid;

use super::{deed, overview, passkey_handle, passkey_login::relying_party};

const FIELDS: FormFields = FormFields { one: &["passkey_name"], many: &[], secret: &["passkey"] };
/// Where the page stands.
pub(super) const PATH: &str = "/settings/sign-in/passkey/new";
const START: &str = "/settings/sign-in/passkey";
const REFUSED: &str = "パスキーを追加できませんでした。「ログインの方法」から、もう一度お試しください。";
const TOO_MANY: &str = "パスキーは10個まで追加できます。使わないパスキーを削除してから追加してください。";

#[derive(Template)]
#[template(path = "sign_in/passkey_adding.html")]
struct PasskeyAddingPage {
    shell: Shell,
    form: FormState,
    /// What the browser is given; nothing when it must begin again.
    options: Option<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(submit))
}

fn holder(session: Uuid) -> String {
    format!("adding {session}")
}

/// Begins to add a passkey in a session that has confirmed the password.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    (account, session): (&Account, Uuid),
    now: Timestamp,
) -> Result<(), Problem> {
    let known: Vec<(String, u8)> = tx
        .passkeys(account.id)
        .await?
        .into_iter()
        .map(|passkey| (passkey.credential_id, u8::try_from(passkey.transports).unwrap_or(0)))
        .collect();
    let handle = passkey_handle(app, account.id);
    let begun = relying_party(app)?.begin_adding(&handle, &account.email, &known);
    let Begun { state, options } = begun.map_err(Problem::broken)?;
    Ok(tx.begin_passkey_ceremony(&holder(session), (&state, &options), now).await?)
}

fn page(signed: &Signed<Seeker>, form: FormState, options: Option<String>) -> PasskeyAddingPage {
    let shell = signed
        .shell("パスキーの｜追加《ついか》の｜確認《かくにん》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("ログインの｜方法《ほうほう》", overview::PATH)
        .with_errors(&form);
    PasskeyAddingPage { shell, form, options }
}

async fn show(
    State(app): State<App>,
    (signed, arriving): (Signed<Seeker>, Arriving),
) -> Result<Response, Problem> {
    let options = app.store.read().await?.passkey_options(&holder(signed.session), app.clock.now()).await?;
    if options.is_none() {
        return Ok(see_other(START));
    }
    let form = FormState::of([("passkey_name", arriving.device_name())]);
    Ok(Page(page(&signed, form, options)).into_response())
}

async fn submit(
    State(app): State<App>,
    (signed, _counted): (Signed<Seeker>, Throttled),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let now = app.clock.now();
    let holder = holder(signed.session);
    let name = PasskeyName::parse(form.value("passkey_name"));
    let Some(name) = form.check("passkey_name", name) else {
        let options = app.store.read().await?.passkey_options(&holder, now).await?;
        return Ok(again(page(&signed, form, options)));
    };
    let mut tx = app.store.begin().await?;
    let state = tx.end_passkey_ceremony(&holder, now).await?;
    tx.commit().await?;
    // Pressed twice: the other request has added it.
    let Some(state) = state else { return Ok(see_other(overview::PATH)) };
    let refused = match relying_party(&app)?.finish_adding(&state, form.secret("passkey")) {
        Ok(kept) => match keep(&app, &signed, &kept, &name).await? {
            Some(path) => return Ok(see_other(path)),
            None => TOO_MANY,
        },
        Err(why) => {
            tracing::info!(account = %signed.account, %why, "a new passkey was refused");
            REFUSED
        }
    };
    form.add("passkey_name", refused);
    Ok(again(page(&signed, form, None)))
}

/// Keeps a passkey and tells the person: one unit of work. Gives the next page; `None` when there are too many,
/// or somebody has it.
async fn keep(
    app: &App,
    signed: &Signed<Seeker>,
    kept: &Kept,
    name: &PasskeyName,
) -> Result<Option<&'static str>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let account = tx.account(signed.account).await?.ok_or(Problem::NotFound)?;
    // Until this unit of work is over nobody else adds one.
    let held = tx.holds_password(account.id, &account.password_hash).await?;
    // A new password or a logout everywhere that came in between ends this too.
    if !held || !tx.holds_session(account.id, signed.session).await? {
        return Ok(Some("/login"));
    }
    if tx.passkeys(account.id).await?.len() >= MOST {
        return Ok(None);
    }
    let new = NewPasskey {
        credential_id: &kept.credential_id,
        public_part: &kept.public_part,
        changing_part: &kept.changing_part,
        transports: i32::from(kept.transports),
        name: name.as_str(),
    };
    match tx.add_passkey(account.id, &new, now).await {
        Ok(()) => {}
        Err(error) if error.is_duplicate() => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    deed::changed(app, &mut tx, &account, WayChange::PasskeyAdded, now).await?;
    tx.commit().await?;
    Ok(Some("/settings/sign-in?done=passkey"))
}

#[cfg(test)]
mod tests {
    use super::{
        super::in_flight::{begins, ends_all},
        *,
    };

    #[tokio::test]
    async fn a_passkey_is_not_kept_by_a_request_whose_session_ended_meanwhile() {
        for site in testkit::sites(crate::router).await {
            let (_, signed) = begins(&site, "app", "登録を始める").await;
            let name = PasskeyName::parse("家のパソコン").unwrap();
            let kept = |id: &str| Kept {
                credential_id: id.into(),
                public_part: "x".into(),
                changing_part: "x".into(),
                transports: 0,
            };
            let next = keep(&site.app, &signed, &kept("one"), &name).await.unwrap();
            assert_eq!(next, Some("/settings/sign-in?done=passkey"), "{}", site.name);
            assert_eq!(site.letters().await.len(), 1);
            ends_all(&site, &signed).await;
            let next = keep(&site.app, &signed, &kept("two"), &name).await.unwrap();
            assert_eq!(next, Some("/login"), "{}", site.name);
            let kept = site.store().read().await.unwrap().passkeys(signed.account).await.unwrap();
            assert_eq!(kept.len(), 1, "{}", site.name);
        }
    }
}

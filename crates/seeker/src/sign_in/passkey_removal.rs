//! パスキーの削除.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{letters::sign_in::WayChange, login_guard};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Menu, Page, Path, Problem, Seeker, Shell, Signed,
    Throttled, again, see_other,
};
use store::Account;
use uuid::Uuid;

use super::{deed, overview};
use crate::account::{self, Knock};

const FIELDS: FormFields = FormFields { one: &[], many: &[], secret: &["password"] };
const DONE: &str = "/settings/sign-in?done=passkey-off";

#[derive(Template)]
#[template(path = "sign_in/passkey_removal.html")]
struct PasskeyRemovalPage {
    shell: Shell,
    form: FormState,
    name: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/sign-in/passkeys/{id}", get(show).post(submit))
}

/// The name of one's own passkey.
async fn find(app: &App, signed: &Signed<Seeker>, id: Uuid) -> Result<String, Problem> {
    let passkeys = app.store.read().await?.passkeys(signed.account).await?;
    passkeys.into_iter().find(|passkey| passkey.id == id).map(|passkey| passkey.name).ok_or(Problem::NotFound)
}

fn page(signed: &Signed<Seeker>, name: String, form: FormState) -> PasskeyRemovalPage {
    let shell = signed
        .shell("パスキーの｜削除《さくじょ》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings")
        .crumb("ログインの｜方法《ほうほう》", overview::PATH)
        .with_errors(&form);
    PasskeyRemovalPage { shell, form, name }
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let name = find(&app, &signed, id).await?;
    Ok(Page(page(&signed, name, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    (signed, Path(id)): (Signed<Seeker>, Path<Uuid>),
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let name = match find(&app, &signed, id).await {
        Ok(name) => name,
        // Pressed twice, or nobody's: the list shows what there is.
        Err(Problem::NotFound) => return Ok(see_other(overview::PATH)),
        Err(problem) => return Err(problem),
    };
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    let Some(account) = account::confirm(&app, &signed, &knock, &mut form).await? else {
        return Ok(again(page(&signed, name, form)));
    };
    if !remove(&app, &account, id).await? {
        form.add("password", login_guard::SENTENCE_OF_PASSWORD);
        return Ok(again(page(&signed, name, form)));
    }
    Ok(see_other(DONE))
}

/// Removes it and tells the person: one unit of work. False when the password was changed while it was checked.
async fn remove(app: &App, account: &Account, id: Uuid) -> Result<bool, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(false);
    }
    if tx.remove_passkey(account.id, id).await? {
        deed::changed(app, &mut tx, account, WayChange::PasskeyRemoved, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

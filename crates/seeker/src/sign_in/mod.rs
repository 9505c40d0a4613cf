//! Ways of signing in besides the password, and the second step after it (spec/domain.md 2.5 and section 10,
//! row 14): ワンタイムパスワード, authenticator apps, recovery codes,
//! passkeys.

use adapters::passkeys::HANDLE;
use axum::Router;
use site::App;
use store::Account;
use uuid::Uuid;

mod app_setup;
mod deed;
#[cfg(test)]
mod in_flight;
mod overview;
mod passkey_adding;
mod passkey_login;
mod passkey_removal;
mod recovery_code;
mod recovery_sheet;
pub(crate) mod second_step;
mod tries;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(app_setup::routes())
        .merge(deed::routes())
        .merge(overview::routes())
        .merge(passkey_adding::routes())
        .merge(passkey_login::routes())
        .merge(passkey_removal::routes())
        .merge(recovery_code::routes())
        .merge(recovery_sheet::routes())
        .merge(second_step::routes())
}

/// Tells the present password of an account from any other: what was begun or allowed under another one is
/// over, whoever changes it and wherever.
fn password_mark(app: &App, account: &Account) -> String {
    app.secret.hash("password mark", &format!("{}.{}", account.id, account.password_hash))
}

/// What the database keeps of a device's own id.
fn device_hash(app: &App, device: &str) -> String {
    app.secret.hash("spared device", device)
}

/// What the database keeps of a recovery code.
fn recovery_hash(app: &App, account: Uuid, code: &domain::verification_key::VerificationKey) -> String {
    app.secret.hash("recovery code", &format!("{account}.{}", code.expose()))
}

/// The name by which authenticators know a person.
fn passkey_handle(app: &App, account: Uuid) -> [u8; HANDLE] {
    app.secret.hash_bytes("passkey handle", &account.to_string())
}

/// For what the secret of an authenticator app is sealed.
const APP_SECRET: &str = "authenticator app";
/// For what fresh recovery codes are sealed.
const RECOVERY_SHEET: &str = "recovery sheet";

//! マイページ属性連携認証 (seed 003, 1 ②): ID and password once, then the account is linked.

use adapters::sign_on::Portal;
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    account::AccountState,
    login_guard,
    sign_on::{CONSENT, Purpose},
};
use site::{
    App, Browser, Form, FormFields, FormState, KnownDevice, Page, Path, Problem, Shell, Throttled, Visitor,
    again, form_may_lead_to, see_other,
};
use store::{Account, Consent};
use uuid::Uuid;

use super::{journey::Stopped, portal, trouble};
use crate::account::{Knock, open, require, sender};

const FIELDS: FormFields = FormFields { one: &["email"], many: &[], secret: &["password"] };

#[derive(Template)]
#[template(path = "portal/consent.html")]
struct ConsentPage {
    shell: Shell,
    form: FormState,
    id: Uuid,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sso/consent/{id}", get(show).post(submit))
}

fn page(visitor: &Visitor, id: Uuid, form: FormState) -> ConsentPage {
    ConsentPage { shell: visitor.shell("マイページ属性連携認証").with_errors(&form), form, id }
}

/// The answer to the form leads on to the portal: browsers must be told that it may.
fn leading_on(portal: &Portal, mut response: Response) -> Result<Response, Problem> {
    form_may_lead_to(&mut response, &portal.address.origin())?;
    Ok(response)
}

/// Who is asked, if this browser was, and not too long ago.
async fn asked(app: &App, browser: &Browser, id: Uuid) -> Result<Option<Consent>, Problem> {
    let Some(browser_hash) = browser.hash() else { return Ok(None) };
    let after = app.clock.now() - CONSENT;
    Ok(app.store.read().await?.portal_consent(id, &browser_hash, after).await?)
}

async fn show(
    State(app): State<App>,
    (visitor, browser): (Visitor, Browser),
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let portal = portal(&app)?;
    if asked(&app, &browser, id).await?.is_none() {
        return Ok(trouble::page(portal, &visitor, Stopped::Stale, Purpose::Link));
    }
    leading_on(portal, Page(page(&visitor, id, FormState::empty())).into_response())
}

async fn submit(
    State(app): State<App>,
    (visitor, browser, counted, device): (Visitor, Browser, Throttled, KnownDevice),
    Path(id): Path<Uuid>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let portal = portal(&app)?;
    let Some(consent) = asked(&app, &browser, id).await? else {
        return Ok(trouble::page(portal, &visitor, Stopped::Stale, Purpose::Link));
    };
    let mut form = typed.fields(&FIELDS);
    require(&mut form);
    if form.ok() {
        let knock = Knock::new(counted, &device);
        let found = open(&app, &knock, form.value("email"), form.secret("password")).await?;
        if let Some(account) = found.filter(|account| account.state != AccountState::Withdrawn) {
            return link(&app, (portal, &visitor), (id, consent), &account).await;
        }
        form.add("email", login_guard::SENTENCE);
    }
    leading_on(portal, again(page(&visitor, id, form)))
}

/// Links, and goes on to where the portal wants the person.
async fn link(
    app: &App,
    (portal, visitor): (&Portal, &Visitor),
    (id, consent): (Uuid, Consent),
    account: &Account,
) -> Result<Response, Problem> {
    let linked = match link_once(app, id, &consent, account).await {
        // Two accounts were linked to one person at the same moment: the later one takes over.
        Err(error) if error.is_duplicate() => link_once(app, id, &consent, account).await,
        done => done,
    }?;
    if !linked {
        return Ok(trouble::page(portal, visitor, Stopped::Stale, Purpose::Link));
    }
    let target = consent.target.and_then(|target| portal.address.target(&target));
    leading_on(portal, see_other(target.as_deref().unwrap_or("/login?done=linked")))
}

/// Binds the person of the portal to the account and tells whom it concerns: one unit of work. Pressing
/// twice links once. False when the question was closed or answered by another account, or the account is
/// not what it was when the password was checked.
async fn link_once(app: &App, id: Uuid, consent: &Consent, account: &Account) -> store::Result<bool> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    // A password that was changed while it was being checked links nothing.
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(false);
    }
    if tx.give_consent(id, account.id).await? {
        let replaced = tx.link_portal(account.id, &consent.issuer, &consent.subject, now).await?;
        tx.post_to_all(account.id, &sender(app).portal_linked(&account.email, replaced.own_link), now)
            .await?;
        if let Some(other) = replaced.other_account
            && let Some(other) = tx.account(other).await?
            && other.state != AccountState::Withdrawn
        {
            tx.post_to_all(other.id, &sender(app).portal_unlinked(&other.email), now).await?;
        }
    } else if tx.giver_of_consent(id).await? != Some(account.id) {
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

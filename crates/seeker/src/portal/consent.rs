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
    App, Arriving, Browser, Form, FormFields, FormState, Page, Path, Problem, Shell, Throttled, Visitor,
    again, form_may_lead_to, see_other,
};
use store::{Account, Consent};
use uuid::Uuid;

use super::{journey::Stopped, portal, trouble};
use crate::{
    account::{Knock, open, require, sender, tell_of_safety},
    sign_in::second_step,
};

const FIELDS: FormFields = FormFields { one: &["email"], many: &[], secret: &["password"] };
/// Linking opens a way in that asks no second step: with the password alone nobody may make one.
const SIGN_IN_FIRST: &str = "ワンタイムパスワードなどを設定しているアカウントです。先に求職者マイページにログインしてから、もう一度「つなぐ」を行ってください。";

/// What came of linking.
enum Outcome {
    Linked,
    /// The question was closed or answered by another account, or the account is not what it was when the
    /// password was checked.
    Stale,
    /// The account has a second step that this browser did not pass.
    StepMissing,
}

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
    ConsentPage {
        shell: visitor
            .shell("マイページ｜属性《ぞくせい》｜連携《れんけい》｜認証《にんしょう》")
            .with_errors(&form),
        form,
        id,
    }
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
    (visitor, browser, counted, arriving): (Visitor, Browser, Throttled, Arriving),
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
        let knock = Knock::new(counted, &arriving.device);
        let found = open(&app, &knock, form.value("email"), form.secret("password")).await?;
        let Some(account) = found.filter(|account| account.state != AccountState::Withdrawn) else {
            form.add("email", login_guard::SENTENCE);
            return leading_on(portal, again(page(&visitor, id, form)));
        };
        let linked = link(&app, (&visitor, &arriving), (id, &consent), &account).await?;
        match linked {
            Outcome::Linked => return go_on(portal, consent),
            Outcome::Stale => return Ok(trouble::page(portal, &visitor, Stopped::Stale, Purpose::Link)),
            Outcome::StepMissing => form.add("email", SIGN_IN_FIRST),
        }
    }
    leading_on(portal, again(page(&visitor, id, form)))
}

/// To where the portal wants the person.
fn go_on(portal: &Portal, consent: Consent) -> Result<Response, Problem> {
    let target = consent.target.and_then(|target| portal.address.target(&target));
    leading_on(portal, see_other(target.as_deref().unwrap_or("/login?done=linked")))
}

async fn link(
    app: &App,
    browser: (&Visitor, &Arriving),
    question: (Uuid, &Consent),
    account: &Account,
) -> Result<Outcome, Problem> {
    let done = match link_once(app, browser, question, account).await {
        // Two accounts were linked to one person at the same moment: the later one takes over.
        Err(error) if error.is_duplicate() => link_once(app, browser, question, account).await,
        done => done,
    };
    Ok(done?)
}

/// Binds the person of the portal to the account and tells whom it concerns: one unit of work. Pressing
/// twice links once.
async fn link_once(
    app: &App,
    (visitor, arriving): (&Visitor, &Arriving),
    (id, consent): (Uuid, &Consent),
    account: &Account,
) -> store::Result<Outcome> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    // A password that was changed while it was being checked links nothing.
    if !tx.holds_password(account.id, &account.password_hash).await? {
        return Ok(Outcome::Stale);
    }
    let signed_in = visitor.seeker.is_some_and(|session| session.account == account.id);
    if !signed_in && second_step::needed((app, &mut tx), account, arriving).await?.is_some() {
        return Ok(Outcome::StepMissing);
    }
    if tx.give_consent(id, account.id).await? {
        let replaced = tx.link_portal(account.id, &consent.issuer, &consent.subject, now).await?;
        let letter = sender(app).portal_linked(&account.email, replaced.own_link);
        tell_of_safety(&mut tx, (account.id, &letter), now).await?;
        if let Some(other) = replaced.other_account
            && let Some(other) = tx.account(other).await?
            && other.state != AccountState::Withdrawn
        {
            let letter = sender(app).portal_unlinked(&other.email);
            tell_of_safety(&mut tx, (other.id, &letter), now).await?;
        }
    } else if tx.giver_of_consent(id).await? != Some(account.id) {
        return Ok(Outcome::Stale);
    }
    tx.commit().await?;
    Ok(Outcome::Linked)
}

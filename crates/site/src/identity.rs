//! Who asks. An identity in a handler's arguments is the authorisation: without it nobody gets there.

use std::marker::PhantomData;

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use domain::{
    clock::{Timestamp, tokyo_date},
    session::SessionLimits,
};
use jiff::SignedDuration;
use store::FoundSession;
use uuid::Uuid;

use crate::{App, Problem, Realm, Seeker, Shell, TypedNumber, View, session::token_hash};

/// A session that is used more often than this is not written down each time.
const TOUCH_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// What a request's cookie leads to in one realm.
#[derive(Clone, Debug)]
enum Found {
    Nobody,
    Ended { account: Uuid },
    Alive(FoundSession),
}

async fn find<R: Realm>(parts: &Parts, app: &App, now: Timestamp) -> Result<Found, Problem> {
    let Some(hash) = token_hash::<R>(&parts.headers, app.settings.development) else {
        return Ok(Found::Nobody);
    };
    let Some(session) = app.store.read().await?.session(&hash, R::NAME).await? else {
        return Ok(Found::Nobody);
    };
    if session.ended || session.withdrawn {
        return Ok(Found::Nobody);
    }
    if !R::LIMITS.is_alive(session.opened_at, session.seen_at, now) {
        return Ok(Found::Ended { account: session.account });
    }
    if now.duration_since(session.seen_at) > TOUCH_AFTER {
        let mut tx = app.store.begin().await?;
        tx.touch_session(session.id, now).await?;
        tx.commit().await?;
    }
    Ok(Found::Alive(session))
}

fn view(parts: &Parts, session: Option<SessionLimits>) -> View {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    View { session, ..View::of(path, &parts.headers) }
}

/// Somebody with a session in a realm; as a job seeker perhaps without complete 求職情報.
pub struct Signed<R> {
    /// Whose session it is.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
    /// True when 求職情報 is complete and the page is open.
    pub page_open: bool,
    /// How pages are to be shown.
    pub view: View,
    realm: PhantomData<R>,
}

impl<R> Signed<R> {
    /// The surroundings of a page with this heading.
    pub fn shell(&self, h1: &str) -> Shell {
        self.view.shell(h1)
    }
}

impl<R: Realm> FromRequestParts<App> for Signed<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match find::<R>(parts, app, app.clock.now()).await? {
            Found::Alive(session) => Ok(Self {
                account: session.account,
                session: session.id,
                page_open: session.page_open,
                view: view(parts, Some(R::LIMITS)),
                realm: PhantomData,
            }),
            found => {
                let account = if let Found::Ended { account } = found { Some(account) } else { None };
                // After a post the way back is the page of the form, which has the same path.
                let path = match parts.method {
                    Method::GET => parts.uri.path_and_query().map_or("/", |path| path.as_str()),
                    _ => parts.uri.path(),
                };
                Err(Problem::SignedOut { login: R::LOGIN, path: path.to_owned(), account })
            }
        }
    }
}

/// A job seeker whose page is open.
pub struct Opened(Signed<Seeker>);

impl std::ops::Deref for Opened {
    type Target = Signed<Seeker>;

    fn deref(&self) -> &Signed<Seeker> {
        &self.0
    }
}

impl FromRequestParts<App> for Opened {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = Signed::from_request_parts(parts, app).await?;
        if signed.page_open { Ok(Self(signed)) } else { Err(Problem::NotOpened) }
    }
}

/// A job seeker whose page is open and whose registration is in force (有効): whoever may use what a
/// registration that is 無効 closes (seed 002). Everybody else is shown why, and how to go on.
pub struct Active(Signed<Seeker>);

impl std::ops::Deref for Active {
    type Target = Signed<Seeker>;

    fn deref(&self) -> &Signed<Seeker> {
        &self.0
    }
}

impl FromRequestParts<App> for Active {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Opened(signed) = Opened::from_request_parts(parts, app).await?;
        let standing = app.store.read().await?.standing(signed.account).await?;
        match standing.is_some_and(|standing| standing.is_in_force(tokyo_date(app.clock.now()))) {
            true => Ok(Self(signed)),
            false => Err(Problem::NotInForce),
        }
    }
}

/// The session of a visitor to a public page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeekerSession {
    /// Whose it is.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
    /// True when 求職情報 is complete and the page is open.
    pub page_open: bool,
}

/// Anybody who looks at a public page, signed in or not.
pub struct Visitor {
    /// The session as a job seeker, if there is one.
    pub seeker: Option<SeekerSession>,
    /// Whose 求職番号 was typed in this browser, while that counts. Says nothing about how that registration stands.
    pub typed_number: Option<Uuid>,
    /// How pages are to be shown.
    pub view: View,
}

impl Visitor {
    /// The surroundings of a page with this heading.
    pub fn shell(&self, h1: &str) -> Shell {
        self.view.shell(h1)
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let now = app.clock.now();
        let seeker = match find::<Seeker>(parts, app, now).await? {
            Found::Alive(session) => Some(SeekerSession {
                account: session.account,
                session: session.id,
                page_open: session.page_open,
            }),
            _ => None,
        };
        let typed_number = TypedNumber::account(&parts.headers, app, now);
        Ok(Self { seeker, typed_number, view: view(parts, seeker.map(|_| Seeker::LIMITS)) })
    }
}

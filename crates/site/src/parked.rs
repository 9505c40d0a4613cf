//! What was typed survives a time-out: a form that was sent after its session had ended is parked, without
//! passwords and keys, and given back to the same person after the next login (spec/security.md, Sessions).
//! A form that was left without being saved (`leaving.rs`), and one that another page has filled for the
//! person, wait in the same way, and no longer.

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::{
    App, Fields, FormState, Problem, Seeker, Signed,
    form::{AgainstSaved, FormFields, SAVED, WARNINGS_SHOWN, is_form},
    leaving::{self, Leaving},
};

/// How long a parked form waits.
pub const FORM_WAITS: SignedDuration = SignedDuration::from_hours(1);
/// Largest body of a form, in bytes.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;

/// The form that was parked for this person at this path, for the page that shows it.
pub struct Parked(Option<Fields>);

impl Parked {
    /// The form as it was sent, or what `saved` gives when none was parked. It knows in what it differs from
    /// what is saved (`field::kept`).
    pub fn or(self, fields: &FormFields, saved: impl FnOnce() -> FormState) -> FormState {
        let saved = saved();
        match self.0 {
            Some(sent) => sent.fields(fields).over(&saved),
            None => saved.clone().over(&saved),
        }
    }

    /// The same with a value that the person has chosen since in the place of what was parked; none chosen
    /// changes nothing.
    #[must_use]
    pub fn with(mut self, field: &str, chosen: &str) -> Self {
        if let Some(sent) = self.0.as_mut().filter(|_| !chosen.is_empty()) {
            sent.set(field, chosen);
        }
        self
    }

    /// True when a form was parked.
    pub fn is_some(&self) -> bool {
        self.0.is_some()
    }
}

impl FromRequestParts<App> for Parked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let signed = Signed::<Seeker>::from_request_parts(parts, app).await?;
        Ok(Self(waiting(app, signed.account, parts.uri.path()).await?))
    }
}

/// The form that waits for a person at a path.
///
/// # Errors
/// The database fails.
pub async fn waiting(app: &App, account: Uuid, path: &str) -> Result<Option<Fields>, Problem> {
    let after = app.clock.now() - FORM_WAITS;
    let kept = app.store.read().await?.parked_form(account, path, after).await?;
    Ok(kept.and_then(|encoded| Fields::parse(encoded.as_bytes())))
}

/// The paths at which forms wait for a person with something that is not saved.
///
/// # Errors
/// The database fails.
pub async fn unsaved_paths(app: &App, account: Uuid) -> Result<Vec<String>, Problem> {
    let after = app.clock.now() - FORM_WAITS;
    let all = app.store.read().await?.parked_forms(account, after).await?;
    // A picker lays the whole form ready, also when nothing was changed in it.
    let differs = |encoded: &str| {
        Fields::parse(encoded.as_bytes()).is_some_and(|sent| sent.against_saved() == AgainstSaved::Differs)
    };
    Ok(all.into_iter().filter(|(_, encoded)| differs(encoded)).map(|(path, _)| path).collect())
}

/// Lays a filled form ready for a person at the path of its page, in the place of what waited there. It
/// waits as a parked form does and is forgotten as one: after an hour, or once it went through. Empty
/// values are left out; there must be no passwords and keys among them.
///
/// # Errors
/// The database fails.
pub async fn lay_ready(app: &App, account: Uuid, path: &str, values: &[(&str, &str)]) -> Result<(), Problem> {
    put(app, account, path, &encoded(values.iter().copied().filter(|(_, value)| !value.is_empty()))).await
}

/// Parks forms that were left, and those whose session had ended; forgets them once they went through.
pub(crate) async fn park(
    State((app, pages)): State<(App, Router)>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST || !is_form(request.headers().get(header::CONTENT_TYPE)) {
        return next.run(request).await;
    }
    let path = request.uri().path().to_owned();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else { return Problem::TooLarge.into_response() };
    if let Some(leaving) = Leaving::of(&body) {
        return leaving.carry_out(&app, parts, pages).await.unwrap_or_else(IntoResponse::into_response);
    }
    let owner = owner(&parts, &app).await;
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    let signed_out = match response.extensions().get::<Problem>() {
        Some(Problem::SignedOut { account, .. }) => *account,
        _ => None,
    };
    let done = match (signed_out, owner) {
        (Some(account), _) => keep(&app, account, &path, &body).await,
        (None, Some(account)) if response.status() == StatusCode::SEE_OTHER => {
            forget(&app, account, &path).await
        }
        _ => Ok(()),
    };
    match done {
        Ok(()) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn owner(parts: &Parts, app: &App) -> Option<Uuid> {
    let hash = crate::session::token_hash::<Seeker>(&parts.headers, app.settings.development)?;
    let session =
        app.store.read().await.ok()?.session(&hash, <Seeker as crate::Realm>::NAME).await.ok()??;
    Some(session.account)
}

async fn keep(app: &App, account: Uuid, path: &str, body: &Bytes) -> Result<(), Problem> {
    match Fields::parse(body) {
        Some(fields) => keep_fields(app, account, path, &fields).await,
        None => Ok(()),
    }
}

/// Parks what was typed: no secrets, and nothing that a page has put beside it.
pub(crate) async fn keep_fields(
    app: &App,
    account: Uuid,
    path: &str,
    fields: &Fields,
) -> Result<(), Problem> {
    let pairs = fields.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let public = pairs.filter(|(name, _)| !name.contains("password") && !name.contains("key"));
    let typed = public.filter(|(name, _)| ![SAVED, WARNINGS_SHOWN].contains(name) && !leaving::is_word(name));
    put(app, account, path, &encoded(typed)).await
}

fn encoded<'a>(values: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(values).finish()
}

async fn put(app: &App, account: Uuid, path: &str, encoded: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    tx.park_form(account, path, encoded, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn forget(app: &App, account: Uuid, path: &str) -> Result<(), Problem> {
    if waiting(app, account, path).await?.is_none() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    tx.forget_parked_form(account, path).await?;
    tx.commit().await?;
    Ok(())
}

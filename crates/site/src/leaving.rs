//! Leaving a form without saving it: 戻る, and a page that goes away with something typed. What was typed is
//! parked (`parked.rs`) and stands there when the person comes again, until they save it or throw it away.
//! The buttons are drawn by `field::kept`, `field::deeds` and `field::summary`; `site.js` tells of pages that
//! go away.

use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Request},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use uuid::Uuid;

use crate::{App, Fields, Problem, Seeker, Signed, form::AgainstSaved, own_path, page::see_other, parked};

/// The button 戻る; its value is the page above, to which it leads.
const BACK: &str = "go_back";
/// What the script sends when a page goes away.
const AWAY: &str = "page_went_away";
/// The button that throws away what was typed.
const THROW_AWAY: &str = "throw_away";

/// True for the names of the buttons, which are no part of what was typed.
pub(crate) fn is_word(name: &str) -> bool {
    [BACK, AWAY, THROW_AWAY].contains(&name)
}

/// How a form is left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Back,
    Away,
    ThrowAway,
}

/// A form that is left: how, and with what in it.
pub(crate) struct Leaving {
    deed: Deed,
    fields: Fields,
}

impl Leaving {
    /// `None` for a form that is sent to be saved.
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        let fields = Fields::parse(body)?;
        let has = |word: &str| fields.pairs().iter().any(|(name, _)| name == word);
        let deeds = [(THROW_AWAY, Deed::ThrowAway), (BACK, Deed::Back), (AWAY, Deed::Away)];
        let deed = deeds.into_iter().find(|(word, _)| has(word)).map(|(_, deed)| deed)?;
        Some(Self { deed, fields })
    }

    /// Parks or forgets what was typed, and leads on. The page's own handler never sees the form, so nothing
    /// is checked and nothing is saved. `pages` are those of the service.
    pub(crate) async fn carry_out(
        self,
        app: &App,
        mut parts: Parts,
        pages: Router,
    ) -> Result<Response, Problem> {
        let path = parts.uri.path().to_owned();
        let on = self.leads_to(&parts)?;
        let account = match Signed::<Seeker>::from_request_parts(&mut parts, app).await {
            Ok(signed) => signed.account,
            Err(problem) => return self.too_late(app, &path, problem).await,
        };
        if self.deed == Deed::ThrowAway {
            parked::forget(app, account, &path).await?;
        } else if is_there(pages, &parts).await {
            // Only for pages that this person may open now: what waits elsewhere is never seen again.
            self.park(app, account, &path).await?;
        }
        Ok(on)
    }

    async fn park(&self, app: &App, account: Uuid, path: &str) -> Result<(), Problem> {
        match self.fields.against_saved() {
            // Another window may have something at this path, which is not this one's to forget.
            AgainstSaved::Untouched => Ok(()),
            AgainstSaved::TakenBack => parked::forget(app, account, path).await,
            AgainstSaved::Differs => parked::keep_fields(app, account, path, &self.fields).await,
        }
    }

    /// The session had ended: what was typed waits, as that of any other form.
    async fn too_late(&self, app: &App, path: &str, problem: Problem) -> Result<Response, Problem> {
        if let (Problem::SignedOut { account: Some(account), .. }, Deed::Back | Deed::Away) =
            (&problem, self.deed)
        {
            self.park(app, *account, path).await?;
        }
        match self.deed {
            Deed::Away => Ok(StatusCode::NO_CONTENT.into_response()),
            Deed::Back | Deed::ThrowAway => Err(problem),
        }
    }

    /// Where the person goes on: 戻る leads to a page above this one and nowhere else, whatever was sent.
    fn leads_to(&self, parts: &Parts) -> Result<Response, Problem> {
        let address = parts.uri.path_and_query().map_or("/", |address| address.as_str());
        match self.deed {
            Deed::Away => Ok(StatusCode::NO_CONTENT.into_response()),
            Deed::ThrowAway => own_path(address).map(see_other).ok_or(Problem::NotFound),
            Deed::Back => {
                let above =
                    own_path(self.fields.first(BACK)).filter(|above| is_above(above, parts.uri.path()));
                above.map(see_other).ok_or(Problem::Unreadable)
            }
        }
    }
}

fn is_above(above: &str, here: &str) -> bool {
    here.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

/// True when the page of the form is there for whoever asks.
async fn is_there(pages: Router, parts: &Parts) -> bool {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    request.headers_mut().remove(header::CONTENT_TYPE);
    request.headers_mut().remove(header::CONTENT_LENGTH);
    pages.oneshot(request).await.is_ok_and(|page| page.status() == StatusCode::OK)
}

#[cfg(test)]
mod tests {
    use super::is_above;

    #[test]
    fn only_a_page_above_the_own_one_is_a_way_back() {
        let here = "/profile/education/schools/new";
        for above in ["/profile", "/profile/education", "/profile/education/schools"] {
            assert!(is_above(above, here), "{above}");
        }
        for other in ["/", "/prof", "/settings", "/profile/", "/profile/education/schools/new", "//x"] {
            assert!(!is_above(other, here), "{other}");
        }
    }
}

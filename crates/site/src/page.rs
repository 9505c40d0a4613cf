//! Answers that every page gives.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use crate::{Problem, ruby, words};

/// A template, rendered as the answer, with readings and explained terms. No cache keeps it.
pub struct Page<T>(pub T);

/// Renders a template with its readings and the terms that stand on it.
pub(crate) fn html(page: &impl Template) -> askama::Result<Html<String>> {
    page.render().map(words::explain).map(ruby::carry_out).map(Html)
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match html(&self.0) {
            Ok(html) => ([(header::CACHE_CONTROL, "no-store")], html).into_response(),
            Err(error) => Problem::broken(error).into_response(),
        }
    }
}

/// The same page again, with what was wrong: status 422.
pub fn again<T: Template>(page: T) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response()
}

/// After a deed: go and look at another page (303).
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

//! Answers that every page gives.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

use crate::{Problem, ruby, words};

/// A template, rendered as the answer, with readings and explained terms. No cache keeps it.
pub struct Page<T>(pub T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => {
                let html = ruby::carry_out(words::explain(html));
                ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
            }
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

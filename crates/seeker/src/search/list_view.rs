//! Cards, compact or table: keeps the choice in a cookie and goes back to the same search.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
    routing::post,
};
use site::{App, Form, FormFields, ListView, Problem, own_path, see_other};

const FIELDS: FormFields = FormFields { one: &["return_to", "view"], many: &[], secret: &[] };

/// `POST /search/view`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/search/view", post(keep))
}

async fn keep(State(app): State<App>, Form(typed): Form) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let cookie = ListView::from_word(form.value("view")).cookie(app.settings.development);
    let cookie = HeaderValue::from_str(&cookie).map_err(Problem::broken)?;
    let back = own_path(form.value("return_to")).unwrap_or("/search");
    let mut response = see_other(&format!("{back}#results"));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

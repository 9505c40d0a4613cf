//! アクセシビリティ閲覧支援ツール: keeps size of letters, colours and readings in a cookie and goes back to the page.

use axum::{
    Router,
    extract::State,
    http::{HeaderValue, header},
    response::Response,
    routing::post,
};
use site::{App, Contrast, Form, FormFields, Problem, RUBY, TextSize, View, own_path, see_other};

const FIELDS: FormFields =
    FormFields { one: &["return_to", "text_size", "contrast", "ruby"], many: &[], secret: &[] };

async fn keep(State(app): State<App>, Form(typed): Form) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let size = TextSize::from_word(form.value("text_size"));
    let contrast = Contrast::from_word(form.value("contrast"));
    let ruby = form.value("ruby") == RUBY;
    let cookie = View::cookie(size, contrast, ruby, app.settings.development);
    let cookie = HeaderValue::from_str(&cookie).map_err(Problem::broken)?;
    let mut response = see_other(own_path(form.value("return_to")).unwrap_or("/"));
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    Ok(response)
}

/// `POST /display`.
pub fn routes() -> Router<App> {
    Router::new().route("/display", post(keep))
}

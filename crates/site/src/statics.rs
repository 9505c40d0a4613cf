//! The stylesheet, the script and the icon, out of the program itself.

use axum::{
    Router,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{App, Path};

async fn file(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", include_str!("../static/style.css")),
        "site.js" => ("text/javascript; charset=utf-8", include_str!("../static/site.js")),
        "passkey.js" => ("text/javascript; charset=utf-8", include_str!("../static/passkey.js")),
        "icon.svg" => ("image/svg+xml", include_str!("../static/icon.svg")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/static/{file}", get(file))
}

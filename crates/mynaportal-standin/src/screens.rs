//! The screens of マイナポータル as seeds 003 and 004 (3.4) show them, the one of デジタル認証アプリ, and one
//! for developers. Rendered here, without JavaScript.

mod card;
mod connect;
mod developers;
mod disconnect;
mod page;
mod sign_in;
mod top;

pub(crate) use card::ask_for_card;
pub(crate) use page::{NoticePage, Shell};
pub(crate) use sign_in::{ask_who, signed_in};

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{Standin, provider::misbehave};

/// No script, no inline style, no frame. Forms may lead anywhere: browsers hold `form-action` against
/// redirects too, and 同意 leads to the service and back.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Every screen. The developers' and the style sheet stay when everything else fails.
pub(crate) fn routes(standin: &Standin) -> Router<Standin> {
    top::routes()
        .merge(sign_in::routes())
        .merge(connect::routes())
        .merge(disconnect::routes())
        .merge(card::routes())
        .layer(from_fn_with_state((standin.clone(), None), misbehave))
        .merge(developers::routes())
        .route("/standin.css", get(style))
        .route("/favicon.ico", get(StatusCode::NO_CONTENT))
        .layer(from_fn(from_here_only))
}

/// The headers that go with every answer.
pub(crate) fn with_headers<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(map_response(async |mut response: Response| {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        response
    }))
}

/// Forms of other sites are not taken.
async fn from_here_only(request: Request, next: Next) -> Response {
    if request.method() == Method::POST && !is_from_here(request.headers()) {
        let shell = Shell::portal("別のサイトから送信されました");
        let text = "この画面のボタンから、もう一度操作してください。";
        return (StatusCode::FORBIDDEN, NoticePage::page(shell, text, "")).into_response();
    }
    next.run(request).await
}

/// Whether the form lay on the host that is asked; programs that are no browser send no `Origin`.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, of_form)| of_form == host),
        (None, _) => true,
        (Some(_), None) => false,
    }
}

async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "max-age=60")];
    (headers, include_str!("../static/standin.css")).into_response()
}

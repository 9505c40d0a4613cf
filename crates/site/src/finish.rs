//! What stands around every realm: problem pages, headers, limits, the refusal of foreign posts.

use std::time::Duration;

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer, timeout::TimeoutLayer,
};

use crate::{App, Problem, Shell, View, page::html, parked, statics};

/// How long a request may take before it is answered with "busy".
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Marks an answer that a program reads: its errors get no page.
#[derive(Clone, Copy, Debug)]
pub struct ForPrograms;

/// Lets the forms of one page lead to another origin as well. Browsers apply the policy to the
/// redirect after a form too.
///
/// # Errors
/// The origin fits into no header.
pub fn form_may_lead_to(response: &mut Response, origin: &str) -> Result<(), Problem> {
    let policy = CONTENT_SECURITY_POLICY
        .replace("form-action 'self'", &format!("form-action 'self' {origin}"))
        .parse()
        .map_err(Problem::broken)?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(())
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    shell: Shell,
    explanation: &'a str,
    ways: Vec<(String, String)>,
    enquiry: Option<&'a str>,
}

/// Puts everything around the realms' routers that must be around each answer.
pub fn finish(realms: Router<App>, app: App) -> Router {
    let csrf = CsrfLayer::new().with_rejection_response(|_| Problem::Foreign.into_response());
    // The origin people see may differ from the Host that a proxy sends on.
    let csrf = csrf.clone().add_trusted_origin(&app.settings.base_url).unwrap_or(csrf);
    let pages = realms.merge(statics::routes()).fallback(async || Problem::NotFound);
    let looking = (app.clone(), pages.clone().with_state(app.clone()));
    pages
        .layer(middleware::from_fn_with_state(looking, parked::park))
        .layer(DefaultBodyLimit::max(parked::LARGEST_BODY))
        .layer(CatchPanicLayer::custom(|_| Problem::broken("a handler panicked").into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_REQUEST))
        .layer(csrf)
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), dress))
        .with_state(app)
}

/// Draws the page of a problem, and sets the headers of every answer.
async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let view = View::of(&path, request.headers());
    let mut response = next.run(request).await;
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    let for_a_person = !is_html && response.extensions().get::<ForPrograms>().is_none();
    if (response.status().is_client_error() || response.status().is_server_error()) && for_a_person {
        response = problem_page(&view, response);
    }
    set_headers(&mut response, app.settings.development);
    response
}

fn problem_page(view: &View, response: Response) -> Response {
    let status = response.status();
    let problem =
        response.extensions().get::<Problem>().cloned().unwrap_or_else(|| Problem::of_status(status));
    let page = ProblemPage {
        shell: view.shell(problem.heading()),
        explanation: problem.explanation(),
        ways: problem.ways(),
        enquiry: problem.enquiry(),
    };
    let body = html(&page).unwrap_or_else(|_| Html(problem.heading().to_owned()));
    let mut page = (status, body).into_response();
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}

fn set_headers(response: &mut Response, development: bool) {
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CACHE_CONTROL, "no-store");
    set(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if !development {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
}

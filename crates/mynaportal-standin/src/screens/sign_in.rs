//! Signing in at the portal, and out again.

use askama::Template;
use axum::{
    Router,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;

use super::page::{Choice, NoticePage, Page, Shell};
use crate::{
    Error, Standin,
    params::Params,
    provider, random,
    state::{Answer, Issuer, SignInRequest},
};

/// Cookies do not keep to a port, so the name must not be the service's.
const COOKIE: &str = "standin_sign_in";

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    shell: Shell,
    choice: Choice,
    /// The request that waits for the person; empty when none does.
    request: String,
    /// The screen that comes after; empty for the first.
    then: String,
}

pub(super) fn routes() -> Router<Standin> {
    Router::new()
        .route("/sign-in", get(show).post(submit))
        .route("/sign-out", post(sign_out))
        .route("/signed-out", get(signed_out))
}

/// The screens that a sign-in can lead to.
fn path_of(then: &str) -> &'static str {
    match then {
        "connect" => "/connect",
        "consent" => "/connect/consent",
        "done" => "/connect/done",
        _ => "/",
    }
}

/// Who is signed in at the portal with this browser.
pub(crate) fn signed_in(standin: &Standin, jar: &CookieJar) -> Option<String> {
    let state = standin.state();
    let by_cookie = jar.get(COOKIE).and_then(|cookie| state.sign_ins.get(cookie.value()).cloned());
    by_cookie.or_else(|| match &state.answer {
        Some(Answer::Person(person)) => Some(person.clone()),
        _ => None,
    })
}

/// Who is signed in, or the way to the sign-in screen and from there to `then`.
pub(super) fn required(standin: &Standin, jar: &CookieJar, then: &str) -> Result<String, Redirect> {
    signed_in(standin, jar).ok_or_else(|| Redirect::to(&format!("/sign-in?then={then}")))
}

/// Asks who it is, for a request of the service's.
pub(crate) fn ask_who(request: String) -> Response {
    page(Choice::first(), request, String::new()).into_response()
}

fn page(choice: Choice, request: String, then: String) -> Page<SignInPage> {
    Page(SignInPage { shell: Shell::portal("マイナポータルへログイン"), choice, request, then })
}

async fn show(RawQuery(query): RawQuery) -> Response {
    let params = Params::read(query.unwrap_or_default().as_bytes());
    let then = params.get("then").unwrap_or_default().to_owned();
    page(Choice::first(), String::new(), then).into_response()
}

async fn submit(State(standin): State<Standin>, jar: CookieJar, body: String) -> Result<Response, Error> {
    let form = Params::read(body.as_bytes());
    let (id, then) = (form.get("request").unwrap_or_default(), form.get("then").unwrap_or_default());
    let waiting = waiting(&standin, id, Issuer::Portal);
    if waiting.is_none() && !id.is_empty() {
        return Ok(too_late());
    }
    if form.is("deed", "stop") {
        standin.state().forget_request(id);
        return waiting.map_or_else(
            || Ok(Redirect::to("/").into_response()),
            |request| provider::refused(&standin, &request),
        );
    }
    let person = match Choice::of(form.get("person").unwrap_or_default()) {
        Ok(person) => person,
        Err(again) => {
            let page = page(again, id.to_owned(), then.to_owned());
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let cookie = fresh_sign_in(&standin, &jar, person.id)?;
    let mut response = match waiting {
        Some(request) => provider::granted(&standin, request, person.id)?,
        None => Redirect::to(path_of(then)).into_response(),
    };
    standin.state().forget_request(id);
    response.headers_mut().extend(cookie);
    Ok(response)
}

/// The request that waits under this id for an answer at this issuer.
pub(super) fn waiting(standin: &Standin, id: &str, issuer: Issuer) -> Option<SignInRequest> {
    let now = standin.now();
    standin.state().kept_request(id, issuer, now)
}

/// What is said when no request waits any more.
pub(super) fn too_late() -> Response {
    let shell = Shell::portal("手続きの時間が過ぎました");
    let text = "求職者マイページから、もう一度はじめてください。";
    (StatusCode::BAD_REQUEST, NoticePage::page(shell, text, "")).into_response()
}

/// A new sign-in in place of the browser's old one; the cookie that tells of it.
fn fresh_sign_in(standin: &Standin, jar: &CookieJar, person: &str) -> Result<HeaderMap, Error> {
    let token = random::token()?;
    let mut state = standin.state();
    if let Some(old) = jar.get(COOKIE) {
        state.sign_ins.remove(old.value());
    }
    state.sign_ins.insert(token.clone(), person.to_owned());
    Ok(cookie(&token, ""))
}

/// The cookie lives as long as the browser. It is not `Secure`, because the stand-in speaks plain HTTP.
fn cookie(value: &str, more: &str) -> HeaderMap {
    let text = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{more}");
    HeaderValue::from_str(&text).map(|value| (header::SET_COOKIE, value)).into_iter().collect()
}

async fn sign_out(State(standin): State<Standin>, jar: CookieJar) -> Response {
    if let Some(old) = jar.get(COOKIE) {
        standin.state().sign_ins.remove(old.value());
    }
    (cookie("", "; Max-Age=0"), Redirect::to("/signed-out")).into_response()
}

#[derive(Template)]
#[template(path = "signed_out.html")]
struct SignedOutPage {
    shell: Shell,
}

async fn signed_out() -> Response {
    Page(SignedOutPage { shell: Shell::portal("ログアウトしました") }).into_response()
}

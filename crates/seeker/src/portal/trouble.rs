//! What a person sees when マイナポータル does not answer, or its answer cannot be believed: one calm
//! page with the way by password.

use adapters::sign_on::Portal;
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::sign_on::Purpose;
use site::{App, Page, Path, Problem, Shell, Visitor, see_other};

use super::{journey::Stopped, portal};

/// Seconds after which it is worth trying again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("30");

#[derive(Template)]
#[template(path = "portal/trouble.html")]
struct TroublePage {
    shell: Shell,
    sentence: &'static str,
    may_link: bool,
    may_sign_in: bool,
    /// Where linking begins, at the portal.
    portal: String,
}

fn heading(stopped: Stopped, purpose: Purpose) -> &'static str {
    match (stopped, purpose) {
        (Stopped::Away, _) => "マイナポータルに接続できません",
        (Stopped::Declined, Purpose::Link) => "マイナポータルとの連携を中止しました",
        (Stopped::Declined, _) => "マイナポータルからのログインを中止しました",
        // Whoever comes back too late may have come for either.
        (Stopped::Stale, _) => "マイナポータルからの手続きを続けられません",
        (_, Purpose::Link) => "マイナポータルとの連携を続けられません",
        _ => "マイナポータルからログインできませんでした",
    }
}

fn sentence(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Away => {
            "マイナポータルからの応答がありません。少し時間を空けてから、もう一度お試しください。"
        }
        Stopped::Unconfirmed => {
            "マイナポータルから届いた内容を確認できませんでした。安全のため、手続きを中止しました。はじめから操作をやり直してください。"
        }
        Stopped::Stale => {
            "手続きの有効時間が過ぎたか、すでに完了しています。別のブラウザや、前に開いた画面からは続けられません。はじめから操作をやり直してください。"
        }
        Stopped::Declined => {
            "マイナポータルの画面で、操作が中止されました。登録された内容は変わっていません。"
        }
    }
}

fn status(stopped: Stopped) -> StatusCode {
    match stopped {
        Stopped::Away => StatusCode::SERVICE_UNAVAILABLE,
        Stopped::Unconfirmed | Stopped::Stale => StatusCode::BAD_REQUEST,
        Stopped::Declined => StatusCode::OK,
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sso/trouble/{purpose}/{stopped}", get(show))
}

const WORDS: [(Stopped, &str); 4] = [
    (Stopped::Away, "away"),
    (Stopped::Unconfirmed, "unconfirmed"),
    (Stopped::Stale, "stale"),
    (Stopped::Declined, "declined"),
];

/// The page at an address of its own: whoever comes back has a code and a state in the address, which are
/// to stay neither in the history nor in a form.
pub(super) fn at_its_address(stopped: Stopped, purpose: Purpose) -> Response {
    let word = WORDS.iter().find(|(other, _)| *other == stopped).map_or("stale", |(_, word)| *word);
    see_other(&format!("/sso/trouble/{}/{word}", purpose.as_str()))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((purpose, word)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let stopped = WORDS.iter().find(|(_, other)| *other == word).map(|(stopped, _)| *stopped);
    match (stopped, Purpose::from_word(&purpose)) {
        (Some(stopped), Some(purpose)) if purpose != Purpose::Card => {
            Ok(page(portal(&app)?, &visitor, stopped, purpose))
        }
        _ => Err(Problem::NotFound),
    }
}

/// The page.
pub(super) fn page(portal: &Portal, visitor: &Visitor, stopped: Stopped, purpose: Purpose) -> Response {
    let page = TroublePage {
        shell: visitor.shell(heading(stopped, purpose)),
        sentence: sentence(stopped),
        may_link: stopped == Stopped::Stale || purpose == Purpose::Link,
        may_sign_in: stopped == Stopped::Stale || purpose != Purpose::Link,
        portal: portal.address.link().to_owned(),
    };
    let mut response = (status(stopped), Page(page)).into_response();
    if stopped == Stopped::Away {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

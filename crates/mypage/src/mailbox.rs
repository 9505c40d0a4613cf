//! The mailbox of the demo: every letter the service sends, to be read in a browser on this machine.
//! Development only. It reads the folder that `mail = "mailbox:FOLDER"` fills.

mod letter;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::get,
};
pub use letter::ReceivedLetter;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Letters shown in the list.
const SHOWN: usize = 200;

const STYLE: &str = "body{font-family:\"Noto Sans JP\",\"Hiragino Sans\",\"BIZ UDPGothic\",sans-serif;line-height:1.7;\
color:#333;max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem;line-height:1.5}a{color:#00118f}\
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #949494;padding:.75rem .5rem;text-align:left;\
vertical-align:top;overflow-wrap:anywhere}dt{font-weight:700}dd{margin:0 0 .5rem}\
.letter{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #949494;border-radius:8px;padding:1rem}";

const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"#0017c1\" \
d=\"M1 3h14v10H1z\"/><path fill=\"none\" stroke=\"#fff\" d=\"m1 4 7 5 7-5\"/></svg>";

/// Serves the mailbox until `stop`.
///
/// # Errors
/// The listener fails.
pub async fn serve(listener: TcpListener, folder: PathBuf, stop: CancellationToken) -> std::io::Result<()> {
    let service = router(folder).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned()).await
}

/// The two pages and their stylesheet.
pub fn router(folder: PathBuf) -> Router {
    Router::new()
        .route("/", get(list))
        .route("/letters/{id}", get(read))
        .route("/style.css", get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)))
        .route("/icon.svg", get(async || ([(header::CONTENT_TYPE, "image/svg+xml")], ICON)))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(middleware::from_fn(guard))
        .with_state(Arc::new(folder))
}

/// Answers this machine only, and sets the headers that every page of the service has.
async fn guard(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if !peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn list(State(folder): State<Arc<PathBuf>>) -> Html<String> {
    let letters =
        tokio::task::spawn_blocking(move || letter::newest(&folder, SHOWN)).await.unwrap_or_default();
    let rows: String = letters
        .iter()
        .map(|letter| {
            format!(
                "<tr><td>{}</td><td>{}</td><td><a href=\"/letters/{}\">{}</a></td></tr>",
                escaped(&letter.date),
                escaped(&letter.to),
                letter.id,
                escaped(&letter.subject)
            )
        })
        .collect();
    let content = if rows.is_empty() {
        "<p>まだメールはありません。サービスからメールが送られると、ここに並びます。</p>".to_owned()
    } else {
        format!(
            "<table><thead><tr><th scope=\"col\">日時</th><th scope=\"col\">宛先</th><th scope=\"col\">件名</th></tr></thead>\
             <tbody>{rows}</tbody></table>"
        )
    };
    page(
        "受信箱",
        &format!(
            "<p>このデモから送られたメールを、新しい順に表示しています。実際には送信されていません。</p>\
             <p><a href=\"/\">新しいメールを確認する</a></p>{content}"
        ),
    )
}

async fn read(State(folder): State<Arc<PathBuf>>, site::Path(id): site::Path<uuid::Uuid>) -> Response {
    let found = tokio::task::spawn_blocking(move || letter::one(&folder, id)).await.ok().flatten();
    let Some(letter) = found else {
        let text = "<p>このメールは見つかりません。</p><p><a href=\"/\">受信箱に戻る</a></p>";
        return (StatusCode::NOT_FOUND, page("メールが見つかりません", text)).into_response();
    };
    let text = format!(
        "<dl><dt>差出人</dt><dd>{}</dd><dt>宛先</dt><dd>{}</dd><dt>日時</dt><dd>{}</dd></dl>\
         <div class=\"letter\">{}</div><p><a href=\"/\">受信箱に戻る</a></p>",
        escaped(&letter.from),
        escaped(&letter.to),
        escaped(&letter.date),
        linked(&letter.body)
    );
    page(&letter.subject, &text).into_response()
}

fn page(title: &str, content: &str) -> Html<String> {
    let title = escaped(title);
    Html(format!(
        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}｜デモのメール</title><link rel=\"icon\" href=\"/icon.svg\">\
         <link rel=\"stylesheet\" href=\"/style.css\"></head>\
         <body><main><h1>{title}</h1>{content}</main></body></html>"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text with its addresses of pages made into links.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("http://").or_else(|| rest.find("https://")) {
        let address = &rest[start..];
        let end = address.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(address.len());
        let safe = escaped(&address[..end]);
        out.push_str(&escaped(&rest[..start]));
        out.push_str(&format!("<a href=\"{safe}\">{safe}</a>"));
        rest = &address[end..];
    }
    out.push_str(&escaped(rest));
    out
}

#[cfg(test)]
mod tests;

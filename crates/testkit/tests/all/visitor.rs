//! The visitor sends what a browser would send.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use axum::{
    Router,
    http::{HeaderMap, header},
    response::{AppendHeaders, Html, IntoResponse, Redirect},
    routing::{get, post},
};
use domain::clock::Clock;
use testkit::Visitor;

const FORM: &str = r#"<!doctype html><html lang="ja"><title>登録</title><main><h1>登録</h1>
<form method="post" action="/register">
<input type="hidden" name="token" value="T">
<p><label for="email">メールアドレス ※必須</label><input id="email" name="email"></p>
<p><label for="confirm">メールアドレス（確認用）※必須</label><input id="confirm" name="confirm" value="old"></p>
<p><label><input type="checkbox" name="student" checked>在学中</label></p>
<p><label><input type="checkbox" name="kind" value="1"> フルタイム</label><label><input type="checkbox" name="kind" value="2" checked> パート</label></p>
<p><label><input type="radio" name="sex" value="m"> 男</label><label><input type="radio" name="sex" value="f"> 女</label></p>
<p><select name="place"><option value="13">東京都</option><option value="27">大阪府</option></select></p>
<p><textarea name="note">そのまま</textarea></p>
<button name="step" value="back">戻る</button><button>次へ進む</button>
</form><a href="/form">もう一度</a></main></html>"#;

fn visitor() -> Visitor {
    let site = Router::new()
        .route("/form", get(|| async { Html(FORM) }))
        .route(
            "/register",
            post(|body: String| async move { Html(format!("<main>{}</main>", body.replace('&', "&amp;"))) }),
        )
        .route(
            "/cookie",
            get(|| async {
                (AppendHeaders([(header::SET_COOKIE, "a=1; Max-Age=60; HttpOnly")]), Redirect::to("/jar"))
            }),
        )
        .route(
            "/jar",
            get(|headers: HeaderMap| async move {
                let cookie = headers.get(header::COOKIE).map(|value| value.to_str().unwrap().to_owned());
                Html(format!("<main>{}</main>", cookie.unwrap_or_default())).into_response()
            }),
        );
    Visitor::new(site, Clock::set_to("2026-11-20T01:00:00Z".parse().unwrap()), "http://127.0.0.1:8080")
}

async fn sent(button: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut visitor = visitor();
    visitor.get("/form").await;
    let body = visitor.submit(button, typed).await.text();
    serde_urlencoded::from_str(&body).unwrap()
}

fn pairs(text: &[(&str, &str)]) -> Vec<(String, String)> {
    text.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_form_sends_what_the_page_holds_and_what_is_typed_over_it() {
    let body = sent("次へ進む", &[("メールアドレス", "a@example.jp"), ("sex", "f"), ("place", "27")]).await;
    let wanted = [
        ("token", "T"),
        ("email", "a@example.jp"),
        ("confirm", "old"),
        ("student", "on"),
        ("kind", "2"),
        ("sex", "f"),
        ("place", "27"),
        ("note", "そのまま"),
    ];
    assert_eq!(body, pairs(&wanted));
}

#[tokio::test]
async fn boxes_are_ticked_by_value_and_cleared_by_nothing() {
    let body = sent("戻る", &[("kind", "1"), ("在学中", ""), ("メールアドレス(確認用)", "b")]).await;
    let wanted = [
        ("token", "T"),
        ("email", ""),
        ("confirm", "b"),
        ("kind", "1"),
        ("place", "13"),
        ("note", "そのまま"),
        ("step", "back"),
    ];
    assert_eq!(body, pairs(&wanted));
}

#[tokio::test]
#[should_panic(expected = "has no place for")]
async fn nobody_types_into_a_field_that_is_not_there() {
    sent("次へ進む", &[("phone", "1")]).await;
}

#[tokio::test]
#[should_panic(expected = "nobody types into it")]
async fn nobody_types_into_a_hidden_field() {
    sent("次へ進む", &[("token", "forged")]).await;
}

#[tokio::test]
async fn cookies_are_kept_until_their_time_and_redirects_followed() {
    let mut visitor = visitor();
    let page = visitor.get("/cookie").await;
    assert_eq!((page.path.as_str(), page.text().as_str()), ("/jar", "a=1"));
    assert_eq!(visitor.cookie_names(), ["a"]);
    visitor.clock().advance(std::time::Duration::from_secs(60).try_into().unwrap());
    assert_eq!(visitor.get("/jar").await.text(), "");
}

#[tokio::test]
async fn links_are_followed_by_their_words() {
    let mut visitor = visitor();
    visitor.get("/form").await;
    assert_eq!(visitor.follow("もう一度").await.h1(), "登録");
}

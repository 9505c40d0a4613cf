//! Posts from other sites, and deeds by a mere link (spec/security.md, Forms and pages).

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use testkit::{Page, Visitor, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

/// Every address that changes something, for somebody who is signed in.
const DEEDS: [&str; 12] = [
    "/login",
    "/logout",
    "/register",
    "/password-reset",
    "/reopen",
    "/display",
    "/settings/sessions/end-all",
    "/settings/sessions/end-others",
    "/settings/leave/confirm",
    "/profile/basic",
    "/profile/disclosure",
    "/profile/check",
];

async fn post(visitor: &mut Visitor, path: &str, headers: &[(&str, &str)]) -> Page {
    let mut request = Request::post(path)
        .header("host", "127.0.0.1:8080")
        .header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    visitor.raw(request.body(Body::from("password=Asagao-2026%23")).unwrap()).await
}

#[tokio::test]
async fn no_deed_is_done_for_a_page_of_another_site_whatever_the_browser_tells() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        for path in DEEDS {
            for headers in [
                &[("sec-fetch-site", "cross-site")][..],
                &[("sec-fetch-site", "same-site")],
                &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080.evil.example")],
                &[("origin", "https://evil.example")],
                &[("origin", "null")],
            ] {
                let page = post(&mut visitor, path, headers).await;
                assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
                assert!(page.says("別のサイトから送られた操作"), "{path} {headers:?}");
            }
        }
        assert_eq!(visitor.get("/settings/sessions").await.h1(), "ログイン中の端末", "{}", site.name);
        assert!(site.letters().await.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn nothing_that_changes_anything_answers_to_a_link() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let before = site.everything_stored().await;
        for path in DEEDS {
            visitor.get(&format!("{path}?password=Asagao-2026%23&email={EMAIL}&contrast=inverted")).await;
        }
        for path in ["/logout", "/display", "/settings/sessions/end-all", "/settings/sessions/end-others"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
        assert_eq!(site.everything_stored().await, before, "{}", site.name);
    }
}

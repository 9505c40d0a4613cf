//! Sessions (spec/security.md).

use axum::http::StatusCode;
use testkit::{PASSWORD, hours, minutes, seconds, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

#[tokio::test]
async fn half_an_hour_without_a_request_ends_a_session_and_one_second_less_does_not() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        visitor.get("/settings/sessions").await;
        site.advance(minutes(30) - seconds(1));
        assert_eq!(visitor.get("/settings/sessions").await.h1(), "ログイン中の端末");
        site.advance(minutes(30));
        assert_eq!(visitor.get("/settings/sessions").await.h1(), "求職者マイページログイン");
    }
}

#[tokio::test]
async fn the_warning_before_the_end_knows_the_time_of_the_rule() {
    for site in sites(seeker::router).await {
        let minutes = domain::session::SEEKER.idle.as_secs() / 60;
        let said =
            |page: testkit::Page| page.texts(&format!("body[data-session-minutes=\"{minutes}\"]")).len();
        assert_eq!(said(site.registered(EMAIL).await.get("/settings").await), 1, "{}", site.name);
        let signed_out = site.visitor().get("/login").await;
        assert!(
            signed_out.texts("[data-session-minutes], [data-session-warning]").is_empty(),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn twelve_hours_end_a_session_however_busy() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        for _ in 0..35 {
            site.advance(minutes(20));
            assert_eq!(visitor.get("/settings/sessions").await.h1(), "ログイン中の端末");
        }
        site.advance(minutes(20));
        assert_eq!(visitor.get("/settings/sessions").await.h1(), "求職者マイページログイン");
    }
}

#[tokio::test]
async fn every_login_gets_a_session_of_its_own_and_none_can_be_chosen_beforehand() {
    for site in sites(seeker::router).await {
        let first = site.registered(EMAIL).await.cookie("seeker").unwrap().to_owned();
        let mut visitor = site.visitor();
        visitor.set_cookie("seeker", "chosen-by-an-attacker");
        visitor.signs_in(EMAIL).await;
        let second = visitor.cookie("seeker").unwrap();
        assert!(second.len() == 64 && second != first && second != "chosen-by-an-attacker");
    }
}

#[tokio::test]
async fn a_new_login_ends_the_session_that_the_browser_had() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let before = visitor.cookie("seeker").unwrap().to_owned();
        visitor.post("/login", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_ne!(visitor.cookie("seeker"), Some(before.as_str()));
        let mut thief = site.visitor();
        thief.set_cookie("seeker", &before);
        assert_eq!(thief.get("/settings/sessions").await.h1(), "求職者マイページログイン", "{}", site.name);
    }
}

#[tokio::test]
async fn of_the_forms_parked_for_a_person_only_the_newest_are_kept() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let email = domain::account::EmailAddress::parse(EMAIL).unwrap();
        let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap().id;
        site.advance(minutes(31));
        // Paths with a number in them are without end.
        for number in 0..21 {
            site.advance(seconds(1));
            visitor.post(&format!("/settings/sessions/{number}/end"), &[("note", "x")]).await;
        }
        let mut conn = site.store().read().await.unwrap();
        let since = site.now() - minutes(5);
        let mut kept = 0;
        for number in 0..21 {
            let path = format!("/settings/sessions/{number}/end");
            kept += usize::from(conn.parked_form(account, &path, since).await.unwrap().is_some());
        }
        assert_eq!(kept, 20, "{}", site.name);
    }
}

#[tokio::test]
async fn a_person_sees_and_ends_their_own_sessions_and_nobody_elses() {
    for site in sites(seeker::router).await {
        let mut here = site.registered(EMAIL).await;
        let mut there = site.visitor();
        there.signs_in(EMAIL).await;
        let mut stranger = site.registered("stranger@example.jp").await;

        let page = here.get("/settings/sessions").await;
        assert!(page.says("Chrome（Linux）") && page.says("この端末"));
        let end = page.texts("form[action$='/end'] button");
        assert_eq!(end.len(), 1, "this device itself has no such button");
        let action = page
            .body
            .split("action=\"")
            .filter_map(|rest| rest.split('"').next())
            .find(|a| a.ends_with("/end"));
        let action = action.unwrap().to_owned();
        assert_eq!(stranger.post(&action, &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(there.get("/settings/sessions").await.h1(), "ログイン中の端末");
        assert!(here.post(&action, &[]).await.says("選んだ端末をログアウトしました"));
        assert_eq!(there.get("/settings/sessions").await.h1(), "求職者マイページログイン");
    }
}

#[tokio::test]
async fn sign_out_everywhere_ends_them_all() {
    for site in sites(seeker::router).await {
        let mut here = site.registered(EMAIL).await;
        let mut there = site.visitor();
        there.signs_in(EMAIL).await;
        here.get("/settings/sessions").await;
        let page = here.submit("すべての端末でログアウトする", &[]).await;
        assert!(page.says("すべての端末でログアウトしました"));
        for visitor in [&mut here, &mut there] {
            assert_eq!(visitor.get("/settings/sessions").await.h1(), "求職者マイページログイン");
        }
    }
}

#[tokio::test]
async fn no_page_of_a_signed_in_person_is_kept_by_a_cache_and_every_page_has_its_headers() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        for path in ["/settings/sessions", "/settings", "/login", "/no-such-page"] {
            let page = visitor.get(path).await;
            assert_eq!(page.header("cache-control"), "no-store", "{path}");
            assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
            let policy = page.header("content-security-policy").to_owned();
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
                "{path}"
            );
            assert!(!policy.contains("unsafe"), "{path}");
        }
    }
}

#[tokio::test]
async fn outside_development_cookies_are_secure_and_belong_to_this_host_alone() {
    for store in testkit::stores().await {
        let settings = site::Settings {
            development: false,
            base_url: "https://mypage.example".into(),
            ..testkit::settings()
        };
        let site = testkit::TestSite::with(store, seeker::router(), settings);
        let visitor = site.registered(EMAIL).await;
        assert!(visitor.cookie("__Host-seeker").is_some() && visitor.cookie("__Host-device").is_some());
        let page = site.visitor().get("/login").await;
        assert!(page.header("strict-transport-security").contains("max-age="));
    }
}

#[tokio::test]
async fn a_session_of_a_realm_is_found_in_no_other() {
    for site in sites(seeker::router).await {
        let visitor = site.registered(EMAIL).await;
        let hash = adapters::secrets::sha256(visitor.cookie("seeker").unwrap());
        let mut conn = site.store().read().await.unwrap();
        assert!(conn.session(&hash, "seeker").await.unwrap().is_some());
        assert!(conn.session(&hash, "staff").await.unwrap().is_none());
        assert!(conn.session(&hash, "employer").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_second_login_leaves_the_first_alive_until_its_time() {
    for site in sites(seeker::router).await {
        let mut first = site.registered(EMAIL).await;
        site.advance(minutes(10));
        let mut second = site.visitor();
        second.get("/login").await;
        second.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(first.get("/settings/sessions").await.texts(".task-list > li").len(), 2);
        site.advance(hours(1));
        second.signs_in(EMAIL).await;
        assert_eq!(
            second.get("/settings/sessions").await.texts(".task-list > li").len(),
            1,
            "dead ones are not listed"
        );
    }
}

#[tokio::test]
async fn the_database_holds_no_token_of_a_session_or_device() {
    for site in sites(seeker::router).await {
        let visitor = site.registered(EMAIL).await;
        let token = visitor.cookie("seeker").unwrap();
        let device = visitor.cookie("device").unwrap().split('.').nth(1).unwrap();
        assert_eq!((token.len(), device.len()), (64, 64), "256 bits each");
        let stored = site.everything_stored().await;
        assert!(stored.contains(&adapters::secrets::sha256(token)), "{}: the dump is whole", site.name);
        assert!(!stored.contains(token) && !stored.contains(device), "{}", site.name);
    }
}

#[tokio::test]
async fn cookies_are_kept_from_scripts_from_other_sites_and_outside_development_from_plain_http() {
    for development in [true, false] {
        for store in testkit::stores().await {
            let base_url = if development { "http://127.0.0.1:8080" } else { "https://mypage.example" };
            let settings = site::Settings { development, base_url: base_url.into(), ..testkit::settings() };
            let site = testkit::TestSite::with(store, seeker::router(), settings);
            site.registered(EMAIL).await;
            let login = axum::http::Request::post("/login")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(axum::body::Body::from("email=sakura.tanaka%40example.jp&password=Asagao-2026%23"))
                .unwrap();
            let page = site.visitor().raw(login).await;
            let lines: Vec<&str> =
                page.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
            assert_eq!(lines.len(), 2, "session and device: {lines:?}");
            for line in lines {
                let says = |word: &str| line.split("; ").any(|part| part == word);
                assert!(says("Path=/") && says("HttpOnly") && says("SameSite=Lax"), "{line}");
                assert!(!line.contains("Domain="), "{line}");
                assert_eq!(says("Secure"), !development, "{line}");
                assert_eq!(line.starts_with("__Host-"), !development, "{line}");
            }
        }
    }
}

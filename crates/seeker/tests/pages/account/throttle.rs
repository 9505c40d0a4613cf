//! Per address and global throttles (spec/security.md): nothing that takes a password or writes to an
//! address goes without.

use axum::http::StatusCode;
use testkit::{TestSite, minutes, settings, stores};

const EMAIL: &str = "sakura.tanaka@example.jp";
const ATTACKER: [u8; 4] = [192, 0, 2, 7];
const ATTEMPTS: u32 = 3;

/// The requests whose screens take a key, of a person who asked for both.
async fn screens(site: &TestSite) -> Vec<String> {
    let mut visitor = site.visitor().from_address([192, 0, 2, 8]);
    let address = [
        ("email", EMAIL),
        ("email_confirmation", EMAIL),
        ("consent", "1"),
        ("not_student", "1"),
        ("birth_date_year", "1988"),
        ("birth_date_month", "7"),
        ("birth_date_day", "7"),
    ];
    let mut screens = Vec::new();
    for path in ["/register", "/opening", "/password-reset"] {
        let page = visitor.post(path, &address).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {:?}", page.errors());
        screens.push(format!("{}/again", page.path));
    }
    site.letters().await;
    screens
}

#[tokio::test]
async fn every_post_with_a_password_or_an_address_is_counted_once_and_one_too_many_is_refused() {
    for store in stores().await {
        let settings = site::Settings { attempts_per_minute: ATTEMPTS, ..settings() };
        let site = TestSite::with(store, seeker::router(), settings);
        let mut signed_in = site.registered(EMAIL).await.from_address(ATTACKER);
        site.advance(minutes(1));
        let mut ways = screens(&site).await;
        ways.extend(
            ["/login", "/reopen", "/register", "/opening", "/password-reset", "/settings/leave/confirm"]
                .map(str::to_owned),
        );
        let typed = [("email", "nobody@example.jp"), ("password", "Wrong-2026#")];
        for way in ways {
            site.advance(minutes(1));
            for attempt in 0..ATTEMPTS {
                let page = signed_in.post(&way, &typed).await;
                assert_ne!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}: {way} {attempt}", site.name);
                assert_ne!(page.status, StatusCode::NOT_FOUND, "{}: {way}", site.name);
            }
            let page = signed_in.post(&way, &typed).await;
            assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}: {way}", site.name);
        }
        site.letters().await;
    }
}

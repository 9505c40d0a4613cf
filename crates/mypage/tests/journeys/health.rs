//! `/healthz` notices when nothing can be written, and when that is over.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use mypage::{serve, work::Pulse};
use store::Store;
use testkit::{TestSite, Visitor, seconds, sites, stores};

use crate::database_away::{asks_for_an_account, at_the_form, limit_pages};

/// Somebody on the machine itself.
fn operator(site: &TestSite) -> Visitor {
    let router = serve::router(site.app.clone(), Arc::new(Pulse::of(&[])));
    Visitor::new(router, site.app.clock.clone(), &site.app.settings.base_url).from_address([127, 0, 0, 1])
}

/// What `/healthz` says of the whole and of writing, with its status.
async fn health(operator: &mut Visitor) -> (u16, String, String) {
    let page = operator.raw(Request::get("/healthz").body(Body::empty()).unwrap()).await;
    let said: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (page.status.as_u16(), word(&said["status"]), word(&said["detail"]["writes"]))
}

fn fine() -> (u16, String, String) {
    (200, "ok".into(), "ok".into())
}

fn failing() -> (u16, String, String) {
    (200, "degraded".into(), "failing".into())
}

#[tokio::test]
async fn health_notices_a_full_disk_and_that_there_is_room_again() {
    for site in sites(mypage::setup::realms).await {
        let Store::Sqlite { pool, .. } = site.store() else { continue };
        let mut operator = operator(&site);
        assert_eq!(health(&mut operator).await, fine());
        limit_pages(pool, 1).await;
        while asks_for_an_account(&mut at_the_form(&site).await).await.status.is_success() {}
        site.advance(seconds(10));
        assert_eq!(health(&mut operator).await, failing());
        limit_pages(pool, 1_000_000).await;
        site.advance(seconds(10));
        assert_eq!(health(&mut operator).await, fine(), "without a restart");
        site.letters().await;
    }
}

#[tokio::test]
async fn health_notices_a_database_that_may_only_be_read() {
    for mut store in stores().await {
        let writable = store.store.clone();
        match &writable {
            Store::Sqlite { pool, .. } => {
                let mut all = Vec::new();
                for _ in 0..pool.options().get_max_connections() {
                    let mut one = pool.acquire().await.unwrap();
                    sqlx::query("PRAGMA query_only = 1").execute(&mut *one).await.unwrap();
                    all.push(one);
                }
            }
            // As a server that has become a standby.
            Store::Postgres(_) => {
                let url = format!("{}&options[default_transaction_read_only]=on", store.url);
                store.store = Store::connect(&url).await.unwrap();
            }
        }
        let site = TestSite::new(store, mypage::setup::realms());
        assert_eq!(health(&mut operator(&site)).await, failing(), "{}", site.name);
    }
}

#[tokio::test]
async fn however_often_health_is_asked_it_writes_once_in_ten_seconds() {
    for site in sites(mypage::setup::realms).await {
        let mut operator = operator(&site);
        let mut written = Vec::new();
        for _ in 0..30 {
            assert_eq!(health(&mut operator).await, fine(), "{}", site.name);
            let stored = site.everything_stored().await;
            written.extend(stored.lines().filter(|row| row.starts_with("probe:")).map(str::to_owned));
            site.advance(seconds(1));
        }
        assert_eq!(written.len(), 30, "{}: one row", site.name);
        written.dedup();
        assert_eq!(written.len(), 3, "{}: {written:?}", site.name);
    }
}

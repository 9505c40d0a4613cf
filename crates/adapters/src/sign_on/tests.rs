//! What no page can show: the two limits of time, one against the other.

use std::time::Duration;

use domain::clock::Timestamp;
use tokio::net::TcpListener;

use super::*;

/// A provider on this machine that accepts and says nothing.
async fn silent(limits: Limits) -> (Provider, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = ProviderSettings {
        name: "silent",
        issuer: format!("http://{}", listener.local_addr().unwrap()),
        client_id: "client".into(),
        authentication: ClientAuthentication::Secret("secret".into()),
        redirect_uri: "http://127.0.0.1/back".into(),
        scopes: &[],
        development: true,
        limits,
    };
    (Provider::new(settings).unwrap(), listener)
}

#[tokio::test]
async fn a_deed_that_takes_too_long_counts_as_no_answer_even_when_no_single_answer_did() {
    let limits = Limits { deed: Duration::from_millis(50), answer: Duration::from_secs(60), bytes: 1024 };
    let (provider, _listener) = silent(limits).await;
    let journey = Journey { state: "s".into(), nonce: "n".into(), verifier: "v".repeat(43) };
    let now = Timestamp::from_second(1_800_000_000).unwrap();
    for _ in 0..3 {
        assert!(provider.seems_available(now));
        let gone = provider.start(&journey, None, now).await;
        assert_eq!(gone, Err(SignOnError::Unavailable("it takes too long")));
    }
    assert!(!provider.seems_available(now));
    let gone = provider.start(&journey, None, now).await;
    assert_eq!(gone, Err(SignOnError::Unavailable("it did not answer before")));
}

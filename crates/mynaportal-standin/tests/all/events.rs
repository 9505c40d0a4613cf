//! Security Event Tokens: how they look, and how they are pushed.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKey,
    core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
};
use serde_json::json;

use crate::{
    browser::Browser,
    rig::{PORTAL_CLIENT, Rig, Side, token_parts},
    service::Service,
};

const TOKENS_REVOKED: &str = "https://schemas.openid.net/secevent/oauth/event-type/tokens-revoked";

/// Whether the portal's key of now signed it.
async fn is_the_portals(rig: &Rig, token: &str) -> bool {
    let keys = rig.get(&format!("{}/jwks", rig.issuer(Side::Portal))).await.bytes().await.unwrap();
    let keys: CoreJsonWebKeySet = serde_json::from_slice(&keys).unwrap();
    let (input, signature) = token.rsplit_once('.').unwrap();
    let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).unwrap();
    let alg = CoreJwsSigningAlgorithm::EcdsaP256Sha256;
    keys.keys()[0].verify_signature(&alg, input.as_bytes(), &signature).is_ok()
}

#[tokio::test]
async fn an_event_says_whose_link_ended_and_is_signed_by_the_portal() {
    let rig = Rig::start().await;
    let token = rig.standin.security_event("hanako", "jti-1", |_, _| {});
    let (header, claims) = token_parts(&token);
    assert_eq!((&header["alg"], &header["typ"]), (&json!("ES256"), &json!("secevent+jwt")));
    assert_eq!(
        claims,
        json!({
            "iss": rig.origin,
            "aud": PORTAL_CLIENT,
            "iat": rig.clock.now().as_second(),
            "jti": "jti-1",
            "sub_id": {
                "format": "iss_sub",
                "iss": rig.origin,
                "sub": rig.standin.portal_subject("hanako"),
            },
            "events": { TOKENS_REVOKED: {} },
        })
    );
    assert!(is_the_portals(&rig, &token).await);
    rig.standin.rotate_keys();
    assert!(!is_the_portals(&rig, &token).await);
}

#[tokio::test]
async fn an_event_can_be_changed_before_it_is_signed() {
    let rig = Rig::start().await;
    let changed = rig.standin.security_event("hanako", "jti-1", |header, claims| {
        header["typ"] = "JWT".into();
        claims["aud"] = "somebody".into();
    });
    assert!(is_the_portals(&rig, &changed).await);
    let (header, claims) = token_parts(&changed);
    assert_eq!((&header["typ"], &claims["aud"]), (&json!("JWT"), &json!("somebody")));

    let unsigned = rig.standin.security_event("hanako", "jti-2", |header, _| header["alg"] = "none".into());
    assert!(unsigned.ends_with('.'));
    let shared = rig.standin.security_event("hanako", "jti-3", |header, _| header["alg"] = "HS256".into());
    assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(shared.rsplit_once('.').unwrap().1).unwrap().len(), 32);
    assert!(!is_the_portals(&rig, &shared).await);
}

#[tokio::test]
async fn ending_a_link_pushes_the_event_to_the_service() {
    let service = Service::start().await;
    let rig = Rig::serving(&service.base_url).await;
    let mut browser = Browser::linked(&rig, "hanako").await;
    assert_eq!(browser.lead("/disconnect", &[]).await, "/disconnected");
    let pushed = service.pushed();
    assert_eq!(pushed.len(), 1);
    assert_eq!(pushed[0].headers["content-type"], "application/secevent+jwt");
    assert_eq!(pushed[0].headers["accept"], "application/json");
    assert!(is_the_portals(&rig, &pushed[0].token).await);
    let subject = &token_parts(&pushed[0].token).1["sub_id"]["sub"];
    assert_eq!(*subject, rig.standin.portal_subject("hanako"));
    let screen = browser.look("/disconnected").await;
    assert!(screen.has("つながりを解除しました。") && screen.has("求職者マイページへも知らせました。"));
    assert!(!screen.has("もう一度送る"));
}

#[tokio::test]
async fn an_event_that_was_not_taken_is_said_and_can_be_sent_again_as_the_same_event() {
    let service = Service::start().await;
    let rig = Rig::serving(&service.base_url).await;
    let mut browser = Browser::linked(&rig, "hanako").await;
    service.answer(500);
    browser.lead("/disconnect", &[]).await;
    let screen = browser.look("/disconnected").await;
    assert!(screen.has("まだ知らせることができていません（求職者マイページの応答は500でした）"));
    assert_eq!(screen.texts("main button"), ["もう一度送る"]);

    service.answer(202);
    assert_eq!(browser.lead("/disconnect/again", &[]).await, "/disconnected");
    assert!(browser.look("/disconnected").await.has("求職者マイページへも知らせました。"));
    let jtis: Vec<_> =
        service.pushed().iter().map(|pushed| token_parts(&pushed.token).1["jti"].clone()).collect();
    assert_eq!(jtis.len(), 2);
    assert_eq!(jtis[0], jtis[1]);

    browser.lead("/disconnect/again", &[]).await;
    assert_eq!(service.pushed().len(), 2, "nothing is left to be told");
}

#[tokio::test]
async fn a_service_that_is_not_there_is_said_too() {
    // Nobody listens on a port that was given back.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let rig = Rig::serving(&format!("http://127.0.0.1:{port}")).await;
    let mut browser = Browser::linked(&rig, "hanako").await;
    browser.lead("/disconnect", &[]).await;
    assert!(browser.look("/disconnected").await.has("求職者マイページが応答しませんでした"));
}

#[tokio::test]
async fn linking_anew_forgets_an_event_that_would_end_the_new_link() {
    let service = Service::start().await;
    let rig = Rig::serving(&service.base_url).await;
    let mut browser = Browser::linked(&rig, "hanako").await;
    service.answer(503);
    browser.lead("/disconnect", &[]).await;
    browser.lead("/connect/consent", &[]).await;
    browser.look("/connect/done").await;
    browser.lead("/disconnect/again", &[]).await;
    assert_eq!(service.pushed().len(), 1);
}

//! What a strict provider does not take.

use jiff::SignedDuration;
use reqwest::{Response, StatusCode, header};
use serde_json::{Value, json};

use crate::{
    client_key::ClientKey,
    rig::{BOTH, CARD_CLIENT, Changes, PORTAL_CLIENT, PORTAL_SECRET, Rig, SERVICE, STATE, Side, basic, read},
};

async fn status_and_error(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    (status, read(response).await["error"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn an_unknown_client_or_address_is_sent_nowhere() {
    let rig = Rig::start().await;
    rig.standin.sign_in("hanako");
    let trailing = format!("{SERVICE}/sso/callback/");
    let with_query = format!("{SERVICE}/sso/callback?next=https://evil.invalid");
    let cases: [Changes<'_>; 8] = [
        &[("client_id", "somebody")],
        &[("client_id", CARD_CLIENT)],
        &[("client_id", "")],
        &[("redirect_uri", "https://evil.invalid/sso/callback")],
        &[("redirect_uri", &trailing)],
        &[("redirect_uri", &with_query)],
        &[("redirect_uri", "")],
        &[("state", "one"), ("state", "two")],
    ];
    for changes in cases {
        let response = rig.get(&rig.request(Side::Portal, changes)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{changes:?}");
        assert!(response.headers().get(header::LOCATION).is_none());
        assert!(response.text().await.unwrap().contains("サービスからの要求に誤りがあるため"));
    }
}

#[tokio::test]
async fn a_request_that_lacks_what_is_wanted_goes_back_with_an_error() {
    let rig = Rig::start().await;
    rig.standin.sign_in("hanako");
    let long = "x".repeat(256);
    let cases: [(Changes<'_>, &str); 13] = [
        (&[("response_type", "token")], "unsupported_response_type"),
        (&[("response_type", "code id_token")], "unsupported_response_type"),
        (&[("response_type", "")], "unsupported_response_type"),
        (&[("scope", "name")], "invalid_scope"),
        (&[("scope", "openid sign")], "invalid_scope"),
        (&[("scope", "")], "invalid_scope"),
        (&[("nonce", "")], "invalid_request"),
        (&[("nonce", &long)], "invalid_request"),
        (&[("code_challenge", "")], "invalid_request"),
        (&[("code_challenge", "too-short")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("code_challenge_method", "")], "invalid_request"),
        (&[("request_uri", "https://evil.invalid/request")], "request_not_supported"),
    ];
    for side in BOTH {
        for (changes, error) in cases {
            let back = rig.ask(side, changes).await;
            assert_eq!(back["error"], error, "{changes:?}");
            assert_eq!(back["state"], STATE);
            assert_eq!(back["iss"], rig.issuer(side));
            assert_eq!(back.get("code"), None);
        }
        let back = rig.ask(side, &[("state", "")]).await;
        assert_eq!((back["error"].as_str(), back.get("state")), ("invalid_request", None));
    }
}

#[tokio::test]
async fn only_the_card_gives_the_four_items() {
    let rig = Rig::start().await;
    rig.standin.sign_in("hanako");
    assert_eq!(rig.ask(Side::Portal, &[("scope", "openid name")]).await["error"], "invalid_scope");
    let url = format!("{}/userinfo", rig.issuer(Side::Portal));
    assert_eq!(rig.get(&url).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_code_is_given_up_only_with_its_verifier_its_address_and_its_grant_type() {
    let rig = Rig::start().await;
    let other = "another-verifier-that-is-long-enough-for-the-rule";
    let cases: [(Changes<'_>, &str); 8] = [
        (&[("code_verifier", other)], "invalid_grant"),
        (&[("code_verifier", "")], "invalid_grant"),
        (&[("redirect_uri", "https://evil.invalid/")], "invalid_grant"),
        (&[("redirect_uri", "")], "invalid_grant"),
        (&[("code", "a-guess")], "invalid_grant"),
        (&[("code", "")], "invalid_grant"),
        (&[("grant_type", "refresh_token")], "unsupported_grant_type"),
        (&[("grant_type", "authorization_code"), ("grant_type", "password")], "invalid_request"),
    ];
    for side in BOTH {
        for (changes, error) in cases {
            let code = rig.code(side, "hanako").await;
            let response = rig.exchange(side, &code, changes).send().await.unwrap();
            assert_eq!(status_and_error(response).await, (400, error.to_owned()), "{side:?} {changes:?}");
        }
    }
}

#[tokio::test]
async fn a_code_of_one_issuer_is_none_at_the_other() {
    let rig = Rig::start().await;
    let code = rig.code(Side::Portal, "hanako").await;
    let portals_address = format!("{SERVICE}/sso/callback");
    let response =
        rig.exchange(Side::Card, &code, &[("redirect_uri", &portals_address)]).send().await.unwrap();
    assert_eq!(status_and_error(response).await, (400, "invalid_grant".to_owned()));
    assert_eq!(rig.exchange(Side::Portal, &code, &[]).send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_code_lasts_a_minute() {
    let rig = Rig::start().await;
    for side in BOTH {
        let code = rig.code(side, "hanako").await;
        rig.clock.advance(SignedDuration::from_millis(59_999));
        assert_eq!(rig.exchange(side, &code, &[]).send().await.unwrap().status(), StatusCode::OK);
        let code = rig.code(side, "hanako").await;
        rig.clock.advance(SignedDuration::from_secs(60));
        let response = rig.exchange(side, &code, &[]).send().await.unwrap();
        assert_eq!(status_and_error(response).await, (400, "invalid_grant".to_owned()));
    }
}

#[tokio::test]
async fn a_code_is_taken_once_and_a_second_use_kills_what_the_first_gave() {
    let rig = Rig::start().await;
    let code = rig.code(Side::Card, "hanako").await;
    let first = read(rig.exchange(Side::Card, &code, &[]).send().await.unwrap()).await;
    let access = first["access_token"].as_str().unwrap();
    assert_eq!(rig.user_info(access).await.status(), StatusCode::OK);
    let second = rig.exchange(Side::Card, &code, &[]).send().await.unwrap();
    assert_eq!(status_and_error(second).await, (400, "invalid_grant".to_owned()));
    assert_eq!(rig.user_info(access).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_access_token_lasts_five_minutes_and_a_guess_opens_nothing() {
    let rig = Rig::start().await;
    let access = rig.tokens(Side::Card, "hanako").await["access_token"].as_str().unwrap().to_owned();
    rig.clock.advance(SignedDuration::from_secs(299));
    assert_eq!(rig.user_info(&access).await.status(), StatusCode::OK);
    rig.clock.advance(SignedDuration::from_secs(1));
    let late = rig.user_info(&access).await;
    assert_eq!(late.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(late.headers()[header::WWW_AUTHENTICATE], r#"Bearer error="invalid_token""#);
    assert_eq!(rig.user_info("a-guess").await.status(), StatusCode::UNAUTHORIZED);
    let portals = rig.tokens(Side::Portal, "hanako").await["access_token"].as_str().unwrap().to_owned();
    assert_eq!(rig.user_info(&portals).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_portal_wants_the_clients_secret_in_the_header_or_in_the_body_but_not_in_both() {
    let rig = Rig::start().await;
    let in_body = [("client_id", PORTAL_CLIENT), ("client_secret", PORTAL_SECRET)];
    let code = rig.code(Side::Portal, "hanako").await;
    assert_eq!(rig.exchange(Side::Portal, &code, &in_body).send().await.unwrap().status(), StatusCode::OK);

    let code = rig.code(Side::Portal, "hanako").await;
    let both = rig.exchange(Side::Portal, &code, &in_body);
    let both = both.header(header::AUTHORIZATION, basic(PORTAL_CLIENT, PORTAL_SECRET)).send().await.unwrap();
    assert_eq!(status_and_error(both).await, (400, "invalid_request".to_owned()));

    let wrong: [Changes<'_>; 3] = [
        &[("client_id", PORTAL_CLIENT), ("client_secret", "a guess")],
        &[("client_id", "somebody"), ("client_secret", PORTAL_SECRET)],
        &[("client_secret", PORTAL_SECRET)],
    ];
    for changes in wrong {
        let response = rig.exchange(Side::Portal, &code, changes).send().await.unwrap();
        assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
        assert_eq!(status_and_error(response).await, (401, "invalid_client".to_owned()), "{changes:?}");
    }
    let token = format!("{}/token", rig.issuer(Side::Portal));
    for value in [basic(PORTAL_CLIENT, "a guess"), basic("somebody", PORTAL_SECRET), "Basic !".to_owned()] {
        let request = rig.form(&token, "grant_type=authorization_code").header(header::AUTHORIZATION, value);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
    }
    assert_eq!(rig.form(&token, "").send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}

/// What the card's token endpoint says to a healthy request with this assertion.
async fn with_assertion(rig: &Rig, assertion: &str) -> (u16, String) {
    let code = rig.code(Side::Card, "hanako").await;
    let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    let changes = [("client_assertion_type", kind), ("client_assertion", assertion)];
    let response = rig.exchange(Side::Card, &code, &changes).send().await.unwrap();
    if response.status() == StatusCode::OK {
        return (200, String::new());
    }
    status_and_error(response).await
}

#[tokio::test]
async fn the_card_wants_an_assertion_with_the_right_claims() {
    let rig = Rig::start().await;
    let header = json!({ "alg": "ES256", "typ": "JWT" });
    let now = rig.clock.now().as_second();
    let refused = (401, "invalid_client".to_owned());
    let wrong: [(&str, Value); 12] = [
        ("iss", json!("somebody")),
        ("sub", json!("somebody")),
        ("iss", Value::Null),
        ("aud", json!("https://evil.invalid")),
        ("aud", json!([rig.issuer(Side::Card), "https://evil.invalid"])),
        ("aud", json!(rig.issuer(Side::Portal))),
        ("exp", json!(now)),
        ("exp", json!(now + 301)),
        ("exp", Value::Null),
        ("nbf", json!(now + 1)),
        ("iat", json!(now + 1)),
        ("jti", Value::Null),
    ];
    for (claim, value) in wrong {
        let assertion = rig.assertion(&header, |claims| claims[claim] = value.clone());
        assert_eq!(with_assertion(&rig, &assertion).await, refused, "{claim} {value}");
    }
    let right = [json!(rig.issuer(Side::Card)), json!([format!("{}/token", rig.issuer(Side::Card))])];
    for audience in right {
        let assertion = rig.assertion(&header, |claims| claims["aud"] = audience.clone());
        assert_eq!(with_assertion(&rig, &assertion).await.0, 200, "{audience}");
    }
}

#[tokio::test]
async fn the_card_wants_an_assertion_that_the_clients_key_signed_with_es256_once() {
    let rig = Rig::start().await;
    let refused = (401, "invalid_client".to_owned());
    let healthy = rig.assertion(&json!({ "alg": "ES256" }), |_| {});
    assert_eq!(with_assertion(&rig, &healthy).await.0, 200);
    assert_eq!(with_assertion(&rig, &healthy).await, refused, "the same jti");

    for alg in ["none", "HS256", "RS256"] {
        let assertion = rig.assertion(&json!({ "alg": alg }), |_| {});
        assert_eq!(with_assertion(&rig, &assertion).await, refused, "{alg}");
    }
    let unsigned = rig.assertion(&json!({ "alg": "ES256" }), |_| {});
    let unsigned = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
    assert_eq!(with_assertion(&rig, &unsigned).await, refused);
    assert_eq!(with_assertion(&rig, "no token").await, refused);

    let mut rig = rig;
    rig.key = ClientKey::of(8);
    let foreign = rig.assertion(&json!({ "alg": "ES256" }), |_| {});
    assert_eq!(with_assertion(&rig, &foreign).await, refused, "another key");
}

#[tokio::test]
async fn the_card_takes_no_secret_and_no_other_kind_of_assertion() {
    let rig = Rig::start().await;
    let code = rig.code(Side::Card, "hanako").await;
    let secret: Changes<'_> = &[
        ("client_assertion", ""),
        ("client_assertion_type", ""),
        ("client_id", CARD_CLIENT),
        ("client_secret", PORTAL_SECRET),
    ];
    let saml: Changes<'_> =
        &[("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")];
    let other_client: Changes<'_> = &[("client_id", PORTAL_CLIENT)];
    for changes in [secret, saml, other_client] {
        let response = rig.exchange(Side::Card, &code, changes).send().await.unwrap();
        assert_eq!(status_and_error(response).await, (401, "invalid_client".to_owned()), "{changes:?}");
    }
}

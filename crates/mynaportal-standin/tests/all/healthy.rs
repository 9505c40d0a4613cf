//! The healthy flow, judged by the relying party's half of `openidconnect`.

use std::time::SystemTime;

use openidconnect::{
    ClientId, IssuerUrl, Nonce,
    core::{
        CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    },
};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::rig::{BOTH, CARD_CLIENT, NONCE, PORTAL_CLIENT, Rig, STATE, Side, read, token_parts};

/// The claims, when a careful relying party would take the token.
pub async fn verified(rig: &Rig, side: Side, token: &str) -> Result<Value, String> {
    let keys = rig.get(&format!("{}/jwks", rig.issuer(side))).await.bytes().await.unwrap();
    let keys: CoreJsonWebKeySet = serde_json::from_slice(&keys).map_err(|error| error.to_string())?;
    let client = if side == Side::Portal { PORTAL_CLIENT } else { CARD_CLIENT };
    let now = rig.clock.now();
    let verifier = CoreIdTokenVerifier::new_public_client(
        ClientId::new(client.to_owned()),
        IssuerUrl::new(rig.issuer(side)).unwrap(),
        keys,
    )
    .set_allowed_algs([CoreJwsSigningAlgorithm::EcdsaP256Sha256])
    .set_time_fn(move || SystemTime::from(now).into())
    .set_issue_time_verifier_fn(move |issued| {
        if SystemTime::from(issued) <= SystemTime::from(now) {
            Ok(())
        } else {
            Err("issued in the future".to_owned())
        }
    });
    let token: CoreIdToken = token.parse().map_err(|error: serde_json::Error| error.to_string())?;
    let nonce = Nonce::new(NONCE.to_owned());
    let claims = token.claims(&verifier, &nonce).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(claims).unwrap())
}

#[tokio::test]
async fn discovery_names_the_issuer_its_addresses_and_what_it_wants() {
    let rig = Rig::start().await;
    for side in BOTH {
        let issuer = rig.issuer(side);
        let text = read(rig.get(&format!("{issuer}/.well-known/openid-configuration")).await).await;
        assert_eq!(text["issuer"], issuer);
        for (name, path) in
            [("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("jwks_uri", "jwks")]
        {
            assert_eq!(text[name], format!("{issuer}/{path}"));
        }
        assert_eq!(text["response_types_supported"], json!(["code"]));
        assert_eq!(text["code_challenge_methods_supported"], json!(["S256"]));
        assert_eq!(text["authorization_response_iss_parameter_supported"], true);
        assert_eq!(text["id_token_signing_alg_values_supported"], json!(["ES256"]));
        assert_eq!(text["subject_types_supported"], json!(["pairwise"]));
        let ways = match side {
            Side::Portal => json!(["client_secret_basic", "client_secret_post"]),
            Side::Card => json!(["private_key_jwt"]),
        };
        assert_eq!(text["token_endpoint_auth_methods_supported"], ways);
        assert_eq!(text.get("userinfo_endpoint").is_some(), side == Side::Card);
        serde_json::from_value::<CoreProviderMetadata>(text).unwrap();
    }
}

#[tokio::test]
async fn a_person_signs_in_at_either_issuer_and_the_token_stands_every_check() {
    let rig = Rig::start().await;
    rig.standin.sign_in("hanako");
    for side in BOTH {
        let mut back = rig.ask(side, &[]).await;
        assert_eq!(back["state"], STATE);
        assert_eq!(back["iss"], rig.issuer(side));
        let code = back.remove("code").unwrap();
        let response = rig.exchange(side, &code, &[]).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "no-store");
        let tokens = read(response).await;
        assert_eq!(tokens["token_type"], "Bearer");
        let claims = verified(&rig, side, tokens["id_token"].as_str().unwrap()).await.unwrap();
        let now = rig.clock.now().as_second();
        assert_eq!(claims["iat"], now);
        assert_eq!(claims["exp"], now + 300);
        assert_eq!(claims["auth_time"], now);
        assert_eq!(claims["nonce"], NONCE);
        let level = if side == Side::Card { json!("aal3") } else { Value::Null };
        assert_eq!(claims.get("acr").cloned().unwrap_or_default(), level);
    }
}

#[tokio::test]
async fn the_subject_is_the_same_at_every_sign_in_and_another_for_every_client_and_person() {
    let rig = Rig::start().await;
    let subject = async |side, person| {
        let tokens = rig.tokens(side, person).await;
        token_parts(tokens["id_token"].as_str().unwrap()).1["sub"].as_str().unwrap().to_owned()
    };
    let first = subject(Side::Portal, "hanako").await;
    assert_eq!(first, subject(Side::Portal, "hanako").await);
    assert_eq!(first, rig.standin.portal_subject("hanako"));
    assert_ne!(first, subject(Side::Portal, "taro").await);
    assert_ne!(first, subject(Side::Card, "hanako").await);
    assert_eq!(rig.standin.card_subject("hanako"), subject(Side::Card, "hanako").await);
}

#[tokio::test]
async fn the_four_items_of_the_card_come_as_far_as_they_were_asked_for() {
    let rig = Rig::start().await;
    let tokens = rig.tokens(Side::Card, "hanako").await;
    let all = read(rig.user_info(tokens["access_token"].as_str().unwrap()).await).await;
    let expected = json!({
        "sub": rig.standin.card_subject("hanako"),
        "name": "明日\u{3000}花子",
        "address": "東京都千代田区霞が関一丁目2番2号",
        "birthdate": "19900401",
        "gender": "2",
    });
    assert_eq!(all, expected);
    let code = rig.ask(Side::Card, &[("scope", "openid name")]).await.remove("code").unwrap();
    let tokens = read(rig.exchange(Side::Card, &code, &[]).send().await.unwrap()).await;
    let some = read(rig.user_info(tokens["access_token"].as_str().unwrap()).await).await;
    assert_eq!(some, json!({ "sub": expected["sub"], "name": expected["name"] }));
}

#[tokio::test]
async fn half_the_claims_and_strange_formats_are_told_as_they_are() {
    let rig = Rig::start().await;
    let told = async |person| {
        let tokens = rig.tokens(Side::Card, person).await;
        read(rig.user_info(tokens["access_token"].as_str().unwrap()).await).await
    };
    let half = told("nakaba").await;
    assert_eq!((half.get("birthdate"), half.get("gender")), (None, None));
    assert_eq!(half["name"], "明日\u{3000}なかば");
    let strange = told("katachi").await;
    assert_eq!(strange["birthdate"], "H02-04-01");
    assert_eq!(strange["gender"], "9");
    assert_eq!(strange["address"], "千代田区霞が関1-2-2");
    assert_eq!(told("yoshino").await["name"], "𠮷野\u{3000}髙志");
}

#[tokio::test]
async fn keys_that_are_replaced_are_gone_at_once_and_new_tokens_name_the_new_one() {
    let rig = Rig::start().await;
    for side in BOTH {
        let kid_of = async || {
            let keys = read(rig.get(&format!("{}/jwks", rig.issuer(side))).await).await;
            assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
            keys["keys"][0]["kid"].as_str().unwrap().to_owned()
        };
        let old_token = rig.tokens(side, "hanako").await["id_token"].as_str().unwrap().to_owned();
        let old = kid_of().await;
        rig.standin.rotate_keys();
        let new = kid_of().await;
        assert_ne!(old, new);
        let new_token = rig.tokens(side, "hanako").await["id_token"].as_str().unwrap().to_owned();
        assert_eq!(token_parts(&new_token).0["kid"], new);
        verified(&rig, side, &new_token).await.unwrap();
        verified(&rig, side, &old_token).await.unwrap_err();
    }
}

#[tokio::test]
async fn a_refusal_goes_back_with_state_and_issuer() {
    let rig = Rig::start().await;
    rig.standin.refuse();
    for side in BOTH {
        let back = rig.ask(side, &[]).await;
        assert_eq!(back["error"], "access_denied");
        assert_eq!(back["state"], STATE);
        assert_eq!(back["iss"], rig.issuer(side));
        assert_eq!(back.get("code"), None);
    }
}

#[tokio::test]
async fn a_card_that_cannot_be_read_signs_nobody_in() {
    let rig = Rig::start().await;
    rig.standin.sign_in("unreadable");
    assert_eq!(rig.ask(Side::Card, &[]).await["error"], "access_denied");
}

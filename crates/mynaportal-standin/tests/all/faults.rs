//! Each fault breaks what it says, and nothing when it is taken back.

use std::{collections::BTreeSet, time::Duration};

use mynaportal_standin::{Endpoint, Fault};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

use crate::{
    healthy::verified,
    rig::{BOTH, CARD_CLIENT, PORTAL_CLIENT, Rig, STATE, Side, location, read, token_parts},
};

/// Faults in the ID token that the relying party's half of `openidconnect` notices.
const FALSE_TOKENS: [Fault; 15] = [
    Fault::WrongIssuer,
    Fault::WrongAudience,
    Fault::ExtraAudience,
    Fault::WrongNonce,
    Fault::NoNonce,
    Fault::AlgNone,
    Fault::Hs256WithPublicKey,
    Fault::Hs256WithClientSecret,
    Fault::WrongSignature,
    Fault::ForeignKey,
    Fault::UnknownKid,
    Fault::EmbeddedJwk,
    Fault::Expired,
    Fault::IssuedInFuture,
    Fault::NoSubject,
];

async fn id_token(rig: &Rig, side: Side) -> String {
    rig.tokens(side, "hanako").await["id_token"].as_str().unwrap().to_owned()
}

#[test]
fn every_fault_has_a_name_and_a_label_of_its_own() {
    let names: BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    let labels: BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.label()).collect();
    assert_eq!((names.len(), labels.len()), (Fault::ALL.len(), Fault::ALL.len()));
    assert!(Fault::ALL.len() >= 40);
    assert!(Fault::ALL.iter().all(|fault| Fault::named(fault.name()) == Some(*fault)));
}

#[tokio::test]
async fn every_false_token_is_refused_by_a_careful_relying_party_and_the_next_honest_one_is_not() {
    let rig = Rig::start().await;
    for side in BOTH {
        for fault in FALSE_TOKENS {
            // The card's client has no secret.
            if side == Side::Card && fault == Fault::Hs256WithClientSecret {
                continue;
            }
            rig.standin.order(Some(fault));
            let verdict = verified(&rig, side, &id_token(&rig, side).await).await;
            assert!(verdict.is_err(), "{fault:?} at {side:?} was taken");
            rig.standin.order(None);
            verified(&rig, side, &id_token(&rig, side).await).await.unwrap();
        }
    }
}

/// The honest token's header and claims, and those under the fault; both of the same person and instant.
async fn before_and_after(rig: &Rig, side: Side, fault: Fault) -> [(Value, Value); 2] {
    rig.standin.order(None);
    let honest = token_parts(&id_token(rig, side).await);
    rig.standin.order(Some(fault));
    let mut both = [honest, token_parts(&id_token(rig, side).await)];
    for (_, claims) in &mut both {
        // It belongs to the access token, which is another every time.
        claims.as_object_mut().unwrap().remove("at_hash").unwrap();
    }
    both
}

/// The members in which two objects differ.
fn different(one: &Value, other: &Value) -> Vec<String> {
    let (one, other) = (one.as_object().unwrap(), other.as_object().unwrap());
    let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[tokio::test]
async fn the_hash_of_another_access_token_is_never_that_of_the_own_one() {
    let rig = Rig::start().await;
    for side in BOTH {
        rig.standin.order(None);
        let honest = token_parts(&id_token(&rig, side).await).1["at_hash"].clone();
        rig.standin.order(Some(Fault::WrongAccessTokenHash));
        let false_one = token_parts(&id_token(&rig, side).await).1["at_hash"].clone();
        assert!(honest.is_string() && false_one.is_string() && honest != false_one, "{side:?}");
    }
}

#[tokio::test]
async fn a_false_token_differs_from_the_honest_one_in_what_its_fault_says_and_nothing_else() {
    let rig = Rig::start().await;
    let cases: [(Fault, &[&str], &[&str]); 18] = [
        (Fault::WrongIssuer, &[], &["iss"]),
        (Fault::WrongAudience, &[], &["aud"]),
        (Fault::ExtraAudience, &[], &["aud", "azp"]),
        (Fault::WrongNonce, &[], &["nonce"]),
        (Fault::NoNonce, &[], &["nonce"]),
        (Fault::AlgNone, &["alg"], &[]),
        (Fault::Hs256WithPublicKey, &["alg"], &[]),
        (Fault::Hs256WithClientSecret, &["alg"], &[]),
        (Fault::WrongSignature, &[], &[]),
        (Fault::ForeignKey, &[], &[]),
        (Fault::UnknownKid, &["kid"], &[]),
        (Fault::EmbeddedJwk, &["jwk"], &[]),
        (Fault::Expired, &[], &["auth_time", "exp", "iat"]),
        (Fault::IssuedInFuture, &[], &["exp", "iat"]),
        (Fault::NotBefore, &[], &["exp", "nbf"]),
        (Fault::NoSubject, &[], &["sub"]),
        (Fault::EmptySubject, &[], &["sub"]),
        (Fault::HugeSubject, &[], &["sub"]),
    ];
    for (fault, of_header, of_claims) in cases {
        let [honest, false_one] = before_and_after(&rig, Side::Portal, fault).await;
        assert_eq!(different(&honest.0, &false_one.0), of_header, "{fault:?}");
        assert_eq!(different(&honest.1, &false_one.1), of_claims, "{fault:?}");
    }
}

#[tokio::test]
async fn what_the_false_claims_say() {
    let rig = Rig::start().await;
    let now = rig.clock.now().as_second();
    for (side, client) in [(Side::Portal, PORTAL_CLIENT), (Side::Card, CARD_CLIENT)] {
        let claim = async |fault, name: &str| before_and_after(&rig, side, fault).await[1].1[name].clone();
        assert_eq!(claim(Fault::ExtraAudience, "aud").await, json!([client, "another-client"]));
        assert_eq!(claim(Fault::ExtraAudience, "azp").await, client);
        assert_eq!(claim(Fault::Expired, "exp").await, now - 3600);
        assert_eq!(claim(Fault::IssuedInFuture, "iat").await, now + 3600);
        assert_eq!(claim(Fault::NotBefore, "nbf").await, now + 3600);
        assert_eq!(claim(Fault::EmptySubject, "sub").await, "");
        assert_eq!(claim(Fault::HugeSubject, "sub").await.as_str().unwrap().len(), 10 * 1024);
    }
}

#[tokio::test]
async fn a_provider_that_is_down_answers_503_but_the_developers_screen_stays() {
    let rig = Rig::start().await;
    rig.standin.order(Some(Fault::Down));
    for side in BOTH {
        for path in ["/.well-known/openid-configuration", "/jwks", "/authorize"] {
            let response = rig.get(&format!("{}{path}", rig.issuer(side))).await;
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        }
    }
    assert_eq!(rig.get(&format!("{}/connect", rig.origin)).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(rig.get(&format!("{}/developers", rig.origin)).await.status(), StatusCode::OK);
    assert_eq!(rig.get(&format!("{}/standin.css", rig.origin)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_provider_that_hangs_is_counted_and_does_not_answer_and_lets_go_when_it_stops() {
    let rig = Rig::start().await;
    rig.standin.order(Some(Fault::Hangs));
    let impatient = Client::builder().timeout(Duration::from_millis(200)).build().unwrap();
    let error = impatient.get(format!("{}/jwks", rig.origin)).send().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(rig.standin.calls(Endpoint::Keys), 1);

    let (url, patient) = (format!("{}/jwks", rig.origin), rig.browser.clone());
    let waiting = tokio::spawn(async move { patient.get(url).send().await });
    while rig.standin.calls(Endpoint::Keys) < 2 {
        tokio::task::yield_now().await;
    }
    drop(rig);
    // Answered or cut off, but not after the minute for which it would hang.
    let let_go = tokio::time::timeout(Duration::from_secs(10), waiting).await.unwrap().unwrap();
    assert!(let_go.is_err() || let_go.unwrap().status() == StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_slow_drip_begins_at_once_and_does_not_end_soon() {
    let rig = Rig::start().await;
    rig.standin.order(Some(Fault::SlowDrip));
    let mut response = rig.get(&format!("{}/jwks", rig.origin)).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.chunk().await.unwrap().unwrap().len(), 1);
    let rest = tokio::time::timeout(Duration::from_millis(300), response.bytes()).await;
    assert!(rest.is_err(), "it ended");
}

#[tokio::test]
async fn a_giant_answer_is_32_megabytes_of_right_json_without_saying_so_before() {
    let rig = Rig::start().await;
    let discovery = "/.well-known/openid-configuration";
    for (fault, path, member) in
        [(Fault::GiantDiscovery, discovery, "issuer"), (Fault::GiantKeys, "/jwks", "keys")]
    {
        rig.standin.order(Some(fault));
        let response = rig.get(&format!("{}{path}", rig.origin)).await;
        assert_eq!(response.content_length(), None);
        let body = response.bytes().await.unwrap();
        assert!(body.len() > 32 * 1024 * 1024);
        assert!(serde_json::from_slice::<Value>(&body).unwrap().get(member).is_some());
    }
    rig.standin.order(None);
    let code = rig.code(Side::Portal, "hanako").await;
    rig.standin.order(Some(Fault::GiantToken));
    let body = rig.exchange(Side::Portal, &code, &[]).send().await.unwrap().bytes().await.unwrap();
    assert!(body.len() > 32 * 1024 * 1024);
    assert!(serde_json::from_slice::<Value>(&body).unwrap().get("id_token").is_some());
}

#[tokio::test]
async fn what_is_not_json_says_that_it_is() {
    let rig = Rig::start().await;
    let code = rig.code(Side::Card, "hanako").await;
    rig.standin.order(Some(Fault::NotJson));
    let mut answers = vec![rig.exchange(Side::Card, &code, &[]).send().await.unwrap()];
    for path in ["/.well-known/openid-configuration", "/jwks"] {
        answers.push(rig.get(&format!("{}{path}", rig.issuer(Side::Card))).await);
    }
    for answer in answers {
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "application/json");
        assert!(answer.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    }
}

#[tokio::test]
async fn discovery_can_lead_elsewhere_name_another_issuer_and_come_without_keys() {
    let rig = Rig::start().await;
    for side in BOTH {
        let issuer = rig.issuer(side);
        let discovery = format!("{issuer}/.well-known/openid-configuration");
        rig.standin.order(Some(Fault::RedirectsDiscovery));
        let response = rig.get(&discovery).await;
        assert_eq!(response.status(), StatusCode::FOUND);
        let elsewhere = read(rig.get(&location(&response)).await).await;
        assert_eq!(elsewhere["issuer"], issuer, "who follows finds the right document");

        rig.standin.order(Some(Fault::DiscoveryOfAnotherIssuer));
        let text = read(rig.get(&discovery).await).await;
        assert_eq!(text["issuer"], "https://another-issuer.invalid");
        assert_eq!(text["token_endpoint"], format!("{issuer}/token"));

        rig.standin.order(Some(Fault::NoKeys));
        assert_eq!(read(rig.get(&format!("{issuer}/jwks")).await).await, json!({ "keys": [] }));
    }
}

#[tokio::test]
async fn the_token_endpoint_can_refuse_fail_and_forget_the_id_token() {
    let rig = Rig::start().await;
    for side in BOTH {
        for (fault, status, error) in
            [(Fault::TokenError, 400, "invalid_grant"), (Fault::TokenServerError, 500, "server_error")]
        {
            let code = rig.code(side, "hanako").await;
            rig.standin.order(Some(fault));
            let response = rig.exchange(side, &code, &[]).send().await.unwrap();
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(read(response).await["error"], error);
        }
        rig.standin.order(Some(Fault::NoIdToken));
        let tokens = rig.tokens(side, "hanako").await;
        assert!(tokens.get("id_token").is_none() && tokens.get("access_token").is_some());
    }
}

#[tokio::test]
async fn the_way_back_can_lose_and_change_state_and_issuer_and_carry_a_script() {
    let rig = Rig::start().await;
    rig.standin.sign_in("hanako");
    for (side, other) in [(Side::Portal, Side::Card), (Side::Card, Side::Portal)] {
        let back = async |fault| {
            rig.standin.order(Some(fault));
            rig.ask(side, &[]).await
        };
        let mut back_of = Vec::new();
        for fault in [Fault::MissingState, Fault::OtherState, Fault::MixedUpIssuer, Fault::NoIssInResponse] {
            let response = back(fault).await;
            assert!(response.contains_key("code"));
            back_of.push((response.get("state").cloned(), response.get("iss").cloned()));
        }
        let (state, iss) = (Some(STATE.to_owned()), Some(rig.issuer(side)));
        assert_eq!(back_of[0], (None, iss.clone()));
        assert!(back_of[1].0.is_some() && back_of[1].0 != state && back_of[1].1 == iss);
        assert_eq!(back_of[2], (state.clone(), Some(rig.issuer(other))));
        assert_eq!(back_of[3], (state, None));
        let script = back(Fault::ErrorWithMarkup).await;
        assert!(script["error_description"].contains("<script>"));
        assert_eq!(script.get("code"), None);
    }
}

#[tokio::test]
async fn the_four_items_can_be_missing_of_somebody_else_no_json_and_giant() {
    let rig = Rig::start().await;
    let access = rig.tokens(Side::Card, "hanako").await["access_token"].as_str().unwrap().to_owned();
    let told = async |fault| {
        rig.standin.order(Some(fault));
        rig.user_info(&access).await
    };
    assert_eq!(told(Fault::UserInfoDown).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    let other = read(told(Fault::UserInfoOtherSubject).await).await;
    assert_ne!(other["sub"], rig.standin.card_subject("hanako"));
    assert_eq!(other["name"], "明日\u{3000}花子");
    assert!(told(Fault::UserInfoNotJson).await.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    let giant = told(Fault::UserInfoGiant).await.bytes().await.unwrap();
    assert!(giant.len() > 32 * 1024 * 1024);
    assert_eq!(serde_json::from_slice::<Value>(&giant).unwrap()["gender"], "2");
}

#[tokio::test]
async fn every_call_is_counted_at_its_endpoint_also_when_it_fails() {
    let rig = Rig::start().await;
    let endpoints =
        [Endpoint::Discovery, Endpoint::Keys, Endpoint::Authorize, Endpoint::Token, Endpoint::UserInfo];
    let counts = || endpoints.map(|endpoint| rig.standin.calls(endpoint));
    assert_eq!(counts(), [0; 5]);
    let access = rig.tokens(Side::Card, "hanako").await["access_token"].as_str().unwrap().to_owned();
    rig.user_info(&access).await;
    assert_eq!(counts(), [0, 0, 1, 1, 1]);
    rig.standin.order(Some(Fault::Down));
    for side in BOTH {
        rig.get(&format!("{}/.well-known/openid-configuration", rig.issuer(side))).await;
    }
    assert_eq!(counts(), [2, 0, 1, 1, 1]);
}

//! The portal tells that a person has ended the link there: Security Event Tokens, pushed (RFC 8935).

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use mynaportal_standin::Fault;
use serde_json::{Value, json};
use testkit::{PASSWORD, Page, minutes, seconds};

use super::world::{EMAIL, PERSON, World, worlds};

const KIND: &str = "application/secevent+jwt";

async fn push_as(world: &World, kind: &str, token: impl Into<Body>) -> Page {
    let request = Request::builder()
        .method(Method::POST)
        .uri("/sso/events")
        .header(header::CONTENT_TYPE, kind)
        .header(header::ACCEPT, "application/json")
        .body(token.into())
        .unwrap();
    world.site.visitor().raw(request).await
}

async fn push(world: &World, token: String) -> Page {
    push_as(world, KIND, token).await
}

async fn is_linked(world: &World) -> bool {
    let mut visitor = world.site.visitor();
    world.goes(&mut visitor, &world.login_path()).await;
    world.is_signed_in(&mut visitor).await
}

/// The event is refused with this code, for a program to read, and the link stands.
async fn refused(change: impl Fn(&mut Value, &mut Value, &World), code: &str) {
    for world in worlds().await {
        world.linked().await;
        // Keys that were read a moment ago are not asked for again.
        world.site.advance(minutes(1));
        let token =
            world.portal.security_event(PERSON, "event-1", |header, claims| change(header, claims, &world));
        let page = push(&world, token).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}", page.body);
        assert_eq!(page.header("content-type"), "application/json");
        assert_eq!(page.header("content-language"), "en");
        let answer: Value = serde_json::from_str(&page.body).unwrap();
        assert_eq!(answer["err"], code, "{answer}");
        assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(is_linked(&world).await);
    }
}

/// The event is taken, but it concerns no link.
async fn taken_without_effect(change: impl Fn(&mut Value, &mut Value, &World)) {
    for world in worlds().await {
        world.linked().await;
        let token =
            world.portal.security_event(PERSON, "event-1", |header, claims| change(header, claims, &world));
        assert_eq!(push(&world, token).await.status, StatusCode::ACCEPTED);
        assert!(is_linked(&world).await);
    }
}

#[tokio::test]
async fn an_event_ends_the_link_and_the_person_is_told() {
    for world in worlds().await {
        world.linked().await;
        let page = push(&world, world.portal.security_event(PERSON, "event-1", |_, _| {})).await;
        assert_eq!((page.status, page.body.as_str()), (StatusCode::ACCEPTED, ""));
        world.site.letter(EMAIL, "マイナポータルとのつながり解除のお知らせ").await;
        assert!(!is_linked(&world).await);
    }
}

#[tokio::test]
async fn the_same_event_told_again_changes_nothing() {
    for world in worlds().await {
        world.linked().await;
        let event = world.portal.security_event(PERSON, "event-1", |_, _| {});
        assert_eq!(push(&world, event.clone()).await.status, StatusCode::ACCEPTED);
        world.site.letters().await;
        world.links(&mut world.site.visitor()).await;
        world.site.letters().await;
        assert_eq!(push(&world, event).await.status, StatusCode::ACCEPTED);
        assert!(is_linked(&world).await, "the new link stands, even in the same second");
    }
}

#[tokio::test]
async fn an_old_event_under_a_new_number_does_not_end_a_newer_link() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let old = world.portal.security_event(PERSON, "event-2", |_, _| {});
        world.site.advance(seconds(1));
        world.links(&mut world.site.visitor()).await;
        world.site.letters().await;
        assert_eq!(push(&world, old).await.status, StatusCode::ACCEPTED);
        assert!(is_linked(&world).await);
    }
}

#[tokio::test]
async fn the_session_that_is_open_goes_on() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        push(&world, world.portal.security_event(PERSON, "event-1", |_, _| {})).await;
        world.site.letters().await;
        assert!(world.is_signed_in(&mut visitor).await, "no single logout");
    }
}

#[tokio::test]
async fn sub_alone_names_the_person_as_well() {
    for world in worlds().await {
        world.linked().await;
        let event = world.portal.security_event(PERSON, "event-1", |_, claims| {
            claims["sub"] = claims["sub_id"]["sub"].clone();
            claims.as_object_mut().unwrap().remove("sub_id");
        });
        assert_eq!(push(&world, event).await.status, StatusCode::ACCEPTED);
        world.site.letters().await;
        assert!(!is_linked(&world).await);
    }
}

#[tokio::test]
async fn an_event_in_an_array_of_audiences_is_for_us_too() {
    for world in worlds().await {
        world.linked().await;
        let event = world.portal.security_event(PERSON, "event-1", |_, claims| {
            claims["aud"] = json!(["another", claims["aud"].clone()]);
        });
        assert_eq!(push(&world, event).await.status, StatusCode::ACCEPTED);
        world.site.letters().await;
        assert!(!is_linked(&world).await);
    }
}

#[tokio::test]
async fn an_event_signed_by_a_new_key_is_read_with_the_new_keys() {
    for world in worlds().await {
        world.linked().await;
        world.site.advance(minutes(1));
        world.portal.rotate_keys();
        let page = push(&world, world.portal.security_event(PERSON, "event-1", |_, _| {})).await;
        assert_eq!(page.status, StatusCode::ACCEPTED);
        world.site.letters().await;
        assert!(!is_linked(&world).await);
    }
}

#[tokio::test]
async fn an_unsigned_event_is_refused() {
    refused(|header, _, _| header["alg"] = json!("none"), "invalid_key").await;
}

#[tokio::test]
async fn an_event_signed_with_the_public_key_as_a_secret_is_refused() {
    refused(|header, _, _| header["alg"] = json!("HS256"), "invalid_key").await;
}

#[tokio::test]
async fn an_event_that_claims_another_algorithm_than_it_has_is_refused() {
    refused(|header, _, _| header["alg"] = json!("RS256"), "invalid_key").await;
}

#[tokio::test]
async fn an_event_by_an_unknown_key_is_refused() {
    refused(|header, _, _| header["kid"] = json!("unknown"), "invalid_key").await;
}

#[tokio::test]
async fn a_new_key_that_may_not_be_looked_for_yet_is_not_refused_for_good() {
    for world in worlds().await {
        world.linked().await;
        world.portal.rotate_keys();
        let event = world.portal.security_event(PERSON, "event-1", |_, _| {});
        let page = push(&world, event.clone()).await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "60"));
        world.site.advance(seconds(60));
        assert_eq!(push(&world, event).await.status, StatusCode::ACCEPTED);
        world.site.letter(EMAIL, "マイナポータルとのつながり解除のお知らせ").await;
    }
}

#[tokio::test]
async fn an_event_with_a_changed_text_is_refused() {
    for world in worlds().await {
        world.linked().await;
        let event = world.portal.security_event(PERSON, "event-1", |_, _| {});
        let other = world.portal.security_event(PERSON, "event-2", |_, _| {});
        let parts: Vec<&str> = event.split('.').collect();
        let signature = other.rsplit('.').next().unwrap();
        let page = push(&world, format!("{}.{}.{signature}", parts[0], parts[1])).await;
        assert!(page.body.contains("invalid_key"), "{}", page.body);
        assert!(is_linked(&world).await);
    }
}

#[tokio::test]
async fn an_event_of_another_issuer_is_refused() {
    refused(|_, claims, _| claims["iss"] = json!("https://evil.example"), "invalid_issuer").await;
}

#[tokio::test]
async fn an_event_about_a_subject_of_another_issuer_is_refused() {
    refused(|_, claims, _| claims["sub_id"]["iss"] = json!("https://evil.example"), "invalid_issuer").await;
}

#[tokio::test]
async fn an_event_for_somebody_else_is_refused() {
    refused(|_, claims, _| claims["aud"] = json!("another"), "invalid_audience").await;
}

#[tokio::test]
async fn an_event_for_nobody_is_refused() {
    refused(|_, claims, _| drop(claims.as_object_mut().unwrap().remove("aud")), "invalid_audience").await;
}

#[tokio::test]
async fn an_event_from_the_future_is_refused() {
    refused(|_, claims, _| claims["iat"] = json!(claims["iat"].as_i64().unwrap() + 31), "invalid_request")
        .await;
}

#[tokio::test]
async fn an_event_that_has_expired_is_refused() {
    refused(|_, claims, _| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 30), "invalid_request")
        .await;
}

#[tokio::test]
async fn an_event_that_happened_before_the_link_was_made_does_not_end_it_however_late_it_is_told() {
    taken_without_effect(|_, claims, _| claims["toe"] = json!(claims["iat"].as_i64().unwrap() - 1)).await;
}

#[tokio::test]
async fn whoever_has_left_gets_no_letter_of_an_ended_link() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        visitor.signs_in(EMAIL).await;
        visitor.get("/settings/leave/confirm").await;
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        world.site.letters().await;
        let page = push(&world, world.portal.security_event(PERSON, "event-1", |_, _| {})).await;
        assert_eq!(page.status, StatusCode::ACCEPTED);
        assert!(world.site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn an_event_without_a_number_a_time_or_a_kind_is_refused() {
    for missing in ["jti", "iat", "events"] {
        refused(|_, claims, _| drop(claims.as_object_mut().unwrap().remove(missing)), "invalid_request")
            .await;
    }
}

#[tokio::test]
async fn an_id_token_does_not_pass_as_an_event() {
    refused(|header, _, _| header["typ"] = json!("JWT"), "invalid_request").await;
}

#[tokio::test]
async fn a_critical_header_that_we_do_not_know_is_refused() {
    refused(|header, _, _| header["crit"] = json!(["b64"]), "invalid_request").await;
}

#[tokio::test]
async fn two_subjects_in_one_event_are_refused() {
    refused(|_, claims, _| claims["sub"] = json!("somebody else"), "invalid_request").await;
}

#[tokio::test]
async fn an_event_of_a_kind_we_do_not_know_is_taken_without_effect() {
    taken_without_effect(|_, claims, _| claims["events"] = json!({ "https://example.jp/other": {} })).await;
}

#[tokio::test]
async fn an_event_about_a_stranger_is_taken_without_effect() {
    taken_without_effect(|_, claims, _| claims["sub_id"]["sub"] = json!("stranger")).await;
}

#[tokio::test]
async fn an_event_that_names_its_subject_in_another_way_is_taken_without_effect() {
    taken_without_effect(|_, claims, _| {
        claims["sub_id"] = json!({ "format": "email", "email": EMAIL });
    })
    .await;
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    for world in worlds().await {
        let event = world.portal.security_event(PERSON, "event-1", |_, _| {});
        for (kind, body) in [
            (KIND, String::new()),
            (KIND, "x".to_owned()),
            (KIND, "..".to_owned()),
            (KIND, "e30.e30.".to_owned()),
            (KIND, "\u{3042}.\u{3042}.\u{3042}".to_owned()),
            ("application/json", event.clone()),
            ("application/x-www-form-urlencoded", event.clone()),
        ] {
            let page = push_as(&world, kind, body).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{kind}");
            assert!(page.body.starts_with("{\"err\":\"invalid_"), "{}", page.body);
        }
        let page = push_as(&world, KIND, vec![0xff, 0xfe, b'.', b'.']).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST);
        let page = push_as(&world, KIND, "x".repeat(300 * 1024)).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
}

#[tokio::test]
async fn while_the_keys_are_away_the_sender_is_asked_to_come_again() {
    for world in worlds().await {
        world.linked_and_forgotten().await;
        let event = world.portal.security_event(PERSON, "event-1", |_, _| {});
        world.portal.order(Some(Fault::Down));
        let page = push(&world, event.clone()).await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "60"));
        world.portal.order(None);
        assert_eq!(push(&world, event).await.status, StatusCode::ACCEPTED);
        world.site.letter(EMAIL, "マイナポータルとのつながり解除のお知らせ").await;
    }
}

#[tokio::test]
async fn a_person_who_opens_the_address_finds_no_page() {
    for world in worlds().await {
        assert_eq!(world.site.visitor().get("/sso/events").await.status, StatusCode::METHOD_NOT_ALLOWED);
    }
}

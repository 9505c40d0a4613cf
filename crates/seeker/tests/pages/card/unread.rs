//! When nothing comes of the card: never an error page, always the form with one calm sentence.

use adapters::secrets::sha256;
use axum::http::StatusCode;
use domain::sign_on::Purpose;
use mynaportal_standin::{Endpoint, Fault};
use store::NewJourney;
use testkit::{PASSWORD, Page, minutes, seconds, settings};

use super::world::{AWAY, DECLINED, FILLED, FORM, START, UNREAD, World, holds, note, worlds, worlds_with};
use crate::profile::world::signs_in;

/// The empty form with this sentence and nothing wrong, and nothing that waits.
async fn says(world: &World, page: &Page, account: uuid::Uuid, sentence: &str, why: &str) {
    assert_eq!(page.status, StatusCode::OK, "{}: {why}", world.site.name);
    assert_eq!(note(page), [sentence], "{}: {why}", world.site.name);
    holds(page, &[]);
    assert!(page.errors().is_empty(), "{why}");
    assert_eq!(world.waiting(account).await, None, "{why}");
}

#[tokio::test]
async fn who_says_no_or_has_no_readable_card_types_by_hand() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        world.provider.refuse();
        let back = world.goes(&mut visitor).await;
        let page = visitor.get(&back).await;
        says(&world, &page, account, DECLINED, "refused").await;
        assert_eq!(page.path, "/profile/basic?card=declined");
        let page = world.reads(&mut visitor, "unreadable").await;
        says(&world, &page, account, DECLINED, "unreadable").await;
        let page = world.reads(&mut visitor, "nobody").await;
        says(&world, &page, account, UNREAD, "a card that says nothing").await;
        // The way is open still.
        assert_eq!(note(&world.reads(&mut visitor, "taro").await), [FILLED]);
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_keeps_nobody_from_typing() {
    for fault in [Fault::Down, Fault::Hangs, Fault::GiantDiscovery, Fault::NotJson] {
        for world in worlds().await {
            let (mut visitor, account) = world.newcomer("a").await;
            world.provider.order(Some(fault));
            let page = visitor.get(START).await;
            says(&world, &page, account, AWAY, fault.name()).await;
        }
    }
}

#[tokio::test]
async fn a_provider_that_goes_away_in_the_middle_keeps_nobody_from_typing() {
    for fault in [
        Fault::Down,
        Fault::TokenServerError,
        Fault::UserInfoDown,
        Fault::UserInfoNotJson,
        Fault::UserInfoGiant,
    ] {
        for world in worlds().await {
            let (mut visitor, account) = world.newcomer("a").await;
            let back = world.goes_and_gets(&mut visitor, "taro").await;
            world.provider.order(Some(fault));
            let page = visitor.get(&back).await;
            says(&world, &page, account, AWAY, fault.name()).await;
        }
    }
}

#[tokio::test]
async fn what_cannot_be_believed_is_not_read() {
    for world in worlds().await {
        for fault in [
            Fault::WrongIssuer,
            Fault::WrongAudience,
            Fault::ExtraAudience,
            Fault::WrongNonce,
            Fault::NoNonce,
            Fault::WrongAccessTokenHash,
            Fault::NoIdToken,
            Fault::AlgNone,
            Fault::Hs256WithPublicKey,
            Fault::WrongSignature,
            Fault::ForeignKey,
            Fault::UnknownKid,
            Fault::EmbeddedJwk,
            Fault::Expired,
            Fault::IssuedInFuture,
            Fault::NoSubject,
            Fault::TokenError,
            Fault::MissingState,
            Fault::OtherState,
            Fault::MixedUpIssuer,
            Fault::NoIssInResponse,
            Fault::UserInfoOtherSubject,
        ] {
            let (mut visitor, account) = world.newcomer(fault.name()).await;
            world.provider.order(Some(fault));
            let page = world.reads(&mut visitor, "taro").await;
            says(&world, &page, account, UNREAD, fault.name()).await;
        }
        assert_eq!(
            world.site.app.sign_on.card.as_ref().map(|card| card.seems_available(world.site.now())),
            Some(true)
        );
    }
}

#[tokio::test]
async fn what_a_provider_says_of_its_own_error_is_not_shown() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        world.provider.order(Some(Fault::ErrorWithMarkup));
        let back = world.goes_and_gets(&mut visitor, "taro").await;
        let told = url::Url::parse(&back).unwrap();
        let (_, description) = told.query_pairs().find(|(name, _)| name == "error_description").unwrap();
        assert!(description.contains('<'), "{description}");
        let page = visitor.get(&back).await;
        says(&world, &page, account, AWAY, "server_error").await;
        assert!(!page.body.contains(&*description), "{}", world.site.name);
    }
}

#[tokio::test]
async fn another_account_that_signed_in_meanwhile_gets_nothing() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        let (_, other) = world.newcomer("b").await;
        let back = world.goes_and_gets(&mut visitor, "taro").await;
        let of_other = signs_in(&world.site, other).await;
        visitor.set_cookie("seeker", of_other.cookie("seeker").unwrap());
        let page = visitor.get(&back).await;
        says(&world, &page, other, UNREAD, "another account").await;
        assert_eq!(world.waiting(account).await, None, "{}", world.site.name);
        assert_eq!(world.provider.calls(Endpoint::Token), 0, "the provider is not even asked");
        // The state is used up: the first person cannot come back with it either.
        let mut first = signs_in(&world.site, account).await;
        first.set_cookie("browser", visitor.cookie("browser").unwrap());
        says(&world, &first.get(&back).await, account, UNREAD, "used up").await;
    }
}

#[tokio::test]
async fn who_was_signed_out_meanwhile_signs_in_and_types_by_hand() {
    for world in worlds().await {
        let mut visitor = world.site.registered("sakura.tanaka@example.jp").await;
        let back = world.goes_and_gets(&mut visitor, "taro").await;
        visitor.forget_cookie("seeker");
        let page = visitor.get(&back).await;
        assert_eq!(page.h1(), "求職者マイページログイン", "{}", world.site.name);
        for secret in ["code=", "state=", "code%3D", "callback"] {
            assert!(!page.path.contains(secret) && !page.body.contains(secret), "{secret}: {}", page.path);
        }
        let typed = [("ID（メールアドレス）", "sakura.tanaka@example.jp"), ("パスワード", PASSWORD)];
        let page = visitor.submit("ログイン", &typed).await;
        assert_eq!(note(&page), [UNREAD]);
        holds(&page, &[]);
    }
}

#[tokio::test]
async fn the_same_way_back_opens_nothing_twice() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        let back = world.goes_and_gets(&mut visitor, "taro").await;
        assert_eq!(note(&visitor.get(&back).await), [FILLED]);
        let asked = world.provider.calls(Endpoint::Token);
        let page = visitor.get(&back).await;
        assert_eq!(note(&page), [FILLED], "what was read still waits, {}", world.site.name);
        assert_eq!(world.provider.calls(Endpoint::Token), asked, "but nothing is read again");

        let (mut stranger, other) = world.newcomer("b").await;
        says(&world, &stranger.get(&back).await, other, UNREAD, "replayed by another").await;
        let mut elsewhere = signs_in(&world.site, account).await;
        let back = world.goes_and_gets(&mut visitor, "hanako").await;
        elsewhere.get(&back).await;
        assert_eq!(
            visitor.get(FORM).await.value_of("given_name").as_deref(),
            Some("太郎"),
            "in another browser"
        );
    }
}

#[tokio::test]
async fn a_way_back_is_open_for_half_an_hour_and_not_longer() {
    for world in worlds().await {
        for (away, asked) in [(minutes(30) - seconds(1), 1), (minutes(30), 0)] {
            let (mut visitor, account) = world.newcomer(&format!("a{asked}")).await;
            let before = world.provider.calls(Endpoint::Token);
            let address = world.goes_and_gets(&mut visitor, "taro").await;
            world.site.advance(away);
            let mut back = signs_in(&world.site, account).await;
            back.set_cookie("browser", visitor.cookie("browser").unwrap());
            // The code has had its time at the provider in both cases; what counts is whether we ask.
            says(&world, &back.get(&address).await, account, UNREAD, "late").await;
            assert_eq!(world.provider.calls(Endpoint::Token) - before, asked, "{}", world.site.name);
        }
    }
}

#[tokio::test]
async fn a_journey_of_another_purpose_and_bare_calls_open_nothing() {
    for world in worlds().await {
        let (mut visitor, account) = world.newcomer("a").await;
        world.goes_and_gets(&mut visitor, "taro").await;
        let mut tx = world.site.store().begin().await.unwrap();
        let (state_hash, browser_hash) = (sha256("portal"), sha256(visitor.cookie("browser").unwrap()));
        let journey = NewJourney {
            state_hash: &state_hash,
            browser_hash: &browser_hash,
            purpose: Purpose::SignIn,
            target: None,
            account: Some(account),
        };
        tx.begin_journey(&journey, world.site.now()).await.unwrap();
        tx.commit().await.unwrap();
        for query in ["?state=portal&code=x", "?state=&code=", "", "?code=%FF", "?error=access_denied"] {
            let page = visitor.get(&format!("/sso/card/callback{query}")).await;
            says(&world, &page, account, UNREAD, query).await;
        }
        assert_eq!(world.provider.calls(Endpoint::Token), 0);
    }
}

#[tokio::test]
async fn the_address_alone_cannot_say_that_the_card_has_filled_the_form() {
    for world in worlds().await {
        let (mut visitor, _) = world.newcomer("a").await;
        for word in ["filled", "partly", "x", ""] {
            let page = visitor.get(&format!("{FORM}?card={word}")).await;
            assert!(note(&page).is_empty(), "{word}");
        }
    }
}

#[tokio::test]
async fn the_way_to_the_card_is_throttled_like_every_way_to_a_provider() {
    let settings = site::Settings { attempts_per_minute: 2, ..settings() };
    for world in worlds_with(settings).await {
        let (mut visitor, _) = world.newcomer("a").await;
        for _ in 0..2 {
            assert_eq!(visitor.get(START).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(visitor.get(START).await.status, StatusCode::TOO_MANY_REQUESTS, "{}", world.site.name);
    }
}

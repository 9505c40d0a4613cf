//! A portal that is slow or away takes nothing else down: nobody waits for it, the way by password is
//! shown, and it is tried again by itself.

use axum::http::StatusCode;
use mynaportal_standin::{Endpoint, Fault};
use testkit::{minutes, seconds};

use super::{
    hostile::{Reads, calmly, in_time},
    world::{EMAIL, worlds},
};

#[tokio::test]
async fn after_three_failures_nobody_waits_and_the_login_page_says_so() {
    for world in worlds().await {
        world.linked_and_forgotten().await;
        world.portal.order(Some(Fault::Down));
        let mut visitor = world.site.visitor();
        for _ in 0..3 {
            assert!(visitor.get("/login").await.says("マイナポータルからログイン"));
            visitor.get(&world.login_path()).await;
        }
        let asked = world.portal.calls(Endpoint::Discovery);
        let page = visitor.get(&world.login_path()).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
        assert_eq!(world.portal.calls(Endpoint::Discovery), asked, "the portal was not asked again");
        assert_eq!(page.header("retry-after"), "30");
        let login = visitor.get("/login").await;
        assert!(login.says("マイナポータルからのログインは、ただいまご利用になれません。"));
        assert_eq!(login.link("マイナポータルからログイン"), None);
        assert_eq!(visitor.signs_in(EMAIL).await.status, StatusCode::OK, "the password goes on working");
    }
}

#[tokio::test]
async fn after_half_a_minute_it_is_tried_again_by_itself() {
    for world in worlds().await {
        world.linked_and_forgotten().await;
        world.portal.order(Some(Fault::Down));
        let mut visitor = world.site.visitor();
        for _ in 0..3 {
            visitor.get(&world.login_path()).await;
        }
        world.portal.order(None);
        world.site.advance(seconds(29));
        let page = visitor.get(&world.login_path()).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
        world.site.advance(seconds(1));
        assert_eq!(
            visitor.get("/login").await.link("マイナポータルからログイン").as_deref(),
            Some("/sso/login")
        );
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn nobody_is_sent_to_a_portal_that_did_not_answer_for_others() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        for _ in 0..3 {
            let back = world.goes_and_gets(&mut visitor, &world.login_path()).await;
            world.portal.order(Some(Fault::Hangs));
            in_time(visitor.get(&back)).await;
            world.portal.order(None);
        }
        let page = visitor.get(&world.login_path()).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
        world.site.advance(seconds(30));
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn a_portal_that_stumbles_at_a_strangers_code_is_not_away_for_others() {
    for world in worlds().await {
        world.linked().await;
        for _ in 0..4 {
            let mut stranger = world.site.visitor();
            let back = world.goes_and_gets(&mut stranger, &world.login_path()).await;
            world.portal.order(Some(Fault::TokenServerError));
            let page = stranger.get(&back).await;
            calmly(&world, &mut stranger, &page, Reads::Away).await;
            world.portal.order(None);
        }
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn what_the_portal_says_of_itself_is_asked_once_an_hour() {
    for world in worlds().await {
        world.linked().await;
        let asked = world.portal.calls(Endpoint::Discovery);
        for _ in 0..3 {
            world.goes(&mut world.site.visitor(), &world.login_path()).await;
        }
        assert_eq!(world.portal.calls(Endpoint::Discovery), asked);
        world.site.advance(minutes(60));
        world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(world.portal.calls(Endpoint::Discovery), asked + 1);
    }
}

#[tokio::test]
async fn new_keys_of_the_portal_are_fetched_when_a_token_names_one() {
    for world in worlds().await {
        world.linked().await;
        world.site.advance(minutes(1));
        world.portal.rotate_keys();
        let asked = world.portal.calls(Endpoint::Keys);
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
        assert_eq!(world.portal.calls(Endpoint::Keys), asked + 1);
    }
}

#[tokio::test]
async fn invented_key_names_make_us_ask_at_most_once_a_minute() {
    for world in worlds().await {
        world.linked().await;
        world.site.advance(minutes(1));
        world.portal.order(Some(Fault::UnknownKid));
        let asked = world.portal.calls(Endpoint::Keys);
        for _ in 0..3 {
            let mut visitor = world.site.visitor();
            let page = world.goes(&mut visitor, &world.login_path()).await;
            calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
        }
        assert_eq!(world.portal.calls(Endpoint::Keys), asked + 1);
        world.site.advance(minutes(1));
        world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(world.portal.calls(Endpoint::Keys), asked + 2);
    }
}

#[tokio::test]
async fn the_portal_is_asked_nothing_before_somebody_needs_it() {
    for world in worlds().await {
        world.site.visitor().get("/login").await;
        world.site.visitor().get("/").await;
        assert_eq!(world.portal.calls(Endpoint::Discovery), 0);
    }
}

#[tokio::test]
async fn a_portal_without_an_answer_is_away_within_the_limit_also_for_linking() {
    for world in worlds().await {
        world.portal.order(Some(Fault::Hangs));
        let mut visitor = world.site.visitor();
        let page = in_time(visitor.get(&world.link_path())).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
        let again = page.link("マイナポータル（外部サイト）で、もう一度つなぐ");
        assert_eq!(again, Some(format!("{}/connect/consent", world.origin)));
    }
}

//! Passkeys against whoever forges, replays or borrows (WebAuthn Level 3, sections 7.1 and 7.2).

use axum::http::StatusCode;
use testkit::{Visitor, minutes, seconds};

use super::{
    authenticator::{Authenticator, adds, asks, named_sites, options_on, sends, signs_in, with_passkey},
    world::{EMAIL, confirms, is_in},
};

async fn is_refused(visitor: &mut Visitor, answer: &str) -> bool {
    let page = visitor.post("/login/passkey", &[("passkey", answer)]).await;
    let told = page.status == StatusCode::UNPROCESSABLE_ENTITY
        && page.errors().iter().any(|error| error.contains("パスキーでログインできませんでした"));
    told && !is_in(visitor).await
}

/// What makes an honest authenticator a forger.
type Wrong = fn(&mut Authenticator);

#[tokio::test]
async fn an_answer_with_one_thing_wrong_opens_nothing() {
    for site in named_sites().await {
        let (_, honest) = with_passkey(&site, EMAIL, 7).await;
        let (_, other) = with_passkey(&site, "other@example.jp", 8).await;
        let wrong: [(&str, Wrong); 7] = [
            ("another site", |it| it.origin = "http://localhost.example:8080"),
            ("another port", |it| it.origin = "http://localhost:8081"),
            ("another relying party", |it| it.rp = "example.jp"),
            ("another challenge", |it| it.challenge = Some("AAAAAAAAAAAAAAAAAAAAAA".into())),
            ("nobody was verified", |it| it.verifies = false),
            ("made instead of signed", |it| it.kind = Some("webauthn.create")),
            ("a counter that went back", |it| it.counter = 0),
        ];
        for (what, spoil) in wrong {
            let mut authenticator = honest.clone();
            spoil(&mut authenticator);
            let mut visitor = site.visitor();
            let options = asks(&mut visitor).await;
            assert!(is_refused(&mut visitor, &authenticator.signs(&options)).await, "{}: {what}", site.name);
        }
        let mut borrowed = honest.clone();
        borrowed.handle.clone_from(&other.handle);
        let mut renamed = other.clone();
        renamed.id.clone_from(&honest.id);
        let mut handed = other.clone();
        handed.id.clone_from(&honest.id);
        handed.handle.clone_from(&honest.handle);
        let mut unknown = Authenticator::new(9);
        unknown.handle.clone_from(&honest.handle);
        for authenticator in [&mut borrowed, &mut renamed, &mut handed, &mut unknown] {
            let mut visitor = site.visitor();
            let options = asks(&mut visitor).await;
            assert!(is_refused(&mut visitor, &authenticator.signs(&options)).await, "{}", site.name);
        }
        for nonsense in ["", "{}", "null", "\u{1F511}", "[1]"] {
            let mut visitor = site.visitor();
            asks(&mut visitor).await;
            assert!(is_refused(&mut visitor, nonsense).await, "{}: {nonsense}", site.name);
        }
        let mut visitor = site.visitor();
        signs_in(&mut visitor, &mut honest.clone()).await;
        assert!(is_in(&mut visitor).await, "{}: the honest one does", site.name);
    }
}

#[tokio::test]
async fn an_answer_works_once_in_its_own_browser_and_for_five_minutes() {
    for site in named_sites().await {
        let (_, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        let mut visitor = site.visitor();
        let options = asks(&mut visitor).await;
        let answer = authenticator.signs(&options);
        let mut thief = site.visitor();
        asks(&mut thief).await;
        assert!(is_refused(&mut thief, &answer).await, "{}: stolen", site.name);
        assert!(is_refused(&mut site.visitor(), &answer).await, "in a browser that asked nothing");
        let mut twin = visitor.clone();
        visitor.post("/login/passkey", &[("passkey", &answer)]).await;
        assert!(is_in(&mut visitor).await);
        assert!(is_refused(&mut twin, &answer).await, "replayed");

        let mut late = site.visitor();
        let answer = authenticator.signs(&asks(&mut late).await);
        site.advance(minutes(5) + seconds(1));
        assert!(is_refused(&mut late, &answer).await, "{}: late", site.name);
    }
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends() {
    for site in named_sites().await {
        let (mut owner, _) = with_passkey(&site, EMAIL, 7).await;
        let (_, mut other) = with_passkey(&site, "other@example.jp", 8).await;
        let before = owner.clone();
        signs_in(&mut owner, &mut other).await;
        assert!(is_in(&mut owner).await);
        let mut window = before;
        assert!(!is_in(&mut window).await, "{}", site.name);
    }
}

#[tokio::test]
async fn what_was_not_made_here_and_now_is_not_kept() {
    for site in named_sites().await {
        let mut visitor = site.registered(EMAIL).await;
        let wrong: [(&str, Wrong); 5] = [
            ("another site", |it| it.origin = "http://evil.example"),
            ("another relying party", |it| it.rp = "evil.example"),
            ("another challenge", |it| it.challenge = Some("AAAAAAAAAAAAAAAAAAAAAA".into())),
            ("nobody was verified", |it| it.verifies = false),
            ("signed instead of made", |it| it.kind = Some("webauthn.get")),
        ];
        for (what, spoil) in wrong {
            let mut authenticator = Authenticator::new(7);
            spoil(&mut authenticator);
            let page = adds(&mut visitor, &mut authenticator).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {what}", site.name);
            assert!(page.errors()[0].contains("追加できませんでした"));
        }
        assert!(site.letters().await.is_empty(), "nothing was kept");
    }
}

#[tokio::test]
async fn what_was_made_for_one_session_or_person_is_not_kept_for_another() {
    for site in named_sites().await {
        let (mut owner, first) = with_passkey(&site, EMAIL, 7).await;
        let mut other = site.registered("other@example.jp").await;
        let page = adds(&mut other, &mut first.clone()).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: the same passkey", site.name);
        let page = confirms(&mut owner, "passkey", "追加を始める").await;
        let made = Authenticator::new(9).makes(&options_on(&page));
        sends(&mut other, "x", &made).await;
        assert!(!other.get("/settings/sign-in").await.says("を削除する"), "{}", site.name);
        assert!(site.letters().await.is_empty());
    }
}

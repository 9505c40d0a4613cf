//! A portal that is hostile: what it sends is refused, nobody is signed in or linked, and the person
//! reads a calm page with the way by password (spec/security.md, OpenID Connect).

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use mynaportal_standin::Fault;
use testkit::{PASSWORD, Page, Visitor, minutes};

use super::world::{EMAIL, World, worlds, worlds_with};

/// What the person reads, and with which status.
#[derive(Clone, Copy)]
pub(super) enum Reads {
    Away,
    Unconfirmed,
    Stale,
}

/// The answer of the service, which has limits of its own: a portal that is told to hang does so for a
/// minute, and this watch fails the test when somebody waits for it.
pub(super) async fn in_time<T>(answer: impl Future<Output = T>) -> T {
    let watched = tokio::time::timeout(Duration::from_secs(30), answer).await;
    watched.unwrap_or_else(|_| panic!("the service waits for the portal"))
}

/// The page is the calm one, in words, with the way on, and nobody got in.
pub(super) async fn calmly(world: &World, visitor: &mut Visitor, page: &Page, reads: Reads) {
    let (status, sentence) = match reads {
        Reads::Away => (StatusCode::SERVICE_UNAVAILABLE, "マイナポータルからの応答がありません。"),
        Reads::Unconfirmed => (
            StatusCode::BAD_REQUEST,
            "マイナポータルから届いた内容を確認できませんでした。安全のため、手続きを中止しました。",
        ),
        Reads::Stale => (StatusCode::BAD_REQUEST, "手続きの有効時間が過ぎたか、すでに完了しています。"),
    };
    assert_eq!(page.status, status, "{} {}", page.h1(), world.site.name);
    assert!(page.says(sentence), "{}", page.body);
    assert_eq!(page.link("ID（メールアドレス）とパスワードでログインする").as_deref(), Some("/login"));
    assert!(!page.body.contains("eyJ"), "no token on the page");
    assert!(
        !page.path.contains("code=") && !page.path.contains("state="),
        "nor in its address: {}",
        page.path
    );
    assert!(!page.body.contains("state="), "nor in its forms");
    assert!(!world.is_signed_in(visitor).await);
}

/// The portal is hostile before the browser leaves for it.
async fn refused_at_the_start(fault: Fault) {
    for world in worlds().await {
        world.linked_and_forgotten().await;
        world.portal.order(Some(fault));
        let mut visitor = world.site.visitor();
        let page = in_time(visitor.get(&world.login_path())).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
    }
}

/// The portal is hostile once the browser is there.
async fn refused_on_return(fault: Fault, reads: Reads) {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let there = visitor.get(&world.login_path()).await.header("location").to_owned();
        world.portal.order(Some(fault));
        let back = world.at_the_portal(&there).await;
        let page = visitor.get(&back).await;
        calmly(&world, &mut visitor, &page, reads).await;
    }
}

/// The portal does not answer any more once the browser is on its way back.
async fn away_on_return(fault: Fault) {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let back = world.goes_and_gets(&mut visitor, &world.login_path()).await;
        world.portal.order(Some(fault));
        let page = in_time(visitor.get(&back)).await;
        calmly(&world, &mut visitor, &page, Reads::Away).await;
    }
}

macro_rules! at_the_start {
    ($($name:ident: $fault:ident;)*) => { $(
        #[tokio::test]
        async fn $name() { refused_at_the_start(Fault::$fault).await; }
    )* };
}

macro_rules! on_return {
    ($($name:ident: $fault:ident => $reads:ident;)*) => { $(
        #[tokio::test]
        async fn $name() { refused_on_return(Fault::$fault, Reads::$reads).await; }
    )* };
}

macro_rules! on_the_way_back {
    ($($name:ident: $fault:ident;)*) => { $(
        #[tokio::test]
        async fn $name() { away_on_return(Fault::$fault).await; }
    )* };
}

at_the_start! {
    a_portal_that_is_down: Down;
    a_portal_that_never_answers: Hangs;
    a_portal_that_drips_one_byte_at_a_time: SlowDrip;
    a_giant_discovery_document: GiantDiscovery;
    a_giant_key_set: GiantKeys;
    an_html_page_that_calls_itself_json: NotJson;
    a_discovery_document_that_redirects: RedirectsDiscovery;
    a_discovery_document_of_another_issuer: DiscoveryOfAnotherIssuer;
}

on_return! {
    an_id_token_of_another_issuer: WrongIssuer => Unconfirmed;
    an_id_token_for_another_client: WrongAudience => Unconfirmed;
    an_id_token_for_an_unknown_client_as_well: ExtraAudience => Unconfirmed;
    an_id_token_with_another_nonce: WrongNonce => Unconfirmed;
    an_id_token_for_another_access_token: WrongAccessTokenHash => Unconfirmed;
    an_id_token_without_a_nonce: NoNonce => Unconfirmed;
    tokens_without_an_id_token: NoIdToken => Unconfirmed;
    an_id_token_without_a_signature: AlgNone => Unconfirmed;
    an_id_token_signed_with_the_public_key_as_a_secret: Hs256WithPublicKey => Unconfirmed;
    an_id_token_signed_with_our_own_secret: Hs256WithClientSecret => Unconfirmed;
    an_id_token_with_a_broken_signature: WrongSignature => Unconfirmed;
    an_id_token_signed_by_a_foreign_key_under_a_known_name: ForeignKey => Unconfirmed;
    an_id_token_that_names_an_unknown_key: UnknownKid => Unconfirmed;
    an_id_token_that_brings_its_own_key: EmbeddedJwk => Unconfirmed;
    an_id_token_that_has_expired: Expired => Unconfirmed;
    an_id_token_from_the_future: IssuedInFuture => Unconfirmed;
    an_id_token_that_is_not_valid_yet: NotBefore => Unconfirmed;
    an_id_token_without_a_subject: NoSubject => Unconfirmed;
    an_id_token_with_an_empty_subject: EmptySubject => Unconfirmed;
    an_id_token_with_a_huge_subject: HugeSubject => Unconfirmed;
    a_code_that_the_portal_refuses: TokenError => Unconfirmed;
    an_answer_without_a_state: MissingState => Stale;
    an_answer_with_another_state: OtherState => Stale;
    an_answer_of_another_issuer: MixedUpIssuer => Unconfirmed;
    an_answer_that_does_not_name_its_issuer_as_promised: NoIssInResponse => Unconfirmed;
    an_error_with_a_script_in_its_description: ErrorWithMarkup => Away;
    a_giant_answer_with_tokens: GiantToken => Away;
    tokens_from_a_server_in_trouble: TokenServerError => Away;
}

on_the_way_back! {
    a_portal_that_goes_down_meanwhile: Down;
    a_portal_that_falls_silent_meanwhile: Hangs;
    a_portal_that_begins_to_drip_meanwhile: SlowDrip;
}

#[tokio::test]
async fn an_empty_key_set_signs_nobody_in() {
    for world in worlds().await {
        world.linked_and_forgotten().await;
        world.portal.order(Some(Fault::NoKeys));
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.login_path()).await;
        calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
    }
}

#[tokio::test]
async fn nothing_of_what_breaks_a_sign_in_links_an_account() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        for fault in [
            Fault::WrongIssuer,
            Fault::WrongAudience,
            Fault::WrongNonce,
            Fault::AlgNone,
            Fault::ForeignKey,
            Fault::Expired,
            Fault::MixedUpIssuer,
            Fault::TokenError,
        ] {
            world.portal.order(Some(fault));
            let mut visitor = world.site.visitor();
            let page = world.goes(&mut visitor, &world.link_path()).await;
            assert_eq!(page.h1(), "マイナポータルとの連携を続けられません", "{fault:?}");
            calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
        }
    }
}

#[tokio::test]
async fn a_script_in_an_error_is_not_shown() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        world.portal.order(Some(Fault::ErrorWithMarkup));
        let page = world.goes(&mut visitor, &world.login_path()).await;
        assert!(!page.body.contains("alert("), "nothing of the description is on the page");
        assert_eq!(page.body.matches("<script").count(), 1, "our own");
    }
}

#[tokio::test]
async fn a_person_who_says_no_at_the_portal_reads_that_nothing_changed() {
    for world in worlds().await {
        world.linked().await;
        world.portal.refuse();
        for (path, h1) in [
            (world.login_path(), "マイナポータルからのログインを中止しました"),
            (world.link_path(), "マイナポータルとの連携を中止しました"),
        ] {
            let mut visitor = world.site.visitor();
            let page = world.goes(&mut visitor, &path).await;
            assert_eq!((page.status, page.h1()), (StatusCode::OK, h1.to_owned()));
            assert!(page.says("登録された内容は変わっていません。"));
            assert!(!world.is_signed_in(&mut visitor).await);
        }
    }
}

#[tokio::test]
async fn a_replayed_answer_opens_nothing() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let back = world.goes_and_gets(&mut visitor, &world.login_path()).await;
        visitor.get(&back).await;
        assert!(world.is_signed_in(&mut visitor).await);
        visitor.submit("ログアウト", &[]).await;
        let page = visitor.get(&back).await;
        calmly(&world, &mut visitor, &page, Reads::Stale).await;
    }
}

#[tokio::test]
async fn a_replayed_code_under_a_state_of_its_own_opens_nothing() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let first = world.goes_and_gets(&mut visitor, &world.login_path()).await;
        let code = parameter(&first, "code");
        visitor.get(&first).await;
        visitor.submit("ログアウト", &[]).await;
        let second = world.goes_and_gets(&mut visitor, &world.login_path()).await;
        let mixed = second.replace(&parameter(&second, "code"), &code);
        let page = visitor.get(&mixed).await;
        calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
    }
}

#[tokio::test]
async fn the_answer_to_another_browser_opens_nothing_and_stays_good_for_its_own() {
    for world in worlds().await {
        world.linked().await;
        let mut own = world.site.visitor();
        let back = world.goes_and_gets(&mut own, &world.login_path()).await;
        let mut victim = world.site.visitor();
        let page = victim.get(&back).await;
        calmly(&world, &mut victim, &page, Reads::Stale).await;
        // A browser with a journey of its own is another browser too.
        victim.get(&world.login_path()).await;
        let page = victim.get(&back).await;
        calmly(&world, &mut victim, &page, Reads::Stale).await;
        own.get(&back).await;
        assert!(world.is_signed_in(&mut own).await);
    }
}

#[tokio::test]
async fn the_way_back_is_open_for_thirty_minutes() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let there = visitor.get(&world.login_path()).await.header("location").to_owned();
        world.site.advance(minutes(30));
        let back = world.at_the_portal(&there).await;
        let page = visitor.get(&back).await;
        calmly(&world, &mut visitor, &page, Reads::Stale).await;
        let there = visitor.get(&world.login_path()).await.header("location").to_owned();
        world.site.advance(minutes(29));
        let back = world.at_the_portal(&there).await;
        visitor.get(&back).await;
        assert!(world.is_signed_in(&mut visitor).await, "a minute before");
    }
}

#[tokio::test]
async fn what_the_portal_said_of_the_person_goes_back_to_it_and_nothing_else_does() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        let base = format!("/sso/login?iss={}", world.origin);
        let long = "x".repeat(256);
        for (said, goes_back) in [("hint-1", true), (long.as_str(), false), ("%E3%81%82", false), ("", false)]
        {
            let page = visitor.get(&format!("{base}&login_hint={said}")).await;
            let there = url::Url::parse(page.header("location")).unwrap();
            let hint = there.query_pairs().find(|(name, _)| name == "login_hint");
            assert_eq!(hint.map(|(_, hint)| hint == said), goes_back.then_some(true), "{said}");
        }
    }
}

#[tokio::test]
async fn a_callback_out_of_nowhere_opens_nothing() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        for path in ["/sso/callback", "/sso/callback?state=x&code=y", "/sso/callback?code=y&iss=z"] {
            let page = visitor.get(path).await;
            calmly(&world, &mut visitor, &page, Reads::Stale).await;
        }
    }
}

#[tokio::test]
async fn linking_goes_on_to_the_portal_only() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        for target in [
            "https://evil.example/done".to_owned(),
            "//evil.example/done".to_owned(),
            "/connect/done".to_owned(),
            "javascript:alert(1)".to_owned(),
            format!("{}.evil.example/done", world.origin),
            format!("{}@evil.example/done", world.origin),
            format!("https://evil.example/?{}", world.origin),
            world.origin.replace("http://", "https://"),
        ] {
            let target = url::form_urlencoded::byte_serialize(target.as_bytes()).collect::<String>();
            let path = format!("/sso/link?iss={}&target_link_uri={target}", world.origin);
            let page = visitor.get(&path).await;
            calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
        }
    }
}

#[tokio::test]
async fn only_the_configured_issuer_may_send_people() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        for issuer in
            ["https://evil.example", &format!("{}/", world.origin), &format!("{}/card", world.origin)]
        {
            for way in ["/sso/link", "/sso/login"] {
                let page = visitor.get(&format!("{way}?iss={issuer}")).await;
                calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
            }
        }
        let page = visitor.get("/sso/link").await;
        calmly(&world, &mut visitor, &page, Reads::Unconfirmed).await;
    }
}

#[tokio::test]
async fn signing_in_never_goes_on_to_an_address_that_was_asked_for() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let path = format!("{}&target_link_uri=https://evil.example/", world.login_path());
        let page = world.goes(&mut visitor, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn pictures_on_a_foreign_page_make_nobody_leave_and_use_up_no_budget() {
    let slow = site::Settings { attempts_per_minute: 3, ..testkit::settings() };
    for world in worlds_with(slow).await {
        let mut visitor = world.site.visitor();
        for path in [world.login_path(), world.link_path(), "/profile/card".into()] {
            for (name, value) in [("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")] {
                let picture = Request::get(&path).header(name, value).body(Body::empty()).unwrap();
                let page = visitor.raw(picture).await;
                let refused = [StatusCode::FORBIDDEN, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND];
                assert!(refused.contains(&page.status), "{}", page.status);
                assert!(!page.header("location").contains("/authorize"));
            }
        }
        assert_eq!(visitor.get(&world.login_path()).await.status, StatusCode::SEE_OTHER);
        world.site.registered(EMAIL).await;
    }
}

#[tokio::test]
async fn leaving_for_the_portal_does_not_use_up_the_budget_of_the_passwords() {
    let slow = site::Settings { attempts_per_minute: 3, ..testkit::settings() };
    for world in worlds_with(slow).await {
        let mut visitor = world.site.visitor();
        for _ in 0..4 {
            visitor.get(&world.login_path()).await;
        }
        let login = [("email", EMAIL), ("password", PASSWORD)];
        assert_eq!(visitor.post("/login", &login).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn many_starts_from_one_address_are_slowed_down() {
    let slow = site::Settings { attempts_per_minute: 3, ..testkit::settings() };
    for world in worlds_with(slow).await {
        let mut visitor = world.site.visitor();
        for _ in 0..3 {
            assert_eq!(visitor.get(&world.login_path()).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(visitor.get(&world.login_path()).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn nothing_that_opens_anything_lies_in_the_database() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let there = visitor.get(&world.login_path()).await.header("location").to_owned();
        let stored = world.site.everything_stored().await;
        for secret in ["state", "nonce", "code_challenge"] {
            assert!(!stored.contains(&parameter(&there, secret)), "{secret}");
        }
        let browser = visitor.cookie("browser").unwrap().to_owned();
        assert!(!stored.contains(&browser));
        let back = world.at_the_portal(&there).await;
        visitor.get(&back).await;
        assert!(!world.site.everything_stored().await.contains(&parameter(&back, "code")));
    }
}

#[tokio::test]
async fn the_password_is_never_asked_twice_for_one_answer_of_the_portal() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        let back = world.goes_and_gets(&mut visitor, &world.link_path()).await;
        visitor.get(&back).await;
        visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        world.site.letters().await;
        let page = visitor.get(&back).await;
        calmly(&world, &mut visitor, &page, Reads::Stale).await;
    }
}

fn parameter(address: &str, name: &str) -> String {
    let address = url::Url::parse(address).unwrap();
    address.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned()
}

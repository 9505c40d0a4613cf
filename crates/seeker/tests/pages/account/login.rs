//! ログイン and ログアウト (seed 000, 3.1; seed 004, 3.3).

use adapters::password::{Cost, Hasher};
use axum::http::StatusCode;
use domain::account::EmailAddress;
use testkit::{PASSWORD, days, minutes, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";

#[tokio::test]
async fn the_screen_has_what_the_seed_shows() {
    for site in sites(seeker::router).await {
        let page = site.visitor().get("/login").await;
        assert_eq!(page.h1(), "求職者マイページログイン");
        for words in [
            "アカウントとして登録したメールアドレスとパスワードを入力してください。",
            "ID（メールアドレス）",
            "パスワードをお忘れの方",
            "過去30日以内にマイページを退会した方",
            "アカウントを再登録",
            "マイページ退会後31日以上が経過している方",
        ] {
            assert!(page.says(words), "{words}");
        }
    }
}

#[tokio::test]
async fn the_address_may_be_typed_in_any_case_and_width_but_the_password_exactly() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        assert_eq!(site.visitor().signs_in(" ＳＡＫＵＲＡ.Tanaka@Example.JP ").await.status, StatusCode::OK);
        for wrong in [format!(" {PASSWORD}"), format!("{PASSWORD} "), PASSWORD.to_lowercase()] {
            let mut visitor = site.visitor();
            visitor.get("/login").await;
            let page =
                visitor.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", &wrong)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.value_of("email").as_deref(), Some(EMAIL), "the ID stays");
            assert!(!page.body.contains(&wrong), "the password does not");
        }
    }
}

#[tokio::test]
async fn password_boxes_are_masked_can_be_shown_and_are_known_to_password_managers() {
    for site in sites(seeker::router).await {
        let login = site.visitor().get("/login").await;
        assert_eq!(login.texts("input[autocomplete=username]").len(), 1);
        assert_eq!(login.texts("input[type=password][autocomplete=current-password]").len(), 1);
        let mut visitor = site.visitor();
        visitor.get("/password-reset").await;
        let reset = visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        assert_eq!(reset.texts("input[type=password][autocomplete=new-password]").len(), 2);
        assert_eq!(reset.texts("input[autocomplete=one-time-code]").len(), 1);
        for page in [login, reset] {
            let boxes = page.texts("input[type=password]").len();
            assert_eq!(page.texts("button[data-password-toggle][aria-controls]").len(), boxes);
            assert!(page.texts("[onpaste], [readonly]").is_empty());
        }
    }
}

#[tokio::test]
async fn unknown_wrong_void_and_withdrawn_get_one_and_the_same_answer() {
    for site in sites(seeker::router).await {
        site.registered("void@example.jp").await;
        site.advance(days(15));
        let mut leaver = site.registered("left@example.jp").await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        site.registered("known@example.jp").await;

        let mut answers = Vec::new();
        for (email, password) in [
            ("known@example.jp", "Wrong-2026#"),
            ("nobody@example.jp", PASSWORD),
            ("void@example.jp", PASSWORD),
            ("left@example.jp", PASSWORD),
            ("not an address", PASSWORD),
        ] {
            let mut visitor = site.visitor();
            visitor.get("/login").await;
            let page = visitor
                .submit("ログイン", &[("ID（メールアドレス）", email), ("パスワード", password)])
                .await;
            answers.push((page.status, page.body.replace(email, "…")));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]));
        assert!(answers[0].1.contains("5回続けて誤ると、約30分間は、正しいパスワードでもログインできません"));
    }
}

#[tokio::test]
async fn logout_ends_on_the_top_page_and_the_session_is_dead() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        let token = visitor.cookie("seeker").unwrap().to_owned();
        visitor.get("/settings/sessions").await;
        let page = visitor.submit("ログアウト", &[]).await;
        assert!(page.path.starts_with("/?") || page.path == "/");
        assert!(page.says("マイナポータル"), "it says that マイナポータル is not logged out");
        let mut thief = site.visitor();
        thief.set_cookie("seeker", &token);
        assert_eq!(thief.get("/settings/sessions").await.h1(), "求職者マイページログイン");
    }
}

#[tokio::test]
async fn after_login_one_comes_back_to_where_one_wanted_to_go_but_only_on_this_site() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        visitor.get("/settings/sessions").await;
        let page =
            visitor.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(page.h1(), "ログイン中の端末");
        for foreign in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            let mut visitor = site.visitor();
            let fields = [("email", EMAIL), ("password", PASSWORD), ("next", foreign)];
            let page = visitor.post("/login", &fields).await;
            assert!(!page.path.contains("evil"), "{}", page.path);
        }
    }
}

#[tokio::test]
async fn a_post_from_another_site_is_refused() {
    for site in sites(seeker::router).await {
        let request = axum::http::Request::builder()
            .method("POST")
            .uri("/logout")
            .header("host", "127.0.0.1:8080")
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::empty())
            .unwrap();
        let mut visitor = site.registered(EMAIL).await;
        let page = visitor.raw(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.says("別のサイトから送られた操作"));
        assert_eq!(visitor.get("/settings/sessions").await.h1(), "ログイン中の端末", "still signed in");
    }
}

#[tokio::test]
async fn wrong_methods_bad_bodies_and_giant_ones_get_plain_japanese_pages() {
    for site in sites(seeker::router).await {
        let send = |method: &'static str, kind: &'static str, body: Vec<u8>| {
            let mut visitor = site.visitor();
            async move {
                let request =
                    axum::http::Request::builder().method(method).uri("/login").header("content-type", kind);
                visitor.raw(request.body(axum::body::Body::from(body)).unwrap()).await
            }
        };
        let form = "application/x-www-form-urlencoded";
        for (page, status, words) in [
            (send("DELETE", form, vec![]).await, StatusCode::METHOD_NOT_ALLOWED, "この操作はできません"),
            (
                send("POST", "application/json", b"{}".to_vec()).await,
                StatusCode::BAD_REQUEST,
                "読み取れません",
            ),
            (send("POST", form, b"email=%FF%FE".to_vec()).await, StatusCode::BAD_REQUEST, "読み取れません"),
            (send("POST", form, vec![b'a'; 300_000]).await, StatusCode::PAYLOAD_TOO_LARGE, "大きすぎます"),
        ] {
            assert_eq!(page.status, status);
            assert!(page.h1().contains(words) && page.says("次にできること"), "{}", page.h1());
        }
    }
}

#[tokio::test]
async fn too_many_attempts_from_one_address_are_slowed_down_and_others_are_not() {
    for store in testkit::stores().await {
        let settings = site::Settings { attempts_per_minute: 3, ..testkit::settings() };
        let site = testkit::TestSite::with(store, seeker::router(), settings);
        let mut attacker = site.visitor().from_address([192, 0, 2, 7]);
        for _ in 0..3 {
            assert_eq!(attacker.signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(attacker.signs_in(EMAIL).await.status, StatusCode::TOO_MANY_REQUESTS);
        let mut other = site.visitor().from_address([192, 0, 2, 8]);
        assert_eq!(other.signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        site.advance(minutes(1));
        assert_eq!(attacker.signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_hash_of_other_costs_is_made_anew_at_the_next_login() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let dearer = Cost { memory: 16, passes: 1 };
        let old = Hasher::new(site.app.secret.clone(), dearer, 1).unwrap().hash(PASSWORD).await.unwrap();
        let email = EmailAddress::parse(EMAIL).unwrap();
        let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
        let mut tx = site.store().begin().await.unwrap();
        tx.set_password(account.id, &old).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "{}", site.name);
        let kept =
            site.store().read().await.unwrap().account(account.id).await.unwrap().unwrap().password_hash;
        assert!(kept != old && !site.app.hasher.is_outdated(&kept), "{}", site.name);
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "{}", site.name);
    }
}

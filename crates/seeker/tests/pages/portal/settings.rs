//! マイナポータルとのつながり in 各種設定.

use axum::http::StatusCode;
use testkit::{PASSWORD, TestSite, key_in, minutes, settings, stores};

use super::world::{EMAIL, worlds};

#[tokio::test]
async fn the_person_sees_the_link_and_ends_it_with_the_password() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        visitor.get("/settings").await;
        let page = visitor.follow("マイナポータルとのつながり").await;
        assert!(page.says("マイナポータルとつながっています。") && page.says("つなげた日時"));
        assert!(!page.says("まだありません"), "the login through the portal is shown");
        let page = visitor.submit("つながりをやめる", &[("パスワード", "Wrong-2026#")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = visitor.submit("つながりをやめる", &[("パスワード", "")]).await;
        assert!(page.says("パスワードを入力してください。"));
        let page = visitor.submit("つながりをやめる", &[("パスワード", PASSWORD)]).await;
        assert!(page.says("つながりを解除しました。"));
        assert!(page.says("マイナポータルの「もっとつながる」でも、「やめる」を押してください。"));
        assert!(page.says("マイナポータルとつながっていません。"));
        world.site.letter(EMAIL, "マイナポータルとのつながり解除のお知らせ").await;
        let page = world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
    }
}

#[tokio::test]
async fn ending_it_twice_says_the_same_and_tells_once() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        visitor.signs_in(EMAIL).await;
        for _ in 0..2 {
            let page = visitor.post("/settings/portal", &[("password", PASSWORD)]).await;
            assert!(page.says("つながりを解除しました。"));
        }
        world.site.letter(EMAIL, "マイナポータルとのつながり解除のお知らせ").await;
    }
}

#[tokio::test]
async fn a_new_password_ends_the_link_and_its_letter_says_so() {
    for world in worlds().await {
        for linked in [false, true] {
            if linked {
                world.links(&mut world.site.visitor()).await;
                world.site.letters().await;
            } else {
                world.site.registered(EMAIL).await;
            }
            world.site.advance(minutes(1));
            let mut visitor = world.site.visitor();
            visitor.get("/password-reset").await;
            visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
            let key = key_in(&world.site.letter(EMAIL, "パスワード再登録申込受付通知").await);
            let new = if linked { "Himawari-2026#" } else { PASSWORD };
            visitor
                .submit(
                    "完了",
                    &[
                        ("新しいパスワード", new),
                        ("新しいパスワード（確認用）", new),
                        ("認証キー", key.as_str()),
                    ],
                )
                .await;
            let letter = world.site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
            assert_eq!(letter.body.contains("マイナポータルとのつながりも解除しました。"), linked);
        }
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
    }
}

#[tokio::test]
async fn without_a_portal_there_is_no_such_way() {
    for store in stores().await {
        let site = TestSite::with(store, seeker::router(), settings());
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        assert!(!visitor.get("/login").await.says("マイナポータルからログイン"));
        for path in ["/sso/link", "/sso/login", "/sso/callback", "/sso/mismatch"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        visitor.signs_in(EMAIL).await;
        assert!(!visitor.get("/settings").await.says("マイナポータルとのつながり"));
        assert_eq!(visitor.get("/settings/portal").await.status, StatusCode::NOT_FOUND);
    }
}

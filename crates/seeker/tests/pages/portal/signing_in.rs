//! Signing in through マイナポータル (seed 000, 3.1 (2); seed 003, 2).

use axum::http::StatusCode;
use testkit::{PASSWORD, days, key_in};

use super::world::{EMAIL, worlds};

#[tokio::test]
async fn the_link_at_the_portal_leads_straight_into_the_page() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.login_path()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(world.is_signed_in(&mut visitor).await);
        assert!(visitor.get("/settings/sessions").await.says("Chrome（Linux）"));
    }
}

#[tokio::test]
async fn our_own_login_page_leads_there_too() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        let login = visitor.get("/login").await;
        assert_eq!(login.link("マイナポータルからログイン").as_deref(), Some("/sso/login"));
        world.goes(&mut visitor, "/sso/login").await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn without_a_link_the_mismatch_is_explained_with_the_seeds_words() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
        for words in [
            "マイナポータルからシングルサインオンした際に、連携済みのアカウントが見つかりませんでした。",
            "アカウントをお持ちの方は、「マイナポータル連携開始」ボタンをクリックし、再度マイナポータルとの連携を行ってください。",
            "なお、アカウントをお持ちでない方（既に求職者マイページを退会されている方など）は、求職者マイページでアカウントを登録してから、再度マイナポータルと連携を行ってください。",
        ] {
            assert!(page.says(words), "{words}");
        }
        assert_eq!(page.link("マイナポータル連携開始"), Some(format!("{}/connect/consent", world.origin)));
        assert_eq!(page.link("マイページを開設して求職申込み").as_deref(), Some("/register"));
        assert!(!world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn it_goes_on_working_while_the_id_is_locked() {
    for world in worlds().await {
        world.linked().await;
        let mut stranger = world.site.visitor();
        for _ in 0..5 {
            stranger.get("/login").await;
            stranger
                .submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")])
                .await;
        }
        world.site.letters().await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn whoever_has_left_is_told_of_the_mismatch_and_links_anew_after_coming_back() {
    for world in worlds().await {
        world.linked().await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        visitor.get("/settings/leave/confirm").await;
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        world.site.letters().await;
        let page = world.goes(&mut visitor, &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
        assert!(!world.is_signed_in(&mut visitor).await);
        visitor.get("/reopen").await;
        visitor.submit("次へ進む", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        let key = key_in(&world.site.letter(EMAIL, "アカウント再登録申込受付通知").await);
        visitor.submit("完了", &[("認証キー", key.as_str())]).await;
        world.site.letters().await;
        let page = world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認", "leaving has ended the link");
        world.links(&mut world.site.visitor()).await;
        world.site.letters().await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(world.is_signed_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn an_account_whose_fourteen_days_ran_out_is_a_mismatch() {
    for world in worlds().await {
        world.linked().await;
        world.site.advance(days(14));
        let mut in_time = world.site.visitor();
        world.goes(&mut in_time, &world.login_path()).await;
        assert!(world.is_signed_in(&mut in_time).await, "on the last day");
        world.site.advance(days(1));
        let page = world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
    }
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends() {
    for world in worlds().await {
        world.linked().await;
        world.site.registered("jiro@example.jp").await;
        let mut visitor = world.site.visitor();
        visitor.signs_in("jiro@example.jp").await;
        let before = visitor.cookie("seeker").map(str::to_owned);
        world.goes(&mut visitor, &world.login_path()).await;
        assert!(visitor.get("/settings").await.says(EMAIL));
        let mut thief = world.site.visitor();
        thief.set_cookie("seeker", &before.unwrap());
        assert!(!world.is_signed_in(&mut thief).await);
    }
}

#[tokio::test]
async fn a_device_of_ones_own_is_known_after_signing_in_this_way() {
    for world in worlds().await {
        world.linked().await;
        let mut own = world.site.visitor();
        world.goes(&mut own, &world.login_path()).await;
        let mut stranger = world.site.visitor();
        for _ in 0..5 {
            stranger.get("/login").await;
            stranger
                .submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")])
                .await;
        }
        world.site.letters().await;
        own.get("/settings").await;
        own.submit("ログアウト", &[]).await;
        assert_eq!(own.signs_in(EMAIL).await.status, StatusCode::OK, "it has a budget of its own");
    }
}

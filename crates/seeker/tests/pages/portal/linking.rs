//! つなぐ: マイページ属性連携認証 (seed 003, 1).

use axum::http::StatusCode;
use testkit::{PASSWORD, minutes};

use super::world::{EMAIL, worlds};

#[tokio::test]
async fn linking_goes_from_the_portal_over_id_and_password_back_to_the_portal() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.link_path()).await;
        assert_eq!(page.h1(), "マイページ属性連携認証");
        for words in [
            "お持ちのアカウントとマイナポータルシステムとの連携を行います。",
            "よろしければ、アカウントとして登録したメールアドレスとパスワードを入力し、「同意」ボタンをクリックしてください。",
            "アカウントをお持ちでない方はアカウント登録を行ってから再度マイナポータルから操作してください。",
            "ハローワークに求職登録をしたことがある方",
            "平成28年度以前の場合を除く",
        ] {
            assert!(page.says(words), "{words}");
        }
        let page = visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(page.header("location"), format!("{}/connect/done", world.origin));
        let letter = world.site.letter(EMAIL, "マイナポータルとのつながりのお知らせ").await;
        assert!(!letter.body.contains("置き換わりました"));
        assert!(!world.is_signed_in(&mut visitor).await, "linking signs nobody in");
    }
}

#[tokio::test]
async fn browsers_are_told_that_the_form_may_lead_to_the_portal_and_nowhere_else() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.link_path()).await;
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains(&format!("form-action 'self' {};", world.origin)), "{policy}");
        let elsewhere = visitor.get("/login").await;
        assert!(elsewhere.header("content-security-policy").contains("form-action 'self';"));
    }
}

#[tokio::test]
async fn a_wrong_password_is_said_on_the_same_screen_and_counts_for_the_lock() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.link_path()).await;
        for _ in 0..5 {
            let page = visitor
                .submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", "Wrong-2026#")])
                .await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.h1(), "マイページ属性連携認証");
            assert_eq!(page.value_of("email").as_deref(), Some(EMAIL));
            assert!(page.says("約30分間") && !page.body.contains("Wrong-2026#"));
        }
        world.site.letter(EMAIL, "ログインを一時的に止めました").await;
        let page = visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "locked");
        let login = world.site.visitor().signs_in(EMAIL).await;
        assert_eq!(login.status, StatusCode::UNPROCESSABLE_ENTITY, "the login shares the counter");
    }
}

#[tokio::test]
async fn empty_boxes_are_named() {
    for world in worlds().await {
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.link_path()).await;
        let page = visitor.submit("同意", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.says("ID（メールアドレス）を入力してください。")
                && page.says("パスワードを入力してください。")
        );
    }
}

#[tokio::test]
async fn pressing_twice_links_once() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.link_path()).await;
        let again = page.path.clone();
        let typed = [("email", EMAIL), ("password", PASSWORD)];
        let first = visitor.post(&again, &typed).await;
        let second = visitor.post(&again, &typed).await;
        assert_eq!(first.header("location"), second.header("location"));
        world.site.letter(EMAIL, "マイナポータルとのつながりのお知らせ").await;
    }
}

#[tokio::test]
async fn a_question_that_one_account_has_answered_is_closed_for_another() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        world.site.registered("jiro@example.jp").await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.link_path()).await;
        visitor.post(&page.path, &[("email", EMAIL), ("password", PASSWORD)]).await;
        let second = visitor.post(&page.path, &[("email", "jiro@example.jp"), ("password", PASSWORD)]).await;
        assert_eq!(second.status, StatusCode::BAD_REQUEST);
        world.site.letter(EMAIL, "マイナポータルとのつながりのお知らせ").await;
    }
}

#[tokio::test]
async fn linking_anew_takes_the_place_of_the_old_link_and_the_person_is_told() {
    for world in worlds().await {
        world.linked().await;
        world.portal.sign_in("taro");
        world.links(&mut world.site.visitor()).await;
        let letter = world.site.letter(EMAIL, "マイナポータルとのつながりのお知らせ").await;
        assert!(letter.body.contains("置き換わりました"));
        let mut taro = world.site.visitor();
        world.goes(&mut taro, &world.login_path()).await;
        assert!(world.is_signed_in(&mut taro).await);
        world.portal.sign_in("hanako");
        let page = world.goes(&mut world.site.visitor(), &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認", "the old link is gone");
    }
}

#[tokio::test]
async fn one_person_of_the_portal_has_one_account_and_the_other_account_is_told() {
    for world in worlds().await {
        world.linked().await;
        world.site.registered("jiro@example.jp").await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.link_path()).await;
        visitor
            .submit("同意", &[("ID（メールアドレス）", "jiro@example.jp"), ("パスワード", PASSWORD)])
            .await;
        let mut told: Vec<(String, String)> =
            world.site.letters().await.into_iter().map(|letter| (letter.to, letter.subject)).collect();
        told.sort();
        assert_eq!(
            told,
            [
                ("jiro@example.jp".to_owned(), "マイナポータルとのつながりのお知らせ".to_owned()),
                (EMAIL.to_owned(), "マイナポータルとのつながり解除のお知らせ".to_owned()),
            ]
        );
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &world.login_path()).await;
        let settings = visitor.get("/settings").await;
        assert!(settings.says("jiro@example.jp"));
    }
}

#[tokio::test]
async fn the_screen_stays_open_for_thirty_minutes() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        for (minute, open) in [(29, true), (30, false)] {
            let mut visitor = world.site.visitor();
            let page = world.goes(&mut visitor, &world.link_path()).await;
            world.site.advance(minutes(minute));
            let later = visitor.get(&page.path).await;
            assert_eq!(later.h1() == "マイページ属性連携認証", open, "after {minute} minutes");
            let sent = visitor.post(&page.path, &[("email", EMAIL), ("password", PASSWORD)]).await;
            assert_eq!(sent.status == StatusCode::SEE_OTHER, open, "after {minute} minutes");
            world.site.letters().await;
        }
    }
}

#[tokio::test]
async fn the_screen_belongs_to_the_browser_that_came_from_the_portal() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let page = world.goes(&mut world.site.visitor(), &world.link_path()).await;
        let mut stranger = world.site.visitor();
        assert_eq!(stranger.get(&page.path).await.status, StatusCode::BAD_REQUEST);
        let sent = stranger.post(&page.path, &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST);
        assert!(world.site.letters().await.is_empty(), "nothing was linked");
    }
}

#[tokio::test]
async fn after_a_logout_the_question_is_nobodys() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        let page = world.goes(&mut visitor, &world.link_path()).await;
        visitor.signs_in(EMAIL).await;
        visitor.get("/settings").await;
        visitor.submit("ログアウト", &[]).await;
        assert_eq!(visitor.get(&page.path).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn whoever_has_left_cannot_link() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        visitor.signs_in(EMAIL).await;
        visitor.get("/settings/leave/confirm").await;
        visitor.submit("退会する", &[("パスワード", PASSWORD)]).await;
        world.site.letters().await;
        world.goes(&mut visitor, &world.link_path()).await;
        let page = visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn without_an_address_to_go_on_to_the_way_ends_at_the_login() {
    for world in worlds().await {
        world.site.registered(EMAIL).await;
        let mut visitor = world.site.visitor();
        world.goes(&mut visitor, &format!("/sso/link?iss={}", world.origin)).await;
        let page = visitor.submit("同意", &[("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)]).await;
        assert_eq!(page.h1(), "求職者マイページログイン");
        assert!(page.says("マイナポータルとつなげました"));
        world.site.letters().await;
    }
}

#[tokio::test]
async fn with_the_password_alone_nobody_links_an_account_that_has_a_second_step() {
    for world in worlds().await {
        let mut owner = world.site.registered(EMAIL).await;
        owner.get("/settings/sign-in/code-on").await;
        owner.submit("使う", &[("パスワード", PASSWORD)]).await;
        world.site.letter(EMAIL, "ログインの方法の変更のお知らせ").await;
        let mut elsewhere = world.site.registered("jiro@example.jp").await;
        for thief in [&mut world.site.visitor(), &mut elsewhere] {
            let page = world.links(thief).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.h1(), "マイページ属性連携認証");
            assert!(page.error_at("email").contains("先に求職者マイページにログインして"), "{}", page.text());
            assert_eq!(page.value_of("email").as_deref(), Some(EMAIL));
            assert!(world.site.letters().await.is_empty(), "nothing was linked");
        }
        let mut thief = world.site.visitor();
        let page = world.goes(&mut thief, &world.login_path()).await;
        assert_eq!(page.h1(), "属性連携不整合確認");
        assert!(!world.is_signed_in(&mut thief).await);

        let page = world.links(&mut owner).await;
        assert_eq!(page.header("location"), format!("{}/connect/done", world.origin), "who is signed in may");
        world.site.letter(EMAIL, "マイナポータルとのつながりのお知らせ").await;
    }
}

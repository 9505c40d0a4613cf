//! パスキー: added, used, seen and removed.

use axum::http::StatusCode;
use testkit::{PASSWORD, TestSite, minutes, seconds, sites};

use super::{
    authenticator::{
        Authenticator, adds, asks, named_sites, options_on, resets, sends, signs_in, with_passkey,
    },
    world::{CHANGE_LETTER, EMAIL, confirms, is_in, sets_up_app},
};

#[tokio::test]
async fn a_passkey_signs_in_without_id_password_or_code() {
    for site in named_sites().await {
        let (mut owner, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        sets_up_app(&site, &mut owner).await;
        site.letter(EMAIL, CHANGE_LETTER).await;
        let page = owner.get("/settings/sign-in").await;
        assert!(page.says("Chrome（Linux）") && page.says("まだありません"), "{}", site.name);
        for _ in 0..2 {
            let mut visitor = site.visitor();
            signs_in(&mut visitor, &mut authenticator).await;
            assert!(is_in(&mut visitor).await, "{}", site.name);
        }
        let page = owner.get("/settings/sign-in").await;
        assert!(page.says("最後のログイン：2026年11月20日 10時00分"), "{}", page.text());
        assert!(site.letters().await.is_empty());
    }
}

#[tokio::test]
async fn the_authenticator_is_told_nothing_of_the_account_and_must_verify_the_person() {
    for site in named_sites().await {
        let mut visitor = site.registered(EMAIL).await;
        let page = confirms(&mut visitor, "passkey", "追加を始める").await;
        let options = options_on(&page);
        assert_eq!(options["rp"]["id"], "localhost", "{}", site.name);
        assert_eq!(options["user"]["name"], EMAIL);
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        let handle = options["user"]["id"].as_str().unwrap();
        assert!(handle.len() == 43 && !site.everything_stored().await.contains(&format!("\n{handle}")));
        let asked = asks(&mut site.visitor()).await;
        assert_eq!(asked["userVerification"], "required");
        assert_eq!(asked["allowCredentials"].as_array().map_or(0, Vec::len), 0, "nobody's is named");
    }
}

#[tokio::test]
async fn adding_asks_the_password_and_a_name() {
    for site in named_sites().await {
        let mut visitor = site.registered(EMAIL).await;
        assert_eq!(visitor.get("/settings/sign-in/passkey/new").await.h1(), "パスキーの追加");
        let page = visitor.submit("追加を始める", &[("パスワード", "Wrong-2026#")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = confirms(&mut visitor, "passkey", "追加を始める").await;
        let made = Authenticator::new(7).makes(&options_on(&page));
        let page = sends(&mut visitor, " ", &made).await;
        assert!(page.error_at("passkey_name").contains("名前を入力してください"), "{}", site.name);
        let page = sends(&mut visitor, "家の　パソコン", &made).await;
        assert!(page.says("家の パソコン"));
        let letter = site.letter(EMAIL, CHANGE_LETTER).await;
        assert!(letter.body.contains("パスキーを追加しました"));
        let page = sends(&mut visitor, "家の　パソコン", &made).await;
        assert_eq!(page.errors().len(), 0, "pressed twice");
        assert_eq!(page.texts("#passkeys ~ .task-list > li").len(), 1);
    }
}

#[tokio::test]
async fn adding_is_open_for_five_minutes() {
    for site in named_sites().await {
        let mut visitor = site.registered(EMAIL).await;
        confirms(&mut visitor, "passkey", "追加を始める").await;
        site.advance(minutes(5));
        assert_eq!(visitor.get("/settings/sign-in/passkey/new").await.h1(), "パスキーの追加の確認");
        site.advance(seconds(1));
        assert_eq!(
            visitor.get("/settings/sign-in/passkey/new").await.h1(),
            "パスキーの追加",
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn ten_passkeys_can_be_kept_and_known_ones_are_not_made_twice() {
    for site in named_sites().await {
        let (mut visitor, _) = with_passkey(&site, EMAIL, 1).await;
        for seed in 2..=10 {
            adds(&mut visitor, &mut Authenticator::new(seed)).await;
        }
        assert_eq!(site.letters().await.len(), 9);
        let page = adds(&mut visitor, &mut Authenticator::new(11)).await;
        assert!(page.errors()[0].contains("10個まで"), "{}", site.name);
        let page = confirms(&mut visitor, "passkey", "追加を始める").await;
        assert_eq!(options_on(&page)["excludeCredentials"].as_array().unwrap().len(), 10);
    }
}

/// Where the first passkey of the open page is removed.
fn removal(page: &testkit::Page) -> String {
    let at = page.body.split("/settings/sign-in/passkeys/").nth(1).unwrap();
    format!("/settings/sign-in/passkeys/{}", at.split('"').next().unwrap())
}

async fn removed(site: &TestSite, owner: &mut testkit::Visitor) -> String {
    let path = removal(&owner.get("/settings/sign-in").await);
    owner.get(&path).await;
    let page = owner.submit("削除する", &[("パスワード", PASSWORD)]).await;
    assert!(page.says("パスキーを削除しました。"), "{}", site.name);
    path
}

#[tokio::test]
async fn a_removed_passkey_opens_nothing_and_the_person_is_told() {
    for site in named_sites().await {
        let (mut owner, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        let (mut stranger, _) = with_passkey(&site, "other@example.jp", 8).await;
        let path = removal(&owner.get("/settings/sign-in").await);
        assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
        stranger.post(&path, &[("password", PASSWORD)]).await;
        let path_again = removed(&site, &mut owner).await;
        assert_eq!(path, path_again);
        assert!(site.letter(EMAIL, CHANGE_LETTER).await.body.contains("削除しました"));
        let mut visitor = site.visitor();
        let page = signs_in(&mut visitor, &mut authenticator).await;
        assert!(page.error_at("email").contains("パスキーでログインできませんでした"), "{}", site.name);
        assert!(!is_in(&mut visitor).await);
        owner.post(&path, &[("password", PASSWORD)]).await;
        assert!(site.letters().await.is_empty(), "pressed twice");
    }
}

#[tokio::test]
async fn a_new_password_by_key_removes_the_passkeys_and_says_so() {
    for site in named_sites().await {
        let (_, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        resets(&site).await;
        let letters = site.letters().await;
        assert!(letters.iter().any(|letter| letter.body.contains("パスキーをすべて削除しました")));
        let mut visitor = site.visitor();
        signs_in(&mut visitor, &mut authenticator).await;
        assert!(!is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn a_new_password_in_the_settings_removes_the_passkeys_and_the_page_says_so_beforehand() {
    for site in named_sites().await {
        let (mut owner, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        let page = owner.get("/settings/password").await;
        assert!(page.says("パスキーもすべて削除します"), "{}", site.name);
        let new = PASSWORD.to_lowercase();
        let typed = [
            ("現在のパスワード", PASSWORD),
            ("新しいパスワード", new.as_str()),
            ("新しいパスワード（確認用）", &new),
        ];
        owner.submit("パスワードを変更する", &typed).await;
        let subjects: Vec<String> = site.letters().await.into_iter().map(|letter| letter.subject).collect();
        assert_eq!(subjects, ["パスワード変更のお知らせ", CHANGE_LETTER]);
        assert!(is_in(&mut owner).await, "the own session goes on");
        let mut visitor = site.visitor();
        signs_in(&mut visitor, &mut authenticator).await;
        assert!(!is_in(&mut visitor).await, "{}", site.name);
    }
}

#[tokio::test]
async fn a_passkey_goes_on_working_while_the_password_is_locked_and_not_after_leaving() {
    for site in named_sites().await {
        let (mut owner, mut authenticator) = with_passkey(&site, EMAIL, 7).await;
        for _ in 0..5 {
            let typed = [("email", EMAIL), ("password", "Wrong-2026#")];
            site.visitor().post("/login", &typed).await;
        }
        site.letters().await;
        let mut visitor = site.visitor();
        signs_in(&mut visitor, &mut authenticator).await;
        assert!(is_in(&mut visitor).await, "{}", site.name);
        owner.get("/settings/leave/confirm").await;
        owner.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        let mut visitor = site.visitor();
        signs_in(&mut visitor, &mut authenticator).await;
        assert!(!is_in(&mut visitor).await);
    }
}

#[tokio::test]
async fn at_a_bare_address_there_are_no_passkeys() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(EMAIL).await;
        assert!(!visitor.get("/settings/sign-in").await.says("パスキー"), "{}", site.name);
        assert_eq!(visitor.get("/settings/sign-in/passkey").await.h1(), "ログインの方法");
        let mut stranger = site.visitor();
        assert!(!stranger.get("/login").await.body.contains("passkey"));
        assert_eq!(stranger.post("/login/passkey/options", &[]).await.status, StatusCode::NOT_FOUND);
    }
}

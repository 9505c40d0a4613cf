//! 「この端末では30日間省略する」: one device, thirty days, until the password changes or the person ends it.

use axum::http::StatusCode;
use domain::account::EmailAddress;
use testkit::{TestSite, Visitor, days, key_in, seconds, sites};

use super::world::{
    CHANGE_LETTER, EMAIL, confirms, half_way, is_in, shown, types_code, types_password, with_app,
    with_mailed_code,
};

/// A device that is spared, signed out again.
async fn spared(site: &TestSite) -> Visitor {
    let (mut visitor, code) = half_way(site).await;
    visitor.submit("ログインする", &[("one_time_password", &code), ("spare", "1")]).await;
    assert!(is_in(&mut visitor).await);
    visitor.submit("ログアウト", &[]).await;
    visitor
}

async fn goes_straight_in(visitor: &mut Visitor) -> bool {
    let h1 = types_password(visitor).await.h1();
    h1 != "ワンタイムパスワードの入力" && h1 != "認証アプリのコードの入力" && is_in(visitor).await
}

#[tokio::test]
async fn a_device_is_spared_for_thirty_days_and_no_other_is() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let mut device = spared(&site).await;
        let mut other = site.visitor();
        assert!(!goes_straight_in(&mut other).await, "{}", site.name);
        site.letters().await;
        site.advance(days(10));
        assert!(goes_straight_in(&mut device).await, "the password alone");
        device.submit("ログアウト", &[]).await;
        site.advance(days(3));
        assert!(goes_straight_in(&mut device).await);
    }
}

#[tokio::test]
async fn after_thirty_days_the_code_is_asked_again() {
    for site in sites(seeker::router).await {
        let (_, secret, _) = with_app(&site).await;
        let mut device = site.visitor();
        types_password(&mut device).await;
        let code = shown(&site, &secret, 0);
        device.submit("ログインする", &[("one_time_password", &code), ("spare", "1")]).await;
        let page = device.get("/settings/sign-in").await;
        assert!(page.says("2026年12月20日まで"), "{}: {}", site.name, page.text());
        open_page(&site).await;
        site.advance(days(30) - seconds(1));
        assert!(goes_straight_in(&mut device).await, "{}: the last second of day 30", site.name);
        device.submit("ログアウト", &[]).await;
        site.advance(seconds(1));
        assert!(!goes_straight_in(&mut device).await, "{}: thirty days are over", site.name);
    }
}

/// An account whose page is open is not void after 14 days.
async fn open_page(site: &TestSite) {
    let email = EmailAddress::parse(EMAIL).unwrap();
    let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
    let mut tx = site.store().begin().await.unwrap();
    assert!(tx.open_page(account.id).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn unless_it_was_asked_for_no_device_is_spared() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let (mut visitor, code) = half_way(&site).await;
        types_code(&mut visitor, &code).await;
        assert!(is_in(&mut visitor).await);
        visitor.submit("ログアウト", &[]).await;
        assert!(!goes_straight_in(&mut visitor).await, "{}", site.name);
        site.letters().await;
    }
}

#[tokio::test]
async fn the_person_sees_the_devices_and_ends_the_sparing() {
    for site in sites(seeker::router).await {
        let mut owner = with_mailed_code(&site).await;
        let mut device = spared(&site).await;
        let page = owner.get("/settings/sign-in").await;
        assert!(page.says("Chrome（Linux）"));
        let mut stranger = site.registered("other@example.jp").await;
        let action = page.texts("form[action*=\"/devices/\"]");
        assert_eq!(action.len(), 1);
        let path = page.body.split("action=\"/settings/sign-in/devices/").nth(1).unwrap();
        let path = format!("/settings/sign-in/devices/{}", path.split('"').next().unwrap());
        assert_eq!(stranger.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "somebody else's");
        let page = owner.submit("省略をやめる：Chrome（Linux）（2026年11月20日 10時00分）", &[]).await;
        assert!(page.says("省略しないようにしました"), "{}", site.name);
        assert!(!goes_straight_in(&mut device).await);
        site.letters().await;
    }
}

#[tokio::test]
async fn a_new_password_ends_the_sparing() {
    for site in sites(seeker::router).await {
        with_mailed_code(&site).await;
        let mut device = spared(&site).await;
        let new = "Himawari-2027#";
        device.get("/password-reset").await;
        device.submit("次へ進む", &[("ID（メールアドレス）", EMAIL)]).await;
        let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
        let typed = [("新しいパスワード", new), ("新しいパスワード（確認用）", new), ("認証キー", &key)];
        device.submit("完了", &typed).await;
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        device.get("/login").await;
        let page = device.submit("ログイン", &[("ID（メールアドレス）", EMAIL), ("パスワード", new)]).await;
        assert_eq!(page.h1(), "ワンタイムパスワードの入力", "{}", site.name);
        site.letters().await;
    }
}

#[tokio::test]
async fn a_new_way_of_signing_in_ends_the_sparing() {
    for site in sites(seeker::router).await {
        let mut owner = with_mailed_code(&site).await;
        let mut device = spared(&site).await;
        super::world::sets_up_app(&site, &mut owner).await;
        site.letter(EMAIL, CHANGE_LETTER).await;
        assert!(!goes_straight_in(&mut device).await, "{}: the app was never asked here", site.name);
        confirms(&mut owner, "app-removal", "取り消す").await;
        site.letter(EMAIL, CHANGE_LETTER).await;
        assert!(!goes_straight_in(&mut device).await);
        site.letters().await;
    }
}

#[tokio::test]
async fn the_signed_cookie_of_another_device_or_a_forged_one_spares_nothing() {
    for site in sites(seeker::router).await {
        let owner = with_mailed_code(&site).await;
        let device = spared(&site).await;
        let good = device.cookie("device").unwrap().to_owned();
        let another = owner.cookie("device").unwrap().to_owned();
        let stranger = site.registered("other@example.jp").await;
        let foreign = stranger.cookie("device").unwrap().to_owned();
        for (what, cookie, spares) in [
            ("forged", good.replace('.', ".0"), false),
            ("another device of the same person", another, false),
            ("a device of somebody else", foreign, false),
            ("the device itself", good, true),
        ] {
            let mut visitor = site.visitor();
            visitor.set_cookie("device", &cookie);
            assert_eq!(goes_straight_in(&mut visitor).await, spares, "{}: {what}", site.name);
        }
        site.letters().await;
    }
}

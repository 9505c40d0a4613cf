//! 予備のメールアドレス.

use axum::http::StatusCode;
use domain::{account::EmailAddress, letters::Letter};
use testkit::{PASSWORD, TestSite, Visitor, days, key_in, seconds, sites};

const ID: &str = "sakura.tanaka@example.jp";
const SECOND: &str = "sakura.second@example.jp";
const NEW: &str = "Himawari-2026#";

async fn register(site: &TestSite, visitor: &mut Visitor) {
    register_with(site, visitor, PASSWORD).await;
}

async fn register_with(site: &TestSite, visitor: &mut Visitor, password: &str) {
    visitor.get("/settings/account").await;
    visitor.follow("登録：予備のメールアドレス").await;
    let typed = [
        ("予備のメールアドレス", SECOND),
        ("予備のメールアドレス（確認用）", SECOND),
        ("パスワード", password),
    ];
    let page = visitor.submit("次へ進む", &typed).await;
    assert_eq!(page.h1(), "認証キー入力", "{:?}", page.errors());
    let key = key_in(&site.letter(SECOND, "予備のメールアドレス登録申込受付通知").await);
    let page = visitor.submit("完了", &[("認証キー", &key)]).await;
    assert!(page.says("予備のメールアドレスを登録しました") && page.says(SECOND));
    assert_eq!(told(&site.letters().await, "予備のメールアドレス登録完了のお知らせ"), [ID, SECOND]);
}

fn told<'a>(letters: &'a [Letter], subject: &str) -> Vec<&'a str> {
    let mut to: Vec<&str> =
        letters.iter().filter(|letter| letter.subject == subject).map(|letter| letter.to.as_str()).collect();
    to.sort_unstable_by_key(|to| *to != ID);
    to
}

async fn asks_for_password(site: &TestSite) -> Visitor {
    let mut visitor = site.visitor();
    visitor.get("/password-reset").await;
    visitor.submit("次へ進む", &[("ID（メールアドレス）", ID)]).await;
    visitor
}

async fn sets(visitor: &mut Visitor, key: &str) -> testkit::Page {
    let typed = [("新しいパスワード", NEW), ("新しいパスワード（確認用）", NEW), ("認証キー", key)];
    visitor.submit("完了", &typed).await
}

#[tokio::test]
async fn the_key_for_a_new_password_comes_to_the_second_address_too_and_the_screen_does_not_tell() {
    for site in sites(seeker::router).await {
        let before = asks_for_password(&site).await.page().clone();
        let mut visitor = site.registered(ID).await;
        register(&site, &mut visitor).await;
        let mut asking = asks_for_password(&site).await;
        let request = |page: &testkit::Page| page.path.rsplit('/').next().unwrap().to_owned();
        let page = asking.page().clone();
        assert_eq!(
            page.body.replace(&request(&page), "…"),
            before.body.replace(&request(&before), "…"),
            "as for somebody unknown"
        );
        let letters = site.letters().await;
        assert_eq!(told(&letters, "パスワード再登録申込受付通知"), [ID, SECOND]);
        let key = key_in(letters.iter().find(|letter| letter.to == SECOND).unwrap());
        assert!(sets(&mut asking, &key).await.says("新しいパスワードが設定されました"));
        assert_eq!(told(&site.letters().await, "パスワード再登録完了のお知らせ"), [ID, SECOND]);
    }
}

#[tokio::test]
async fn an_address_that_was_not_verified_gets_nothing() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(ID).await;
        visitor.get("/settings/recovery").await;
        let typed = [
            ("予備のメールアドレス", SECOND),
            ("予備のメールアドレス（確認用）", SECOND),
            ("パスワード", PASSWORD),
        ];
        visitor.submit("次へ進む", &typed).await;
        site.letter(SECOND, "予備のメールアドレス登録申込受付通知").await;
        asks_for_password(&site).await;
        site.letter(ID, "パスワード再登録申込受付通知").await;
    }
}

#[tokio::test]
async fn a_second_address_younger_than_thirty_days_does_not_outlive_a_reset() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(ID).await;
        register(&site, &mut visitor).await;
        let mut asking = asks_for_password(&site).await;
        let key = key_in(&site.letters().await[0]);
        sets(&mut asking, &key).await;
        assert_eq!(told(&site.letters().await, "予備のメールアドレス削除のお知らせ"), [ID, SECOND]);
        asks_for_password(&site).await;
        site.letter(ID, "パスワード再登録申込受付通知").await;
    }
}

#[tokio::test]
async fn a_change_of_the_password_in_the_settings_ends_it_before_it_is_thirty_days_old() {
    for site in sites(seeker::router).await {
        for (after, outlives) in [(days(30) - seconds(1), false), (days(30), true)] {
            let mut visitor = site.visitor();
            let present = if outlives { NEW } else { PASSWORD };
            if outlives {
                visitor.get("/login").await;
                visitor.submit("ログイン", &[("ID（メールアドレス）", ID), ("パスワード", NEW)]).await;
            } else {
                visitor = site.registered(ID).await;
                open_page(&site).await;
            }
            register_with(&site, &mut visitor, present).await;
            site.advance(after);
            let next = if outlives { PASSWORD } else { NEW };
            visitor.get("/login").await;
            visitor.submit("ログイン", &[("ID（メールアドレス）", ID), ("パスワード", present)]).await;
            let page = visitor.get("/settings/password").await;
            assert!(page.says("30日たっていない予備のメールアドレスも削除します"), "{}", site.name);
            let typed = [
                ("現在のパスワード", present),
                ("新しいパスワード", next),
                ("新しいパスワード（確認用）", next),
            ];
            visitor.submit("パスワードを変更する", &typed).await;
            let letters = site.letters().await;
            assert_eq!(told(&letters, "パスワード変更のお知らせ"), [ID, SECOND]);
            let removed = told(&letters, "予備のメールアドレス削除のお知らせ");
            assert_eq!(removed.is_empty(), outlives, "{}: {removed:?}", site.name);
            asks_for_password(&site).await;
            let asked = site.letters().await;
            assert_eq!(told(&asked, "パスワード再登録申込受付通知").len(), 1 + usize::from(outlives));
        }
    }
}

/// An account whose page is open is not void after 14 days.
async fn open_page(site: &TestSite) {
    let email = EmailAddress::parse(ID).unwrap();
    let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
    let mut tx = site.store().begin().await.unwrap();
    assert!(tx.open_page(account.id).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn removing_it_needs_the_password_and_both_addresses_are_told() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(ID).await;
        register(&site, &mut visitor).await;
        visitor.get("/settings/account").await;
        visitor.follow("削除：予備のメールアドレス").await;
        let page = visitor.submit("削除する", &[("パスワード", "Wrong-2026#")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = visitor.submit("削除する", &[("パスワード", PASSWORD)]).await;
        assert!(page.says("予備のメールアドレスを削除しました") && page.says("登録していません"));
        assert_eq!(told(&site.letters().await, "予備のメールアドレス削除のお知らせ"), [ID, SECOND]);
        visitor.post("/settings/recovery/remove", &[("password", PASSWORD)]).await;
        assert!(site.letters().await.is_empty(), "told once");
    }
}

#[tokio::test]
async fn the_id_itself_is_no_second_address_and_a_second_one_that_becomes_the_id_is_none_any_more() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(ID).await;
        visitor.get("/settings/recovery").await;
        let typed =
            [("予備のメールアドレス", ID), ("予備のメールアドレス（確認用）", ID), ("パスワード", PASSWORD)];
        let page = visitor.submit("次へ進む", &typed).await;
        assert!(page.error_at("email").contains("現在のID"));
        register(&site, &mut visitor).await;
        visitor.get("/settings/email").await;
        let typed = [
            ("新しいメールアドレス", SECOND),
            ("新しいメールアドレス（確認用）", SECOND),
            ("パスワード", PASSWORD),
        ];
        visitor.submit("次へ進む", &typed).await;
        let letters = site.letters().await;
        let key = letters.iter().find(|letter| letter.subject == "メールアドレス変更申込受付通知").unwrap();
        let page = visitor.submit("完了", &[("認証キー", &key_in(key))]).await;
        assert!(page.says("登録していません"), "the second one");
        assert_eq!(told(&site.letters().await, "メールアドレス変更完了のお知らせ"), [ID, SECOND]);
    }
}

#[tokio::test]
async fn an_account_that_was_locked_is_told_at_both_addresses() {
    for site in sites(seeker::router).await {
        let mut visitor = site.registered(ID).await;
        register(&site, &mut visitor).await;
        site.advance(days(1));
        for _ in 0..5 {
            let mut stranger = site.visitor();
            stranger.get("/login").await;
            stranger.submit("ログイン", &[("ID（メールアドレス）", ID), ("パスワード", "Wrong-2026#")]).await;
        }
        assert_eq!(told(&site.letters().await, "ログインを一時的に止めました"), [ID, SECOND]);
    }
}

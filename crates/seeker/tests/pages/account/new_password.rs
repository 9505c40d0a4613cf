//! パスワード再登録 (seed 000, Point パスワードを忘れた場合).

use axum::http::StatusCode;
use testkit::{PASSWORD, TestSite, Visitor, key_in, minutes, seconds, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const NEW: &str = "Himawari-2026#";

async fn ask(site: &TestSite, email: &str) -> Visitor {
    let mut visitor = site.visitor();
    let page = visitor.get("/password-reset").await;
    assert_eq!(page.h1(), "求職者マイページパスワード再登録");
    let page = visitor.submit("次へ進む", &[("ID（メールアドレス）", email)]).await;
    assert_eq!(page.h1(), "パスワード再登録");
    visitor
}

async fn finish(visitor: &mut Visitor, key: &str) -> testkit::Page {
    let typed = [("新しいパスワード", NEW), ("新しいパスワード（確認用）", NEW), ("認証キー", key)];
    visitor.submit("完了", &typed).await
}

async fn key(site: &TestSite) -> String {
    key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await)
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_the_old_password_is_dead() {
    for site in sites(seeker::router).await {
        let mut signed_in = site.registered(EMAIL).await;
        let mut visitor = ask(&site, EMAIL).await;
        let page = finish(&mut visitor, &key(&site).await).await;
        assert!(page.says("新しいパスワードが設定されました"));
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        assert_eq!(signed_in.get("/settings/sessions").await.h1(), "求職者マイページログイン");
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn unknown_and_known_addresses_see_the_same_screen_and_the_unknown_get_no_mail() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut bodies = Vec::new();
        for email in [EMAIL, "nobody@example.jp"] {
            let mut visitor = ask(&site, email).await;
            let request = visitor.page().path.rsplit('/').next().unwrap().to_owned();
            let page = finish(&mut visitor, "3467-9ACD-EFGH-JKMN").await;
            bodies.push((page.status, page.body.replace(&request, "…")));
        }
        assert_eq!(bodies[0], bodies[1]);
        let letters = site.letters().await;
        assert_eq!(letters.iter().map(|letter| letter.to.as_str()).collect::<Vec<_>>(), [EMAIL]);
    }
}

#[tokio::test]
async fn the_key_lives_fifty_minutes_works_once_and_the_second_press_is_told_so() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut late = ask(&site, EMAIL).await;
        let late_key = key(&site).await;
        site.advance(minutes(50) + seconds(1));
        assert!(finish(&mut late, &late_key).await.error_at("verification_key").contains("50分"));
        let mut visitor = ask(&site, EMAIL).await;
        let key = key(&site).await;
        let mut twice = visitor.clone();
        assert!(finish(&mut visitor, &key).await.says("新しいパスワードが設定されました"));
        assert!(finish(&mut twice, &key).await.says("新しいパスワードが設定されました"));
        assert_eq!(site.letters().await.len(), 1, "told once");
    }
}

#[tokio::test]
async fn a_registration_key_does_not_set_a_password() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut visitor = site.visitor();
        visitor.get("/register").await;
        let new = "new@example.jp";
        let typed = [
            ("メールアドレス", new),
            ("メールアドレス（確認用）", new),
            ("に同意します", "on"),
            ("在学中", "on"),
        ];
        let path = visitor.submit("次へ進む", &typed).await.path;
        site.letters().await;
        let request = path.rsplit('/').next().unwrap();
        assert_eq!(
            site.visitor().get(&format!("/password-reset/{request}")).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(site.visitor().signs_in(EMAIL).await.status, StatusCode::OK, "{PASSWORD} still works");
    }
}

#[tokio::test]
async fn an_address_that_left_sees_the_same_screen_and_is_told_by_mail_how_to_come_back() {
    for site in sites(seeker::router).await {
        let mut leaver = site.registered(EMAIL).await;
        leaver.get("/settings/leave/confirm").await;
        leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
        site.letters().await;
        let mut bodies = Vec::new();
        for email in [EMAIL, "nobody@example.jp"] {
            let page = ask(&site, email).await.page().clone();
            let request = page.path.rsplit('/').next().unwrap().to_owned();
            bodies.push((page.status, page.body.replace(&request, "…")));
        }
        assert_eq!(bodies[0], bodies[1]);
        let letter = site.letter(EMAIL, "退会されたアカウントについて").await;
        assert!(letter.body.contains("/reopen") && !letter.body.contains("認証キー："), "{}", site.name);
    }
}

#[tokio::test]
async fn a_stranger_who_keeps_asking_cannot_keep_a_person_without_a_key() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        // Twelve an hour, for three hours: more than the five that are mailed.
        for _ in 0..36 {
            ask(&site, EMAIL).await;
            site.advance(minutes(5));
        }
        let letters = site.letters().await;
        assert!(
            (11..=20).contains(&letters.len()),
            "{}: {} letters in three hours",
            site.name,
            letters.len()
        );
        // The newest letter leads the person to a screen where its key works.
        let newest = letters.last().unwrap();
        let link = newest.body.lines().find(|line| line.contains("/password-reset/")).unwrap();
        let mut person = site.visitor();
        person.get(link).await;
        let page = finish(&mut person, &key_in(newest)).await;
        assert!(page.says("新しいパスワードが設定されました"), "{}: {:?}", site.name, page.errors());
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
    }
}

#[tokio::test]
async fn the_key_goes_to_the_address_of_the_account_not_to_another_spelling_of_it() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        // On some mail servers this is the mailbox of somebody else.
        let mut visitor = ask(&site, "SAKURA.Tanaka@example.jp").await;
        let page = finish(&mut visitor, &key(&site).await).await;
        assert!(page.says("新しいパスワードが設定されました"), "{}", site.name);
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
    }
}

#[tokio::test]
async fn a_key_that_another_reset_made_worthless_does_not_claim_to_have_set_the_password() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut older = ask(&site, EMAIL).await;
        let older_key = key(&site).await;
        site.advance(seconds(1));
        let mut newer = ask(&site, EMAIL).await;
        finish(&mut newer, &key(&site).await).await;
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        let page = finish(&mut older, &older_key).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.name);
        assert!(!page.says("新しいパスワードが設定されました"), "{}", site.name);
    }
}

#[tokio::test]
async fn a_login_that_was_checked_against_the_old_password_opens_no_session_after_a_new_one() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let email = domain::account::EmailAddress::parse(EMAIL).unwrap();
        let account = site.store().read().await.unwrap().account_by_email(&email).await.unwrap().unwrap();
        let mut reset = ask(&site, EMAIL).await;
        finish(&mut reset, &key(&site).await).await;
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;
        let mut tx = site.store().begin().await.unwrap();
        assert!(
            !tx.note_login(account.id, &account.password_hash, site.now()).await.unwrap(),
            "{}",
            site.name
        );
    }
}

//! People with a second step.

use adapters::authenticator::AppSecret;
use domain::{letters::Letter, second_step::app_steps};
use testkit::{PASSWORD, Page, TestSite, Visitor};

pub(super) const EMAIL: &str = "sakura.tanaka@example.jp";
pub(super) const CODE_LETTER: &str = "ワンタイムパスワードのお知らせ";
pub(super) const CHANGE_LETTER: &str = "ログインの方法の変更のお知らせ";
pub(super) const LOCK_LETTER: &str = "ログインを一時的に止めました";
pub(super) const RECOVERY_LETTER: &str = "回復コードによるログインのお知らせ";

/// The mailed code of a letter.
pub(super) fn code_in(letter: &Letter) -> String {
    let line = letter.body.lines().find_map(|line| line.strip_prefix("ワンタイムパスワード："));
    line.unwrap().to_owned()
}

/// Another code than this one.
pub(super) fn another(code: &str) -> String {
    let first = if code.starts_with('1') { '2' } else { '1' };
    format!("{first}{}", &code[1..])
}

/// True when this browser has a session.
pub(super) async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.get("/settings").await.h1() == "求職者情報・設定"
}

/// Opens a page of 「ログインの方法」 and confirms it with the password.
pub(super) async fn confirms(visitor: &mut Visitor, deed: &str, button: &str) -> Page {
    visitor.get(&format!("/settings/sign-in/{deed}")).await;
    visitor.submit(button, &[("パスワード", PASSWORD)]).await
}

/// Somebody who has switched the ワンタイムパスワード on, in the browser that is signed in.
pub(super) async fn with_mailed_code(site: &TestSite) -> Visitor {
    let mut visitor = site.registered(EMAIL).await;
    let page = confirms(&mut visitor, "code-on", "使う").await;
    assert!(page.says("ワンタイムパスワードを使うように設定しました。"), "{}", page.text());
    site.letter(EMAIL, CHANGE_LETTER).await;
    visitor
}

/// The right ID and password in a browser; what is shown then.
pub(super) async fn types_password(visitor: &mut Visitor) -> Page {
    visitor.signs_in(EMAIL).await
}

/// ID and password in a new browser, as far as ワンタイムパスワードの入力, and the code that was mailed.
pub(super) async fn half_way(site: &TestSite) -> (Visitor, String) {
    let mut visitor = site.visitor();
    let page = types_password(&mut visitor).await;
    assert_eq!(page.h1(), "ワンタイムパスワードの入力");
    (visitor, code_in(&site.letter(EMAIL, CODE_LETTER).await))
}

/// Types a code and presses ログイン.
pub(super) async fn types_code(visitor: &mut Visitor, code: &str) -> Page {
    visitor.submit("ログインする", &[("one_time_password", code)]).await
}

/// The secret that a page shows as text.
pub(super) fn secret_on(page: &Page) -> AppSecret {
    let shown = page.texts("dd.number").into_iter().find(|text| !text.contains('@')).unwrap();
    let bits: Vec<u8> = shown
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| u8::try_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap()).unwrap())
        .flat_map(|five| (0..5).rev().map(move |at| five >> at & 1))
        .collect();
    let bytes: Vec<u8> = bits.chunks(8).map(|byte| byte.iter().fold(0, |all, bit| all << 1 | bit)).collect();
    AppSecret::from_bytes(&bytes).unwrap()
}

/// What the app shows now, `later` steps from now.
pub(super) fn shown(site: &TestSite, secret: &AppSecret, later: i64) -> String {
    secret.code_of(app_steps(site.now())[1] + later).expose().to_owned()
}

/// Sets an authenticator app up in a browser that is signed in; its secret and the recovery codes.
pub(super) async fn sets_up_app(site: &TestSite, visitor: &mut Visitor) -> (AppSecret, Vec<String>) {
    let page = confirms(visitor, "app", "登録を始める").await;
    assert_eq!(page.h1(), "認証アプリの登録の確認");
    let secret = secret_on(&page);
    let code = shown(site, &secret, 0);
    let page = visitor.submit("登録する", &[("認証アプリのコード", &code)]).await;
    assert_eq!(page.h1(), "回復コード", "{:?}", page.errors());
    let codes = page.texts(".recovery-codes li");
    visitor.submit("控えました", &[]).await;
    (secret, codes.iter().map(|code| code.trim().to_owned()).collect())
}

/// Somebody with an authenticator app, whose letters were read.
pub(super) async fn with_app(site: &TestSite) -> (Visitor, AppSecret, Vec<String>) {
    let mut visitor = site.registered(EMAIL).await;
    let (secret, codes) = sets_up_app(site, &mut visitor).await;
    site.letter(EMAIL, CHANGE_LETTER).await;
    site.advance(testkit::minutes(1));
    (visitor, secret, codes)
}

//! For tests of what is still under way while its session ends.

use axum::{
    extract::FromRequestParts,
    http::{Request, header},
};
use site::{Seeker, Signed};
use testkit::{PASSWORD, TestSite, Visitor};

/// Somebody who confirmed the password for a deed of 「ログインの方法」, and the identity of the request that is
/// under way then.
pub(super) async fn begins(site: &TestSite, deed: &str, button: &str) -> (Visitor, Signed<Seeker>) {
    let mut visitor = site.registered("sakura.tanaka@example.jp").await;
    visitor.get(&format!("/settings/sign-in/{deed}")).await;
    visitor.submit(button, &[("パスワード", PASSWORD)]).await;
    let cookie = format!("seeker={}", visitor.cookie("seeker").unwrap());
    let (mut parts, ()) = Request::builder().header(header::COOKIE, cookie).body(()).unwrap().into_parts();
    let signed = Signed::from_request_parts(&mut parts, &site.app).await;
    (visitor, signed.ok().unwrap())
}

/// Ends every session, as somebody who is alarmed does, or a new password by key.
pub(super) async fn ends_all(site: &TestSite, signed: &Signed<Seeker>) {
    let mut tx = site.store().begin().await.unwrap();
    tx.end_sessions(signed.account, None, site.now()).await.unwrap();
    tx.commit().await.unwrap();
}

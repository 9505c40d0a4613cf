//! お知らせ: one place for what concerns the person, mails that can be stopped (domain.md section 10, row 2).

use axum::http::StatusCode;
use domain::{
    letters::{Letter, account::Sender},
    notice::NoticeKind,
};
use site::{Told, notify};
use store::NewNotice;
use testkit::{TestSite, Visitor};
use uuid::Uuid;

use super::switching::switches_off;
use crate::profile::world::{newcomer, registered, signs_in, sites};

async fn tell(site: &TestSite, account: Uuid, kind: NoticeKind, subject: &str) {
    let letter = Letter { to: "a@example.jp".into(), subject: subject.into(), body: "本文\n".into() };
    let notice = NewNotice { kind, subject, link: "/settings/validity" };
    let mut tx = site.store().begin().await.unwrap();
    notify(&site.app, &mut tx, Told { account, notice, letter: &letter }, site.now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// The path in the last line of a letter.
fn way_to_stop(letter: &Letter) -> String {
    let address = letter.body.lines().last().unwrap();
    address.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

#[tokio::test]
async fn a_deed_leaves_a_notice_and_opening_it_marks_it_as_read_and_leads_on() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        assert!(visitor.get("/notices").await.says("お知らせはありません"));
        switches_off(&site, &mut visitor).await;
        let page = visitor.get("/notices").await;
        assert!(page.says("全1件（未読1件）") && page.says("求職登録を無効にしました"), "{}", page.text());
        assert_eq!(site.store().read().await.unwrap().unread_notices(account).await.unwrap(), 1);
        let page = visitor.submit("開く：求職登録を無効にしました（2026年11月20日 10時00分）", &[]).await;
        assert_eq!(page.h1(), "求職登録の有効・無効");
        assert!(visitor.get("/notices").await.says("全1件（未読0件）"), "{}", site.name);
    }
}

#[tokio::test]
async fn twenty_stand_on_a_page_and_all_are_marked_as_read_at_once() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        for number in 1..=21 {
            tell(&site, account, NoticeKind::Safety, &format!("{number}番目")).await;
        }
        assert_eq!(site.letters().await.len(), 21);
        let first = visitor.get("/notices").await;
        assert!(first.says("21番目") && !first.says("開く：1番目"), "newest first: {}", first.text());
        let second = visitor.follow("次へ").await;
        assert!(second.says("開く：1番目") && second.says("2ページ目"), "{}", second.text());
        for beyond in ["/notices?page=99", "/notices?page=0", "/notices?page=x"] {
            assert_eq!(visitor.get(beyond).await.status, StatusCode::OK, "{beyond}");
        }
        visitor.get("/notices").await;
        let page = visitor.submit("すべて既読にする", &[]).await;
        assert!(page.says("すべてのお知らせを既読にしました") && page.says("未読0件"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_notice_of_another_person_does_not_exist() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        switches_off(&site, &mut visitor).await;
        let id = site.store().read().await.unwrap().notices(account, 0, 1).await.unwrap()[0].id;
        let (mut other, _) = newcomer(&site, "b").await;
        assert!(other.get("/notices").await.says("お知らせはありません"));
        assert_eq!(other.post(&format!("/notices/{id}"), &[]).await.status, StatusCode::NOT_FOUND);
        let unread = site.store().read().await.unwrap().unread_notices(account).await.unwrap();
        assert_eq!(unread, 1, "{}", site.name);
    }
}

#[tokio::test]
async fn mails_of_a_kind_are_stopped_in_the_settings_and_the_notice_comes_all_the_same() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        let page = visitor.get("/settings/notices").await;
        assert!(page.says("「アカウントの安全」のメールは止められません"), "{}", page.text());
        assert_eq!(page.texts("input[name=mail][checked]").len(), 4, "all come until one is stopped");
        let page = visitor.submit("保存する", &[("mail", "application"), ("mail", "message")]).await;
        assert!(page.says("お知らせメールの設定を保存しました"), "{}", page.text());
        tell(&site, account, NoticeKind::Validity, "止めたもの").await;
        assert!(site.letters().await.is_empty(), "{}", site.name);
        assert!(visitor.get("/notices").await.says("止めたもの"));
        tell(&site, account, NoticeKind::Message, "届くもの").await;
        site.letter("a@example.jp", "届くもの").await;
    }
}

#[tokio::test]
async fn nobody_can_stop_the_mails_that_protect_the_account() {
    for site in sites().await {
        let (mut visitor, account) = newcomer(&site, "a").await;
        visitor.get("/settings/notices").await;
        // No box is ticked: everything that can be stopped is, and "safety" was not asked for either.
        let page = visitor.post("/settings/notices", &[]).await;
        assert!(page.says("お知らせメールの設定を保存しました"), "{}", page.text());
        for kind in NoticeKind::ALL.into_iter().filter(|kind| kind.may_be_stopped()) {
            tell(&site, account, kind, kind.name()).await;
            assert!(site.letters().await.is_empty(), "{kind:?}, {}", site.name);
        }
        tell(&site, account, NoticeKind::Safety, "パスワードが変わりました").await;
        let letter = site.letter("a@example.jp", "パスワードが変わりました").await;
        assert!(!letter.body.contains("/notices/stop/"), "{}", letter.body);
    }
}

#[tokio::test]
async fn the_link_in_a_mail_stops_its_kind_without_signing_in_and_looking_stops_nothing() {
    for site in sites().await {
        let (_, account) = newcomer(&site, "a").await;
        tell(&site, account, NoticeKind::Message, "一通目").await;
        let path = way_to_stop(&site.letter("a@example.jp", "一通目").await);
        let mut stranger = site.visitor();
        let page = stranger.get(&path).await;
        assert_eq!(page.h1(), "お知らせメールを止める");
        tell(&site, account, NoticeKind::Message, "まだ届く").await;
        site.letter("a@example.jp", "まだ届く").await;
        for _ in 0..2 {
            stranger.get(&path).await;
            let page = stranger.submit("メールを止める", &[]).await;
            assert_eq!(page.h1(), "お知らせメールを止めました");
            assert!(page.says("「メッセージ」のお知らせメールは、これから届きません"));
        }
        tell(&site, account, NoticeKind::Message, "もう届かない").await;
        assert!(site.letters().await.is_empty(), "{}", site.name);
        tell(&site, account, NoticeKind::Validity, "別の種類").await;
        site.letter("a@example.jp", "別の種類").await;
    }
}

#[tokio::test]
async fn a_mail_program_stops_by_one_post() {
    for site in sites().await {
        let (_, account) = newcomer(&site, "a").await;
        tell(&site, account, NoticeKind::Match, "一通目").await;
        let path = way_to_stop(&site.letter("a@example.jp", "一通目").await);
        let page = site.visitor().post(&path, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(page.h1(), "お知らせメールを止めました", "{}", site.name);
        assert!(!site.store().read().await.unwrap().wants_mail(account, NoticeKind::Match).await.unwrap());
    }
}

async fn is_unknown(visitor: &mut Visitor, path: &str) {
    assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    assert_eq!(visitor.post(path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
}

#[tokio::test]
async fn a_link_that_was_not_made_here_stops_nothing() {
    for site in sites().await {
        let (_, account) = newcomer(&site, "a").await;
        let (_, other) = newcomer(&site, "b").await;
        let path = site::stop_mail_path(&site.app, account, NoticeKind::Message);
        let mut stranger = site.visitor();
        let of_other = path.replace(&account.simple().to_string(), &other.simple().to_string());
        is_unknown(&mut stranger, &of_other).await;
        is_unknown(&mut stranger, &path.replace("/message/", "/validity/")).await;
        is_unknown(&mut stranger, &path[..path.len() - 1]).await;
        let safety = site::stop_mail_path(&site.app, account, NoticeKind::Safety);
        is_unknown(&mut stranger, &safety).await;
        assert_eq!(stranger.get("/notices/stopped/safety").await.status, StatusCode::NOT_FOUND);
        let stopped = site.store().read().await.unwrap().stopped_mails(account).await.unwrap();
        assert!(stopped.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn the_letter_of_somebody_who_is_gone_can_be_stopped_without_a_fault() {
    for site in sites().await {
        let (_, account) = newcomer(&site, "a").await;
        let path = site::stop_mail_path(&site.app, account, NoticeKind::Message);
        let mut tx = site.store().begin().await.unwrap();
        tx.void_account(account).await.unwrap();
        tx.commit().await.unwrap();
        let page = site.visitor().post(&path, &[]).await;
        assert_eq!(page.h1(), "お知らせメールを止めました", "{}", site.name);
    }
}

#[tokio::test]
async fn what_touches_the_safety_of_the_account_stands_in_the_centre_too() {
    for site in testkit::sites(seeker::router).await {
        let mut visitor = site.registered("sakura@example.jp").await;
        let mut stranger = site.visitor();
        for _ in 0..5 {
            stranger.get("/login").await;
            let typed = [("ID（メールアドレス）", "sakura@example.jp"), ("パスワード", "Wrong-2026#")];
            stranger.submit("ログイン", &typed).await;
        }
        site.letter("sakura@example.jp", "ログインを一時的に止めました").await;
        let page = visitor.get("/notices").await;
        assert!(
            page.says("ログインを一時的に止めました") && page.says("アカウントの安全"),
            "{}",
            page.text()
        );
    }
}

#[tokio::test]
async fn the_centre_is_for_people_who_are_signed_in() {
    for site in sites().await {
        for path in ["/notices", "/settings/notices"] {
            assert_eq!(site.visitor().get(path).await.h1(), "求職者マイページログイン", "{path}");
        }
        let (_, account) = newcomer(&site, "a").await;
        assert_eq!(signs_in(&site, account).await.get("/notices").await.h1(), "お知らせ", "{}", site.name);
        let sender = Sender { base_url: "http://127.0.0.1:8080" };
        assert!(!sender.locked("a@example.jp").body.contains("/notices/stop/"));
    }
}

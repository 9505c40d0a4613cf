//! The mail server is away, busy, or refuses: nothing is lost, and nobody gets the same letter as another one.

use std::sync::Arc;

use adapters::mail::Mailer;
use mypage::{setup::Setup, work::letters};
use search::Index;
use tempfile::TempDir;
use testkit::{TestSite, minutes, sites};

use crate::mail_server::{MailServer, header};

/// A site with a worker that sends to a port of this machine.
struct Post {
    setup: Setup,
    _index: TempDir,
}

impl Post {
    fn of(site: &TestSite, port: u16) -> Self {
        let index = tempfile::tempdir().unwrap();
        let mailer = Mailer::new(&format!("smtp://127.0.0.1:{port}"), "system@mail.example", None).unwrap();
        let feeder = Index::open(index.path()).unwrap().feeder();
        Self { setup: Setup { app: site.app.clone(), mailer: Arc::new(mailer), feeder }, _index: index }
    }

    async fn works(&self) {
        letters::send_due(&self.setup).await.unwrap();
    }
}

/// A port on which nobody listens.
async fn free_port() -> u16 {
    tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

async fn asks_for_an_account(site: &TestSite) {
    let mut visitor = site.visitor();
    visitor.get("/register").await;
    let typed = [
        ("メールアドレス", "hanako@example.jp"),
        ("メールアドレス（確認用）", "hanako@example.jp"),
        ("に同意します", "on"),
        ("在学中", "on"),
    ];
    let page = visitor.submit("次へ進む", &typed).await;
    assert_eq!(page.h1(), "パスワード登録", "{}: {:?}", site.name, page.errors());
}

async fn waiting(site: &TestSite) -> i64 {
    site.store().read().await.unwrap().outbox_state().await.unwrap().waiting
}

#[tokio::test]
async fn a_letter_waits_while_the_mail_server_is_away_and_is_sent_once_when_it_is_back() {
    for site in sites(mypage::setup::realms).await {
        let port = free_port().await;
        let post = Post::of(&site, port);
        asks_for_an_account(&site).await;
        post.works().await;
        assert_eq!(waiting(&site).await, 1, "{}: nothing is lost", site.name);

        let server = MailServer::default();
        server.listen(port).await;
        post.works().await;
        assert!(server.heard().is_empty(), "{}: not before two minutes", site.name);
        site.advance(minutes(2));
        post.works().await;
        site.advance(minutes(60));
        post.works().await;
        let heard = server.heard();
        assert_eq!(heard.len(), 1, "{}: once", site.name);
        assert_eq!(header(&heard[0], "To"), "hanako@example.jp", "{}", site.name);
        assert_eq!(waiting(&site).await, 0, "{}", site.name);
    }
}

#[tokio::test]
async fn a_letter_that_is_sent_again_has_the_same_message_id() {
    for site in sites(mypage::setup::realms).await {
        let server = MailServer::default();
        server.answer_next("451 4.3.0 try later");
        let post = Post::of(&site, server.listen(0).await);
        asks_for_an_account(&site).await;
        post.works().await;
        site.advance(minutes(2));
        post.works().await;
        let ids: Vec<_> = server.heard().iter().map(|text| header(text, "Message-ID")).collect();
        assert_eq!(ids.len(), 2, "{}", site.name);
        assert_eq!(ids[0], ids[1], "{}", site.name);
        assert!(ids[0].ends_with("@mail.example>"), "{}: {}", site.name, ids[0]);
        assert_eq!(waiting(&site).await, 0, "{}", site.name);
    }
}

#[tokio::test]
async fn a_letter_of_a_worker_that_died_after_sending_goes_out_under_the_same_message_id() {
    for site in sites(mypage::setup::realms).await {
        let server = MailServer::default();
        let post = Post::of(&site, server.listen(0).await);
        asks_for_an_account(&site).await;
        // The first worker claims the letter and dies before it can note anything.
        let mut tx = site.store().begin().await.unwrap();
        let claimed = tx.claim_letters(8, site.now()).await.unwrap();
        tx.commit().await.unwrap();
        post.works().await;
        assert!(server.heard().is_empty(), "{}: it may still be alive", site.name);
        site.advance(minutes(2));
        post.works().await;
        let heard = server.heard();
        assert_eq!(heard.len(), 1, "{}", site.name);
        assert_eq!(
            header(&heard[0], "Message-ID"),
            format!("<{}@mail.example>", claimed[0].id),
            "{}",
            site.name
        );
    }
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_not_tried_again() {
    for site in sites(mypage::setup::realms).await {
        let server = MailServer::default();
        server.answer_next("550 5.1.1 no such user");
        let post = Post::of(&site, server.listen(0).await);
        asks_for_an_account(&site).await;
        post.works().await;
        site.advance(minutes(600));
        post.works().await;
        assert_eq!(server.heard().len(), 1, "{}", site.name);
        let given_up = site.store().read().await.unwrap().undeliverable_letters().await.unwrap();
        assert_eq!(given_up.len(), 1, "{}", site.name);
        assert_eq!(given_up[0].failure, "mail server: 550 5.1.1", "{}", site.name);
    }
}

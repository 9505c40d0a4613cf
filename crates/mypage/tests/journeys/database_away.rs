//! The database is away: people get a plain page with an enquiry number, and all heals by itself.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use sqlx::{AssertSqlSafe, Executor, SqlitePool, postgres::PgPoolOptions};
use store::Store;
use testkit::{Page, TestSite, Visitor, sites};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// Stands between the service and PostgreSQL, and can be cut.
struct Line {
    port: u16,
    server: String,
    /// The connections, and whoever accepts new ones.
    tasks: Arc<Mutex<JoinSet<()>>>,
}

impl Line {
    async fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = Self { port, server: server.to_owned(), tasks: Arc::default() };
        line.accept(listener);
        line
    }

    fn accept(&self, listener: TcpListener) {
        let (server, tasks) = (self.server.clone(), self.tasks.clone());
        self.tasks.lock().unwrap().spawn(async move {
            while let Ok((mut near, _)) = listener.accept().await {
                let mut far = TcpStream::connect(&server).await.unwrap();
                tasks.lock().unwrap().spawn(async move {
                    let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                });
            }
        });
    }

    /// Cuts every connection; new ones are refused.
    async fn cut(&self) {
        let mut tasks = std::mem::take(&mut *self.tasks.lock().unwrap());
        tasks.shutdown().await;
    }

    async fn mend(&self) {
        self.accept(TcpListener::bind(("127.0.0.1", self.port)).await.unwrap());
    }
}

pub(crate) async fn at_the_form(site: &TestSite) -> Visitor {
    let mut visitor = site.visitor();
    assert_eq!(visitor.get("/register").await.status.as_u16(), 200, "{}", site.name);
    visitor
}

pub(crate) async fn asks_for_an_account(visitor: &mut Visitor) -> Page {
    let typed = [
        ("メールアドレス", "hanako@example.jp"),
        ("メールアドレス（確認用）", "hanako@example.jp"),
        ("に同意します", "on"),
        ("在学中", "on"),
    ];
    visitor.submit("次へ進む", &typed).await
}

fn is_a_plain_page_with_an_enquiry_number(page: &Page, name: &str) {
    assert_eq!(page.status.as_u16(), 503, "{name}");
    assert_eq!(page.h1(), "ただいま混み合っています", "{name}");
    let text = page.text();
    let number = text.split_once("問い合わせ番号").unwrap_or_else(|| panic!("{name}: {text}")).1;
    let number: String = number.chars().skip_while(|c| !c.is_ascii_alphanumeric()).take(9).collect();
    assert!(number.len() == 9 && number.as_bytes()[4] == b'-', "{name}: {number}");
}

#[tokio::test]
async fn while_another_program_holds_the_file_a_post_is_answered_503_and_works_afterwards() {
    for site in sites(mypage::setup::realms).await {
        let Store::Sqlite { pool, .. } = site.store() else { continue };
        let mut visitor = at_the_form(&site).await;
        let held = pool.begin_with("BEGIN EXCLUSIVE").await.unwrap();
        is_a_plain_page_with_an_enquiry_number(&asks_for_an_account(&mut visitor).await, site.name);
        let mut visitor = at_the_form(&site).await;
        held.rollback().await.unwrap();
        assert_eq!(asks_for_an_account(&mut visitor).await.h1(), "パスワード登録", "{}", site.name);
        assert_eq!(site.letters().await.len(), 1, "{}: only what was acknowledged", site.name);
    }
}

#[tokio::test]
async fn while_the_disk_is_full_posts_are_answered_503_and_all_heals_by_itself() {
    for site in sites(mypage::setup::realms).await {
        let Store::Sqlite { pool, .. } = site.store() else { continue };
        limit_pages(pool, 1).await;
        let mut taken = 0;
        loop {
            let page = asks_for_an_account(&mut at_the_form(&site).await).await;
            if page.h1() != "パスワード登録" {
                is_a_plain_page_with_an_enquiry_number(&page, site.name);
                break;
            }
            taken += 1;
            assert!(taken < 100, "{}: the disk does not fill up", site.name);
        }
        limit_pages(pool, 1_000_000).await;
        let page = asks_for_an_account(&mut at_the_form(&site).await).await;
        assert_eq!(page.h1(), "パスワード登録", "{}: it heals without a restart", site.name);
        assert_eq!(site.letters().await.len(), taken + 1, "{}: only what was acknowledged", site.name);
    }
}

/// Lets the database grow to so many pages, but not below what it has: on every connection of the pool.
pub(crate) async fn limit_pages(pool: &SqlitePool, pages: u32) {
    let mut connections = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.unwrap();
        let pragma = format!("PRAGMA max_page_count = {pages}");
        connection.execute(AssertSqlSafe(pragma)).await.unwrap();
        connections.push(connection);
    }
}

#[tokio::test]
async fn while_the_server_is_away_pages_answer_503_and_all_heals_by_itself() {
    for mut store in testkit::stores().await {
        let Store::Postgres(direct) = &store.store else { continue };
        let options = direct.connect_options();
        let line = Line::to(&format!("{}:{}", options.get_host(), options.get_port())).await;
        let options = (*options).clone().host("127.0.0.1").port(line.port);
        let pool = PgPoolOptions::new().acquire_timeout(Duration::from_secs(2)).connect_with(options).await;
        store.store = Store::Postgres(pool.unwrap());
        let site = TestSite::new(store, mypage::setup::realms());
        let mut visitor = at_the_form(&site).await;
        line.cut().await;
        is_a_plain_page_with_an_enquiry_number(&asks_for_an_account(&mut visitor).await, site.name);
        line.mend().await;
        let mut visitor = at_the_form(&site).await;
        assert_eq!(
            asks_for_an_account(&mut visitor).await.h1(),
            "パスワード登録",
            "it heals without a restart"
        );
        assert_eq!(site.letters().await.len(), 1, "only what was acknowledged");
    }
}

//! What a stranger could tell from how long an answer takes (spec/security.md): told by the work behind
//! it, hashes and written rows, instead of by a clock.

use std::time::Duration;

use adapters::password::{Cost, Hasher};
use axum::http::StatusCode;
use domain::account::EmailAddress;
use store::Store;
use testkit::{PASSWORD, TestSite, Visitor, days, key_in, seconds, sites};

const EMAIL: &str = "sakura.tanaka@example.jp";
const LEFT: &str = "left@example.jp";
const NOBODY: &str = "nobody@example.jp";
const WRONG: &str = "Wrong-2026#";
/// Only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer and the work behind it.
#[derive(Debug, PartialEq)]
struct Answer {
    status: StatusCode,
    /// Without what was typed.
    body: String,
    hashes: u64,
    /// Counters that were written.
    rows: usize,
}

/// A form that takes a password.
#[derive(Clone, Copy)]
struct Way {
    path: &'static str,
    button: &'static str,
}

const LOGIN: Way = Way { path: "/login", button: "ログイン" };
const REOPEN: Way = Way { path: "/reopen", button: "次へ進む" };

impl Way {
    async fn tried(self, site: &TestSite, id: &str, password: &str) -> Answer {
        let typed = [("ID（メールアドレス）", id), ("パスワード", password)];
        self.sent(site, &mut site.visitor(), &typed).await
    }

    async fn sent(self, site: &TestSite, visitor: &mut Visitor, typed: &[(&str, &str)]) -> Answer {
        // An instant of its own, by which the rows that it wrote are known.
        site.advance(seconds(1));
        visitor.get(self.path).await;
        let before = site.app.hasher.evaluated();
        let page = visitor.submit(self.button, typed).await;
        let hashes = site.app.hasher.evaluated() - before;
        let now = site.now().as_microsecond().to_string();
        let stored = site.everything_stored().await;
        let written = |row: &&str| row.starts_with("login_guard:") && row.contains(&now);
        let body = typed.iter().fold(page.body, |body, (_, typed)| body.replace(typed, "…"));
        Answer { status: page.status, body, hashes, rows: stored.lines().filter(written).count() }
    }
}

async fn lock(site: &TestSite, id: &str) {
    for _ in 0..5 {
        site.visitor().post("/login", &[("email", id), ("password", WRONG)]).await;
    }
    // A letter, if the ID belongs to somebody.
    site.letters().await;
}

async fn leave(site: &TestSite, email: &str) {
    let mut leaver = site.registered(email).await;
    leaver.get("/settings/leave/confirm").await;
    leaver.submit("退会する", &[("パスワード", PASSWORD)]).await;
    site.letter(email, "退会手続き完了のお知らせ").await;
}

/// One person who is there, one who has left, one whose account is void, and two IDs that are locked.
async fn world(site: &TestSite) {
    site.registered("void@example.jp").await;
    site.advance(days(15));
    leave(site, LEFT).await;
    leave(site, "left.locked@example.jp").await;
    site.registered(EMAIL).await;
    site.registered("locked@example.jp").await;
    for id in ["locked@example.jp", "left.locked@example.jp", "nobody.locked@example.jp"] {
        lock(site, id).await;
    }
}

const TRIES: [(&str, &str); 10] = [
    (NOBODY, WRONG),
    (NOBODY, PASSWORD),
    (EMAIL, WRONG),
    ("locked@example.jp", WRONG),
    ("locked@example.jp", PASSWORD),
    ("left.locked@example.jp", PASSWORD),
    ("nobody.locked@example.jp", PASSWORD),
    (LEFT, WRONG),
    ("void@example.jp", PASSWORD),
    ("not an address", PASSWORD),
];

async fn all_answers_are_one(way: Way) {
    for site in sites(seeker::router).await {
        world(&site).await;
        let first = way.tried(&site, NOBODY, WRONG).await;
        assert_eq!((first.status, first.hashes, first.rows), (StatusCode::UNPROCESSABLE_ENTITY, 1, 1));
        assert!(first.body.contains("5回続けて誤ると、約30分間は、正しいパスワードでもログインできません"));
        for (id, password) in TRIES {
            assert_eq!(way.tried(&site, id, password).await, first, "{}: {id} {password}", site.name);
        }
        assert!(site.letters().await.is_empty(), "{}", site.name);
    }
}

#[tokio::test]
async fn a_login_takes_one_hash_and_one_row_for_unknown_wrong_locked_and_withdrawn_alike() {
    all_answers_are_one(LOGIN).await;
}

#[tokio::test]
async fn coming_back_takes_one_hash_and_one_row_for_unknown_wrong_locked_and_withdrawn_alike() {
    all_answers_are_one(REOPEN).await;
}

#[tokio::test]
async fn whoever_left_is_told_nothing_at_the_login_even_with_the_right_password() {
    for site in sites(seeker::router).await {
        leave(&site, LEFT).await;
        let unknown = LOGIN.tried(&site, NOBODY, PASSWORD).await;
        let left = LOGIN.tried(&site, LEFT, PASSWORD).await;
        // The counter is set back: that can only be seen by whoever knows the password.
        assert_eq!(Answer { rows: unknown.rows, ..left }, unknown, "{}", site.name);
    }
}

#[tokio::test]
async fn the_fifth_wrong_password_takes_the_same_work_for_somebody_and_nobody() {
    for site in sites(seeker::router).await {
        site.registered(EMAIL).await;
        let mut fifths = Vec::new();
        for id in [EMAIL, NOBODY] {
            for _ in 0..4 {
                LOGIN.tried(&site, id, WRONG).await;
            }
            fifths.push(LOGIN.tried(&site, id, WRONG).await);
        }
        assert_eq!(fifths[0], fifths[1], "{}", site.name);
        assert_eq!(site.letters().await.len(), 1, "{}: only somebody is told", site.name);
    }
}

#[tokio::test]
async fn leaving_takes_one_hash_and_one_row_whether_the_password_is_wrong_or_the_id_is_locked() {
    for site in sites(seeker::router).await {
        let mut own = site.registered(EMAIL).await;
        own.forget_cookie("device");
        let way = Way { path: "/settings/leave/confirm", button: "退会する" };
        let wrong = way.sent(&site, &mut own, &[("パスワード", WRONG)]).await;
        lock(&site, EMAIL).await;
        let locked = way.sent(&site, &mut own, &[("パスワード", PASSWORD)]).await;
        assert_eq!((wrong.status, wrong.hashes, wrong.rows), (StatusCode::UNPROCESSABLE_ENTITY, 1, 1));
        assert!(wrong.body.contains("5回続けて誤ると"), "{}", site.name);
        assert_eq!(wrong, locked, "{}", site.name);
    }
}

/// Presses a button while every hash has to wait for its turn, and sees each time that the one writer of
/// SQLite is free. Afterwards `hashes` were made.
async fn leaves_the_writer_free(
    site: &TestSite,
    visitor: &mut Visitor,
    (button, hashes): (&str, u64),
    typed: &[(&str, &str)],
) {
    let hasher = &site.app.hasher;
    let before = hasher.evaluated();
    let look = async {
        let mut turns = hasher.occupy().await.unwrap();
        for _ in 0..hashes {
            while hasher.unanswered() == 0 {
                tokio::task::yield_now().await;
            }
            // With a transaction open, this would wait in vain.
            drop(site.store().begin().await.unwrap());
            drop(turns);
            turns = hasher.occupy().await.unwrap();
        }
    };
    let both = async { tokio::join!(look, visitor.submit(button, typed)) };
    let ((), page) = tokio::time::timeout(PATIENCE, both).await.unwrap();
    assert_eq!(page.status, StatusCode::OK, "{button}: {:?}", page.errors());
    assert_eq!(hasher.evaluated() - before, hashes, "{button}");
}

#[tokio::test]
async fn no_transaction_is_open_while_a_password_is_worked_on() {
    for site in sites(seeker::router).await {
        // PostgreSQL has no single writer by which an open transaction would be noticed; the handlers are the same.
        let Store::Sqlite { .. } = site.store() else { continue };
        let login = [("ID（メールアドレス）", EMAIL), ("パスワード", PASSWORD)];

        let mut visitor = site.visitor();
        visitor.get("/register").await;
        let mail = [("メールアドレス", EMAIL), ("メールアドレス（確認用）", EMAIL)];
        let boxes = [("に同意します", "on"), ("在学中", "on")];
        visitor.submit("次へ進む", &[mail, boxes].concat()).await;
        let key = key_in(&site.letter(EMAIL, "アカウント仮登録完了通知").await);
        let new =
            [("新規のパスワード", PASSWORD), ("新規のパスワード（確認用）", PASSWORD), ("認証キー", &key)];
        leaves_the_writer_free(&site, &mut visitor, ("完了", 1), &new).await;

        visitor.get("/password-reset").await;
        visitor.submit("次へ進む", &login[..1]).await;
        let key = key_in(&site.letter(EMAIL, "パスワード再登録申込受付通知").await);
        let new =
            [("新しいパスワード", PASSWORD), ("新しいパスワード（確認用）", PASSWORD), ("認証キー", &key)];
        leaves_the_writer_free(&site, &mut visitor, ("完了", 1), &new).await;
        site.letter(EMAIL, "パスワード再登録完了のお知らせ").await;

        keep_a_hash_of_other_costs(&site).await;
        visitor.get("/login").await;
        leaves_the_writer_free(&site, &mut visitor, ("ログイン", 2), &login).await;
        visitor.get("/settings/leave/confirm").await;
        leaves_the_writer_free(&site, &mut visitor, ("退会する", 1), &login[1..]).await;
        site.letter(EMAIL, "退会手続き完了のお知らせ").await;
        visitor.get("/reopen").await;
        leaves_the_writer_free(&site, &mut visitor, ("次へ進む", 1), &login).await;
        site.letter(EMAIL, "アカウント再登録申込受付通知").await;
    }
}

/// As if the costs had been raised since the password was set.
async fn keep_a_hash_of_other_costs(site: &TestSite) {
    let dearer = Cost { memory: 16, passes: 1 };
    let old = Hasher::new(site.app.secret.clone(), dearer, 1).unwrap().hash(PASSWORD).await.unwrap();
    let email = EmailAddress::parse(EMAIL).unwrap();
    let mut tx = site.store().begin().await.unwrap();
    let account = tx.account_by_email(&email).await.unwrap().unwrap();
    tx.set_password(account.id, &old).await.unwrap();
    tx.commit().await.unwrap();
}

//! A service that people already use gets a newer program: nothing of what they entered is lost or changed.

use std::{path::Path, str::FromStr};

use domain::{
    account::{AccountState, EmailAddress},
    job_seeker::{Disclosure, RegistrationKind, Task},
    verification_key::Purpose,
};
use jiff::civil::date;
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection, migrate::Migrator,
    postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};
use store::{Schema, Store};
use testkit::databases;
use uuid::Uuid;

/// The last step of the program that was in use before 求職情報 became eight pages.
const BEFORE: i64 = 9;

const OPEN: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);
const NEW: Uuid = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0002);

/// What a program of [`BEFORE`] wrote; `{OPEN}` and `{NEW}` stand for the ids of the accounts.
const FILLED: &str = "
INSERT INTO account (id, email, email_key, password_hash, state, registered_at, last_login_at)
    VALUES ({OPEN}, 'Hanako@example.jp', 'hanako@example.jp', 'hash-1', 'open', 1000000, 2000000);
INSERT INTO account (id, email, email_key, password_hash, state, registered_at)
    VALUES ({NEW}, 'taro@example.jp', 'taro@example.jp', 'hash-2', 'registered', 3000000);
INSERT INTO job_seeker (account, saved_at, family_name, given_name, family_kana, given_kana, gender, birth_date,
        postal_code, municipality_code, town, telephone, identity_form, disclosure, wishes_saved, wage_unit,
        wage_at_least_yen, number, office_code, applied_on, valid_until, completed_at)
    VALUES ({OPEN}, 1500000, '明日', '勇気', 'アス', 'ユウキ', 'woman', '1990-04-01', '3430023', '11222', '東越谷1-5-6',
        '048-969-8609', 'アスユウキ19900401', 'open', TRUE, 'month', 205000, '11010-00000001', '11010', '2026-09-21',
        '2026-11-30', 1500000);
INSERT INTO job_seeker_wish (account, subject, position, code)
    VALUES ({OPEN}, 'job_kind', 0, '3601'), ({OPEN}, 'employment', 0, '1'), ({OPEN}, 'place', 0, '11');
INSERT INTO job_seeker (account, saved_at, disclosure) VALUES ({NEW}, 3500000, 'closed');
INSERT INTO session (id, token_hash, realm, account, device, opened_at, seen_at)
    VALUES ({OPEN}, 'token', 'seeker', {OPEN}, 'Chromium', 2000000, 2100000);
INSERT INTO verification (request_hash, purpose, email, email_key, account, key_hash, issued_at, tries, mail_hash)
    VALUES ('request', 'password_reset', 'Hanako@example.jp', 'hanako@example.jp', {OPEN}, 'key', 2500000, 2, 'mail');
INSERT INTO outbox (id, recipient, subject, body, posted_at, due_at)
    VALUES ({NEW}, 'taro@example.jp', '件名', '本文', 1, 1)";

/// A database as the program of [`BEFORE`] left it.
async fn filled(url: &str) -> sqlx::Result<()> {
    let steps = Migrator::new(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations"))).await?;
    if url.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(true);
        let mut conn = SqliteConnection::connect_with(&options).await?;
        steps.run_to(BEFORE, &mut conn).await?;
        conn.execute(AssertSqlSafe(written(|id| format!("X'{}'", id.simple())))).await?;
        conn.close().await
    } else {
        let mut conn = PgConnection::connect_with(&PgConnectOptions::from_str(url)?).await?;
        steps.run_to(BEFORE, &mut conn).await?;
        for statement in written(|id| format!("'{id}'")).split(';') {
            conn.execute(AssertSqlSafe(statement.to_owned())).await?;
        }
        conn.close().await
    }
}

fn written(literal: fn(Uuid) -> String) -> String {
    FILLED.replace("{OPEN}", &literal(OPEN)).replace("{NEW}", &literal(NEW))
}

#[tokio::test]
async fn what_people_entered_before_is_there_after_an_upgrade() {
    for database in databases().await {
        filled(&database.url).await.unwrap();
        let store = Store::connect(&database.url).await.unwrap();
        assert!(matches!(store.schema().await.unwrap(), Schema::Behind(1..)), "{}", database.name);
        store.migrate().await.unwrap();
        assert_eq!(store.schema().await.unwrap(), Schema::Current);

        let mut conn = store.read().await.unwrap();
        let email = EmailAddress::parse("hanako@EXAMPLE.jp").unwrap();
        let account = conn.account_by_email(&email).await.unwrap().unwrap();
        assert_eq!((account.id, account.state), (OPEN, AccountState::Open), "{}", database.name);

        let saved = conn.job_seeker(OPEN).await.unwrap();
        let registration = saved.registration.clone().unwrap();
        assert_eq!(registration.number.to_string(), "11010-00000001");
        assert_eq!(registration.valid_until, date(2026, 11, 30));
        assert_eq!(registration.kind, RegistrationKind::Online, "whoever was there before came by the web");
        assert_eq!(saved.basic.as_ref().unwrap().full_name(), "明日 勇気");
        assert_eq!(saved.disclosure, Some(Disclosure::Open));
        for task in [Task::Work, Task::Places] {
            assert!(saved.tasks().is_done(task), "{task:?} was done before, on one page for both");
        }
        assert!(!saved.tasks().is_done(Task::Basic), "障害の有無 was never asked before");
        let other = conn.job_seeker(NEW).await.unwrap();
        assert_eq!((other.disclosure, other.registration.is_none()), (Some(Disclosure::Closed), true));
        assert!(!other.tasks().is_done(Task::Work), "{}", database.name);

        let request = conn.verification("mail", Purpose::PasswordReset).await.unwrap().unwrap();
        assert_eq!(request.account, Some(OPEN), "a key that was mailed before goes on working");
        let session = conn.session("token", "seeker").await.unwrap().unwrap();
        assert_eq!((session.account, session.page_open), (OPEN, true), "and so does a session");
    }
}

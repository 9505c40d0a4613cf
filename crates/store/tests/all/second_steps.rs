//! The second step of a login when two nodes do the same thing at the same moment (spec/security.md, Faults).

use std::sync::Arc;

use domain::{
    account::EmailAddress,
    clock::Timestamp,
    second_step::{CODES_PER_WINDOW, SecondStep, WRONG_TRIES},
};
use jiff::SignedDuration;
use store::{NewWaitingLogin, Store};
use testkit::{TestStore, stores};
use tokio::task::JoinSet;
use uuid::Uuid;

fn now() -> Timestamp {
    "2026-11-20T01:00:00Z".parse().unwrap()
}

async fn account(store: &Store) -> Uuid {
    let mut tx = store.begin().await.unwrap();
    let email = EmailAddress::parse("sakura@example.jp").unwrap();
    let account = tx.add_account(&email, "hash", now()).await.unwrap();
    let new = NewWaitingLogin {
        token_hash: "browser",
        account,
        step: SecondStep::MailedCode,
        password_mark: "mark",
        target: "/home",
        code_hash: Some("code"),
    };
    tx.add_waiting_login(&new, now()).await.unwrap();
    tx.commit().await.unwrap();
    account
}

/// Does the same fifty times at once on two nodes; how often it was granted.
async fn at_once<F, G>(store: &TestStore, deed: F) -> i32
where
    F: Fn(Store) -> G,
    G: Future<Output = bool> + Send + 'static,
{
    let nodes = [store.store.clone(), Store::connect(&store.url).await.unwrap()];
    let nodes = Arc::new(nodes);
    let mut deeds = JoinSet::new();
    for at in 0..50 {
        deeds.spawn(deed(nodes[at % 2].clone()));
    }
    deeds.join_all().await.into_iter().map(i32::from).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_codes_at_once_five_are_evaluated() {
    for store in stores().await {
        account(&store.store).await;
        let evaluated = at_once(&store, |node| async move {
            let mut tx = node.begin().await.unwrap();
            let waiting = tx.count_code_try("browser", now()).await.unwrap();
            tx.commit().await.unwrap();
            waiting.is_some()
        });
        assert_eq!(evaluated.await, WRONG_TRIES, "{}", store.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_letters_at_once_five_are_mailed_and_five_more_after_ten_minutes() {
    for store in stores().await {
        for later in [0, 10] {
            let at = now() + SignedDuration::from_mins(later);
            let mailed = at_once(&store, move |node| async move {
                let mut tx = node.begin().await.unwrap();
                let mailed = tx.count_mailed_code("budget", at).await.unwrap();
                tx.commit().await.unwrap();
                mailed
            });
            assert_eq!(mailed.await, CODES_PER_WINDOW, "{}", store.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_a_code_of_an_app_and_a_recovery_code_are_used_once() {
    for store in stores().await {
        let account = account(&store.store).await;
        let session = Uuid::now_v7();
        let mut tx = store.store.begin().await.unwrap();
        tx.begin_app_setup((account, session), "sealed", now()).await.unwrap();
        assert!(tx.install_app(account, ("sealed", 7), now()).await.unwrap());
        assert!(!tx.install_app(account, ("sealed", 8), now()).await.unwrap(), "set up already");
        tx.replace_recovery_codes((account, session), (&["one".into(), "two".into()], "sealed"), now())
            .await
            .unwrap();
        assert!(!tx.use_app_step(account, 7).await.unwrap(), "the code that set it up");
        tx.commit().await.unwrap();

        let logins = at_once(&store, |node| async move {
            let mut tx = node.begin().await.unwrap();
            let ended = tx.end_waiting_login("browser").await.unwrap();
            tx.commit().await.unwrap();
            ended
        });
        assert_eq!(logins.await, 1, "{}", store.name);
        let steps = at_once(&store, move |node| async move {
            let mut tx = node.begin().await.unwrap();
            let used = tx.use_app_step(account, 8).await.unwrap();
            tx.commit().await.unwrap();
            used
        });
        assert_eq!(steps.await, 1, "{}", store.name);
        let codes = at_once(&store, move |node| async move {
            let mut tx = node.begin().await.unwrap();
            let left = tx.use_recovery_code(account, "one", now()).await.unwrap();
            tx.commit().await.unwrap();
            left == Some(1)
        });
        assert_eq!(codes.await, 1, "{}", store.name);
    }
}

#[tokio::test]
async fn what_has_had_its_time_is_forgotten_and_nothing_else() {
    for store in stores().await {
        account(&store.store).await;
        for (minutes, forgotten) in [(15, 0), (16, 1)] {
            let mut tx = store.store.begin().await.unwrap();
            let at = now() + SignedDuration::from_mins(minutes);
            assert_eq!(tx.forget_second_steps(at).await.unwrap(), forgotten, "{}", store.name);
            tx.commit().await.unwrap();
        }
    }
}

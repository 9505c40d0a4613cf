//! Letters: nothing is lost, nothing is sent by two workers at once, nothing is kept too long.

use domain::{clock::Timestamp, letters::Letter};
use jiff::{SignedDuration, ToSpan as _};
use store::{
    Store,
    outbox::{ClaimedLetter, LETTER_CLAIM_LIFE, LETTER_TRIES},
};
use testkit::stores;

fn start() -> Timestamp {
    "2026-11-20T00:00:00Z".parse().unwrap()
}

fn letter(to: &str) -> Letter {
    Letter {
        to: to.into(),
        subject: "アカウント仮登録完了通知".into(),
        body: "認証キー：ABCD-EFGH-JKLM".into(),
    }
}

async fn post(store: &Store, to: &str, now: Timestamp) {
    let mut tx = store.begin().await.unwrap();
    tx.post(&letter(to), now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(store: &Store, now: Timestamp) -> Vec<ClaimedLetter> {
    let mut tx = store.begin().await.unwrap();
    let claimed = tx.claim_letters(20, now).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn fail(store: &Store, letter: &ClaimedLetter, now: Timestamp) -> bool {
    let mut tx = store.begin().await.unwrap();
    let given_up = tx.letter_failed(letter, "no answer", now).await.unwrap();
    tx.commit().await.unwrap();
    given_up
}

async fn sent(store: &Store, letter: &ClaimedLetter, now: Timestamp) {
    let mut tx = store.begin().await.unwrap();
    tx.letter_was_sent(letter, now).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_letter_leaves_only_with_the_deed_that_caused_it() {
    for store in stores().await {
        let mut undone = store.begin().await.unwrap();
        undone.post(&letter("undone@example.jp"), start()).await.unwrap();
        drop(undone);
        post(&store, "done@example.jp", start()).await;

        let claimed = claim(&store, start()).await;
        assert_eq!(claimed.len(), 1, "{}", store.name);
        assert_eq!(claimed[0].recipient, "done@example.jp", "{}", store.name);
        assert_eq!(claimed[0].body, "認証キー：ABCD-EFGH-JKLM", "{}", store.name);
    }
}

#[tokio::test]
async fn a_claimed_letter_is_not_claimed_again_while_its_worker_may_live() {
    for store in stores().await {
        post(&store, "hanako@example.jp", start()).await;
        let first = claim(&store, start()).await;
        assert_eq!(first.len(), 1, "{}", store.name);

        let alive = start() + LETTER_CLAIM_LIFE - 1.microsecond();
        assert!(claim(&store, alive).await.is_empty(), "{}", store.name);
        assert!(!store.read().await.unwrap().letters_are_due(alive).await.unwrap(), "{}", store.name);

        let dead = start() + LETTER_CLAIM_LIFE;
        assert!(store.read().await.unwrap().letters_are_due(dead).await.unwrap(), "{}", store.name);
        let second = claim(&store, dead).await;
        assert_eq!(second.len(), 1, "{}", store.name);
        assert_eq!(second[0].id, first[0].id, "{}: the id, and so the Message-ID, stays", store.name);
        assert_eq!(second[0].tries, 2, "{}", store.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_workers_each_letter_is_claimed_by_one() {
    for store in stores().await {
        for number in 0..60 {
            post(&store, &format!("p{number}@example.jp"), start()).await;
        }
        let mut workers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.store.clone();
            workers.spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let claimed = claim(&store, start()).await;
                    let more = store.read().await.unwrap().letters_are_due(start()).await.unwrap();
                    mine.extend(claimed.into_iter().map(|letter| letter.recipient));
                    if !more {
                        return mine;
                    }
                }
            });
        }
        let mut all = workers.join_all().await.concat();
        all.sort();
        let claims = all.len();
        all.dedup();
        assert_eq!((claims, all.len()), (60, 60), "{}", store.name);
    }
}

#[tokio::test]
async fn a_failed_letter_waits_twice_as_long_each_time() {
    for store in stores().await {
        post(&store, "hanako@example.jp", start()).await;
        let mut now = start();
        for tries in 1..=3 {
            let claimed = claim(&store, now).await;
            assert_eq!(claimed[0].tries, tries, "{}", store.name);
            assert!(!fail(&store, &claimed[0], now).await, "{}", store.name);
            let due = now + SignedDuration::from_mins(1 << tries);
            assert!(claim(&store, due - 1.microsecond()).await.is_empty(), "{}", store.name);
            now = due;
        }
        assert_eq!(claim(&store, now).await.len(), 1, "{}", store.name);
    }
}

#[tokio::test]
async fn a_letter_that_never_arrives_is_kept_for_staff_and_can_be_sent_again() {
    for store in stores().await {
        post(&store, "hanako@example.jp", start()).await;
        let mut now = start();
        let mut given_up = false;
        for _ in 0..LETTER_TRIES {
            assert!(!given_up, "{}: given up too early", store.name);
            let claimed = claim(&store, now).await;
            given_up = fail(&store, &claimed[0], now).await;
            now += SignedDuration::from_hours(72);
        }
        assert!(given_up, "{}", store.name);
        assert!(claim(&store, now).await.is_empty(), "{}", store.name);

        let mut read = store.read().await.unwrap();
        let kept = read.undeliverable_letters().await.unwrap();
        assert_eq!(kept.len(), 1, "{}", store.name);
        assert_eq!(kept[0].recipient, "hanako@example.jp", "{}", store.name);
        assert_eq!(kept[0].failure, "no answer", "{}", store.name);
        assert_eq!(read.outbox_state().await.unwrap().undeliverable, 1, "{}", store.name);
        drop(read);

        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.retry_undeliverable_letters(now).await.unwrap(), 1, "{}", store.name);
        tx.commit().await.unwrap();
        let again = claim(&store, now).await;
        assert_eq!(again[0].body, "認証キー：ABCD-EFGH-JKLM", "{}", store.name);
        assert_eq!(again[0].id, kept[0].id, "{}", store.name);
    }
}

#[tokio::test]
async fn the_text_of_a_sent_letter_is_erased() {
    for store in stores().await {
        post(&store, "hanako@example.jp", start()).await;
        let claimed = claim(&store, start()).await;
        sent(&store, &claimed[0], start()).await;
        assert_eq!(bodies(&store).await, [None], "{}", store.name);
        assert!(claim(&store, start() + LETTER_CLAIM_LIFE).await.is_empty(), "{}", store.name);
    }
}

#[tokio::test]
async fn a_worker_that_lost_its_claim_cannot_put_the_letter_back() {
    for store in stores().await {
        post(&store, "hanako@example.jp", start()).await;
        let late = claim(&store, start()).await.remove(0);
        let now = start() + LETTER_CLAIM_LIFE;
        let second = claim(&store, now).await.remove(0);

        fail(&store, &late, now).await;
        assert!(claim(&store, now + SignedDuration::from_mins(1)).await.is_empty(), "{}", store.name);
        sent(&store, &second, now).await;
        fail(&store, &late, now).await;
        assert_eq!(store.read().await.unwrap().outbox_state().await.unwrap().waiting, 0, "{}", store.name);
    }
}

#[tokio::test]
async fn letters_are_forgotten_after_their_time_but_never_while_they_wait() {
    for store in stores().await {
        post(&store, "sent@example.jp", start()).await;
        let claimed = claim(&store, start()).await;
        sent(&store, &claimed[0], start()).await;
        post(&store, "waiting@example.jp", start()).await;

        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.forget_letters_before(start()).await.unwrap(), 0, "{}", store.name);
        let later = start() + 1.microsecond();
        assert_eq!(tx.forget_letters_before(later).await.unwrap(), 1, "{}", store.name);
        tx.commit().await.unwrap();

        let state = store.read().await.unwrap().outbox_state().await.unwrap();
        assert_eq!((state.waiting, state.oldest), (1, Some(start())), "{}", store.name);
    }
}

/// What stands in the text column, read past the store's own functions.
async fn bodies(store: &Store) -> Vec<Option<String>> {
    let sql = "SELECT body FROM outbox";
    let rows: Vec<(Option<String>,)> = match store {
        Store::Sqlite { pool, .. } => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
        Store::Postgres(pool) => sqlx::query_as(sql).fetch_all(pool).await.unwrap(),
    };
    rows.into_iter().map(|(body,)| body).collect()
}

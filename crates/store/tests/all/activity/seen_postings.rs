//! 閲覧済み: the newest 300 postings a person looked at.

use domain::posting::PostingNumber;
use store::Store;
use uuid::Uuid;

use super::{later, postings, two};

async fn look(store: &Store, account: Uuid, number: PostingNumber, seconds: i64) {
    let mut tx = store.begin().await.unwrap();
    tx.note_seen_posting(account, number, later(seconds)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(store: &Store, account: Uuid) -> u64 {
    store.read().await.unwrap().count_seen_postings(account).await.unwrap()
}

#[tokio::test]
async fn the_newest_three_hundred_are_kept_and_a_second_look_counts_as_new() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 302).await;
        for (number, second) in numbers[..300].iter().zip(0..) {
            look(&store, a, *number, second).await;
        }
        look(&store, a, numbers[0], 1_000).await;
        assert_eq!(count(&store, a).await, 300, "{}: looked at twice, kept once", store.name);
        look(&store, a, numbers[300], 1_001).await;
        look(&store, a, numbers[301], 1_002).await;
        assert_eq!((count(&store, a).await, count(&store, b).await), (300, 0), "{}", store.name);
        let mut conn = store.read().await.unwrap();
        let asked = [numbers[0], numbers[1], numbers[2], numbers[3], numbers[301]];
        let mut seen = conn.seen_among(a, &asked).await.unwrap();
        seen.sort_unstable();
        assert_eq!(seen, [numbers[0], numbers[3], numbers[301]], "{}: the two oldest went", store.name);
        assert_eq!(conn.seen_among(b, &asked).await.unwrap(), []);
        assert_eq!(conn.seen_posting(a, numbers[0]).await.unwrap(), Some(later(1_000)));
        assert_eq!(conn.seen_posting(b, numbers[0]).await.unwrap(), None);
    }
}

#[tokio::test]
async fn of_eight_looks_at_once_none_is_kept_too_many() {
    for store in testkit::stores().await {
        let (a, _) = two(&store).await;
        let numbers = postings(&store, 308).await;
        for (number, second) in numbers[..300].iter().zip(0..) {
            look(&store, a, *number, second).await;
        }
        let looks: Vec<_> = numbers[300..]
            .iter()
            .map(|number| {
                let (store, number) = (store.store.clone(), *number);
                tokio::spawn(async move { look(&store, a, number, 1_000).await })
            })
            .collect();
        for one in looks {
            one.await.unwrap();
        }
        assert_eq!(count(&store, a).await, 300, "{}", store.name);
    }
}

#[tokio::test]
async fn all_are_forgotten_when_the_person_wants_it_and_with_the_account() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 2).await;
        look(&store, a, numbers[0], 0).await;
        look(&store, a, numbers[1], 1).await;
        look(&store, b, numbers[1], 1).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.forget_seen_postings(a).await.unwrap(), 2, "{}", store.name);
        tx.commit().await.unwrap();
        assert_eq!((count(&store, a).await, count(&store, b).await), (0, 1), "{}", store.name);
        let mut tx = store.begin().await.unwrap();
        assert!(tx.void_account(b).await.unwrap(), "{}", store.name);
        tx.commit().await.unwrap();
        assert_eq!(count(&store, b).await, 0, "{}", store.name);
    }
}

//! 300 favourites a person (seed 002), whatever happens at once.

use domain::{favourite::Note, posting::PostingNumber};
use store::{Kept, Store};
use uuid::Uuid;

use super::{later, postings, two};
use crate::job_seekers::world::now;

async fn add(store: &Store, account: Uuid, number: PostingNumber) -> Kept {
    let mut tx = store.begin().await.unwrap();
    let kept = tx.add_favourite(account, number, now()).await.unwrap();
    tx.commit().await.unwrap();
    kept
}

async fn count(store: &Store, account: Uuid) -> u64 {
    store.read().await.unwrap().count_favourites(account).await.unwrap()
}

/// The person has all of these.
async fn fill(store: &Store, account: Uuid, numbers: &[PostingNumber]) {
    let mut tx = store.begin().await.unwrap();
    for number in numbers {
        assert_eq!(tx.add_favourite(account, *number, now()).await.unwrap(), Kept::Added);
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn three_hundred_are_kept_and_one_more_is_not() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 301).await;
        fill(&store, a, &numbers[..299]).await;
        assert_eq!(add(&store, a, numbers[299]).await, Kept::Added, "{}", store.name);
        assert_eq!(add(&store, a, numbers[300]).await, Kept::Full);
        assert_eq!(
            add(&store, a, numbers[0]).await,
            Kept::Already,
            "what is kept is kept, also when it is full"
        );
        assert_eq!((count(&store, a).await, count(&store, b).await), (300, 0));
    }
}

#[tokio::test]
async fn of_eight_that_are_kept_at_once_the_last_place_goes_to_one() {
    for store in testkit::stores().await {
        let (a, _) = two(&store).await;
        let numbers = postings(&store, 307).await;
        fill(&store, a, &numbers[..299]).await;
        let adding: Vec<_> = numbers[299..]
            .iter()
            .map(|number| {
                let (store, number) = (store.store.clone(), *number);
                tokio::spawn(async move { add(&store, a, number).await })
            })
            .collect();
        let mut added = 0;
        for task in adding {
            added += usize::from(task.await.unwrap() == Kept::Added);
        }
        assert_eq!((added, count(&store, a).await), (1, 300), "{}", store.name);
    }
}

#[tokio::test]
async fn the_newest_stand_first_with_their_notes_and_pages_do_not_overlap() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 5).await;
        for (seconds, number) in (0..).zip(&numbers) {
            let mut tx = store.begin().await.unwrap();
            tx.add_favourite(a, *number, later(seconds)).await.unwrap();
            tx.commit().await.unwrap();
        }
        let note = Note::parse("駅から近い").unwrap();
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.note_favourite(b, numbers[4], &note).await.unwrap(), "nobody writes into another's");
        assert!(tx.note_favourite(a, numbers[4], &note).await.unwrap());
        tx.commit().await.unwrap();
        let mut conn = store.read().await.unwrap();
        let page = conn.favourites(a, 0, 3).await.unwrap();
        let listed: Vec<PostingNumber> = page.iter().map(|one| one.posting.posting.number).collect();
        assert_eq!(listed, [numbers[4], numbers[3], numbers[2]], "{}", store.name);
        assert_eq!(page[0].note, "駅から近い");
        assert_eq!(conn.favourites(a, 3, 3).await.unwrap().len(), 2);
        assert!(conn.favourites(b, 0, 3).await.unwrap().is_empty());
        assert!(conn.favourite(b, numbers[0]).await.unwrap().is_none());
        assert_eq!(conn.favourite(a, numbers[0]).await.unwrap().unwrap().added_at, later(0));
    }
}

#[tokio::test]
async fn which_of_some_postings_are_kept_is_known() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 40).await;
        fill(&store, a, &[numbers[1], numbers[3], numbers[38]]).await;
        let mut conn = store.read().await.unwrap();
        let asked = [numbers[3], numbers[2], numbers[1]];
        let mut found = conn.favourites_among(a, &asked).await.unwrap();
        found.sort_unstable();
        assert_eq!(found, [numbers[1], numbers[3]], "{}", store.name);
        assert_eq!(conn.favourites_among(a, &numbers).await.unwrap().len(), 3);
        assert!(conn.favourites_among(b, &numbers).await.unwrap().is_empty());
        assert!(conn.favourites_among(a, &[]).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_favourite_outlives_the_end_of_its_posting_and_goes_when_it_is_let_go() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        let numbers = postings(&store, 2).await;
        fill(&store, a, &numbers).await;
        let mut tx = store.begin().await.unwrap();
        tx.close_postings("test", &numbers[..1], now()).await.unwrap();
        assert!(!tx.remove_favourite(b, numbers[1]).await.unwrap());
        assert!(tx.remove_favourite(a, numbers[1]).await.unwrap());
        assert!(!tx.remove_favourite(a, numbers[1]).await.unwrap(), "twice is once");
        tx.commit().await.unwrap();
        let left = store.read().await.unwrap().favourites(a, 0, 10).await.unwrap();
        assert_eq!(left.len(), 1, "{}", store.name);
        assert!(left[0].posting.closed_at.is_some() && left[0].posting.posting.number == numbers[0]);
    }
}

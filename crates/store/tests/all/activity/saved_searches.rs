//! Three places for searches (seed 002), whatever happens at once.

use domain::saved_search::SavedSearchName;
use store::{SavedSearch, SearchSaved, Store};
use uuid::Uuid;

use super::two;
use crate::job_seekers::world::now;

fn name(text: &str) -> SavedSearchName {
    SavedSearchName::parse(text).unwrap()
}

async fn save(store: &Store, account: Uuid, query: &str) -> SearchSaved {
    let mut tx = store.begin().await.unwrap();
    let saved = tx.save_search(account, &name("条件"), query, now()).await.unwrap();
    tx.commit().await.unwrap();
    saved
}

async fn places(store: &Store, account: Uuid) -> Vec<(u8, String)> {
    let searches = store.read().await.unwrap().saved_searches(account).await.unwrap();
    searches.into_iter().map(|search| (search.position, search.query)).collect()
}

#[tokio::test]
async fn three_are_kept_and_a_fourth_is_not() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        for (query, place) in [("words=1", 1), ("words=2", 2), ("words=3", 3)] {
            assert_eq!(save(&store, a, query).await, SearchSaved::At(place), "{}", store.name);
        }
        assert_eq!(save(&store, a, "words=4").await, SearchSaved::Full, "{}", store.name);
        assert_eq!(places(&store, a).await.len(), 3);
        assert_eq!(
            save(&store, b, "words=4").await,
            SearchSaved::At(1),
            "another person has places of the own"
        );
    }
}

#[tokio::test]
async fn the_same_conditions_are_kept_once() {
    for store in testkit::stores().await {
        let (a, _) = two(&store).await;
        assert_eq!(save(&store, a, "words=1").await, SearchSaved::At(1));
        assert_eq!(save(&store, a, "words=1").await, SearchSaved::Already(1), "{}", store.name);
        assert_eq!(places(&store, a).await.len(), 1);
    }
}

#[tokio::test]
async fn a_place_that_became_free_is_used_again_and_the_others_stay() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        for query in ["words=1", "words=2", "words=3"] {
            save(&store, a, query).await;
        }
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.delete_search(b, 2).await.unwrap(), "nobody deletes another's");
        assert!(tx.delete_search(a, 2).await.unwrap());
        assert!(!tx.delete_search(a, 2).await.unwrap(), "twice is once");
        tx.commit().await.unwrap();
        assert_eq!(save(&store, a, "words=4").await, SearchSaved::At(2), "{}", store.name);
        let expected = [(1, "words=1"), (2, "words=4"), (3, "words=3")];
        assert_eq!(places(&store, a).await, expected.map(|(place, query)| (place, query.to_owned())));
    }
}

#[tokio::test]
async fn conditions_are_replaced_at_their_place_only_by_their_owner() {
    for store in testkit::stores().await {
        let (a, b) = two(&store).await;
        save(&store, a, "words=1").await;
        let new = SavedSearch { position: 1, name: "新しい".into(), query: "words=9".into() };
        let mut tx = store.begin().await.unwrap();
        assert!(!tx.replace_search(b, &new, now()).await.unwrap(), "{}", store.name);
        assert!(tx.replace_search(a, &new, now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(store.read().await.unwrap().saved_searches(a).await.unwrap(), [new]);
    }
}

#[tokio::test]
async fn of_eight_that_are_saved_at_once_three_are_kept() {
    for store in testkit::stores().await {
        let (a, _) = two(&store).await;
        let saving = (0..8).map(|n| {
            let store = store.store.clone();
            tokio::spawn(async move { save(&store, a, &format!("words={n}")).await })
        });
        let mut kept = 0;
        for task in saving.collect::<Vec<_>>() {
            kept += usize::from(matches!(task.await.unwrap(), SearchSaved::At(_)));
        }
        assert_eq!((kept, places(&store, a).await.len()), (3, 3), "{}", store.name);
    }
}

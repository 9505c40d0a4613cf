//! What is new on a day, whose saved searches are asked, and that nobody is told twice.

use domain::{
    clock::Date,
    posting::{Posting, PostingNumber},
    saved_search::SavedSearchName,
};
use store::{MatchRun, SavedSearch, Store, WatchedSearch, Watcher};
use testkit::posting;
use uuid::Uuid;

use crate::{
    job_seekers::world::{account, day, fresh, now},
    validity::registered,
};

const MOST: i64 = 1_000;

async fn put(store: &Store, postings: &[Posting]) {
    let mut tx = store.begin().await.unwrap();
    tx.put_postings("test", postings, now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn begin(store: &Store, on: Date, most: i64) -> Option<MatchRun> {
    let mut tx = store.begin().await.unwrap();
    let run = tx.begin_match_run(on, most).await.unwrap();
    tx.commit().await.unwrap();
    run
}

async fn end(store: &Store, on: Date) {
    let mut tx = store.begin().await.unwrap();
    tx.end_match_run(on, now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn new_in(store: &Store, run: MatchRun) -> Vec<PostingNumber> {
    let new = store.read().await.unwrap().new_postings(run, 0, MOST).await.unwrap();
    new.into_iter().map(|new| new.posting.number).collect()
}

async fn save(store: &Store, account: Uuid, query: &str) {
    let mut tx = store.begin().await.unwrap();
    tx.save_search(account, &SavedSearchName::parse("条件").unwrap(), query, now()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn watchers(store: &Store, on: &str) -> Vec<Watcher> {
    store.read().await.unwrap().watchers(day(on), Uuid::nil(), MOST).await.unwrap()
}

async fn claim(store: &Store, account: Uuid, on: &str) -> bool {
    let mut tx = store.begin().await.unwrap();
    let claimed = tx.claim_matches(account, day(on)).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn note(store: &Store, account: Uuid, told: &WatchedSearch, upto: i64) -> bool {
    let mut tx = store.begin().await.unwrap();
    let noted = tx.note_matches(account, told, upto).await.unwrap();
    tx.commit().await.unwrap();
    noted
}

#[tokio::test]
async fn new_is_what_came_for_the_first_time_since_the_run_before() {
    for store in fresh().await {
        let (one, two) = (posting(1, &[]), posting(2, &[]));
        put(&store, &[one.clone(), two.clone()]).await;
        let (first, second) = (day("2026-11-21"), day("2026-11-22"));
        let run = begin(&store, first, MOST).await.unwrap();
        assert_eq!(new_in(&store, run).await, [one.number, two.number], "{}", store.name);
        end(&store, first).await;

        // One is changed, the other closed and opened again; only the third is new.
        let three = posting(3, &[]);
        let mut tx = store.begin().await.unwrap();
        assert_eq!(tx.close_postings("test", &[two.number], now()).await.unwrap(), 1);
        tx.commit().await.unwrap();
        put(&store, &[posting(1, &[("職種", "別の職種")]), two, three.clone()]).await;
        let run = begin(&store, second, MOST).await.unwrap();
        assert_eq!(new_in(&store, run).await, [three.number], "{}", store.name);
    }
}

#[tokio::test]
async fn what_was_closed_again_is_not_new() {
    for store in fresh().await {
        let (one, two) = (posting(1, &[]), posting(2, &[]));
        put(&store, &[one.clone(), two.clone()]).await;
        let mut tx = store.begin().await.unwrap();
        tx.close_postings("test", &[one.number], now()).await.unwrap();
        tx.commit().await.unwrap();
        let run = begin(&store, day("2026-11-21"), MOST).await.unwrap();
        assert_eq!(new_in(&store, run).await, [two.number], "{}", store.name);
    }
}

#[tokio::test]
async fn a_run_that_broke_off_goes_on_with_its_own_part_and_one_that_ended_is_over() {
    for store in fresh().await {
        put(&store, &[posting(1, &[])]).await;
        let (first, second, third) = (day("2026-11-21"), day("2026-11-22"), day("2026-11-23"));
        let run = begin(&store, first, MOST).await;
        put(&store, &[posting(2, &[])]).await;
        assert_eq!(begin(&store, first, MOST).await, run, "{}: what came since is for tomorrow", store.name);
        // Today's never ended: tomorrow's has its part too.
        let both = begin(&store, second, MOST).await.unwrap();
        assert_eq!(new_in(&store, both).await.len(), 2, "{}", store.name);
        end(&store, second).await;
        assert_eq!(begin(&store, second, MOST).await, None, "{}", store.name);
        let rest = begin(&store, third, MOST).await.unwrap();
        assert_eq!((rest.after, new_in(&store, rest).await.len()), (both.upto, 0), "{}", store.name);
    }
}

#[tokio::test]
async fn of_more_new_postings_than_are_looked_through_the_newest_are_taken() {
    for store in fresh().await {
        let all: Vec<Posting> = (1..=5).map(|serial| posting(serial, &[])).collect();
        put(&store, &all).await;
        let run = begin(&store, day("2026-11-21"), 5).await.unwrap();
        assert_eq!(new_in(&store, run).await.len(), 5, "{}", store.name);
        let run = begin(&store, day("2026-11-21"), 4).await.unwrap();
        let newest: Vec<PostingNumber> = all[1..].iter().map(|posting| posting.number).collect();
        assert_eq!(new_in(&store, run).await, newest, "{}", store.name);
    }
}

#[tokio::test]
async fn asked_about_are_people_whose_registration_is_in_force_and_each_of_their_searches() {
    for store in fresh().await {
        let valid = registered(&store, "a").await; // to 31 January 2027
        let (off, gone) = (registered(&store, "bb").await, registered(&store, "ccc").await);
        let newcomer = account(&store, "newcomer").await;
        for who in [valid, off, gone, newcomer] {
            save(&store, who, "words=1").await;
            save(&store, who, "words=2").await;
        }
        let mut tx = store.begin().await.unwrap();
        tx.switch_off(off, now()).await.unwrap();
        assert!(tx.withdraw(gone, now()).await.unwrap());
        tx.commit().await.unwrap();
        let asked = watchers(&store, "2027-01-31").await;
        assert_eq!(asked.iter().map(|one| one.account).collect::<Vec<_>>(), [valid], "{}", store.name);
        let queries: Vec<&str> = asked[0].searches.iter().map(|search| search.query.as_str()).collect();
        assert_eq!(queries, ["words=1", "words=2"], "{}", store.name);
        assert!(watchers(&store, "2027-02-01").await.is_empty(), "{}: over", store.name);
    }
}

#[tokio::test]
async fn in_batches_everybody_comes_once_with_all_their_searches() {
    for store in fresh().await {
        let people = ["a", "bb", "ccc", "dddd"];
        for (name, searches) in people.into_iter().zip([3, 1, 2, 3]) {
            let id = registered(&store, name).await;
            for number in 0..searches {
                save(&store, id, &format!("words={number}")).await;
            }
        }
        let (mut seen, mut after) = (Vec::new(), Uuid::nil());
        loop {
            let batch = store.read().await.unwrap().watchers(day("2026-12-01"), after, 4).await.unwrap();
            let Some(last) = batch.last() else { break };
            after = last.account;
            seen.extend(batch);
        }
        assert_eq!(seen, watchers(&store, "2026-12-01").await, "{}", store.name);
        let mut counts: Vec<usize> = seen.iter().map(|one| one.searches.len()).collect();
        counts.sort_unstable();
        assert_eq!(counts, [1, 2, 3, 3], "{}", store.name);
    }
}

#[tokio::test]
async fn of_nodes_that_tell_at_once_one_does_and_the_next_day_one_again() {
    for store in fresh().await {
        let id = registered(&store, "a").await;
        save(&store, id, "words=1").await;
        let tries = (0..8).map(|_| {
            let store: Store = (*store).clone();
            tokio::spawn(async move { claim(&store, id, "2026-11-21").await })
        });
        let mut claimed = 0;
        for tried in tries.collect::<Vec<_>>() {
            claimed += i32::from(tried.await.unwrap());
        }
        assert_eq!(claimed, 1, "{}", store.name);
        assert!(watchers(&store, "2026-11-21").await.is_empty(), "{}: told today", store.name);
        assert_eq!(watchers(&store, "2026-11-22").await.len(), 1, "{}", store.name);
        assert!(claim(&store, id, "2026-11-22").await, "{}", store.name);
        assert!(!claim(&store, id, "2027-02-01").await, "{}: no longer in force", store.name);
    }
}

#[tokio::test]
async fn changed_conditions_start_afresh_from_now_and_another_name_does_not() {
    for store in fresh().await {
        put(&store, &[posting(1, &[])]).await;
        let id = registered(&store, "a").await;
        save(&store, id, "words=1").await;
        let before = watchers(&store, "2026-11-21").await[0].searches[0].clone();
        assert_eq!(before.told_seq, 1, "{}: what was there is not new", store.name);

        put(&store, &[posting(2, &[])]).await;
        let replace = async |name: &str, query: &str| {
            let search = SavedSearch { position: 1, name: name.to_owned(), query: query.to_owned() };
            let mut tx = store.begin().await.unwrap();
            assert!(tx.replace_search(id, &search, now()).await.unwrap());
            tx.commit().await.unwrap();
            watchers(&store, "2026-11-21").await[0].searches[0].clone()
        };
        let renamed = replace("別の名前", "words=1").await;
        assert_eq!((renamed.name.as_str(), renamed.told_seq), ("別の名前", 1), "{}", store.name);
        let changed = replace("別の名前", "words=2").await;
        assert_eq!(changed.told_seq, 2, "{}", store.name);

        assert!(!note(&store, id, &before, 2).await, "{}: these conditions are gone", store.name);
        put(&store, &[posting(3, &[])]).await;
        assert!(note(&store, id, &changed, 3).await, "{}", store.name);
        assert!(!note(&store, id, &changed, 3).await, "{}: told once", store.name);
        assert_eq!(watchers(&store, "2026-11-21").await[0].searches[0].told_seq, 3, "{}", store.name);
    }
}

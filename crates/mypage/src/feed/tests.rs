use domain::{
    clock::Timestamp,
    posting::{Posting, Viewer},
    search_query::SearchQuery,
};
use search::Index;
use tempfile::TempDir;
use testkit::{posting, stores};

use super::*;

fn now() -> Timestamp {
    "2026-11-20T01:00:00Z".parse().unwrap()
}

async fn put(store: &Store, postings: &[Posting]) {
    let mut tx = store.begin().await.unwrap();
    tx.put_postings("test", postings, now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn many(serials: std::ops::Range<u32>) -> Vec<Posting> {
    serials.map(|serial| posting(serial, &[])).collect()
}

/// What is found and how often: the total, and the distinct postings on all pages.
fn found(finder: &Finder) -> (usize, usize) {
    let (mut seen, mut page, mut total) = (std::collections::BTreeSet::new(), 1, 0);
    loop {
        let query = SearchQuery { page, ..SearchQuery::default() };
        let found = finder.find(&query, Viewer::Anyone, "2026-11-20".parse().unwrap()).unwrap();
        total = total.max(found.total);
        if found.numbers.is_empty() {
            return (total, seen.len());
        }
        seen.extend(found.numbers);
        page += 1;
    }
}

/// How many changes the searches do not know.
async fn changes_behind(store: &Store, finder: &Finder) -> i64 {
    lag(store, finder, now()).await.unwrap().changes
}

async fn feed_all(store: &Store, feeder: &Feeder, at_once: i64) -> u32 {
    let mut rounds = 1;
    while feed_some(store, feeder, at_once).await.unwrap() {
        rounds += 1;
    }
    rounds
}

#[tokio::test]
async fn an_index_catches_up_in_rounds_and_then_has_no_lag() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        let (finder, feeder) = (index.finder(), index.feeder());
        assert_eq!(changes_behind(&store, &finder).await, 0, "{}", store.name);
        assert!(!feed_some(&store, &feeder, 10).await.unwrap(), "{}", store.name);
        assert_eq!(finder.reached(), None, "{}", store.name);

        put(&store, &many(1..46)).await;
        assert_eq!(changes_behind(&store, &finder).await, 45, "{}", store.name);
        assert_eq!(feed_all(&store, &feeder, 10).await, 5, "{}", store.name);
        assert_eq!((changes_behind(&store, &finder).await, found(&finder)), (0, (45, 45)), "{}", store.name);
    }
}

#[tokio::test]
async fn changed_and_closed_postings_are_found_as_they_are_now() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        put(&store, &many(1..4)).await;
        catch_up(&store, &index.feeder(), |_| {}).await.unwrap();

        put(&store, &[posting(1, &[("公開範囲", "4")])]).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(
            tx.close_postings("test", &[posting(3, &[]).number], now()).await.unwrap(),
            1,
            "{}",
            store.name
        );
        tx.commit().await.unwrap();
        catch_up(&store, &index.feeder(), |_| {}).await.unwrap();
        assert_eq!(found(&index.finder()), (1, 1), "{}", store.name);
    }
}

#[tokio::test]
async fn a_program_killed_at_any_round_of_feeding_shows_every_posting_once() {
    for store in stores().await {
        put(&store, &many(1..31)).await;
        for rounds_before_the_end in 0..4 {
            let folder = TempDir::new().unwrap();
            let index = Index::open(folder.path()).unwrap();
            for _ in 0..rounds_before_the_end {
                feed_some(&store, &index.feeder(), 8).await.unwrap();
            }
            // In the middle of a round: taken in, not committed.
            let rest = store.read().await.unwrap().postings_changed_after(0, 30).await.unwrap();
            let rest: Vec<_> =
                rest.iter().map(|it| Change { number: it.number, posting: it.posting.as_ref() }).collect();
            let dying = index.feeder();
            dying.feed(&rest).unwrap();
            drop((dying, index));

            let index = Index::open(folder.path()).unwrap();
            feed_all(&store, &index.feeder(), 8).await;
            assert_eq!(found(&index.finder()), (30, 30), "{}", store.name);
        }
    }
}

#[tokio::test]
async fn a_deleted_index_is_built_anew_under_a_running_program() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(&folder.path().join("index")).unwrap();
        put(&store, &many(1..31)).await;
        let feeder = index.feeder();
        catch_up(&store, &feeder, |_| {}).await.unwrap();
        std::fs::remove_dir_all(folder.path().join("index")).unwrap();
        catch_up(&store, &feeder, |_| {}).await.unwrap();
        assert_eq!((found(&index.finder()), changes_behind(&store, &index.finder()).await), ((30, 30), 0));
    }
}

#[tokio::test]
async fn the_index_of_another_database_is_not_believed() {
    let folder = TempDir::new().unwrap();
    let index = Index::open(folder.path()).unwrap();
    for store in stores().await {
        put(&store, &many(1..31)).await;
        catch_up(&store, &index.feeder(), |_| {}).await.unwrap();
    }
    for store in stores().await {
        put(&store, &many(100..103)).await;
        assert_eq!(changes_behind(&store, &index.finder()).await, 3, "{}", store.name);
        catch_up(&store, &index.feeder(), |_| {}).await.unwrap();
        assert_eq!(found(&index.finder()), (3, 3), "{}", store.name);
    }
}

#[tokio::test]
async fn a_database_restored_from_an_older_copy_is_indexed_from_its_start() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        put(&store, &many(1..4)).await;
        let history = store.read().await.unwrap().posting_position().await.unwrap().history.unwrap();
        // What the index saw before the database went back.
        let gone = posting(9, &[]);
        let feeder = index.feeder();
        feeder.feed(&[Change { number: gone.number, posting: Some(&gone) }]).unwrap();
        feeder.commit(Position { history: history.as_u128(), seq: 1_000 }).unwrap();
        drop(feeder);
        catch_up(&store, &index.feeder(), |_| {}).await.unwrap();
        assert_eq!(found(&index.finder()), (3, 3), "{}", store.name);
    }
}

#[test]
fn postings_outside_the_largest_segment_are_folded_sooner_by_night() {
    let worth = |documents, beside, night| worth_folding(Scatter { documents, beside }, night);
    assert!(!worth(1_200_000, 12_000, true) && worth(1_200_000, 12_001, true));
    assert!(!worth(1_200_000, 240_000, false) && worth(1_200_000, 240_001, false));
    // A town's few postings are searched fast however they lie.
    assert!(!worth(2_000, 999, true) && worth(2_000, 1_000, true));
}

#[test]
fn night_is_from_one_to_five_in_tokyo() {
    let night = |at: &str| is_night(at.parse().unwrap());
    assert!(!night("2026-11-20T00:59:59+09:00") && night("2026-11-20T01:00:00+09:00"));
    assert!(night("2026-11-20T04:59:59+09:00") && !night("2026-11-20T05:00:00+09:00"));
}

#[tokio::test]
async fn an_index_that_was_built_is_one_piece_and_goes_on_with_what_changes() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        put(&store, &many(1..1_100)).await;
        let mut told = Vec::new();
        catch_up(&store, &index.feeder(), |seq| told.push(seq)).await.unwrap();
        assert_eq!((told, index.feeder().scatter().beside), (vec![1_099], 0), "{}", store.name);
        put(&store, &many(1_099..1_200)).await;
        assert_eq!(feed_all(&store, &index.feeder(), 50).await, 3, "{}", store.name);
        assert_eq!(found(&index.finder()), (1_199, 1_199), "{}", store.name);
    }
}

#[tokio::test]
async fn the_lag_is_told_in_changes_and_in_seconds_since_the_first_of_them() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        let after = |seconds| now() + jiff::SignedDuration::from_secs(seconds);
        put(&store, &many(1..11)).await;
        let mut tx = store.begin().await.unwrap();
        tx.put_postings("test", &many(11..13), after(20)).await.unwrap();
        tx.commit().await.unwrap();
        let told = async |seconds| lag(&store, &index.finder(), after(seconds)).await.unwrap();
        assert_eq!(told(30).await, Lag { changes: 12, seconds: 30 }, "{}", store.name);
        feed_some(&store, &index.feeder(), 10).await.unwrap();
        assert_eq!(told(30).await, Lag { changes: 2, seconds: 10 }, "{}", store.name);
        // Of two machines one may be slow.
        assert_eq!(told(0).await, Lag { changes: 2, seconds: 0 }, "{}", store.name);
        feed_some(&store, &index.feeder(), 10).await.unwrap();
        assert_eq!(told(90).await, Lag::default(), "{}", store.name);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn building_an_index_ends_with_what_was_there_and_does_not_wait_for_an_import_to_end() {
    for store in stores().await {
        let folder = TempDir::new().unwrap();
        let index = Index::open(folder.path()).unwrap();
        put(&store, &many(1..11)).await;
        catch_up(&store, &index.feeder(), |_| {
            // An import brings more whenever some were read.
            let more = many(11..21);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(put(&store, &more)));
        })
        .await
        .unwrap();
        assert_eq!((found(&index.finder()), changes_behind(&store, &index.finder()).await), ((10, 10), 10));
        assert!(!feed_some(&store, &index.feeder(), 20).await.unwrap(), "{}", store.name);
        assert_eq!(found(&index.finder()), (20, 20), "{}", store.name);
    }
}

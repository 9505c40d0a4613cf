//! `kill -9` in the middle of an import: nothing is lost, nothing is there twice, the index catches up.

use std::collections::BTreeSet;

use domain::{clock::tokyo_date, posting::Viewer, search_query::SearchQuery};
use mypage::feed;
use search::{Finder, Index};
use store::Store;
use testkit::{Database, databases};

use crate::running::{Home, request, sample_postings, wait_for};

/// How far the line of changes goes; 0 while there is no schema yet.
async fn changes(store: &Store) -> i64 {
    let Ok(mut conn) = store.read().await else { return 0 };
    conn.posting_position().await.map_or(0, |position| position.seq)
}

async fn numbers(store: &Store) -> Vec<u64> {
    let (mut numbers, mut after) = (Vec::new(), 0);
    loop {
        let changed = store.read().await.unwrap().postings_changed_after(after, 1_000).await.unwrap();
        let Some(last) = changed.last() else { return numbers };
        after = last.seq;
        numbers.extend(changed.iter().map(|change| change.number.value()));
    }
}

fn found(finder: &Finder) -> usize {
    let today = tokyo_date(domain::clock::Clock::System.now());
    finder.find(&SearchQuery::default(), Viewer::RegisteredSeeker, today).unwrap().total
}

/// Starts the service and an import, and kills both with some of the postings in. False when the
/// import was quicker.
async fn is_interrupted(home: &Home, database: &Database, file: &str, all: usize) -> bool {
    let mut server = home.start(&["serve"]);
    server.address();
    let store = Store::connect(&database.url).await.unwrap();
    let import = home.start(&["import", "postings", file]);
    let mut seen = 0;
    while seen == 0 {
        seen = changes(&store).await;
        tokio::task::yield_now().await;
    }
    import.kill();
    server.kill();
    let after = usize::try_from(changes(&store).await).unwrap();
    store.close().await;
    after < all
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_and_a_server_that_were_killed_lose_nothing_and_show_nothing_twice() {
    for database in databases().await {
        let home = Home::new(&database.url);
        let file = home.file("postings.jsonl");
        let all = sample_postings(&file);
        let file = file.display().to_string();
        assert!(is_interrupted(&home, &database, &file, all).await, "{}: killed too late", database.name);

        let mut server = home.start(&["serve"]);
        let address = server.address();
        let mut import = home.start(&["import", "postings", &file]);
        wait_for(|| import.has_ended().then_some(()));
        wait_for(|| request(&address, "GET /healthz", "").contains("\"index_lag\":0").then_some(()));
        assert_eq!(server.stop(), Some(0), "{}", database.name);

        let store = Store::connect(&database.url).await.unwrap();
        let numbers = numbers(&store).await;
        assert_eq!(numbers.len(), all, "{}", database.name);
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), all, "{}: nothing twice", database.name);

        // The index that went through all this finds what a new one finds.
        let survived = Index::open(&home.file("index")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let fresh = Index::open(folder.path()).unwrap();
        feed::catch_up(&store, &fresh.feeder(), |_| {}).await.unwrap();
        assert!(found(&fresh.finder()) > 0, "{}", database.name);
        assert_eq!(found(&survived.finder()), found(&fresh.finder()), "{}", database.name);
        store.close().await;
    }
}

//! Postings in the database, on SQLite and PostgreSQL.

use domain::{
    clock::Timestamp,
    posting::{Posting, PostingNumber},
};
use store::{PutCounts, Store, WholeImport};
use testkit::stores;

fn now() -> Timestamp {
    "2026-11-20T00:00:00Z".parse().unwrap()
}

fn posting(serial: usize, title: &str) -> Posting {
    let number = format!("13010-{serial:08}");
    Posting::from_columns([
        ("求人番号", number.as_str()),
        ("受付年月日", "2026-11-05"),
        ("求人区分", "フルタイム"),
        ("職種", title),
        ("仕事の内容", "「引用」と'記号'と\n改行"),
        ("雇用形態", "正社員"),
        ("公開範囲", "1"),
        ("賃金形態", "月給"),
        ("賃金下限", "200000"),
        ("ふしぎな欄", "そのまま"),
    ])
    .unwrap()
}

fn number(serial: usize) -> PostingNumber {
    posting(serial, "x").number
}

async fn put(store: &Store, source: &str, batch: &[Posting]) -> PutCounts {
    let mut tx = store.begin().await.unwrap();
    let counts = tx.put_postings(source, batch, now()).await.unwrap();
    tx.commit().await.unwrap();
    counts
}

async fn seq(store: &Store) -> i64 {
    store.read().await.unwrap().posting_position().await.unwrap().seq
}

#[tokio::test]
async fn what_was_put_is_read_back_whole() {
    for store in stores().await {
        let one = posting(1, "介護職員");
        assert_eq!(
            put(&store, "a", std::slice::from_ref(&one)).await,
            PutCounts { added: 1, ..Default::default() }
        );
        let mut conn = store.read().await.unwrap();
        let found = conn.posting(number(1)).await.unwrap().unwrap();
        assert_eq!((found.posting, found.closed_at), (one, None), "{}", store.name);
        assert_eq!(conn.posting(number(2)).await.unwrap(), None, "{}", store.name);
    }
}

#[tokio::test]
async fn the_same_batch_again_writes_nothing_and_a_change_writes_one_row() {
    for store in stores().await {
        let batch: Vec<_> = (0..120).map(|at| posting(at, "事務")).collect();
        assert_eq!(
            put(&store, "a", &batch).await,
            PutCounts { added: 120, ..Default::default() },
            "{}",
            store.name
        );
        let before = seq(&store).await;
        assert_eq!(
            put(&store, "a", &batch).await,
            PutCounts { unchanged: 120, ..Default::default() },
            "{}",
            store.name
        );
        assert_eq!(seq(&store).await, before, "{}", store.name);

        let mut changed = batch.clone();
        changed[77].title = "経理".to_owned();
        let counts = put(&store, "a", &changed).await;
        assert_eq!(counts, PutCounts { changed: 1, unchanged: 119, ..Default::default() }, "{}", store.name);
        let after = store.read().await.unwrap().postings_changed_after(before, 100).await.unwrap();
        let after: Vec<_> = after.iter().map(|changed| changed.number).collect();
        assert_eq!(after, [number(77)], "{}", store.name);
    }
}

#[tokio::test]
async fn the_last_of_two_rows_with_one_number_holds() {
    for store in stores().await {
        let counts = put(&store, "a", &[posting(1, "先"), posting(2, "別"), posting(1, "後")]).await;
        assert_eq!(counts, PutCounts { added: 2, changed: 1, unchanged: 0 }, "{}", store.name);
        let titles: Vec<_> = store
            .read()
            .await
            .unwrap()
            .postings(&[number(1), number(2)])
            .await
            .unwrap()
            .into_iter()
            .map(|p| p.title)
            .collect();
        assert_eq!(titles, ["後", "別"], "{}", store.name);
        assert_eq!(changes(&store, 0, 10).await, [1, 2], "{}", store.name);
    }
}

#[tokio::test]
async fn postings_are_read_in_the_order_asked_and_missing_ones_are_left_out() {
    for store in stores().await {
        let batch: Vec<_> = (0..60).map(|at| posting(at, "事務")).collect();
        put(&store, "a", &batch).await;
        let asked: Vec<_> = (0..70).rev().map(number).collect();
        let got: Vec<_> = store
            .read()
            .await
            .unwrap()
            .postings(&asked)
            .await
            .unwrap()
            .into_iter()
            .map(|p| p.number)
            .collect();
        assert_eq!(got, asked[10..], "{}", store.name);
    }
}

/// Serial numbers of the changes after a place, in their order.
async fn changes(store: &Store, after: i64, limit: i64) -> Vec<u64> {
    let changed = store.read().await.unwrap().postings_changed_after(after, limit).await.unwrap();
    assert!(changed.is_sorted_by(|a, b| a.seq < b.seq));
    changed.iter().map(|changed| changed.number.value() % 100_000_000).collect()
}

#[tokio::test]
async fn changes_are_read_piece_by_piece_without_gap_or_repetition() {
    for store in stores().await {
        put(&store, "a", &(0..25).map(|at| posting(at, "事務")).collect::<Vec<_>>()).await;
        put(&store, "a", &[posting(3, "改")]).await;
        let (mut all, mut after) = (Vec::new(), 0);
        loop {
            let some = store.read().await.unwrap().postings_changed_after(after, 7).await.unwrap();
            let Some(last) = some.last() else { break };
            after = last.seq;
            all.extend(some.into_iter().map(|changed| changed.number.value() % 100_000_000));
        }
        let mut expected: Vec<u64> = (0..25).filter(|at| *at != 3).collect();
        expected.push(3);
        assert_eq!(all, expected, "{}", store.name);
        assert_eq!(seq(&store).await, after, "{}", store.name);
    }
}

#[tokio::test]
async fn an_import_that_is_not_committed_never_happened() {
    for store in stores().await {
        let mut tx = store.begin().await.unwrap();
        tx.put_postings("a", &[posting(1, "事務")], now()).await.unwrap();
        drop(tx);
        assert_eq!(seq(&store).await, 0, "{}", store.name);
        assert_eq!(store.read().await.unwrap().posting(number(1)).await.unwrap(), None, "{}", store.name);
    }
}

#[tokio::test]
async fn whoever_reads_changes_in_order_misses_none_of_parallel_imports() {
    for store in stores().await {
        let importers = (0..4_usize).map(|importer| {
            let store = store.store.clone();
            tokio::spawn(async move {
                for batch in 0..5 {
                    let from = importer * 1_000 + batch * 10;
                    put(&store, "a", &(from..from + 10).map(|at| posting(at, "事務")).collect::<Vec<_>>())
                        .await;
                }
            })
        });
        let importers: Vec<_> = importers.collect();
        let (mut seen, mut after) = (std::collections::BTreeSet::new(), 0);
        while seen.len() < 200 {
            let done = importers.iter().all(tokio::task::JoinHandle::is_finished);
            let some = store.read().await.unwrap().postings_changed_after(after, 30).await.unwrap();
            after = some.last().map_or(after, |last| last.seq);
            assert!(!(done && some.is_empty()), "{}: only {} of 200 were seen", store.name, seen.len());
            seen.extend(some.into_iter().map(|changed| changed.number));
            tokio::task::yield_now().await;
        }
        for importer in importers {
            importer.await.unwrap();
        }
    }
}

/// A full import: puts a batch, then closes what it has not seen.
async fn import_whole(store: &Store, source: &str, batch: &[Posting]) -> u64 {
    let mut import = WholeImport::begin(store, source).await.unwrap();
    put(store, source, batch).await;
    import.saw(batch.iter().map(|posting| posting.number));
    import.close_others(store, now).await.unwrap()
}

#[tokio::test]
async fn what_another_import_brings_while_a_full_one_runs_stays_open() {
    for store in stores().await {
        put(&store, "a", &[posting(1, "事務"), posting(2, "事務"), posting(3, "事務")]).await;
        let mut import = WholeImport::begin(&store, "a").await.unwrap();
        import.saw([number(1)]);
        put(&store, "a", &[posting(2, "経理"), posting(4, "事務")]).await;
        assert_eq!(import.close_others(&store, now).await.unwrap(), 1, "{}", store.name);
        let asked = [number(1), number(2), number(3), number(4)];
        let open = store.read().await.unwrap().postings(&asked).await.unwrap();
        let open: Vec<_> = open.iter().map(|posting| posting.number).collect();
        assert_eq!(open, [number(1), number(2), number(4)], "{}", store.name);
    }
}

#[tokio::test]
async fn which_postings_of_a_batch_differ_is_told_without_writing() {
    for store in stores().await {
        let mut batch: Vec<_> = (0..120).map(|at| posting(at, "事務")).collect();
        put(&store, "a", &batch).await;
        batch[70].title = "経理".to_owned();
        batch.push(posting(500, "事務"));
        let held = store.begin().await.unwrap();
        let differ = store.read().await.unwrap().postings_that_differ("a", &batch).await.unwrap();
        let told: Vec<usize> = (0..batch.len()).filter(|at| differ[*at]).collect();
        assert_eq!(told, [70, 120], "{}", store.name);
        let elsewhere = store.read().await.unwrap().postings_that_differ("b", &batch).await.unwrap();
        assert!(elsewhere.iter().all(|differs| *differs), "{}", store.name);
        drop(held);
    }
}

#[tokio::test]
async fn the_age_of_what_is_not_yet_indexed_is_that_of_its_first_change() {
    for store in stores().await {
        let changed_at = async |after| store.read().await.unwrap().posting_changed_at(after).await.unwrap();
        assert_eq!(changed_at(0).await, None, "{}", store.name);
        put(&store, "a", &[posting(1, "事務")]).await;
        let later = now() + jiff::SignedDuration::from_secs(90);
        let mut tx = store.begin().await.unwrap();
        tx.put_postings("a", &[posting(2, "事務")], later).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            (changed_at(0).await, changed_at(1).await, changed_at(2).await),
            (Some(now()), Some(later), None)
        );
    }
}

#[tokio::test]
async fn a_full_import_closes_what_its_source_no_longer_has_and_nothing_of_others() {
    for store in stores().await {
        put(&store, "other", &[posting(9_999, "他所")]).await;
        let whole: Vec<_> = (0..1_200).map(|at| posting(at, "事務")).collect();
        assert_eq!(import_whole(&store, "a", &whole).await, 0, "{}", store.name);
        let before = seq(&store).await;
        assert_eq!(import_whole(&store, "a", &whole[1_100..]).await, 1_100, "{}", store.name);

        let mut conn = store.read().await.unwrap();
        assert!(conn.posting(number(0)).await.unwrap().unwrap().closed_at.is_some(), "{}", store.name);
        let open = conn.postings(&[number(0), number(1_150), number(9_999)]).await.unwrap();
        let open: Vec<_> = open.iter().map(|posting| posting.number).collect();
        assert_eq!(open, [number(1_150), number(9_999)], "{}", store.name);
        let changed = conn.postings_changed_after(before, 5_000).await.unwrap();
        assert_eq!(changed.len(), 1_100, "{}", store.name);
        assert!(changed.iter().all(|changed| changed.posting.is_none()), "{}", store.name);
    }
}

#[tokio::test]
async fn a_closed_posting_opens_when_it_comes_back_unchanged() {
    for store in stores().await {
        import_whole(&store, "a", &[posting(1, "事務"), posting(2, "事務")]).await;
        assert_eq!(import_whole(&store, "a", &[posting(2, "事務")]).await, 1, "{}", store.name);
        let before = seq(&store).await;
        let counts = put(&store, "a", &[posting(1, "事務")]).await;
        assert_eq!(counts, PutCounts { changed: 1, ..Default::default() }, "{}", store.name);
        let found = store.read().await.unwrap().posting(number(1)).await.unwrap().unwrap();
        assert_eq!(found.closed_at, None, "{}", store.name);
        assert_eq!(changes(&store, before, 10).await, [1], "{}", store.name);
    }
}

#[tokio::test]
async fn a_full_import_that_saw_nothing_closes_nothing() {
    for store in stores().await {
        put(&store, "a", &[posting(1, "事務")]).await;
        assert_eq!(import_whole(&store, "a", &[]).await, 0, "{}", store.name);
        assert!(store.read().await.unwrap().posting(number(1)).await.unwrap().unwrap().closed_at.is_none());
    }
}

#[tokio::test]
async fn the_line_of_changes_has_a_name_from_the_first_posting_on() {
    for store in stores().await {
        let history = async || store.read().await.unwrap().posting_position().await.unwrap().history;
        assert_eq!(history().await, None, "{}", store.name);
        put(&store, "a", &[posting(1, "事務")]).await;
        let named = history().await;
        assert!(named.is_some(), "{}", store.name);
        put(&store, "a", &[posting(2, "事務")]).await;
        assert_eq!(history().await, named, "{}", store.name);
    }
}

//! The index, seen from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod disclosure;
mod facets;
mod feeding;
mod oracle;

use domain::{
    clock::Date,
    posting::{Posting, PostingNumber, Viewer},
    search_query::SearchQuery,
};
use search::{Change, Feeder, Finder, Index, Position};
use tempfile::TempDir;

const HISTORY: u128 = 7;

fn today() -> Date {
    "2026-11-20".parse().unwrap()
}

/// A posting with some columns of its own.
fn posting(serial: u32, columns: &[(&str, &str)]) -> Posting {
    let number = format!("13010-{serial:08}");
    let usual = [
        ("求人番号", number.as_str()),
        ("受付年月日", "2026-11-05"),
        ("求人区分", "フルタイム"),
        ("職種", "職員"),
        ("雇用形態", "正社員"),
        ("公開範囲", "1"),
    ];
    let usual = usual.into_iter().filter(|(name, _)| columns.iter().all(|(column, _)| column != name));
    Posting::from_columns(usual.chain(columns.iter().copied())).unwrap()
}

/// An index in a folder of its own.
struct Fixture {
    folder: TempDir,
    finder: Finder,
    feeder: Feeder,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path()).unwrap();
        Self { finder: index.finder(), feeder: index.feeder(), folder }
    }

    fn with(postings: &[Posting]) -> Self {
        let fixture = Self::new();
        fixture.put(postings);
        fixture.commit(1);
        fixture
    }

    fn put(&self, postings: &[Posting]) {
        let changes: Vec<_> = postings
            .iter()
            .map(|posting| Change { number: posting.number, posting: Some(posting) })
            .collect();
        self.feeder.feed(&changes).unwrap();
    }

    fn close(&self, number: PostingNumber) {
        self.feeder.feed(&[Change { number, posting: None }]).unwrap();
    }

    fn commit(&self, seq: i64) {
        self.feeder.commit(Position { history: HISTORY, seq }).unwrap();
    }

    /// Serial numbers of what a search finds on its page, and how many there are in all.
    fn find(&self, pairs: &[(&str, &str)], viewer: Viewer) -> (usize, Vec<u64>) {
        let (query, _) = SearchQuery::from_pairs(pairs.iter().copied());
        let found = self.finder.find(&query, viewer, today()).unwrap();
        (found.total, found.numbers.into_iter().map(|number| number.value() % 100_000_000).collect())
    }

    fn words(&self, words: &str) -> Vec<u64> {
        self.find(&[("words", words)], Viewer::Anyone).1
    }
}

//! Postings for tests, in the database and in the index.

use domain::posting::{Posting, PostingNumber};
use search::{Change, Position};
use store::{PostingPosition, WholeImport};

use crate::TestSite;

/// A posting of 13010 with this serial number, open on the day of [`crate::OPENING`]; `columns` are
/// added to what every posting needs, or take its place.
///
/// # Panics
/// When the columns make no posting.
pub fn posting(serial: u32, columns: &[(&str, &str)]) -> Posting {
    let number = format!("13010-{serial:08}");
    let usual = [
        ("求人番号", number.as_str()),
        ("受付年月日", "2026-11-05"),
        ("求人区分", "フルタイム"),
        ("職種", "介護福祉士"),
        ("仕事の内容", "グループホームでの介護です。"),
        ("雇用形態", "正社員"),
        ("公開範囲", "1"),
    ];
    let usual = usual.into_iter().filter(|(name, _)| columns.iter().all(|(column, _)| column != name));
    Posting::from_columns(usual.chain(columns.iter().copied())).unwrap_or_else(|error| panic!("{error}"))
}

impl TestSite {
    /// Imports postings and lets the search know of them.
    ///
    /// # Panics
    /// When the database or the index refuses.
    pub async fn import(&self, postings: &[Posting]) {
        let before = self.line().await;
        self.put(postings).await;
        let changes: Vec<(PostingNumber, Option<&Posting>)> =
            postings.iter().map(|posting| (posting.number, Some(posting))).collect();
        self.feed(&changes, self.reached_after(before).await);
    }

    /// Imports postings behind the back of the search, as long as it has not caught up.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn put(&self, postings: &[Posting]) {
        let put = async || -> store::Result<()> {
            let mut tx = self.app.store.begin().await?;
            tx.put_postings("test", postings, self.now()).await?;
            tx.commit().await
        };
        put().await.unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }

    /// Closes every posting but these, as a full import does.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn close_all_but(&self, postings: &[Posting]) {
        let close = async || -> store::Result<u64> {
            let mut import = WholeImport::begin(&self.app.store, "test").await?;
            import.saw(postings.iter().map(|posting| posting.number));
            import.close_others(&self.app.store, || self.now()).await
        };
        close().await.unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }

    /// How far the line of changes goes.
    async fn line(&self) -> PostingPosition {
        let line = async || self.app.store.read().await?.posting_position().await;
        line().await.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// How far the search sees after an import that began at a place. Where something was put behind its back
    /// before, it stays as far behind as it was.
    async fn reached_after(&self, before: PostingPosition) -> Position {
        let now = self.line().await;
        let history = now.history.map_or(0, |history| history.as_u128());
        let reached = self.app.finder.reached().map_or(0, |reached| reached.seq);
        Position { history, seq: if reached == before.seq { now.seq } else { reached } }
    }

    fn feed(&self, changes: &[(PostingNumber, Option<&Posting>)], reached: Position) {
        let changes: Vec<Change<'_>> =
            changes.iter().map(|(number, posting)| Change { number: *number, posting: *posting }).collect();
        let fed = self.feeder.feed(&changes).and_then(|()| self.feeder.commit(reached));
        fed.unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }
}

//! Which postings of a page stand in a list of a person's own.

use domain::posting::PostingNumber;
use uuid::Uuid;

use crate::{
    postings::{number_of, stored},
    sql::{Conn, Result},
};

/// Postings that one statement asks about: a page of results.
const ASKED_AT_ONCE: usize = 50;

/// A list of at most 300 postings.
#[derive(Clone, Copy)]
pub(crate) enum OwnList {
    /// お気に入り
    Favourites,
    /// 閲覧済み
    Seen,
}

impl Conn {
    pub(crate) async fn in_own_list(
        &mut self,
        list: OwnList,
        account: Uuid,
        postings: &[PostingNumber],
    ) -> Result<Vec<PostingNumber>> {
        let mut found = Vec::new();
        for some in postings.chunks(ASKED_AT_ONCE) {
            let (Some(lowest), Some(highest)) = (some.iter().min(), some.iter().max()) else { continue };
            let (lowest, highest) = (stored(*lowest), stored(*highest));
            // At most 300 rows: cheaper than a statement with fifty places, and the same text every time.
            let rows: Vec<(i64,)> = match list {
                OwnList::Favourites => all!(
                    self,
                    "SELECT posting FROM favourite WHERE account = $1 AND posting BETWEEN $2 AND $3",
                    account,
                    lowest,
                    highest,
                ),
                OwnList::Seen => all!(
                    self,
                    "SELECT posting FROM seen_posting WHERE account = $1 AND posting BETWEEN $2 AND $3",
                    account,
                    lowest,
                    highest,
                ),
            };
            let read = rows.into_iter().map(|(number,)| number_of(number)).collect::<Result<Vec<_>>>()?;
            found.extend(read.into_iter().filter(|number| some.contains(number)));
        }
        Ok(found)
    }
}

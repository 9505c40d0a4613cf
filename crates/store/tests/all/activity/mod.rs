//! 求職活動: what a person keeps, applies for and is sent.

mod favourites;
mod lists;
mod messages;
mod saved_searches;
mod seen_postings;

use domain::posting::{Posting, PostingNumber};
use store::Store;
use testkit::posting;
use uuid::Uuid;

use crate::job_seekers::world::{account, now};

/// Postings 1 to `count`, open.
async fn postings(store: &Store, count: u32) -> Vec<PostingNumber> {
    let postings: Vec<Posting> =
        (1..=count).map(|serial| posting(serial, &[("職種", &format!("職種{serial}"))])).collect();
    let mut tx = store.begin().await.unwrap();
    tx.put_postings("test", &postings, now()).await.unwrap();
    tx.commit().await.unwrap();
    postings.iter().map(|posting| posting.number).collect()
}

/// Two people.
async fn two(store: &Store) -> (Uuid, Uuid) {
    (account(store, "a").await, account(store, "b").await)
}

/// The second of the day that is this many after [`now`].
fn later(seconds: i64) -> domain::clock::Timestamp {
    now() + jiff::SignedDuration::from_secs(seconds)
}

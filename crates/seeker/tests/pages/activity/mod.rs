//! 求職活動 seen through its pages: the home, what a person keeps, the lists, messages, 受付票.

mod compare;
mod favourites;
mod home;
mod lists;
mod messages;
mod receipt;
mod saved_searches;

use domain::{
    job_hunt::{ApplicationState, ApplicationWay, MessageSender},
    posting::{Posting, PostingNumber},
};
use store::{NewApplication, NewOffer, NewThread, OfferKind};
use testkit::{TestSite, posting};
use uuid::Uuid;

pub use crate::profile::world::{registered, sites};

/// Postings `1` to `count`, open until the end of January, found by the search.
pub async fn postings(site: &TestSite, count: u32) -> Vec<PostingNumber> {
    let postings: Vec<Posting> = (1..=count).map(one).collect();
    site.import(&postings).await;
    postings.iter().map(|posting| posting.number).collect()
}

/// The posting of a running number.
fn one(serial: u32) -> Posting {
    let title = format!("介護福祉士{serial}号");
    posting(serial, &[("職種", title.as_str()), ("事業所名", "株式会社ハローワークケア")])
}

/// Sends an offer of one kind.
pub async fn offers(site: &TestSite, account: Uuid, kind: OfferKind, numbers: &[PostingNumber]) {
    let mut tx = site.store().begin().await.unwrap();
    for number in numbers {
        let new = NewOffer {
            account,
            posting: *number,
            office_code: "11080",
            expires_on: "2026-12-20".parse().unwrap(),
        };
        assert!(tx.add_offer(kind, &new, site.now()).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// Applications that run.
pub async fn applies(site: &TestSite, account: Uuid, numbers: &[PostingNumber], state: ApplicationState) {
    let mut tx = site.store().begin().await.unwrap();
    for number in numbers {
        let new = NewApplication { account, posting: *number, way: ApplicationWay::Online, state };
        assert!(tx.add_application(&new, site.now()).await.unwrap().is_some());
    }
    tx.commit().await.unwrap();
}

/// `count` messages of the employer in the thread of a posting.
pub async fn writes(site: &TestSite, account: Uuid, number: PostingNumber, count: usize) -> Uuid {
    let mut tx = site.store().begin().await.unwrap();
    let thread =
        tx.open_thread(account, NewThread::Posting(number), "面接のご案内", site.now()).await.unwrap();
    for n in 1..=count {
        let body = format!("{n}通目です。\n面接にお越しください。");
        assert!(tx.add_message(account, thread, (MessageSender::Employer, &body), site.now()).await.unwrap());
    }
    tx.commit().await.unwrap();
    thread
}

/// Keeps postings.
pub async fn keeps(site: &TestSite, account: Uuid, numbers: &[PostingNumber]) {
    let mut tx = site.store().begin().await.unwrap();
    for number in numbers {
        assert_eq!(tx.add_favourite(account, *number, site.now()).await.unwrap(), store::Kept::Added);
    }
    tx.commit().await.unwrap();
}

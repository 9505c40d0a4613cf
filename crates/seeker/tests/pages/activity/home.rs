//! The home with full lists: what it shows, and how little it asks for it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use domain::job_hunt::ApplicationState;
use store::OfferKind;
use testkit::TestSite;
use tracing_subscriber::{Layer, filter::LevelFilter, layer::SubscriberExt};
use uuid::Uuid;

use super::{applies, keeps, offers, postings, registered, sites, writes};

/// Statements that a home may take, however long the lists are.
const MOST_STATEMENTS: usize = 12;

/// Counts the statements of the store.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        if event.metadata().target() == "store::statement" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Lists of these lengths: favourites, applications, messages; offers as many as applications.
async fn fill(site: &TestSite, account: Uuid, (favourites, applications, messages): (usize, usize, usize)) {
    let numbers = postings(site, 300).await;
    keeps(site, account, &numbers[..favourites]).await;
    applies(site, account, &numbers[..applications], ApplicationState::Applied).await;
    offers(site, account, OfferKind::Request, &numbers[..applications]).await;
    offers(site, account, OfferKind::Referral, &numbers[..applications]).await;
    if messages > 0 {
        writes(site, account, numbers[0], messages).await;
    }
}

#[tokio::test]
async fn the_home_takes_at_most_twelve_statements_and_no_more_as_the_lists_grow() {
    let mut counted = Vec::new();
    for lengths in [(0, 0, 0), (3, 3, 3), (300, 50, 500)] {
        for site in sites().await {
            let (mut visitor, account) = registered(&site, "a", &[]).await;
            fill(&site, account, lengths).await;
            visitor.get("/search/saved/new?words=介護").await;
            visitor.submit("保存する", &[]).await;
            // The session is written down again after a minute: the dearest of all homes.
            site.advance(testkit::minutes(2));
            let counter = Counter::default();
            let subscriber = tracing_subscriber::registry().with(LevelFilter::TRACE).with(counter.clone());
            // The test's runtime has one thread, so that this sees every statement of the request.
            let guard = tracing::subscriber::set_default(subscriber);
            let page = visitor.get("/home").await;
            drop(guard);
            assert!(page.says(&format!("新着メッセージ：{}件", lengths.2)), "{}", page.text());
            let statements = counter.0.load(Ordering::Relaxed);
            assert!((6..=MOST_STATEMENTS).contains(&statements), "{}: {statements}", site.name);
            counted.push(statements);
        }
    }
    assert!(counted.iter().all(|one| *one == counted[0]), "{counted:?}");
}

#[tokio::test]
async fn full_lists_show_their_count_and_the_newest() {
    for site in sites().await {
        let (mut visitor, account) = registered(&site, "a", &[]).await;
        let numbers = postings(&site, 5).await;
        offers(&site, account, OfferKind::Request, &numbers[..2]).await;
        offers(&site, account, OfferKind::Referral, &numbers[2..3]).await;
        applies(&site, account, &numbers[..4], ApplicationState::Applied).await;
        let thread = writes(&site, account, numbers[1], 2).await;
        let page = visitor.get("/home").await;
        assert!(page.says("新着メッセージ：2件"), "{}", page.text());
        assert!(
            page.says("求人者からのリクエスト求人 全2件中最新の求人を表示しています。"),
            "{}",
            page.text()
        );
        assert!(page.says("オンラインハローワーク紹介対象求人 全1件中最新の求人を表示しています。"));
        let cards = page.texts(".job-card h3 a");
        assert_eq!(cards, ["介護福祉士3号", "介護福祉士2号"], "{}: the newest of each", site.name);
        assert!(page.says("全4件中、最新の3件です。"), "{}", site.name);
        assert_eq!(page.link("この求人に関するメッセージを表示"), Some(format!("/messages/{thread}")));
        assert_eq!(
            visitor.follow("求人者からのリクエスト求人を全て表示").await.h1(),
            "求人者からのリクエスト求人"
        );
        visitor.get("/home").await;
        let page = visitor.follow("オンラインハローワーク紹介対象求人を全て表示").await;
        assert_eq!(page.h1(), "オンラインハローワーク紹介対象求人");
        visitor.get("/home").await;
        assert_eq!(visitor.follow("この求人に関するメッセージを表示").await.h1(), "メッセージの内容");
    }
}

#[tokio::test]
async fn the_lists_of_one_person_are_nobody_elses() {
    for site in sites().await {
        let (_, account) = registered(&site, "a", &[]).await;
        fill(&site, account, (3, 3, 3)).await;
        let other = [("姓", "別人"), ("birth_date_day", "2")];
        let (mut stranger, _) = registered(&site, "b", &other).await;
        let page = stranger.get("/home").await;
        assert!(
            page.says("新着メッセージ：0件") && page.says("応募中の求人はありません。"),
            "{}",
            page.text()
        );
        assert!(page.texts(".job-card").is_empty(), "{}", site.name);
        for path in ["favourites", "applications", "requests", "referrals"] {
            let page = stranger.get(&format!("/activity/{path}")).await;
            assert!(page.texts(".job-card").is_empty(), "{path}, {}", site.name);
        }
        assert_eq!(stranger.get("/activity/favourites/13010-00000001").await.status, 404);
    }
}

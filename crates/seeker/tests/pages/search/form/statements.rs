//! The form and 絞り込む cost the page of results one statement for each area that is asked for, for the names of its
//! municipalities.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use testkit::{TestSite, posting};
use tracing_subscriber::{Layer, filter::LevelFilter, layer::SubscriberExt};

use super::super::fresh;

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

/// How many statements a page takes on which one posting is found.
async fn statements(site: &TestSite, path: &str) -> usize {
    let counter = Counter::default();
    let subscriber = tracing_subscriber::registry().with(LevelFilter::TRACE).with(counter.clone());
    // The test's runtime has one thread, so that this sees every statement of the request.
    let guard = tracing::subscriber::set_default(subscriber);
    let page = site.visitor().get(path).await;
    drop(guard);
    assert!(page.says("1件中"), "{}: {path}: {}", site.name, page.text());
    counter.0.load(Ordering::Relaxed)
}

#[tokio::test]
async fn names_of_municipalities_are_read_once_for_each_area_that_is_asked_for() {
    let place = [("就業場所都道府県", "東京都"), ("就業場所市区町村コード", "13101")];
    for site in fresh().await {
        site.import(&[posting(1, &place)]).await;
        let plain = statements(&site, "/search").await;
        let many =
            "/search?prefecture=13&prefecture=27&category=full&employment=1&number=13010-00000001&audience=1";
        assert_eq!(statements(&site, many).await, plain + 2, "{}", site.name);
        let one = "/search?prefecture=13&prefecture=27&municipality=13101&municipality=13112";
        assert_eq!(statements(&site, one).await, plain + 2, "{}", site.name);
    }
}

//! What the card says stands in the form alone: not in addresses, cookies or the log (spec/security.md,
//! Data: 14.2.1, 16.2.5).

use mynaportal_standin::Fault;
use tracing_subscriber::{filter::LevelFilter, layer::SubscriberExt};

use super::world::{FILLED, PARTLY, REST, note, worlds};
use crate::portal::logs::Log;

#[tokio::test]
async fn neither_addresses_nor_cookies_nor_the_log_know_what_the_card_says() {
    for world in worlds().await {
        let log = Log::default();
        let lines = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_ansi(false);
        let subscriber = tracing_subscriber::registry().with(LevelFilter::DEBUG).with(lines);
        // The test's runtime has one thread, so that this sees everything that happens in it.
        let guard = tracing::subscriber::set_default(subscriber);
        let (mut visitor, account) = world.newcomer("a").await;
        world.provider.order(Some(Fault::UserInfoOtherSubject));
        world.reads(&mut visitor, "taro").await;
        world.provider.order(None);
        let mut seen = Vec::new();
        for (person, sentence) in [("katachi", PARTLY), ("taro", FILLED)] {
            let page = world.reads(&mut visitor, person).await;
            assert_eq!(note(&page), [sentence]);
            seen.push(page.path);
        }
        seen.extend(["seeker", "browser"].map(|name| visitor.cookie(name).unwrap().to_owned()));
        assert_eq!(visitor.cookie_names(), ["browser", "seeker"], "{}", world.site.name);
        seen.push(visitor.submit("保存して次へ進む", &REST).await.path);
        drop(guard);
        assert_eq!(world.saved_name(account).await.as_deref(), Some("明日 太郎"));
        let log = log.text();
        assert!(log.contains("userinfo of another subject"), "the reason is in the log");
        seen.push(log);
        let subjects = ["taro", "katachi"].map(|person| world.provider.card_subject(person));
        let claims =
            ["明日", "太郎", "大手前", "千代田区", "19851120", "1985-11-20", "H02-04-01", "%E6%98%8E"];
        for claim in claims.into_iter().chain(subjects.iter().map(String::as_str)) {
            let told = seen.iter().flat_map(|text| text.lines()).find(|line| line.contains(claim));
            assert_eq!(told, None, "{}: {claim}", world.site.name);
        }
    }
}

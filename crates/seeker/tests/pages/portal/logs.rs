//! What is written into the log while people sign in through the portal: reasons in fixed words, and
//! nothing that opens anything or names anybody (spec/security.md, Data: 16.2.5).

use std::{
    io,
    sync::{Arc, Mutex},
};

use axum::http::{Method, Request, header};
use mynaportal_standin::Fault;
use tracing_subscriber::{filter::LevelFilter, fmt::MakeWriter, layer::SubscriberExt};

use super::world::{EMAIL, PERSON, World, worlds};

/// What was written into the log.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Everything that was written so far.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Goes through the portal once; the secrets that were seen on the way.
async fn secrets_of_a_walk(world: &World, path: &str) -> Vec<String> {
    let mut visitor = world.site.visitor();
    let there = visitor.get(path).await.header("location").to_owned();
    let back = world.at_the_portal(&there).await;
    visitor.get(&back).await;
    let secret = |(name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
        ["state", "nonce", "code", "code_challenge"].contains(&name.as_ref()).then(|| value.into_owned())
    };
    [there, back]
        .iter()
        .flat_map(|address| {
            url::Url::parse(address).unwrap().query_pairs().filter_map(secret).collect::<Vec<_>>()
        })
        .chain(
            ["browser", "seeker", "device"].iter().filter_map(|name| visitor.cookie(name)).map(str::to_owned),
        )
        .collect()
}

#[tokio::test]
async fn neither_a_good_nor_a_hostile_walk_leaves_secrets_or_persons_in_the_log() {
    for world in worlds().await {
        world.linked().await;
        let log = Log::default();
        let lines = tracing_subscriber::fmt::layer().with_writer(log.clone()).with_ansi(false);
        let subscriber = tracing_subscriber::registry().with(LevelFilter::DEBUG).with(lines);
        // The test's runtime has one thread, so that this sees everything that happens in it.
        let guard = tracing::subscriber::set_default(subscriber);
        let mut secrets = Vec::new();
        // Those that take their time, and those that never let anybody come back, say nothing more.
        let slow = [Fault::Down, Fault::Hangs, Fault::SlowDrip];
        let faults = Fault::ALL.iter().copied().filter(|fault| !slow.contains(fault)).map(Some);
        for fault in std::iter::once(None).chain(faults) {
            world.portal.order(fault);
            secrets.extend(secrets_of_a_walk(&world, &world.login_path()).await);
        }
        world.portal.order(None);
        secrets.extend(secrets_of_a_walk(&world, &world.link_path()).await);
        let event =
            world.portal.security_event(PERSON, "event-1", |header, _| header["kid"] = "other".into());
        let push = Request::builder()
            .method(Method::POST)
            .uri("/sso/events")
            .header(header::CONTENT_TYPE, "application/secevent+jwt")
            .body(event.into());
        world.site.visitor().raw(push.unwrap()).await;
        drop(guard);
        let log = log.text();
        let reasons = log.matches("sign-on failed").count();
        assert!(reasons > 20, "the reasons are in the log: {reasons}");
        assert!(log.contains("of another journey") && log.contains("of another issuer"));
        secrets.extend(["eyJ", EMAIL, "portal-secret"].map(str::to_owned));
        secrets.push(world.portal.portal_subject(PERSON));
        assert!(secrets.len() > 20, "{}", secrets.len());
        for secret in secrets {
            let line = log.lines().find(|line| line.contains(&secret));
            assert_eq!(line, None, "{}", world.site.name);
        }
    }
}

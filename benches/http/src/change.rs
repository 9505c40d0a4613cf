//! Changes of postings while people search, and how soon they are found.

use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use domain::{
    clock::{Clock, tokyo_date},
    posting::{DisclosureScope, Posting},
};
use store::Store;

use crate::client::Client;

/// How often the service is asked whether it finds a change.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// After so long a change counts as lost.
const GIVE_UP: Duration = Duration::from_secs(60);

/// Changes postings of the import, so many each second in one unit of work, and looks each time how long it takes
/// until the last of them is found by its new word.
pub(crate) fn run(
    database: &str,
    address: SocketAddr,
    per_second: usize,
    seconds: u64,
) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::connect(database).await?;
        let clock = Clock::System;
        let mut client = Client::connect(address)?;
        let (mut took, mut after) = (Vec::new(), 0);
        let begin = Instant::now();
        for second in 0..seconds {
            let limit = i64::try_from(per_second)?;
            let changed = store.read().await?.postings_changed_after(after, limit).await?;
            after = changed.last().context("too few postings")?.seq;
            let mark = format!("変更{second}回目");
            let postings: Vec<Posting> = changed
                .into_iter()
                .filter_map(|one| one.posting)
                .map(|mut posting| {
                    posting.title = format!("{mark} {}", posting.title);
                    posting.disclosure = DisclosureScope::Everybody;
                    posting
                })
                .collect();
            let mut tx = store.begin().await?;
            tx.put_postings("file", &postings, clock.now()).await?;
            tx.commit().await?;
            let today = tokyo_date(clock.now());
            let last = postings.iter().rfind(|one| one.is_open_on(today));
            if let Some(last) = last {
                took.push(until_found(&mut client, last, &mark)?);
            }
            let due = begin + Duration::from_secs(second + 1);
            thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        took.sort_unstable();
        let milliseconds = |took: Option<&Duration>| took.map_or(0, Duration::as_millis);
        let (middle, most) = (milliseconds(took.get(took.len() / 2)), milliseconds(took.last()));
        println!("changes found after: median {middle} ms, at most {most} ms, of {} looks", took.len());
        anyhow::Ok(())
    })
}

fn until_found(client: &mut Client, posting: &Posting, mark: &str) -> anyhow::Result<Duration> {
    let words = percent_encoding::utf8_percent_encode(mark, percent_encoding::NON_ALPHANUMERIC);
    let path = format!("/search?words={words}&number={}", posting.number);
    let begin = Instant::now();
    loop {
        let page = String::from_utf8(client.get_plain(&path)?.body)?;
        if page.contains(&format!("/postings/{}", posting.number)) {
            return Ok(begin.elapsed());
        }
        anyhow::ensure!(begin.elapsed() < GIVE_UP, "{path} is never found");
        thread::sleep(LOOK_EVERY);
    }
}

//! Clients that ask one after the other, and how long they waited.

use std::{
    fmt,
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use crate::client::Client;

/// Seconds before measuring begins: pages of files are read for the first time.
const WARM_UP: u64 = 3;

/// What clients saw together.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Milliseconds of each answer.
    took: Vec<f64>,
    /// Bytes of each answer as it came.
    packed: Vec<usize>,
    /// Answers that were no page of results.
    failed: usize,
    seconds: f64,
    clients: usize,
}

impl Seen {
    fn share(&self, share: usize) -> f64 {
        let mut took = self.took.clone();
        took.sort_unstable_by(f64::total_cmp);
        took.get(took.len() * share / 1000).copied().unwrap_or_default()
    }
}

impl fmt::Display for Seen {
    #[expect(clippy::cast_precision_loss, reason = "counts of this size are exact enough")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.took.len();
        let bytes = self.packed.iter().sum::<usize>() / count.max(1);
        let most = self.packed.iter().max().copied().unwrap_or_default();
        write!(
            f,
            "clients {} | answers {count} | a second {:.0} | p50 {:.1} ms | p99 {:.1} ms | p99.9 {:.1} ms | \
             gzip mean {bytes} most {most} | failed {}",
            self.clients,
            count as f64 / self.seconds,
            self.share(500),
            self.share(990),
            self.share(999),
            self.failed,
        )
    }
}

/// Asks for `seconds` with so many clients.
pub(crate) fn run(
    address: SocketAddr,
    queries: &[String],
    clients: usize,
    seconds: u64,
) -> anyhow::Result<Seen> {
    let queries = &last_addresses(address, queries)?;
    let next = AtomicUsize::new(0);
    let begin = Instant::now() + Duration::from_secs(WARM_UP);
    let end = begin + Duration::from_secs(seconds);
    let mut all = Seen { clients, seconds: Duration::from_secs(seconds).as_secs_f64(), ..Seen::default() };
    let seen: Vec<anyhow::Result<Seen>> = thread::scope(|scope| {
        let ask = || scope.spawn(|| ask(address, queries, &next, (begin, end)));
        let asking: Vec<_> = (0..clients).map(|_| ask()).collect();
        asking
            .into_iter()
            .map(|client| client.join().unwrap_or_else(|_| anyhow::bail!("a client fell over")))
            .collect()
    });
    for one in seen {
        let one = one?;
        all.took.extend(one.took);
        all.packed.extend(one.packed);
        all.failed += one.failed;
    }
    Ok(all)
}

/// The addresses to which searches lead: a search has one address, and others lead there.
fn last_addresses(address: SocketAddr, queries: &[String]) -> anyhow::Result<Vec<String>> {
    let mut client = Client::connect(address)?;
    queries.iter().map(|query| Ok(client.get(query)?.location.unwrap_or_else(|| query.clone()))).collect()
}

fn ask(
    address: SocketAddr,
    queries: &[String],
    next: &AtomicUsize,
    (begin, end): (Instant, Instant),
) -> anyhow::Result<Seen> {
    let mut client = Client::connect(address)?;
    let mut seen = Seen::default();
    loop {
        let query = &queries[next.fetch_add(1, Ordering::Relaxed) % queries.len()];
        let asked = Instant::now();
        let answer = client.get(query)?;
        let answered = Instant::now();
        if answered >= end {
            return Ok(seen);
        }
        if asked < begin {
            continue;
        }
        if answer.status == 200 {
            seen.took.push((answered - asked).as_secs_f64() * 1_000.0);
            seen.packed.push(answer.body.len());
        } else {
            seen.failed += 1;
        }
    }
}

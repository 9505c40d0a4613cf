//! Somebody who tries passwords from many addresses.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::client::Client;

/// Connections at once.
const CONNECTIONS: u64 = 8;

/// Sends logins at a rate, as far as the service answers that fast, and prints the answers by status.
pub(crate) fn run(address: SocketAddr, per_second: u64, seconds: u64) -> anyhow::Result<()> {
    let (begin, sent) = (Instant::now(), AtomicU64::new(0));
    let answers: Mutex<BTreeMap<u16, u64>> = Mutex::default();
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| -> anyhow::Result<()> {
                let mut client = Client::connect(address)?;
                loop {
                    let number = sent.fetch_add(1, Ordering::Relaxed);
                    let due = begin + Duration::from_millis(number * 1_000 / per_second.max(1));
                    if due > begin + Duration::from_secs(seconds) {
                        return Ok(());
                    }
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    let visitor = format!("198.51.{}.{}", number / 250 % 250, number % 250);
                    let body = format!("email=nobody{number}%40example.jp&password=Asagao-2026%23");
                    let status = client.post("/login", &visitor, &body)?.status;
                    *answers.lock().unwrap_or_else(PoisonError::into_inner).entry(status).or_default() += 1;
                }
            });
        }
    });
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("logins by status of the answer: {answers:?}");
    Ok(())
}

//! Whether the database can be written: tried now and then, when somebody asks.

use std::time::Duration;

use domain::clock::Timestamp;
use jiff::SignedDuration;
use site::App;
use tokio::sync::Mutex;

/// For so long the last answer is taken for the present one, however often health is asked.
const FRESH: SignedDuration = SignedDuration::from_secs(10);
/// How long a write may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The last try.
#[derive(Default)]
pub(super) struct Probe(Mutex<Option<(Timestamp, bool)>>);

impl Probe {
    /// True when a write went through, now or a few seconds ago. Whoever asks meanwhile waits for the same try.
    pub(super) async fn can_write(&self, app: &App) -> bool {
        let mut last = self.0.lock().await;
        let now = app.clock.now();
        if let Some((at, done)) = *last
            && now.duration_since(at).abs() < FRESH
        {
            return done;
        }
        let done = matches!(tokio::time::timeout(PATIENCE, write(app, now)).await, Ok(Ok(())));
        *last = Some((now, done));
        done
    }
}

async fn write(app: &App, now: Timestamp) -> store::Result<()> {
    let mut tx = app.store.begin().await?;
    tx.probe(now).await?;
    tx.commit().await
}

//! The clock: CPU time, because time on the wall moves with everything else on the machine.

use std::time::Duration;

use crate::{engines::Engine, queries::Asked};

/// How often every query is asked after it was asked once; the median counts.
const TIMES: usize = 7;

/// CPU time of every query, in the order of the queries.
pub struct Measured {
    /// Name of the engine.
    pub engine: &'static str,
    /// One for each query.
    pub times: Vec<Duration>,
}

/// Measures all queries with all engines, which take turns.
///
/// # Errors
/// An engine failed.
pub fn all(queries: &[Asked], engines: &mut [Box<dyn Engine>]) -> anyhow::Result<Vec<Measured>> {
    let mut measured: Vec<Measured> =
        engines.iter().map(|engine| Measured { engine: engine.name(), times: Vec::new() }).collect();
    for engine in engines.iter_mut() {
        for _ in 0..engine.warm_up() {
            queries.iter().try_for_each(|asked| engine.answer(&asked.query).map(drop))?;
        }
    }
    for asked in queries {
        for (engine, measured) in engines.iter_mut().zip(&mut measured) {
            engine.answer(&asked.query)?;
            let mut times = Vec::with_capacity(TIMES);
            for _ in 0..TIMES {
                let before = engine.cpu()?;
                engine.answer(&asked.query)?;
                times.push(engine.cpu()? - before);
            }
            times.sort_unstable();
            measured.times.push(times[TIMES / 2]);
        }
    }
    Ok(measured)
}

//! The results as a section of `benches/RESULTS.md`.

use std::{fmt::Write as _, path::Path, time::Duration};

use crate::{
    engines,
    measure::Measured,
    queries::{Asked, Class},
};

/// The section that is written by the program; the words around it are written by people.
const BEGIN: &str = "<!-- measured: written by benches/search/run -->";
const END: &str = "<!-- end of what was measured -->";

/// Puts the measured text into a file: in place of the last one, or at its end.
///
/// # Errors
/// The file cannot be written.
pub fn put(path: &Path, measured: &str) -> anyhow::Result<()> {
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let own = format!("{BEGIN}\n{measured}\n{END}");
    let text = match (before.split_once(BEGIN), before.split_once(END)) {
        (Some((head, _)), Some((_, tail))) => format!("{head}{own}{tail}"),
        _ => format!("{before}\n## Engine\n\n{own}\n"),
    };
    Ok(std::fs::write(path, text)?)
}

/// The results in Markdown.
pub fn markdown(queries: &[Asked], measured: &[Measured], unchecked: bool) -> String {
    let mut text = String::new();
    let engines: Vec<&str> = measured.iter().map(|one| one.engine).collect();
    // Writing into a String cannot fail.
    let _ = writeln!(text, "| class (queries) | bar | {} |", engines.join(" | "));
    let _ = writeln!(text, "|---|---|{}", "---|".repeat(engines.len()));
    for class in Class::ALL {
        let ((words, _), bar) = (class.said(), class.bar());
        let of = |asked: &Asked| asked.class == class;
        let many = queries.iter().filter(|asked| of(asked)).count();
        let cells: Vec<String> = measured.iter().map(|one| percentiles(queries, one, of)).collect();
        let _ = writeln!(text, "| {words} ({many}) | {bar} | {} |", cells.join(" | "));
    }
    let cells: Vec<String> = measured.iter().map(|one| percentiles(queries, one, |_| true)).collect();
    let _ = writeln!(text, "| all {} | 0.4 / 9 | {} |", queries.len(), cells.join(" | "));
    let sums: Vec<f64> = measured.iter().map(|one| millis(one.times.iter().sum())).collect();
    let cells: Vec<String> = sums.iter().map(|sum| format!("{sum:.1} ms")).collect();
    let _ = writeln!(text, "| sum of CPU | | {} |", cells.join(" | "));
    if let Some((ours, peers)) = sums.split_first() {
        let ratios: Vec<String> = peers.iter().map(|peer| format!("{:.4}", ours / peer)).collect();
        let _ = writeln!(text, "| ours as a part of it | | 1 | {} |", ratios.join(" | "));
    }
    let checked = if unchecked {
        "Not compared with reading everything."
    } else {
        "Every total and every page of every engine equals what reading all postings gives (by relevance, \
         totals only of the peers: each has an order of its own)."
    };
    let _ = writeln!(text, "\nCPU milliseconds, p50 / p99. {checked} This process: {}.", engines::memory());
    text
}

fn percentiles(queries: &[Asked], measured: &Measured, of: impl Fn(&Asked) -> bool) -> String {
    let mut times: Vec<Duration> =
        queries.iter().zip(&measured.times).filter(|(asked, _)| of(asked)).map(|(_, time)| *time).collect();
    times.sort_unstable();
    let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len() - 1)).copied();
    let shown = |percent| at(percent).map_or(0.0, millis);
    format!("{:.3} / {:.2}", shown(50), shown(99))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

//! Log lines: structured, to standard error, and without personal data. What may stand in one: internal ids,
//! route templates, counts, codes. Never: addresses, names, keys, cookies, paths with values, mail bodies.

use std::{io::IsTerminal, panic::PanicHookInfo};

use anyhow::Context;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::LogForm;

/// Libraries that talk more than an operator wants at the level `info`.
/// That around the pages would even write whole addresses, with the tokens in them.
const QUIET: &str = "tantivy=warn,sqlx=warn,hyper=warn,rustls=warn,tower_http=warn";

/// Begins to write log lines. `level` is such as `info` or `info,search=debug`.
///
/// # Errors
/// The level cannot be read.
pub fn start(form: LogForm, level: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{QUIET},{level}"))
        .with_context(|| format!("log_level = \"{level}\" cannot be read"))?;
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    // A second start (tests) keeps the first.
    let _ = match form {
        LogForm::Json => registry.with(lines.json().flatten_event(true)).try_init(),
        LogForm::Text => registry.with(lines.with_target(false).compact()).try_init(),
    };
    std::panic::set_hook(Box::new(note_panic));
    Ok(())
}

/// Says where the program broke, but repeats a text only when the program's source holds it
/// word by word: a text made at run time could hold what somebody typed.
fn note_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let text = panic.payload().downcast_ref::<&str>().copied().unwrap_or("(text kept back)");
    tracing::error!(place, text, "panic");
}

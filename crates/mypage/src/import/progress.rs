//! A bar on the terminal while something long is read. Nothing is drawn where nobody looks on.

use indicatif::{ProgressBar, ProgressStyle};

/// How far the reading of some bytes has come.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins to read so many bytes of `what`.
    pub(super) fn over(what: &str, bytes: u64) -> Self {
        let bar = ProgressBar::new(bytes).with_message(what.to_owned());
        let style = ProgressStyle::with_template("{msg} {bar:40} {percent:>3} %  {eta} left");
        Self(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
    }

    /// So many bytes more are done.
    pub(super) fn advance(&self, bytes: u64) {
        self.0.inc(bytes);
    }

    /// So many bytes in all are done.
    pub(super) fn reach(&self, bytes: u64) {
        self.0.set_position(bytes);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

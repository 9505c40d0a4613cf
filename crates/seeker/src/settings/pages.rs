//! The pages of a list of records: twenty lines each, the newest first.

use domain::own_records::LINES;
use site::Fields;

/// Where a page stands in its list.
pub(super) struct Pages {
    /// Counted from 1.
    pub(super) page: i64,
    pub(super) last: i64,
    /// Lines in all.
    pub(super) lines: i64,
}

impl Pages {
    /// The page that was asked for, or the nearest there is.
    pub(super) fn of(query: &Fields, lines: i64) -> Self {
        let last = ((lines + LINES - 1) / LINES).max(1);
        let page = query.first("page").parse().unwrap_or(1).clamp(1, last);
        Self { page, last, lines }
    }

    /// Counted from 0, for the store.
    pub(super) fn index(&self) -> i64 {
        self.page - 1
    }
}

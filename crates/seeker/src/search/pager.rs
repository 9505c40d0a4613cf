//! The pages of a list: 先頭へ, 前へ, up to seven numbers, 次へ (domain 5.4).

use domain::search_query::{PAGE_SIZE, SearchQuery};

use super::form::address;

/// Page numbers that are shown at once.
const NUMBERS: usize = 7;

/// Where a page stands in a list, and the ways to its other pages.
pub(super) struct Pager {
    pub(super) page: usize,
    pub(super) last_page: usize,
    /// First and last posting of this page, counted from 1.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) first: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// Page number and address.
    pub(super) numbers: Vec<(usize, String)>,
}

impl Pager {
    /// The pager of a query that found `total` postings.
    pub(super) fn of(query: &SearchQuery, total: usize) -> Self {
        let last_page = total.div_ceil(PAGE_SIZE).max(1);
        let page = query.page;
        let way = |page: usize| address(&query.on_page(page));
        let first_number =
            page.saturating_sub(NUMBERS / 2).clamp(1, last_page.saturating_sub(NUMBERS - 1).max(1));
        let numbers = (first_number..=last_page).take(NUMBERS).map(|page| (page, way(page))).collect();
        Self {
            page,
            last_page,
            from: query.offset() + 1,
            to: (query.offset() + PAGE_SIZE).min(total),
            first: (page > 1).then(|| way(1)),
            previous: (page > 1).then(|| way((page - 1).min(last_page))),
            next: (page < last_page).then(|| way(page + 1)),
            numbers,
        }
    }

    /// True when the page lies behind the last one.
    pub(super) fn is_beyond(&self) -> bool {
        self.page > self.last_page
    }

    /// The address of the last page.
    pub(super) fn last(&self) -> &str {
        self.numbers.last().map_or("/search", |(_, address)| address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pager(page: usize, total: usize) -> Pager {
        Pager::of(&SearchQuery { page, ..Default::default() }, total)
    }

    fn numbers(pager: &Pager) -> Vec<usize> {
        pager.numbers.iter().map(|(page, _)| *page).collect()
    }

    #[test]
    fn seven_numbers_stand_around_the_page() {
        assert_eq!(numbers(&pager(1, 1000)), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(numbers(&pager(10, 1000)), [7, 8, 9, 10, 11, 12, 13]);
        assert_eq!(numbers(&pager(34, 1000)), [28, 29, 30, 31, 32, 33, 34]);
        assert_eq!(numbers(&pager(1, 61)), [1, 2, 3]);
        assert_eq!(numbers(&pager(1, 60)), [1, 2]);
    }

    #[test]
    fn the_first_and_the_last_page_have_no_way_on() {
        let (first, last) = (pager(1, 61), pager(3, 61));
        assert_eq!(
            (first.from, first.to, first.previous.is_none(), first.next.is_some()),
            (1, 30, true, true)
        );
        assert_eq!((last.from, last.to, last.previous.is_some(), last.next.is_none()), (61, 61, true, true));
        assert!(!last.is_beyond() && pager(4, 61).is_beyond());
        assert_eq!(pager(4, 61).previous.as_deref(), Some("/search?page=3"));
        assert_eq!(pager(4, 61).last(), "/search?page=3");
    }
}

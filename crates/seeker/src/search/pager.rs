//! The pages of a list, of results or of the person's own: 先頭へ, 前へ, up to seven numbers, 次へ (domain 5.4).

use domain::{japanese::number_text, search_query::SearchQuery};

use super::form::short_address;

/// Entries on one page of the person's own lists.
pub(crate) const OWN_PAGE_SIZE: usize = 20;

/// Page numbers that are shown at once.
const NUMBERS: usize = 7;

/// Where a page stands in a list, and the ways to its other pages.
pub(crate) struct Pager {
    pub(crate) page: usize,
    pub(crate) last_page: usize,
    /// First and last posting of this page, counted from 1.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) first: Option<String>,
    pub(crate) previous: Option<String>,
    pub(crate) next: Option<String>,
    /// Page number and address.
    pub(crate) numbers: Vec<(usize, String)>,
}

impl Pager {
    /// The pager of a query that found `total` postings.
    pub(crate) fn of(query: &SearchQuery, total: usize) -> Self {
        Self::at(query.page, (total, query.page_size), |page| short_address(&query.on_page(page)))
    }

    /// The pager of one of the person's own lists at a path. What is no page, or lies behind the last one, is
    /// the page that is nearest to it.
    pub(crate) fn of_own(path: &str, typed_page: &str, total: u64) -> Self {
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        let last_page = total.div_ceil(OWN_PAGE_SIZE).max(1);
        let page = number_text(typed_page).parse().unwrap_or(1).clamp(1, last_page);
        Self::at(page, (total, OWN_PAGE_SIZE), |page| match page {
            1 => path.to_owned(),
            page => format!("{path}?page={page}"),
        })
    }

    /// Where the database begins to read the person's own list, and how much of it.
    pub(crate) fn slice(&self) -> (i64, i64) {
        (i64::try_from(self.from - 1).unwrap_or(0), i64::try_from(OWN_PAGE_SIZE).unwrap_or(0))
    }

    fn at(page: usize, (total, size): (usize, usize), way: impl Fn(usize) -> String) -> Self {
        let last_page = total.div_ceil(size).max(1);
        let first_number =
            page.saturating_sub(NUMBERS / 2).clamp(1, last_page.saturating_sub(NUMBERS - 1).max(1));
        let numbers = (first_number..=last_page).take(NUMBERS).map(|page| (page, way(page))).collect();
        Self {
            page,
            last_page,
            from: (page - 1) * size + 1,
            to: (page * size).min(total),
            first: (page > 1).then(|| way(1)),
            previous: (page > 1).then(|| way((page - 1).min(last_page))),
            next: (page < last_page).then(|| way(page + 1)),
            numbers,
        }
    }

    /// True when the page lies behind the last one.
    pub(crate) fn is_beyond(&self) -> bool {
        self.page > self.last_page
    }

    /// The address of the last page.
    pub(crate) fn last(&self) -> &str {
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
    fn an_own_list_is_read_page_by_page_and_never_beyond_its_end() {
        let own = |typed: &str, total| Pager::of_own("/activity/favourites", typed, total);
        assert_eq!(
            (own("", 300).slice(), own("2", 300).slice(), own("15", 300).slice()),
            ((0, 20), (20, 20), (280, 20))
        );
        assert_eq!(
            (own("16", 300).page, own("x", 300).page, own("0", 300).page, own("９", 300).page),
            (15, 1, 1, 9)
        );
        assert_eq!(own("2", 41).next.as_deref(), Some("/activity/favourites?page=3"));
        assert_eq!(own("2", 41).previous.as_deref(), Some("/activity/favourites"));
        assert_eq!((own("3", 41).from, own("3", 41).to), (41, 41));
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
        assert_eq!(pager(4, 61).previous.as_deref(), Some("?page=3"));
        assert_eq!(pager(4, 61).last(), "?page=3");
    }
}

//! Counts what matches and is still open, and keeps the postings of one page.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use domain::search_query::Sort;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::ColumnValues,
};

use crate::wording::{columns, number_in};

/// Where a posting stands: first by wage (or nothing), then newest. No two are equal, because the second
/// part holds the number.
type Rank = (u64, u64);

/// One page of the list.
pub(crate) struct Pages {
    /// Days since 1970: postings whose deadline lies before it are over.
    pub(crate) today: u64,
    pub(crate) sort: Sort,
    /// Postings on the pages before.
    pub(crate) skipped: usize,
    /// Postings on a page.
    pub(crate) wanted: usize,
}

pub(crate) struct SegmentPages {
    today: u64,
    kept: usize,
    deadline: Arc<dyn ColumnValues<u64>>,
    wage: Option<Arc<dyn ColumnValues<u64>>>,
    newest: Arc<dyn ColumnValues<u64>>,
    total: usize,
    /// The best so far, the worst of them on top.
    best: BinaryHeap<Reverse<Rank>>,
}

impl Collector for Pages {
    type Fruit = (usize, Vec<u64>);
    type Child = SegmentPages;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentPages> {
        let column = |name| segment.fast_fields().column_first_or_default::<u64>(name);
        let wage = match self.sort {
            Sort::Newest => None,
            Sort::LowerWage => Some(column(columns::LOWER_WAGE)?),
            Sort::UpperWage => Some(column(columns::UPPER_WAGE)?),
        };
        Ok(SegmentPages {
            today: self.today,
            kept: self.skipped + self.wanted,
            deadline: column(columns::DEADLINE)?,
            wage,
            newest: column(columns::NEWEST)?,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<(usize, Vec<Rank>)>) -> tantivy::Result<Self::Fruit> {
        let total = segments.iter().map(|(total, _)| total).sum();
        let mut best: Vec<Rank> = segments.into_iter().flat_map(|(_, best)| best).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let page = best.into_iter().skip(self.skipped).take(self.wanted);
        Ok((total, page.map(|(_, newest)| number_in(newest)).collect()))
    }
}

impl SegmentCollector for SegmentPages {
    type Fruit = (usize, Vec<Rank>);

    fn collect(&mut self, document: DocId, _: Score) {
        if self.deadline.get_val(document) < self.today {
            return;
        }
        self.total += 1;
        let wage = self.wage.as_ref().map_or(0, |wage| wage.get_val(document));
        let full = self.best.len() == self.kept;
        if full && self.best.peek().is_some_and(|worst| wage < worst.0.0) {
            return;
        }
        let rank = (wage, self.newest.get_val(document));
        if !full {
            self.best.push(Reverse(rank));
        } else if let Some(mut worst) = self.best.peek_mut()
            && rank > worst.0
        {
            *worst = Reverse(rank);
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.total, self.best.into_iter().map(|Reverse(rank)| rank).collect())
    }
}

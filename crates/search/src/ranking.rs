//! An order of the documents of one segment, computed once: a list of documents with the best first, and the
//! place of each on it. A page in this order is then a question of counting.

use std::cmp::Reverse;

use crate::hits::Hits;

/// An order of all documents of a segment.
pub(crate) struct Ranking {
    /// Documents, the best first.
    order: Vec<u32>,
    /// The place of each document in `order`.
    place: Vec<u32>,
}

impl Ranking {
    /// Orders `len` documents by a value, the highest first; those that are equal stay in their own order.
    pub(crate) fn highest_first(len: u32, value: impl Fn(u32) -> i64) -> Self {
        let values: Vec<i64> = (0..len).map(value).collect();
        let mut order: Vec<u32> = (0..len).collect();
        order.sort_by_key(|document| Reverse(values[*document as usize]));
        let mut place = vec![0; len as usize];
        for (at, document) in (0_u32..).zip(&order) {
            place[*document as usize] = at;
        }
        Self { order, place }
    }

    /// A piece of the hits in this order, counted from 0.
    pub(crate) fn piece(&self, hits: &Hits, from: usize, wanted: usize) -> Vec<u32> {
        let count = hits.count() as usize;
        let to = (from + wanted).min(count);
        if from >= to {
            return Vec::new();
        }
        // Walking down the order meets a hit every `len / count` documents.
        let walk = to.saturating_mul(self.order.len()) / count;
        if walk < count {
            return self.walk(hits, from, to);
        }
        self.select(hits, from, to)
    }

    /// How many hits belong to the documents at the head of the order for which something holds.
    pub(crate) fn passed(&self, hits: &Hits, holds: impl Fn(u32) -> bool) -> usize {
        let head = self.order.partition_point(|document| holds(*document));
        let mut passed = 0;
        hits.for_each(|document| passed += usize::from((self.place[document as usize] as usize) < head));
        passed
    }

    fn walk(&self, hits: &Hits, from: usize, to: usize) -> Vec<u32> {
        let found = self.order.iter().copied().filter(|document| hits.contains(*document));
        found.skip(from).take(to - from).collect()
    }

    fn select(&self, hits: &Hits, from: usize, to: usize) -> Vec<u32> {
        let mut places = Vec::with_capacity(hits.count() as usize);
        hits.for_each(|document| places.push(self.place[document as usize]));
        if to < places.len() {
            places.select_nth_unstable(to - 1);
            places.truncate(to);
        }
        if from > 0 {
            places.select_nth_unstable(from);
        }
        let mut page = places.split_off(from);
        page.sort_unstable();
        page.into_iter().map(|place| self.order[place as usize]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bits::Bits;

    #[test]
    fn walking_and_selecting_give_the_same_pages() {
        let value = |document: u32| i64::from(document * 7_919 % 13);
        let ranking = Ranking::highest_first(1_000, value);
        for every in [1, 3, 50] {
            let members: Vec<u32> = (0..1_000).filter(|document| document % every == 0).collect();
            let mut expected = members.clone();
            expected.sort_by_key(|document| (Reverse(value(*document)), *document));
            let bits = Hits::set(Bits::of(1_000, |document| document % every == 0));
            for hits in [bits, Hits::List(members)] {
                for from in [0, 1, 7, expected.len() - 1, expected.len()] {
                    let page: Vec<u32> = expected.iter().skip(from).take(5).copied().collect();
                    let to = (from + 5).min(expected.len());
                    assert_eq!(ranking.piece(&hits, from, 5), page, "every {every} from {from}");
                    if from < to {
                        assert_eq!(ranking.walk(&hits, from, to), page);
                        assert_eq!(ranking.select(&hits, from, to), page);
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_found_is_an_empty_page() {
        let ranking = Ranking::highest_first(10, i64::from);
        assert_eq!(ranking.piece(&Hits::List(vec![]), 0, 30), [0_u32; 0]);
    }
}

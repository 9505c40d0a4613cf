//! What one segment contributes to a list: its hits in the order of the list.

use std::cmp::Reverse;

use domain::{
    posting::TextField,
    search_query::{SearchQuery, Sort, TypedWords},
};

use crate::{
    Result,
    bits::Bits,
    hits::Hits,
    segment::{Asking, Ordered, Segment},
};

/// Where a posting stands in the list: first by what the order looks at, then newest. The list goes from the
/// greatest to the least, and no two are equal, because the second part holds the number.
pub(crate) type Key = (i64, u64);

/// The hits of a segment, in an order.
pub(crate) struct Part<'a> {
    segment: &'a Segment,
    hits: Hits,
    order: Order<'a>,
}

enum Order<'a> {
    Newest,
    By(&'a Ordered),
    Relevance(Scored),
}

/// Hits by how many words stand in their 職種.
struct Scored {
    /// The number and the document of those that have any, the best first.
    best: Vec<(i64, u32)>,
    /// The others.
    rest: Hits,
}

impl<'a> Part<'a> {
    pub(crate) fn of(segment: &'a Segment, hits: Hits, query: &SearchQuery, asking: Asking) -> Result<Self> {
        let order = match (query.sort, segment.ordered(query.sort)) {
            (_, Some(ordered)) => Order::By(ordered),
            (Sort::Relevance, _) => Order::Relevance(Scored::of(segment, &hits, query, asking)?),
            _ => Order::Newest,
        };
        Ok(Self { segment, hits, order })
    }

    pub(crate) fn count(&self) -> usize {
        self.hits.count() as usize
    }

    /// The keys of a piece, counted from 0.
    pub(crate) fn keys(&self, from: usize, wanted: usize) -> Vec<Key> {
        let newest = |document: u32| self.segment.newest(document);
        match &self.order {
            Order::Newest => self.hits.piece(from, wanted).into_iter().map(|it| (0, newest(it))).collect(),
            Order::By(ordered) => {
                let piece = ordered.ranking.piece(&self.hits, from, wanted);
                piece.into_iter().map(|it| (ordered.value(it), newest(it))).collect()
            }
            Order::Relevance(scored) => {
                let piece = scored.piece(from, wanted);
                piece.into_iter().map(|(score, it)| (score, newest(it))).collect()
            }
        }
    }

    /// How many hits stand before or at a key.
    pub(crate) fn passed(&self, key: Key) -> usize {
        let by_age =
            |hits: &Hits| hits.count_before(self.segment.before(|newest| (0, newest) >= key)) as usize;
        match &self.order {
            Order::Newest => by_age(&self.hits),
            Order::By(ordered) => {
                let not_behind = |document| (ordered.value(document), self.segment.newest(document)) >= key;
                ordered.ranking.passed(&self.hits, not_behind)
            }
            Order::Relevance(scored) => {
                let not_behind =
                    |(score, document): &(i64, u32)| (*score, self.segment.newest(*document)) >= key;
                scored.best.partition_point(not_behind) + by_age(&scored.rest)
            }
        }
    }
}

impl Scored {
    fn of(segment: &Segment, hits: &Hits, query: &SearchQuery, asking: Asking) -> Result<Self> {
        let mut members = Bits::none(segment.len());
        hits.for_each(|document| members.insert(document));
        let mut scores = vec![0_u8; segment.len() as usize];
        let typed = TypedWords { words: &query.words, phrases: &query.phrases };
        for word in typed.spellings() {
            let clause = segment.any_of(&[word], &[TextField::Title], asking)?;
            clause.for_each(|document| {
                if members.contains(document) {
                    let score = &mut scores[document as usize];
                    *score = score.saturating_add(1);
                }
            });
        }
        let scored = (0_u32..).zip(scores).filter(|(_, score)| *score > 0);
        let mut best: Vec<(i64, u32)> = scored.map(|(document, score)| (score.into(), document)).collect();
        best.iter().for_each(|(_, document)| members.remove(*document));
        best.sort_by_key(|(score, _)| Reverse(*score));
        Ok(Self { best, rest: Hits::set(members) })
    }

    fn piece(&self, from: usize, wanted: usize) -> Vec<(i64, u32)> {
        let mut piece: Vec<(i64, u32)> = self.best.iter().skip(from).take(wanted).copied().collect();
        let behind = from.saturating_sub(self.best.len());
        let rest = self.rest.piece(behind, wanted - piece.len());
        piece.extend(rest.into_iter().map(|document| (0, document)));
        piece
    }
}

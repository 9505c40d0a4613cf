//! What one segment contributes to a list: its hits in the order of the list.

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

/// Hits by how many words stand in their 職種: for each number, from the most to none, the hits that have it.
struct Scored(Vec<(i64, Hits)>);

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
        let by_age = |hits: &Hits, key: Key| {
            hits.count_before(self.segment.before(|newest| (0, newest) >= key)) as usize
        };
        match &self.order {
            Order::Newest => by_age(&self.hits, key),
            Order::By(ordered) => {
                let not_behind = |document| (ordered.value(document), self.segment.newest(document)) >= key;
                ordered.ranking.passed(&self.hits, not_behind)
            }
            Order::Relevance(scored) => {
                let before = scored.0.iter().take_while(|(score, _)| *score > key.0);
                let passed: usize = before.map(|(_, hits)| hits.count() as usize).sum();
                let same = scored.0.iter().find(|(score, _)| *score == key.0);
                passed + same.map_or(0, |(_, hits)| by_age(hits, (0, key.1)))
            }
        }
    }
}

impl Scored {
    fn of(segment: &Segment, hits: &Hits, query: &SearchQuery, asking: Asking) -> Result<Self> {
        let typed = TypedWords { words: &query.words, phrases: &query.phrases };
        // Those with at least so many words: all hits, then fewer and fewer.
        let mut at_least = vec![hits.to_bits(segment.len())];
        for word in typed.spellings() {
            let mut titled = Bits::none(segment.len());
            segment.any_of(&[word], &[TextField::Title], asking)?.add_to(&mut titled);
            at_least.push(Bits::none(segment.len()));
            for more in (1..at_least.len()).rev() {
                let mut one_more = at_least[more - 1].clone();
                one_more.keep(&titled);
                at_least[more].add(&one_more);
            }
        }
        for more in 1..at_least.len() {
            let (fewer, rest) = at_least.split_at_mut(more);
            fewer[more - 1].drop(&rest[0]);
        }
        let exactly = (0_i64..).zip(at_least).map(|(score, hits)| (score, Hits::set(hits)));
        let mut levels: Vec<(i64, Hits)> = exactly.collect();
        levels.reverse();
        Ok(Self(levels))
    }

    fn piece(&self, mut from: usize, wanted: usize) -> Vec<(i64, u32)> {
        let mut piece = Vec::with_capacity(wanted);
        for (score, hits) in &self.0 {
            let documents = hits.piece(from, wanted - piece.len());
            piece.extend(documents.into_iter().map(|document| (*score, document)));
            from = from.saturating_sub(hits.count() as usize);
            if piece.len() == wanted {
                break;
            }
        }
        piece
    }
}

//! Which documents of a segment have which value of a field: as bits where there are many, as a list where
//! there are few. Either way no more than about a bit a document and value is kept.

use std::collections::HashMap;

use crate::{bits::Bits, hits::Hits};

/// A list takes as much room as bits when one document in 32 is on it; bits are joined faster.
const DENSE_FROM: u32 = 64;

/// The documents of every value of one field.
#[derive(Default)]
pub(crate) struct Members(HashMap<u64, Documents>);

enum Documents {
    Many(Bits),
    Few(Vec<u32>),
}

impl Members {
    /// Collects the values of `len` documents, which are asked in their order for what they have.
    pub(crate) fn of<V: IntoIterator<Item = u64>>(len: u32, mut values: impl FnMut(u32) -> V) -> Self {
        let mut lists: HashMap<u64, Vec<u32>> = HashMap::new();
        for document in 0..len {
            for value in values(document) {
                lists.entry(value).or_default().push(document);
            }
        }
        Self(lists.into_iter().map(|(value, list)| (value, Documents::of(len, list))).collect())
    }

    /// Adds the documents of a value to a set.
    pub(crate) fn add_to(&self, set: &mut Bits, value: u64) {
        match self.0.get(&value) {
            Some(Documents::Many(bits)) => set.add(bits),
            Some(Documents::Few(list)) => list.iter().for_each(|document| set.insert(*document)),
            None => {}
        }
    }

    /// How many of some hits have a value.
    pub(crate) fn count_among(&self, value: u64, hits: &Hits) -> u32 {
        self.0.get(&value).map_or(0, |documents| documents.count_among(hits))
    }

    /// Every value that some document has.
    pub(crate) fn values(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.keys().copied()
    }

    /// The bits of a value that many documents have.
    pub(crate) fn dense(&self, value: u64) -> Option<&Bits> {
        match self.0.get(&value)? {
            Documents::Many(bits) => Some(bits),
            Documents::Few(_) => None,
        }
    }
}

impl Documents {
    fn of(len: u32, mut list: Vec<u32>) -> Self {
        if (list.len() as u32) < len.div_ceil(DENSE_FROM) {
            list.shrink_to_fit();
            return Self::Few(list);
        }
        let mut bits = Bits::none(len);
        list.into_iter().for_each(|document| bits.insert(document));
        Self::Many(bits)
    }
}

impl Documents {
    fn count_among(&self, hits: &Hits) -> u32 {
        match (self, hits) {
            (Self::Many(bits), Hits::All(_)) => bits.count(),
            (Self::Many(bits), Hits::Set(hits, _)) => bits.count_both(hits),
            (Self::Many(bits), Hits::List(hits)) => {
                hits.iter().map(|document| u32::from(bits.contains(*document))).sum()
            }
            (Self::Few(list), Hits::List(hits)) if hits.len() < list.len() => in_both(hits, list),
            (Self::Few(list), Hits::List(hits)) => in_both(list, hits),
            (Self::Few(list), hits) => list.iter().map(|document| u32::from(hits.contains(*document))).sum(),
        }
    }
}

/// How many are on both lists, the shorter of which comes first. Both are in order.
fn in_both(shorter: &[u32], mut longer: &[u32]) -> u32 {
    let mut both = 0;
    for document in shorter {
        longer = &longer[longer.partition_point(|other| other < document)..];
        both += u32::from(longer.first() == Some(document));
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_many_and_of_few_documents_are_told_alike() {
        // 0 has every second document, 7 one only, 1 none; document 7 has two values.
        let members = Members::of(1_000, |document| {
            let even = (document % 2 == 0).then_some(0);
            even.into_iter().chain((document == 7).then_some(7)).chain((document == 8).then_some(7))
        });
        let of = |values: &[u64]| {
            let mut set = Bits::none(1_000);
            values.iter().for_each(|value| members.add_to(&mut set, *value));
            set.iter().collect::<Vec<_>>()
        };
        assert_eq!(of(&[0]).len(), 500);
        assert_eq!((of(&[7]), of(&[1])), (vec![7, 8], vec![]));
        assert_eq!(of(&[0, 7]).len(), 501);
        assert!(members.dense(0).is_some() && members.dense(7).is_none() && members.dense(1).is_none());
    }

    #[test]
    fn a_value_is_counted_alike_among_all_hits_a_set_and_a_list() {
        let third = |document: u32| document.is_multiple_of(3);
        let hundredth = |document: u32| document % 100 == 9;
        let members = Members::of(1_000, |document| {
            third(document).then_some(0).into_iter().chain(hundredth(document).then_some(7))
        });
        for every in [1, 2, 90, 1_001] {
            let list: Vec<u32> = (0..1_000).filter(|document| document % every == every / 10).collect();
            let expected =
                |has: fn(u32) -> bool| list.iter().filter(|document| has(**document)).count() as u32;
            let set = Hits::set(Bits::of(1_000, |document| list.contains(&document)));
            let all = (every == 1).then_some(Hits::All(1_000));
            for hits in [Hits::List(list.clone()), set].into_iter().chain(all) {
                let counted = [0, 7, 1].map(|value| members.count_among(value, &hits));
                assert_eq!(counted, [expected(third), expected(hundredth), 0], "every {every}");
            }
        }
    }
}

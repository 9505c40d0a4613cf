//! A set of the documents of one segment, one bit each. A segment of a million documents takes 125 KB, which
//! fits into a core's own cache, so conditions are joined at the speed of reading them.

/// Bits of one word.
const WORD: u32 = u64::BITS;

/// A set of documents `0..len`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: u32,
}

impl Bits {
    /// No document.
    pub(crate) fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(WORD) as usize], len }
    }

    /// Every document.
    pub(crate) fn all(len: u32) -> Self {
        Self::first(len, len)
    }

    /// The first `many` of `len` documents.
    pub(crate) fn first(len: u32, many: u32) -> Self {
        Self::of(len, |document| document < many)
    }

    /// The documents for which something holds, asked in their order.
    pub(crate) fn of(len: u32, mut holds: impl FnMut(u32) -> bool) -> Self {
        let mut bits = Self::none(len);
        for (at, word) in bits.words.iter_mut().enumerate() {
            let first = at as u32 * WORD;
            for bit in 0..WORD.min(len - first) {
                *word |= u64::from(holds(first + bit)) << bit;
            }
        }
        bits
    }

    pub(crate) fn insert(&mut self, document: u32) {
        self.words[(document / WORD) as usize] |= 1 << (document % WORD);
    }

    pub(crate) fn contains(&self, document: u32) -> bool {
        self.words[(document / WORD) as usize] >> (document % WORD) & 1 == 1
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many documents are in both sets.
    pub(crate) fn count_both(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones()).sum()
    }

    /// Keeps what is in the other set too.
    pub(crate) fn keep(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds what is in the other set.
    pub(crate) fn add(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes out what is in the other set.
    pub(crate) fn drop(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// The first document of the set that is not before this one.
    pub(crate) fn next(&self, document: u32) -> Option<u32> {
        let mut at = (document / WORD) as usize;
        let mut word = self.words.get(at)? & (u64::MAX << (document % WORD));
        while word == 0 {
            at += 1;
            word = *self.words.get(at)?;
        }
        Some(at as u32 * WORD + word.trailing_zeros())
    }

    /// How many documents before this one are in the set.
    pub(crate) fn count_before(&self, document: u32) -> u32 {
        let (whole, rest) = self.words.split_at((document / WORD) as usize);
        let last = rest.first().map_or(0, |word| word & ((1 << (document % WORD)) - 1));
        whole.iter().map(|word| word.count_ones()).sum::<u32>() + last.count_ones()
    }

    /// The documents of the set in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| in_word(at as u32 * WORD, *word))
    }

    /// The documents of a piece of the set, counted from 0, in their order. Whole words before it are only
    /// counted, so a page deep in a list costs little more than the first.
    pub(crate) fn piece(&self, from: usize, wanted: usize) -> Vec<u32> {
        let mut before = 0;
        for (at, word) in self.words.iter().enumerate() {
            let here = word.count_ones() as usize;
            if before + here > from {
                let rest = self.words[at..]
                    .iter()
                    .enumerate()
                    .flat_map(|(next, word)| in_word((at + next) as u32 * WORD, *word));
                return rest.skip(from - before).take(wanted).collect();
            }
            before += here;
        }
        Vec::new()
    }
}

/// The documents of one word, the lowest first.
fn in_word(first: u32, mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = (word != 0).then(|| word.trailing_zeros())?;
        word &= word - 1;
        Some(first + bit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_are_the_set_that_a_list_of_booleans_says(
            one in prop::collection::vec(any::<bool>(), 0..300),
            seed in any::<u64>(),
            from in 0..320_usize,
            wanted in 0..40_usize,
        ) {
            let len = one.len() as u32;
            let other: Vec<bool> = (0..len).map(|at| seed.rotate_left(at) & 3 == 1).collect();
            let (a, b) = (Bits::of(len, |at| one[at as usize]), Bits::of(len, |at| other[at as usize]));
            let list = |holds: &dyn Fn(usize) -> bool| -> Vec<u32> {
                (0..len).filter(|at| holds(*at as usize)).collect()
            };
            let members = list(&|at| one[at]);
            prop_assert_eq!(a.iter().collect::<Vec<_>>(), members.clone());
            prop_assert_eq!(a.count() as usize, members.len());
            prop_assert_eq!(a.piece(from, wanted), members.into_iter().skip(from).take(wanted).collect::<Vec<_>>());
            let both = list(&|at| one[at] && other[at]);
            let mut kept = a.clone();
            kept.keep(&b);
            prop_assert_eq!(kept.iter().collect::<Vec<_>>(), both);
            prop_assert_eq!(a.count_both(&b), kept.count());
            let mut added = a.clone();
            added.add(&b);
            prop_assert_eq!(added.iter().collect::<Vec<_>>(), list(&|at| one[at] || other[at]));
            let mut dropped = a.clone();
            dropped.drop(&b);
            prop_assert_eq!(dropped.iter().collect::<Vec<_>>(), list(&|at| one[at] && !other[at]));
            for before in 0..=len {
                let fewer = (0..before).filter(|at| one[*at as usize]).count();
                prop_assert_eq!(a.count_before(before) as usize, fewer);
                prop_assert_eq!(a.next(before), a.iter().find(|document| *document >= before));
            }
            prop_assert_eq!(Bits::first(len, len / 3).iter().collect::<Vec<_>>(), (0..len / 3).collect::<Vec<_>>());
            prop_assert_eq!(Bits::all(len).count(), len);
            let mut inserted = Bits::none(len);
            for document in a.iter() {
                inserted.insert(document);
            }
            prop_assert_eq!(&inserted, &a);
            prop_assert!((0..len).all(|at| a.contains(at) == one[at as usize]));
        }
    }
}

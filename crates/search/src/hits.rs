//! What matches on one segment.

use crate::bits::Bits;

/// The documents of a segment that match.
pub(crate) enum Hits {
    /// All of so many.
    All(u32),
    /// As bits, and how many they are.
    Set(Bits, u32),
    /// In their order.
    List(Vec<u32>),
}

impl Hits {
    pub(crate) fn set(bits: Bits) -> Self {
        let count = bits.count();
        Self::Set(bits, count)
    }

    pub(crate) fn count(&self) -> u32 {
        match self {
            Self::All(len) => *len,
            Self::Set(_, count) => *count,
            Self::List(list) => list.len() as u32,
        }
    }

    /// The same as bits.
    pub(crate) fn to_bits(&self, len: u32) -> Bits {
        match self {
            Self::All(len) => Bits::all(*len),
            Self::Set(bits, _) => bits.clone(),
            Self::List(list) => {
                let mut bits = Bits::none(len);
                list.iter().for_each(|document| bits.insert(*document));
                bits
            }
        }
    }

    pub(crate) fn contains(&self, document: u32) -> bool {
        match self {
            Self::All(len) => document < *len,
            Self::Set(bits, _) => bits.contains(document),
            Self::List(list) => list.binary_search(&document).is_ok(),
        }
    }

    pub(crate) fn for_each(&self, mut deed: impl FnMut(u32)) {
        match self {
            Self::All(len) => (0..*len).for_each(deed),
            Self::Set(bits, _) => bits.iter().for_each(deed),
            Self::List(list) => list.iter().for_each(|document| deed(*document)),
        }
    }

    /// How many hits stand before a document.
    pub(crate) fn count_before(&self, document: u32) -> u32 {
        match self {
            Self::All(len) => document.min(*len),
            Self::Set(bits, _) => bits.count_before(document),
            Self::List(list) => list.partition_point(|hit| *hit < document) as u32,
        }
    }

    /// A piece of the hits in the order of the segment, counted from 0.
    pub(crate) fn piece(&self, from: usize, wanted: usize) -> Vec<u32> {
        match self {
            Self::All(len) => (0..*len).skip(from).take(wanted).collect(),
            Self::Set(bits, _) => bits.piece(from, wanted),
            Self::List(list) => list.iter().skip(from).take(wanted).copied().collect(),
        }
    }
}

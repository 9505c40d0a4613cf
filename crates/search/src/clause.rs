//! Conditions on the wording: any of some words in any of some fields.

use std::sync::Arc;

use crate::{bits::Bits, hits::Hits, phrase::Phrase};

/// Conditions are joined as bits when each has at least one document in so many, and else along the rarest.
const DENSE: u32 = 64;

/// Words and fields of which one is enough.
pub(crate) struct Clause {
    phrases: Vec<Phrase>,
}

/// All conditions on the wording of a search.
#[derive(Default)]
pub(crate) struct Clauses {
    /// Every one of them holds.
    pub(crate) with: Vec<Clause>,
    /// None of them holds.
    pub(crate) without: Vec<Clause>,
}

impl Clause {
    pub(crate) fn any_of(phrases: Vec<Phrase>) -> Self {
        Self { phrases }
    }

    /// The most documents that can be found.
    fn most(&self) -> u32 {
        self.phrases.iter().map(Phrase::most).fold(0, u32::saturating_add)
    }

    fn compares_places(&self) -> bool {
        self.phrases.iter().any(Phrase::compares_places)
    }

    /// Whether a document holds it. Documents are asked in their order.
    fn holds(&mut self, document: u32) -> bool {
        self.phrases.iter_mut().any(|phrase| phrase.seek(document) == document)
    }

    /// Looks only for documents of a set.
    fn keep_to(&mut self, set: &Arc<Bits>, count: u32) {
        self.phrases.iter_mut().for_each(|phrase| phrase.keep_to(set, count));
    }

    /// Adds its documents to a set.
    pub(crate) fn add_to(self, set: &mut Bits) {
        for phrase in self.phrases {
            match phrase.as_bits() {
                Some(bits) => set.add(bits),
                None => phrase.for_each(|document| set.insert(document)),
            }
        }
    }

    /// Keeps its documents in a set. `None` is every one of `len` documents.
    fn keep_in(mut self, set: &mut Option<Bits>, len: u32) {
        if let [phrase] = &self.phrases[..]
            && let Some(bits) = phrase.as_bits()
        {
            match set {
                Some(set) => set.keep(bits),
                None => *set = Some(bits.clone()),
            }
            return;
        }
        let places = self.compares_places();
        // Places are compared in documents only that meet everything before.
        if let Some(before) = set.take_if(|_| places) {
            let count = before.count();
            self.keep_to(&Arc::new(before), count);
        }
        let mut own = Bits::none(len);
        self.add_to(&mut own);
        crate::facts::keep(set, own);
    }

    /// Its documents in their order.
    fn list(self) -> Vec<u32> {
        let several = self.phrases.len() > 1;
        let mut list = Vec::new();
        for phrase in self.phrases {
            phrase.for_each(|document| list.push(document));
        }
        if several {
            list.sort_unstable();
            list.dedup();
        }
        list
    }
}

impl Clauses {
    /// The documents that are in a set, if there is one, and meet all conditions.
    pub(crate) fn join(mut self, set: Option<Bits>, len: u32) -> Hits {
        // What is known from lists first, then what compares places; the rarest first of either.
        self.with.sort_by_key(|clause| (clause.compares_places(), clause.most()));
        match self.with.iter().map(Clause::most).min() {
            Some(most) if most.saturating_mul(DENSE) < len => self.along_the_rarest(set),
            _ => self.joined_as_bits(set, len),
        }
    }

    fn joined_as_bits(self, mut set: Option<Bits>, len: u32) -> Hits {
        for clause in self.with {
            clause.keep_in(&mut set, len);
        }
        for clause in self.without {
            let mut without = Bits::none(len);
            clause.add_to(&mut without);
            set.get_or_insert_with(|| Bits::all(len)).drop(&without);
        }
        set.map_or(Hits::All(len), Hits::set)
    }

    fn along_the_rarest(mut self, set: Option<Bits>) -> Hits {
        let rarest = (0..self.with.len()).min_by_key(|at| self.with[*at].most()).unwrap_or(0);
        let mut first = self.with.remove(rarest);
        if let Some(set) = set {
            let count = set.count();
            first.keep_to(&Arc::new(set), count);
        }
        let mut hits = first.list();
        for clause in &mut self.with {
            hits.retain(|document| clause.holds(*document));
        }
        for clause in &mut self.without {
            hits.retain(|document| !clause.holds(*document));
        }
        Hits::List(hits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lists::Documents;

    const LEN: u32 = 500;

    /// A word that every document holds whose bit in a text of zeros and ones is set.
    fn phrase(holding: &[bool]) -> Phrase {
        let bits = bits(holding);
        let count = bits.count();
        Phrase::of_documents(Documents::bits(Arc::new(bits), count))
    }

    fn bits(holding: &[bool]) -> Bits {
        Bits::of(LEN, |document| holding[document as usize])
    }

    fn clauses(with: &[Vec<Vec<bool>>], without: &[Vec<Vec<bool>>]) -> Clauses {
        let clause = |words: &Vec<Vec<bool>>| Clause::any_of(words.iter().map(|word| phrase(word)).collect());
        Clauses { with: with.iter().map(clause).collect(), without: without.iter().map(clause).collect() }
    }

    fn documents(hits: &Hits) -> Vec<u32> {
        let mut documents = Vec::new();
        hits.for_each(|document| documents.push(document));
        documents
    }

    fn some_clauses(most: usize) -> impl Strategy<Value = Vec<Vec<Vec<bool>>>> {
        let holding = prop::collection::vec(any::<bool>(), LEN as usize);
        prop::collection::vec(prop::collection::vec(holding, 0..3), 0..=most)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

        #[test]
        fn joining_as_bits_and_along_the_rarest_keep_what_meets_every_clause(
            with in some_clauses(3),
            without in some_clauses(2),
            set in prop::option::of(prop::collection::vec(any::<bool>(), LEN as usize)),
        ) {
            let holds = |clause: &Vec<Vec<bool>>, at: usize| clause.iter().any(|word| word[at]);
            let expected: Vec<u32> = (0..LEN as usize)
                .filter(|at| set.as_ref().is_none_or(|set| set[*at]))
                .filter(|at| with.iter().all(|clause| holds(clause, *at)))
                .filter(|at| !without.iter().any(|clause| holds(clause, *at)))
                .map(|at| at as u32)
                .collect();
            let set = set.map(|set| bits(&set));
            let as_bits = clauses(&with, &without).joined_as_bits(set.clone(), LEN);
            prop_assert_eq!(documents(&as_bits), expected.clone());
            if !with.is_empty() {
                prop_assert_eq!(documents(&clauses(&with, &without).along_the_rarest(set.clone())), expected.clone());
            }
            prop_assert_eq!(documents(&clauses(&with, &without).join(set, LEN)), expected);
        }
    }
}

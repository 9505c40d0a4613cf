//! The documents of the terms of one field: on disk as lists, and for the most frequent terms of a large segment as
//! bits in memory as well. Unpacking a long list gives the same every time; as bits it is joined with others a
//! word of the machine at a time.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use tantivy::{
    DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term,
    postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use crate::{Result, bits::Bits};

/// Segments of fewer documents have no bits: their lists are short.
const LARGE: u32 = 50_000;
/// Only terms that one document in so many has.
const FREQUENT: u32 = 16;
/// At most so many terms of a field. Of 1.2 million documents, each takes 150 KB.
const MOST_TERMS: usize = 256;
/// Documents of several terms are a list while they are less than one in so many, and bits from there on.
const SPARSE: u32 = 64;

/// The terms of one field of a segment.
pub(crate) struct Lists {
    field: Field,
    /// Documents of the segment.
    len: u32,
    reader: Arc<InvertedIndexReader>,
    /// By where their lists begin on disk.
    frequent: HashMap<usize, Arc<Bits>>,
}

impl Lists {
    pub(crate) fn open(reader: &SegmentReader, field: Field) -> Result<Self> {
        let len = reader.max_doc();
        let mut lists = Self { field, len, reader: reader.inverted_index(field)?, frequent: HashMap::new() };
        if len >= LARGE {
            lists.frequent = lists.most_frequent()?;
        }
        Ok(lists)
    }

    fn most_frequent(&self) -> Result<HashMap<usize, Arc<Bits>>> {
        let (mut terms, mut stream) = (Vec::new(), self.reader.terms().stream()?);
        while stream.advance() {
            let term = stream.value();
            if term.doc_freq >= self.len / FREQUENT {
                terms.push(term.clone());
            }
        }
        terms.sort_by_key(|term| Reverse(term.doc_freq));
        terms.truncate(MOST_TERMS);
        let mut frequent = HashMap::with_capacity(terms.len());
        for term in terms {
            let mut bits = Bits::none(self.len);
            self.on_disk(&term)?.for_each(|document| bits.insert(document));
            frequent.insert(term.postings_range.start, Arc::new(bits));
        }
        Ok(frequent)
    }

    /// What the dictionary says of a term; `None` when no document has it.
    pub(crate) fn term(&self, text: &str) -> Result<Option<TermInfo>> {
        Ok(self.reader.get_term_info(&Term::from_field_text(self.field, text))?)
    }

    /// The documents of a term; `None` when there are none.
    pub(crate) fn of(&self, text: &str) -> Result<Option<Documents>> {
        self.term(text)?.map(|term| self.documents(&term)).transpose()
    }

    /// The documents of all terms that begin with a text; `None` when there are none.
    pub(crate) fn beginning_with(&self, text: &str) -> Result<Option<Documents>> {
        match &self.terms_beginning_with(text)?[..] {
            [] => Ok(None),
            [term] => Ok(Some(self.documents(term)?)),
            terms => Ok(Some(self.documents_of_all(terms)?)),
        }
    }

    fn terms_beginning_with(&self, text: &str) -> Result<Vec<TermInfo>> {
        let (mut terms, mut stream) = (Vec::new(), self.reader.terms().range().ge(text).into_stream()?);
        while stream.advance() && stream.key().starts_with(text.as_bytes()) {
            terms.push(stream.value().clone());
        }
        Ok(terms)
    }

    fn documents_of_all(&self, terms: &[TermInfo]) -> Result<Documents> {
        let most: u32 = terms.iter().map(|term| term.doc_freq).fold(0, u32::saturating_add);
        if most < self.len / SPARSE {
            let mut list = Vec::with_capacity(most as usize);
            for term in terms {
                self.on_disk(term)?.for_each(|document| list.push(document));
            }
            list.sort_unstable();
            list.dedup();
            return Ok(Documents { count: list.len() as u32, kept: Kept::Sorted { list, at: 0 } });
        }
        let mut set = Bits::none(self.len);
        for term in terms {
            match self.in_memory(term) {
                Some(bits) => set.add(&bits),
                None => self.on_disk(term)?.for_each(|document| set.insert(document)),
            }
        }
        let count = set.count();
        Ok(Documents::bits(Arc::new(set), count))
    }

    /// The documents in which a term that begins with a text stands at a place of some kind; `None` when no
    /// document has such a term.
    pub(crate) fn standing(&self, text: &str, holds: impl Fn(u32, u32) -> bool) -> Result<Option<Documents>> {
        let terms = self.terms_beginning_with(text)?;
        if terms.is_empty() {
            return Ok(None);
        }
        let (mut set, mut places) = (Bits::none(self.len), Vec::new());
        for term in &terms {
            let mut postings = self.places(term)?;
            while postings.doc() != TERMINATED {
                let document = postings.doc();
                if !set.contains(document) {
                    postings.positions(&mut places);
                    if places.iter().any(|place| holds(document, *place)) {
                        set.insert(document);
                    }
                }
                postings.advance();
            }
        }
        let count = set.count();
        Ok(Some(Documents::bits(Arc::new(set), count)))
    }

    pub(crate) fn documents(&self, term: &TermInfo) -> Result<Documents> {
        let of_term = match self.in_memory(term) {
            Some(bits) => Documents::bits(bits, term.doc_freq),
            None => self.on_disk(term)?,
        };
        Ok(of_term)
    }

    /// The documents of a frequent term.
    pub(crate) fn in_memory(&self, term: &TermInfo) -> Option<Arc<Bits>> {
        self.frequent.get(&term.postings_range.start).cloned()
    }

    fn on_disk(&self, term: &TermInfo) -> Result<Documents> {
        let blocks = self.reader.read_block_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        Ok(Documents { count: term.doc_freq, kept: Kept::List { blocks, at: 0 } })
    }

    /// The documents of a term with the places at which it stands in them.
    pub(crate) fn places(&self, term: &TermInfo) -> Result<SegmentPostings> {
        Ok(self.reader.read_postings_from_terminfo(term, IndexRecordOption::WithFreqsAndPositions)?)
    }
}

/// A walk over documents in their order.
pub(crate) struct Documents {
    count: u32,
    kept: Kept,
}

#[expect(
    clippy::large_enum_variant,
    reason = "a list holds the block that is unpacked, and is not moved about"
)]
enum Kept {
    /// Packed in blocks; stands at a place in one of them.
    List {
        blocks: BlockSegmentPostings,
        at: usize,
    },
    /// Of several terms that are rare together; stands at a place.
    Sorted {
        list: Vec<u32>,
        at: usize,
    },
    Bits(Arc<Bits>),
}

impl Documents {
    /// The documents of a set, and how many they are.
    pub(crate) fn bits(bits: Arc<Bits>, count: u32) -> Self {
        Self { count, kept: Kept::Bits(bits) }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The first document that is not before `target`; [`TERMINATED`] behind the last. Never goes back.
    pub(crate) fn seek(&mut self, target: u32) -> u32 {
        match &mut self.kept {
            Kept::Bits(bits) => bits.next(target).unwrap_or(TERMINATED),
            Kept::List { blocks, at } => {
                if blocks.doc(*at) < target {
                    *at = blocks.seek(target);
                }
                blocks.doc(*at)
            }
            Kept::Sorted { list, at } => {
                // Near more often than far.
                while let Some(document) = list.get(*at) {
                    if *document >= target {
                        return *document;
                    }
                    *at += 1;
                }
                TERMINATED
            }
        }
    }

    /// Hands over all documents from where it stands.
    pub(crate) fn for_each(self, mut deed: impl FnMut(u32)) {
        match self.kept {
            Kept::Bits(bits) => bits.iter().for_each(deed),
            Kept::Sorted { list, at } => list.into_iter().skip(at).for_each(deed),
            Kept::List { mut blocks, at } => {
                let mut from = at;
                while let Some(documents) = blocks.docs().get(from..).filter(|rest| !rest.is_empty()) {
                    documents.iter().for_each(|document| deed(*document));
                    blocks.advance();
                    from = 0;
                }
            }
        }
    }

    /// The set, where it is kept as one.
    pub(crate) fn as_bits(&self) -> Option<&Bits> {
        match &self.kept {
            Kept::Bits(bits) => Some(bits),
            Kept::List { .. } | Kept::Sorted { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use tantivy::{
        Index, TantivyDocument,
        schema::{Schema, TextFieldIndexing, TextOptions},
    };

    use super::*;
    use crate::tokens;

    /// A segment whose document n holds each text when n is a multiple of its number.
    fn opened(len: u32, texts: &[(&str, u32)]) -> Lists {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokens::PAIRS)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let mut schema = Schema::builder();
        let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_ram(schema.build());
        tokens::register(&index);
        let mut writer = index.writer_with_num_threads(1, 20_000_000).unwrap();
        for at in 0..len {
            let mut document = TantivyDocument::new();
            let held = texts.iter().filter(|(_, every)| at % every == 0);
            held.for_each(|(text, _)| document.add_text(field, text));
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        Lists::open(searcher.segment_reader(0), field).unwrap()
    }

    fn all_of(documents: Documents) -> Vec<u32> {
        let (count, mut all) = (documents.count(), Vec::new());
        documents.for_each(|document| all.push(document));
        assert_eq!(count as usize, all.len());
        all
    }

    #[test]
    fn a_walk_over_bits_and_over_a_list_meet_the_same_documents() {
        let len = 3_000;
        let mut lists = opened(len, &[("甲乙", 1), ("丙丁", 2), ("戊己", 300)]);
        assert!(lists.frequent.is_empty(), "a small segment has no bits");
        lists.frequent = lists.most_frequent().unwrap();
        let ways: [fn(&Lists, &TermInfo) -> Result<Documents>; 2] = [Lists::documents, Lists::on_disk];
        for (term, every, frequent) in [("甲乙", 1, true), ("丙丁", 2, true), ("戊己", 300, false)] {
            let term = lists.term(term).unwrap().unwrap();
            assert_eq!(lists.in_memory(&term).is_some(), frequent);
            let expected: Vec<u32> = (0..len).step_by(every).collect();
            for kept in ways {
                assert_eq!(all_of(kept(&lists, &term).unwrap()), expected);
                let mut walk = kept(&lists, &term).unwrap();
                assert_eq!(walk.count() as usize, expected.len());
                for target in (0..len + 10).step_by(7) {
                    let next = expected.iter().copied().find(|document| *document >= target);
                    assert_eq!(walk.seek(target), next.unwrap_or(TERMINATED), "{target}");
                }
            }
        }
        assert!(lists.term("庚辛").unwrap().is_none());
    }

    #[test]
    fn what_begins_with_a_text_are_the_documents_of_all_such_terms_few_or_many() {
        let texts = [("甲丙", 1), ("丙丁", 2), ("丙辛", 3), ("戊己", 300), ("戊庚", 200), ("庚", 7)];
        let mut lists = opened(3_000, &texts);
        for in_memory in [false, true] {
            if in_memory {
                lists.frequent = lists.most_frequent().unwrap();
                assert_eq!(lists.frequent.len(), 7);
            }
            for (text, in_bits) in [("丙", true), ("戊", false), ("庚", in_memory), ("丙丁", in_memory)]
            {
                let expected: Vec<u32> = (0..3_000)
                    .filter(|at| texts.iter().any(|(held, every)| held.contains(text) && at % every == 0))
                    .collect();
                let found = lists.beginning_with(text).unwrap().unwrap();
                assert_eq!(found.as_bits().is_some(), in_bits, "{text}");
                assert_eq!(all_of(found), expected, "{text}");
            }
            assert!(lists.beginning_with("壬").unwrap().is_none());
        }
    }

    #[test]
    fn a_few_documents_of_several_terms_are_walked_forwards() {
        let lists = opened(3_000, &[("戊己", 300), ("戊庚", 200)]);
        let mut walk = lists.beginning_with("戊").unwrap().unwrap();
        for (target, reached) in
            [(0, 0), (1, 200), (200, 200), (201, 300), (2_701, 2_800), (2_801, TERMINATED)]
        {
            assert_eq!(walk.seek(target), reached);
        }
        walk.for_each(|document| panic!("{document} stands behind the end"));
    }

    #[test]
    fn what_stands_is_asked_of_every_place_of_every_term() {
        let lists = opened(100, &[("甲丙甲丁", 1), ("丁甲", 10)]);
        let standing = |text: &str, place: u32| {
            let found = lists.standing(text, |document, at| document % 2 == 0 && at == place).unwrap();
            found.map(all_of)
        };
        let even: Vec<u32> = (0..100).step_by(2).collect();
        assert_eq!(standing("甲", 0), Some(even.clone()));
        assert_eq!(standing("甲", 2), Some(even));
        assert_eq!(standing("甲", 1), Some(Vec::new()));
        assert_eq!(standing("壬", 0), None);
    }
}

//! The documents of the terms of one field: on disk as lists, and for the most frequent terms of a large segment as
//! bits in memory as well. Unpacking a long list gives the same every time; as bits it is joined with others a
//! word of the machine at a time.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use tantivy::{
    InvertedIndexReader, SegmentReader, TERMINATED, Term,
    postings::{BlockSegmentPostings, SegmentPostings, TermInfo},
    schema::{Field, IndexRecordOption},
};

use crate::{Result, bits::Bits};

/// Segments of fewer documents have no bits: their lists are short.
const LARGE: u32 = 50_000;
/// Only terms that one document in so many has.
const FREQUENT: u32 = 16;
/// At most so many terms of a field. Of 1.2 million documents, each takes 150 KB.
const MOST_TERMS: usize = 256;

/// The terms of one field of a segment.
pub(crate) struct Lists {
    field: Field,
    reader: Arc<InvertedIndexReader>,
    /// By where their lists begin on disk.
    frequent: HashMap<usize, Arc<Bits>>,
}

impl Lists {
    pub(crate) fn open(reader: &SegmentReader, field: Field) -> Result<Self> {
        let mut lists = Self { field, reader: reader.inverted_index(field)?, frequent: HashMap::new() };
        let len = reader.max_doc();
        if len >= LARGE {
            lists.frequent = lists.most_frequent(len)?;
        }
        Ok(lists)
    }

    fn most_frequent(&self, len: u32) -> Result<HashMap<usize, Arc<Bits>>> {
        let (mut terms, mut stream) = (Vec::new(), self.reader.terms().stream()?);
        while stream.advance() {
            let term = stream.value();
            if term.doc_freq >= len / FREQUENT {
                terms.push(term.clone());
            }
        }
        terms.sort_by_key(|term| Reverse(term.doc_freq));
        terms.truncate(MOST_TERMS);
        let mut frequent = HashMap::with_capacity(terms.len());
        for term in terms {
            let mut bits = Bits::none(len);
            self.on_disk(&term)?.for_each(|document| bits.insert(document));
            frequent.insert(term.postings_range.start, Arc::new(bits));
        }
        Ok(frequent)
    }

    /// What the dictionary says of a term; `None` when no document has it.
    pub(crate) fn term(&self, text: &str) -> Result<Option<TermInfo>> {
        Ok(self.reader.get_term_info(&Term::from_field_text(self.field, text))?)
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
        }
    }

    /// Hands over all documents from where it stands.
    pub(crate) fn for_each(self, mut deed: impl FnMut(u32)) {
        match self.kept {
            Kept::Bits(bits) => bits.iter().for_each(deed),
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
            Kept::List { .. } => None,
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

    /// A segment whose document n holds 甲乙 always, 丙丁 when n is even, and 戊己 when n is a multiple of 300.
    fn opened(len: u32) -> (Lists, u32) {
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
            document.add_text(field, "甲乙");
            if at % 2 == 0 {
                document.add_text(field, "丙丁");
            }
            if at % 300 == 0 {
                document.add_text(field, "戊己");
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        (Lists::open(searcher.segment_reader(0), field).unwrap(), len)
    }

    #[test]
    fn a_walk_over_bits_and_over_a_list_meet_the_same_documents() {
        let (mut lists, len) = opened(3_000);
        assert!(lists.frequent.is_empty(), "a small segment has no bits");
        lists.frequent = lists.most_frequent(len).unwrap();
        let ways: [fn(&Lists, &TermInfo) -> Result<Documents>; 2] = [Lists::documents, Lists::on_disk];
        for (term, every, frequent) in [("甲乙", 1, true), ("丙丁", 2, true), ("戊己", 300, false)] {
            let term = lists.term(term).unwrap().unwrap();
            assert_eq!(lists.in_memory(&term).is_some(), frequent);
            let expected: Vec<u32> = (0..len).step_by(every).collect();
            for kept in ways {
                let mut all = Vec::new();
                kept(&lists, &term).unwrap().for_each(|document| all.push(document));
                assert_eq!(all, expected);
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
}

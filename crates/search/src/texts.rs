//! The words of one segment, as one kind of readers finds them.

use std::sync::Arc;

use domain::{
    posting::TextField,
    search_query::{Condition, LineRange},
};
use tantivy::{
    DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term,
    columnar::Column,
    schema::{Field, IndexRecordOption},
};

use crate::{
    Result,
    bits::Bits,
    lists::Lists,
    members::Members,
    phrase::{Phrase, Within},
    schema::{Fields, Readers, Texts, Words},
};

/// The texts of a segment for some readers.
pub(crate) struct SegmentTexts {
    fields: Texts,
    whole: Opened,
    title: Opened,
    ends: Column<u64>,
    lines: Members,
    establishments: Arc<InvertedIndexReader>,
}

/// Words with their lists of documents.
struct Opened {
    pairs: Lists,
    pieces: Lists,
}

impl SegmentTexts {
    pub(crate) fn open(reader: &SegmentReader, fields: &Fields, readers: Readers) -> Result<Self> {
        let fields = fields.texts(readers);
        let column = |field: Field| reader.fast_fields().u64(reader.schema().get_field_name(field));
        let lines = column(fields.lines)?;
        Ok(Self {
            fields,
            whole: Opened::open(reader, fields.whole)?,
            title: Opened::open(reader, fields.title)?,
            ends: column(fields.ends)?,
            lines: Members::of(reader.max_doc(), |document| lines.values_for_doc(document)),
            establishments: reader.inverted_index(fields.establishment)?,
        })
    }

    /// Where a folded word stands: anywhere, or within some fields. `None` when this segment does not have it.
    pub(crate) fn phrase(&self, word: &[char], within: &[TextField]) -> Result<Option<Phrase>> {
        match (word, within) {
            ([], _) => Ok(None),
            (_, []) => self.whole.word(word, None),
            (_, [TextField::Title]) => self.title.word(word, None),
            (_, fields) => {
                let fields = fields.iter().map(|field| *field as usize).collect();
                self.whole.word(word, Some(Within { ends: self.ends.clone(), fields }))
            }
        }
    }

    /// Adds the documents that meet a condition on what leads to the employer. False for other conditions.
    pub(crate) fn add_by_identity(&self, set: &mut Bits, condition: &Condition) -> Result<bool> {
        match condition {
            Condition::Lines(runs) => {
                let within = |line: &u64| runs.iter().any(|run| is_on(*run, *line));
                self.lines.values().filter(within).for_each(|line| self.lines.add_to(set, line));
            }
            Condition::Establishment(number) => {
                let term = Term::from_field_u64(self.fields.establishment, number.value());
                add_term(&self.establishments, &term, set)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

impl Opened {
    fn open(reader: &SegmentReader, fields: Words) -> Result<Self> {
        let open = |field| Lists::open(reader, field);
        Ok(Self { pairs: open(fields.pairs)?, pieces: open(fields.pieces)? })
    }

    fn word(&self, word: &[char], within: Option<Within>) -> Result<Option<Phrase>> {
        Phrase::of_word((&self.pairs, &self.pieces), word, within)
    }
}

/// Adds the documents of a term.
pub(crate) fn add_term(lists: &InvertedIndexReader, term: &Term, set: &mut Bits) -> Result<()> {
    if let Some(mut postings) = lists.read_postings(term, IndexRecordOption::Basic)? {
        while postings.doc() != TERMINATED {
            set.insert(postings.doc());
            postings.advance();
        }
    }
    Ok(())
}

fn is_on(run: LineRange, line: u64) -> bool {
    (u64::from(run.from.number())..=u64::from(run.to.number())).contains(&line)
}

//! The fields of the index. Text lies on disk as lists of documents; everything else is a column, read into
//! memory when a segment is opened.

use tantivy::{
    Term,
    schema::{
        FAST, Field, INDEXED, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
    },
};

use crate::{pieces::PIECES, tokens::PAIRS};

/// By whom a text is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// By everybody, in the same words.
    All,
    /// By those to whom the posting does not show its employer: names are hidden in it.
    Anyone,
    /// By registered seekers only, of postings of 公開範囲 2.
    Seekers,
}

impl Readers {
    pub(crate) const ALL: [Self; 3] = [Self::All, Self::Anyone, Self::Seekers];

    fn prefix(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Anyone => "anyone",
            Self::Seekers => "seekers",
        }
    }
}

/// What a word is looked for in: pieces for words of three to five letters, pairs for all others.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) pairs: Field,
    pub(crate) pieces: Field,
}

/// What of one kind of readers' texts there is.
#[derive(Clone, Copy)]
pub(crate) struct Texts {
    /// Every text, in the order of [`domain::posting::TextField::ALL`].
    pub(crate) whole: Words,
    /// 職種 alone.
    pub(crate) title: Words,
    /// Where the texts of each field end in the whole, in characters.
    pub(crate) ends: Field,
    /// 事業所番号, for whom it is shown.
    pub(crate) establishment: Field,
    /// 沿線, for whom they are shown.
    pub(crate) lines: Field,
}

/// A column of numbers, one or several for each posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// Day of receipt, then number: newest first when it is read from the top. Tells the number too.
    Newest,
    LowerWage,
    UpperWage,
    Deadline,
    HolidaysAYear,
    Prefecture,
    Municipality,
    Occupation,
    JobKind,
    Industry,
    Licence,
    AgeFrom,
    AgeTo,
    PayLower,
    PayBasic,
    Shifts,
    Band,
    Overtime,
    Retirement,
    FlagsLow,
    FlagsHigh,
}

impl Column {
    const ALL: [Self; 21] = [
        Self::Newest,
        Self::LowerWage,
        Self::UpperWage,
        Self::Deadline,
        Self::HolidaysAYear,
        Self::Prefecture,
        Self::Municipality,
        Self::Occupation,
        Self::JobKind,
        Self::Industry,
        Self::Licence,
        Self::AgeFrom,
        Self::AgeTo,
        Self::PayLower,
        Self::PayBasic,
        Self::Shifts,
        Self::Band,
        Self::Overtime,
        Self::Retirement,
        Self::FlagsLow,
        Self::FlagsHigh,
    ];

    /// Its name in the index.
    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }
}

/// All fields.
#[derive(Clone)]
pub(crate) struct Fields {
    /// 求人番号, by which a posting is deleted and looked up.
    pub(crate) number: Field,
    texts: [Texts; 3],
    columns: [Field; 21],
}

impl Fields {
    pub(crate) fn number_term(&self, number: u64) -> Term {
        Term::from_field_u64(self.number, number)
    }

    pub(crate) fn texts(&self, readers: Readers) -> Texts {
        self.texts[readers as usize]
    }

    pub(crate) fn column(&self, column: Column) -> Field {
        self.columns[column as usize]
    }
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        number: schema.add_u64_field("number", INDEXED),
        texts: Readers::ALL.map(|readers| texts(&mut schema, readers.prefix())),
        columns: Column::ALL.map(|column| schema.add_u64_field(&column.name(), FAST)),
    };
    (schema.build(), fields)
}

fn texts(schema: &mut SchemaBuilder, prefix: &str) -> Texts {
    Texts {
        whole: words(schema, &format!("{prefix}_whole")),
        title: words(schema, &format!("{prefix}_title")),
        ends: schema.add_u64_field(&format!("{prefix}_ends"), FAST),
        establishment: schema.add_u64_field(&format!("{prefix}_establishment"), INDEXED),
        lines: schema.add_u64_field(&format!("{prefix}_lines"), FAST),
    }
}

fn words(schema: &mut SchemaBuilder, prefix: &str) -> Words {
    let text = |tokenizer, option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let pairs = text(PAIRS, IndexRecordOption::WithFreqsAndPositions);
    let pieces = text(PIECES, IndexRecordOption::Basic);
    Words {
        pairs: schema.add_text_field(&format!("{prefix}_pairs"), pairs),
        pieces: schema.add_text_field(&format!("{prefix}_pieces"), pieces),
    }
}

//! The fields of the index and what of a posting goes into which.

use domain::{
    clock::{Date, days_between},
    fold::fold,
    posting::{DisclosureScope, EmploymentKind, Posting, Viewer, WorkingTime},
    prefecture::Prefecture,
};
use tantivy::{
    TantivyDocument, Term,
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
};

use crate::tokens::{DIVIDER, LETTERS, PAIRS};

/// Bits that a posting's number takes in the key of the newest-first order (13 digits).
const NUMBER_BITS: u32 = 44;

/// What a wish is looked for in: pairs for two or more characters, letters for one.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) pairs: Field,
    pub(crate) letters: Field,
}

#[derive(Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) number: Field,
    /// What everybody may find.
    pub(crate) open: Words,
    /// What registered seekers may find beyond that: texts of postings of 公開範囲 2.
    pub(crate) seekers: Words,
    prefecture: Field,
    municipality: Field,
    time: Field,
    employment: Field,
    newest: Field,
    lower_wage: Field,
    upper_wage: Field,
    deadline: Field,
}

/// Columns that order and limit the list.
pub(crate) mod columns {
    /// 就業場所, the prefecture.
    pub(crate) const PREFECTURE: &str = "prefecture";
    /// 就業場所, the municipality.
    pub(crate) const MUNICIPALITY: &str = "municipality";
    /// フルタイム or パート.
    pub(crate) const TIME: &str = "time";
    /// 雇用形態.
    pub(crate) const EMPLOYMENT: &str = "employment";
    /// Day of receipt, then number: newest first when it is read from the top. Tells the number too.
    pub(crate) const NEWEST: &str = "newest";
    /// Comparable lower wage.
    pub(crate) const LOWER_WAGE: &str = "lower_wage";
    /// Comparable upper wage.
    pub(crate) const UPPER_WAGE: &str = "upper_wage";
    /// Last day on which the posting is open.
    pub(crate) const DEADLINE: &str = "deadline";
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let text = |tokenizer, option| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(option)
            .set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing)
    };
    let pairs = text(PAIRS, IndexRecordOption::WithFreqsAndPositions);
    let letters = text(LETTERS, IndexRecordOption::Basic);
    let fields = Fields {
        number: schema.add_u64_field("number", INDEXED),
        open: Words {
            pairs: schema.add_text_field("open_pairs", pairs.clone()),
            letters: schema.add_text_field("open_letters", letters.clone()),
        },
        seekers: Words {
            pairs: schema.add_text_field("seekers_pairs", pairs),
            letters: schema.add_text_field("seekers_letters", letters),
        },
        prefecture: schema.add_u64_field(columns::PREFECTURE, FAST),
        municipality: schema.add_u64_field(columns::MUNICIPALITY, FAST),
        time: schema.add_u64_field(columns::TIME, FAST),
        employment: schema.add_u64_field(columns::EMPLOYMENT, FAST),
        newest: schema.add_u64_field(columns::NEWEST, FAST),
        lower_wage: schema.add_u64_field(columns::LOWER_WAGE, FAST),
        upper_wage: schema.add_u64_field(columns::UPPER_WAGE, FAST),
        deadline: schema.add_u64_field(columns::DEADLINE, FAST),
    };
    (schema.build(), fields)
}

impl Fields {
    pub(crate) fn number_term(&self, number: u64) -> Term {
        Term::from_field_u64(self.number, number)
    }

    /// The posting as the index keeps it; `None` when nobody may find it.
    pub(crate) fn document(&self, posting: &Posting) -> Option<TantivyDocument> {
        let open = posting.seen_by(Viewer::Anyone)?;
        let mut document = TantivyDocument::new();
        document.add_u64(self.number, posting.number.value());
        let open_texts: Vec<String> = open.searchable().iter().map(|text| fold(text)).collect();
        if posting.disclosure == DisclosureScope::RegisteredSeekers {
            let more = posting.seen_by(Viewer::RegisteredSeeker)?.searchable();
            let more = more.iter().map(|text| fold(text)).filter(|text| !open_texts.contains(text));
            self.add_words(&mut document, self.seekers, more);
        }
        self.add_words(&mut document, self.open, open_texts.into_iter());
        if let Some(prefecture) = posting.workplace.prefecture {
            document.add_u64(self.prefecture, prefecture_key(prefecture));
        }
        if let Some(municipality) = municipality_key(&posting.workplace.municipality_code) {
            document.add_u64(self.municipality, municipality);
        }
        document.add_u64(self.time, time_key(posting.category.time));
        document.add_u64(self.employment, employment_key(posting.employment));
        document.add_u64(self.newest, day(posting.received_on) << NUMBER_BITS | posting.number.value());
        document.add_u64(self.lower_wage, posting.wage.map_or(0, |wage| wage.comparable_lower()));
        document.add_u64(self.upper_wage, posting.wage.map_or(0, |wage| wage.comparable_upper()));
        document.add_u64(self.deadline, day(posting.referral_deadline));
        Some(document)
    }

    fn add_words(&self, document: &mut TantivyDocument, words: Words, folded: impl Iterator<Item = String>) {
        let mut text = String::new();
        for part in folded {
            text.push_str(&part);
            text.push(DIVIDER);
        }
        document.add_text(words.letters, &text);
        document.add_text(words.pairs, text);
    }
}

/// The number in a key of the newest-first order.
pub(crate) fn number_in(newest: u64) -> u64 {
    newest & ((1 << NUMBER_BITS) - 1)
}

/// Days since 1970; a day before counts as the first.
pub(crate) fn day(date: Date) -> u64 {
    days_between(Date::constant(1970, 1, 1), date).max(0).unsigned_abs()
}

pub(crate) fn prefecture_key(prefecture: Prefecture) -> u64 {
    u64::from(prefecture.number())
}

pub(crate) fn municipality_key(code: &str) -> Option<u64> {
    code.parse().ok()
}

pub(crate) fn time_key(time: WorkingTime) -> u64 {
    match time {
        WorkingTime::Full => 1,
        WorkingTime::Part => 2,
    }
}

pub(crate) fn employment_key(kind: EmploymentKind) -> u64 {
    kind.code().parse().unwrap_or(0)
}

//! The peer "plain": Tantivy as its documentation shows it, with pairs of characters as tokens. Filters are
//! terms, orders are fast fields, nothing is chosen or kept in memory by us.

use std::path::Path;

use domain::{
    fold::fold,
    search_query::{PAGE_SIZE, SearchQuery, Sort},
};
use tantivy::{
    DocAddress, Index, IndexWriter, Order, Searcher, TantivyDocument, Term,
    collector::{Count, TopDocs},
    query::{AllQuery, BooleanQuery, Occur, PhraseQuery, Query, TermQuery, TermSetQuery},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Token, TokenStream, Tokenizer},
};

use crate::{
    data::{self, DIVIDER, Row, employment_key, time_key, wage_key},
    engines::{Answer, Engine},
};

/// Memory of its two threads together, in bytes.
const MEMORY: usize = 2_000_000_000;

#[derive(Clone, Copy)]
struct Fields {
    text: Field,
    number: Field,
    prefecture: Field,
    municipality: Field,
    time: Field,
    employment: Field,
    newest: Field,
    lower: Field,
    upper: Field,
}

/// The peer with its index.
pub struct Plain {
    searcher: Searcher,
    fields: Fields,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("pairs")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        .set_fieldnorms(false);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    let mut field = |name| schema.add_u64_field(name, INDEXED | FAST);
    let fields = Fields {
        text,
        number: field("number"),
        prefecture: field("prefecture"),
        municipality: field("municipality"),
        time: field("time"),
        employment: field("employment"),
        newest: field("newest"),
        lower: field("lower"),
        upper: field("upper"),
    };
    (schema.build(), fields)
}

impl Plain {
    /// Builds its index: two threads, merged as its own policy sees fit.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn build(postings: &Path, folder: &Path) -> anyhow::Result<()> {
        let mut rows = data::rows(postings)?;
        rows.sort_unstable_by_key(|row| (row.received_on, row.number));
        let (schema, fields) = schema();
        let index = Index::create_in_dir(folder, schema)?;
        index.tokenizers().register("pairs", Pairs);
        let mut writer: IndexWriter = index.writer_with_num_threads(2, MEMORY)?;
        for (age, row) in (0_u64..).zip(&rows) {
            writer.add_document(document(fields, age, row))?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(())
    }

    /// Opens what was built.
    ///
    /// # Errors
    /// It was not built.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let index = Index::open_in_dir(folder)?;
        index.tokenizers().register("pairs", Pairs);
        Ok(Self { searcher: index.reader()?.searcher(), fields: schema().1 })
    }

    fn query(&self, query: &SearchQuery) -> Box<dyn Query> {
        let fields = self.fields;
        let mut all: Vec<Box<dyn Query>> =
            query.phrases.iter().map(|word| holds(fields.text, word)).collect();
        if query.municipalities.is_empty() {
            let prefecture = query.prefecture.map(|prefecture| u64::from(prefecture.number()));
            all.extend(one_of(fields.prefecture, prefecture.into_iter().collect()));
        }
        let places = query.municipalities.iter().filter_map(|code| code.parse().ok()).collect();
        all.extend(one_of(fields.municipality, places));
        all.extend(one_of(fields.time, query.time.map(time_key).into_iter().collect()));
        let kinds = query.employments.iter().map(|kind| employment_key(*kind)).collect();
        all.extend(one_of(fields.employment, kinds));
        match all.len() {
            0 => Box::new(AllQuery),
            1 => all.remove(0),
            _ => Box::new(BooleanQuery::new(all.into_iter().map(|one| (Occur::Must, one)).collect())),
        }
    }
}

fn document(fields: Fields, age: u64, row: &Row) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.text, &row.text);
    document.add_u64(fields.number, row.number);
    document.add_u64(fields.prefecture, row.prefecture);
    document.add_u64(fields.municipality, row.municipality);
    document.add_u64(fields.time, time_key(row.time));
    document.add_u64(fields.employment, employment_key(row.employment));
    document.add_u64(fields.newest, age);
    document.add_u64(fields.lower, wage_key(row.lower_wage, age));
    document.add_u64(fields.upper, wage_key(row.upper_wage, age));
    document
}

fn holds(field: Field, word: &str) -> Box<dyn Query> {
    let letters: Vec<char> = fold(word).chars().collect();
    let mut terms: Vec<Term> =
        letters.windows(2).map(|pair| Term::from_field_text(field, &String::from_iter(pair))).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

fn one_of(field: Field, mut values: Vec<u64>) -> Option<Box<dyn Query>> {
    let term = |value| Term::from_field_u64(field, value);
    match values.len() {
        0 => None,
        1 => Some(Box::new(TermQuery::new(term(values.remove(0)), IndexRecordOption::Basic))),
        _ => Some(Box::new(TermSetQuery::new(values.into_iter().map(term)))),
    }
}

impl Engine for Plain {
    fn name(&self) -> &'static str {
        "Tantivy plain"
    }

    fn answer(&mut self, query: &SearchQuery) -> anyhow::Result<Answer> {
        if query.sort == Sort::Relevance {
            let page = TopDocs::with_limit(PAGE_SIZE).and_offset(query.offset()).order_by_score();
            let (total, page) = self.searcher.search(self.query(query).as_ref(), &(Count, page))?;
            return Ok((total, self.numbers(page.into_iter().map(|(_, address)| address))?));
        }
        let order = match query.sort {
            Sort::LowerWage => "lower",
            Sort::UpperWage => "upper",
            _ => "newest",
        };
        let page = TopDocs::with_limit(PAGE_SIZE).and_offset(query.offset());
        let page = page.order_by_fast_field::<u64>(order, Order::Desc);
        let (total, page) = self.searcher.search(self.query(query).as_ref(), &(Count, page))?;
        Ok((total, self.numbers(page.into_iter().map(|(_, address)| address))?))
    }
}

impl Plain {
    fn numbers(&self, page: impl Iterator<Item = DocAddress>) -> anyhow::Result<Vec<u64>> {
        let mut numbers = Vec::with_capacity(PAGE_SIZE);
        for address in page {
            let segment = self.searcher.segment_reader(address.segment_ord);
            numbers.extend(segment.fast_fields().u64("number")?.first(address.doc_id));
        }
        Ok(numbers)
    }
}

/// Overlapping pairs of characters with their positions; none spans a divider.
#[derive(Clone)]
struct Pairs;

struct PairStream {
    letters: Vec<char>,
    at: usize,
    token: Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream {
        PairStream { letters: text.chars().collect(), at: 0, token: Token::default() }
    }
}

impl TokenStream for PairStream {
    fn advance(&mut self) -> bool {
        while let Some(&[first, second]) = self.letters.get(self.at..self.at + 2) {
            self.at += 1;
            if !DIVIDER.contains([first, second]) {
                self.token.position = self.at - 1;
                self.token.text.clear();
                self.token.text.extend([first, second]);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

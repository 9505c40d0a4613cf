//! Searching. The result is exact: the count is the number of postings that match, and the pages together
//! are those postings, each once, in a total order.

use domain::{
    clock::Date,
    fold::fold,
    posting::{PostingNumber, Viewer},
    search_query::{PAGE_SIZE, SearchQuery},
};
use tantivy::{
    Term,
    query::{AllQuery, BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    Index, Position, Result,
    pages::Pages,
    tokens::pairs_of,
    wording::{self, Fields, Words},
};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many postings match, on all pages.
    pub total: usize,
    /// The postings of the page that was asked for; none when the page lies beyond the last.
    pub numbers: Vec<PostingNumber>,
}

/// Searches an index. Cheap to clone; many threads may search at once.
#[derive(Clone)]
pub struct Finder {
    index: Index,
}

impl Finder {
    pub(crate) fn new(index: Index) -> Self {
        Self { index }
    }

    /// The postings that match a query for a viewer, open on the day `today` (Asia/Tokyo). Takes
    /// milliseconds of computing and does not wait for anything.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn find(&self, query: &SearchQuery, viewer: Viewer, today: Date) -> Result<Found> {
        let current = self.index.current();
        let pages = Pages {
            today: wording::day(today),
            sort: query.sort,
            skipped: query.offset(),
            wanted: PAGE_SIZE,
        };
        let matching = matching(&current.fields, query, viewer);
        let (total, numbers) = current.reader.searcher().search(matching.as_ref(), &pages)?;
        Ok(Found { total, numbers: numbers.into_iter().filter_map(PostingNumber::from_value).collect() })
    }

    /// How far in the database's line of changes the searches see; `None` for an index that is still empty.
    pub fn reached(&self) -> Option<Position> {
        self.index.current().reached
    }
}

fn matching(fields: &Fields, query: &SearchQuery, viewer: Viewer) -> Box<dyn Query> {
    let mut all: Vec<Box<dyn Query>> = Vec::new();
    for word in &query.words {
        let folded: Vec<char> = fold(word).chars().collect();
        let open = holds(fields.open, &folded);
        all.push(match viewer {
            Viewer::Anyone => open,
            Viewer::RegisteredSeeker => any(vec![open, holds(fields.seekers, &folded)]),
        });
    }
    let municipalities = query.municipalities.iter().filter_map(|code| wording::municipality_key(code));
    let employments = query.employments.iter().map(|kind| wording::employment_key(*kind));
    // Municipalities say their prefecture.
    let prefecture =
        query.prefecture.filter(|_| query.municipalities.is_empty()).map(wording::prefecture_key);
    all.extend(one_of(fields.prefecture, prefecture));
    all.extend(one_of(fields.municipality, municipalities));
    all.extend(one_of(fields.time, query.time.map(wording::time_key)));
    all.extend(one_of(fields.employment, employments));
    if all.is_empty() {
        return Box::new(AllQuery);
    }
    Box::new(BooleanQuery::new(all.into_iter().map(|one| (Occur::Must, one)).collect()))
}

/// Matches postings whose text holds a folded word.
fn holds(words: Words, word: &[char]) -> Box<dyn Query> {
    let term = |field, text: &str| Term::from_field_text(field, text);
    match word {
        [] => Box::new(EmptyQuery),
        [letter] => exactly(term(words.letters, &letter.to_string())),
        [first, second] => exactly(term(words.pairs, &String::from_iter([first, second]))),
        longer => {
            let pairs = pairs_of(longer).into_iter().map(|(place, pair)| (place, term(words.pairs, &pair)));
            Box::new(PhraseQuery::new_with_offset(pairs.collect()))
        }
    }
}

/// Matches postings that have one of some values; no values are no condition.
fn one_of(field: Field, values: impl IntoIterator<Item = u64>) -> Option<Box<dyn Query>> {
    let values: Vec<Box<dyn Query>> =
        values.into_iter().map(|value| exactly(Term::from_field_u64(field, value))).collect();
    (!values.is_empty()).then(|| any(values))
}

fn any(alternatives: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(alternatives.into_iter().map(|one| (Occur::Should, one)).collect()))
}

fn exactly(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

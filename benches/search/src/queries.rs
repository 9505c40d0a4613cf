//! The queries, written from a seed: words are cut out of the postings themselves, so that they are as
//! common or rare as what people look for, and sorted into classes by how many postings hold them. They are asked
//! for to the letter, because the peers know no synonyms.

use std::{collections::BTreeSet, ops::Range, path::Path};

use domain::{
    posting::{EmploymentKind, WorkingTime},
    prefecture::Prefecture,
    search_query::{SearchQuery, Sort},
};
use fastrand::Rng;
use memchr::memmem;

use crate::data::Row;

const SEED: u64 = 20_261_120;
/// Postings that tell how common a word is.
const SAMPLED: usize = 40_000;

/// A kind of search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nothing but an order.
    NoCondition,
    /// One condition that lets much through.
    LooseFilter,
    /// Two to four conditions.
    Filters,
    /// A word that more than one posting in thirty holds.
    CommonWord,
    /// A word that one in 60 to one in 2,000 holds.
    MiddlingWord,
    /// A word that few or none hold.
    RareWord,
    /// Two words.
    TwoWords,
    /// Three words.
    ThreeWords,
    /// A word and conditions.
    WordsAndFilters,
    /// The 30th page.
    PageThirty,
    /// One or two words, those first that have them in 職種.
    Relevance,
    /// A word of kanji and kana together.
    MixedWord,
    /// A word of six to nine characters, kanji and kana alike: ours follows its places.
    LongWord,
}

impl Class {
    /// All classes as the results list them.
    pub const ALL: [Self; 13] = [
        Self::NoCondition,
        Self::LooseFilter,
        Self::Filters,
        Self::CommonWord,
        Self::MiddlingWord,
        Self::RareWord,
        Self::TwoWords,
        Self::ThreeWords,
        Self::WordsAndFilters,
        Self::PageThirty,
        Self::Relevance,
        Self::MixedWord,
        Self::LongWord,
    ];

    /// Its words, and how many queries it has.
    pub fn said(self) -> (&'static str, usize) {
        match self {
            Self::NoCondition => ("no condition", 4),
            Self::LooseFilter => ("one loose filter", 25),
            Self::Filters => ("2–4 filters", 40),
            Self::CommonWord => ("one common word", 24),
            Self::MiddlingWord => ("one middling word", 24),
            Self::RareWord => ("one rare or absent word", 20),
            Self::TwoWords => ("two words AND", 24),
            Self::ThreeWords => ("three words AND", 12),
            Self::WordsAndFilters => ("words + filters", 40),
            Self::PageThirty => ("page 30", 14),
            Self::Relevance => ("by relevance", 16),
            Self::MixedWord => ("one word of kanji and kana", 24),
            Self::LongWord => ("one long word", 16),
        }
    }
}

impl Class {
    /// The most CPU milliseconds that it may take, p50 / p99.
    pub fn bar(self) -> &'static str {
        match self {
            Self::NoCondition | Self::MixedWord | Self::LongWord => "–",
            Self::LooseFilter => "0.2 / 5",
            Self::Filters => "0.3 / 1.5",
            Self::CommonWord => "2.5 / 10",
            Self::MiddlingWord => "0.3 / 12",
            Self::RareWord => "0.1 / 0.5",
            Self::TwoWords => "3.5 / 7",
            Self::ThreeWords => "2 / 5",
            Self::WordsAndFilters => "0.4 / 3",
            Self::PageThirty => "0.3 / 9",
            Self::Relevance => "2 / 6",
        }
    }
}

/// A query and its class.
pub struct Asked {
    /// The class it belongs to.
    pub class: Class,
    /// What is asked.
    pub query: SearchQuery,
}

/// Words by how common they are.
struct Words {
    common: Vec<String>,
    middling: Vec<String>,
    rare: Vec<String>,
    /// Of kanji and kana together, common or middling.
    mixed: Vec<String>,
    /// Of six and more characters, common or middling.
    long: Vec<String>,
}

/// Writes the queries, one a line: name=value by tabs, as an address says them.
///
/// # Errors
/// The file cannot be written.
pub fn write(queries: &[Asked], path: &Path) -> anyhow::Result<()> {
    let line = |asked: &Asked| {
        let pairs = asked.query.to_pairs().into_iter();
        pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("\t") + "\n"
    };
    Ok(std::fs::write(path, queries.iter().map(line).collect::<String>())?)
}

/// Reads what [`write`] wrote.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path) -> anyhow::Result<Vec<SearchQuery>> {
    let read = std::fs::read_to_string(path)?;
    let query = |line: &str| SearchQuery::from_pairs(line.split('\t').filter_map(|it| it.split_once('='))).0;
    Ok(read.lines().map(query).collect())
}

/// The queries of all classes; the same for the same postings.
pub fn from_seed(rows: &[Row]) -> Vec<Asked> {
    let mut chance = Rng::with_seed(SEED);
    let words = words(rows, &mut chance);
    let mut queries = Vec::new();
    for class in Class::ALL {
        for at in 0..class.said().1 {
            queries.push(Asked { class, query: query(class, at, &words, (rows, &mut chance)) });
        }
    }
    queries
}

fn query(class: Class, at: usize, words: &Words, (rows, chance): (&[Row], &mut Rng)) -> SearchQuery {
    let mut query = SearchQuery::default();
    let pick = |from: &[String], chance: &mut Rng| from.get(chance.usize(0..from.len())).cloned();
    match class {
        Class::NoCondition => query.sort = Sort::ALL[at % 3],
        Class::LooseFilter => loose_filter(&mut query, at, chance),
        Class::Filters => filters(&mut query, 2 + at % 3, (rows, chance)),
        Class::CommonWord => query.phrases.extend(words.common.get(at).cloned()),
        Class::MiddlingWord => query.phrases.extend(words.middling.get(at).cloned()),
        Class::RareWord => query.phrases.extend(words.rare.get(at).cloned()),
        Class::MixedWord => query.phrases.extend(words.mixed.get(at).cloned()),
        Class::LongWord => query.phrases.extend(words.long.get(at).cloned()),
        Class::TwoWords => {
            query.phrases.extend(pick(&words.common, chance));
            query
                .phrases
                .extend(pick(if at.is_multiple_of(2) { &words.common } else { &words.middling }, chance));
        }
        Class::ThreeWords => {
            for _ in 0..2 {
                query.phrases.extend(pick(&words.common, chance));
            }
            query.phrases.extend(pick(&words.middling, chance));
        }
        Class::WordsAndFilters => {
            query
                .phrases
                .extend(pick(if at.is_multiple_of(2) { &words.common } else { &words.middling }, chance));
            filters(&mut query, 1 + at % 3, (rows, chance));
        }
        Class::PageThirty => {
            query.page = 30;
            match at % 3 {
                0 => query.phrases.extend(pick(&words.common, chance)),
                1 => loose_filter(&mut query, at, chance),
                _ => {
                    query.phrases.extend(pick(&words.common, chance));
                    query.time = Some(WorkingTime::Full);
                }
            }
        }
        Class::Relevance => {
            query.phrases.extend(pick(&words.common, chance));
            if at % 2 == 1 {
                query.phrases.extend(pick(&words.middling, chance));
            }
            query.sort = Sort::Relevance;
        }
    }
    if !matches!(class, Class::NoCondition | Class::Relevance) && at % 4 == 3 {
        query.sort = Sort::ALL[1 + at % 2];
    }
    query.phrases.dedup();
    query
}

fn loose_filter(query: &mut SearchQuery, at: usize, chance: &mut Rng) {
    match at % 4 {
        0 => query.time = Some(if chance.bool() { WorkingTime::Full } else { WorkingTime::Part }),
        1 => query.prefecture = Prefecture::from_code(["13", "27", "14", "23", "11"][chance.usize(0..5)]),
        2 => {
            query.employments =
                vec![[EmploymentKind::Regular, EmploymentKind::PartTimer][chance.usize(0..2)]];
        }
        _ => {
            query.employments = EmploymentKind::ALL.to_vec();
            query.employments.remove(chance.usize(0..7));
        }
    }
}

/// Conditions as people join them: a place that has postings first.
fn filters(query: &mut SearchQuery, many: usize, (rows, chance): (&[Row], &mut Rng)) {
    let row = &rows[chance.usize(0..rows.len())];
    query.prefecture = Prefecture::from_code(&format!("{:02}", row.prefecture));
    if chance.bool() && query.prefecture.is_some() {
        query.municipalities = vec![format!("{:05}", row.municipality)];
        let other = &rows[chance.usize(0..rows.len())];
        if other.prefecture == row.prefecture && other.municipality != row.municipality {
            query.municipalities.push(format!("{:05}", other.municipality));
        }
    }
    if many > 1 {
        query.employments = vec![row.employment];
    }
    if many > 2 {
        query.time = Some(row.time);
    }
    if many > 3 {
        query.employments.push(EmploymentKind::NonRegular);
        query.employments.sort_unstable();
        query.employments.dedup();
    }
}

fn words(rows: &[Row], chance: &mut Rng) -> Words {
    let mut words = Words {
        common: Vec::new(),
        middling: Vec::new(),
        rare: Vec::new(),
        mixed: Vec::new(),
        long: Vec::new(),
    };
    let every = rows.len().div_ceil(SAMPLED).max(1);
    let sample: Vec<&str> = rows.iter().step_by(every).map(|row| row.text.as_str()).collect();
    let mut known = BTreeSet::new();
    while [words.common.len(), words.middling.len(), words.mixed.len()].iter().any(|many| *many < 24)
        || words.rare.len() < 16
    {
        let text = &rows[chance.usize(0..rows.len())].text;
        let Some((word, scripts)) = cut(text, 2..6, chance) else { continue };
        if !known.insert(word.clone()) {
            continue;
        }
        match one_in(&sample, &word) {
            0..=2_000 if scripts == Scripts::Both && words.mixed.len() < 24 => words.mixed.push(word),
            _ if scripts == Scripts::Both => {}
            0..=30 if words.common.len() < 24 => words.common.push(word),
            60..=2_000 if words.middling.len() < 24 => words.middling.push(word),
            10_000.. if words.rare.len() < 16 => words.rare.push(word),
            _ => {}
        }
    }
    while words.long.len() < 16 {
        let text = &rows[chance.usize(0..rows.len())].text;
        let long = cut(text, 6..10, chance).map(|(word, _)| word);
        words.long.extend(long.filter(|word| known.insert(word.clone()) && one_in(&sample, word) <= 2_000));
    }
    words.rare.extend(["鸚鵡", "宇宙飛行士", "xyzzy", "ゑゐゑゐ"].map(str::to_owned));
    words
}

/// Of how many texts one holds a word; the most there are when none does.
fn one_in(sample: &[&str], word: &str) -> usize {
    let finder = memmem::Finder::new(word.as_bytes());
    let holding = sample.iter().filter(|text| finder.find(text.as_bytes()).is_some()).count();
    sample.len().checked_div(holding).unwrap_or(usize::MAX)
}

/// What a word is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scripts {
    One,
    Both,
}

/// Some characters from the middle of a text that look like a word: kanji, or three and more kana, or both, and
/// nothing else.
fn cut(text: &str, lengths: Range<usize>, chance: &mut Rng) -> Option<(String, Scripts)> {
    let letters: Vec<char> = text.chars().collect();
    let from = chance.usize(0..letters.len());
    let long = chance.usize(lengths);
    let word = letters.get(from..from + long)?;
    let kanji = word.iter().filter(|letter| ('一'..='鿿').contains(*letter)).count();
    let kana = word.iter().filter(|letter| ('ァ'..='ヺ').contains(*letter) || **letter == 'ー').count();
    let scripts = match (kanji, kana) {
        _ if kanji == long || kana == long && long > 2 => Scripts::One,
        (1.., 1..) if kanji + kana == long && long > 2 => Scripts::Both,
        _ => return None,
    };
    Some((word.iter().collect(), scripts))
}

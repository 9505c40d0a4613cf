//! The oracle: reads every posting for every query. Slow, and so plain that it can be believed.

use std::cmp::Reverse;

use anyhow::ensure;
use domain::{
    fold::fold,
    search_query::{PAGE_SIZE, SearchQuery, Sort},
};
use memchr::memmem::Finder;

use crate::{
    data::Row,
    engines::{Answer, Engine},
    queries::Asked,
};

/// Compares what every engine answers with what reading everything gives.
///
/// # Errors
/// An engine failed, or gives another total or page.
pub fn check(rows: &[Row], queries: &[Asked], engines: &mut [Box<dyn Engine>]) -> anyhow::Result<()> {
    for asked in queries {
        let (total, page) = answer(rows, &asked.query);
        for (place, engine) in engines.iter_mut().enumerate() {
            let given = engine.answer(&asked.query)?;
            // By relevance, every engine has an order of its own; ours, the first, has the one that is said.
            let same_order = place == 0 || asked.query.sort != Sort::Relevance;
            ensure!(
                given.0 == total && (!same_order || given.1 == page),
                "{} answers {given:?} instead of {total} {page:?} to {:?}",
                engine.name(),
                asked.query
            );
        }
    }
    eprintln!("{} answers of {} engines equal those of reading everything", queries.len(), engines.len());
    Ok(())
}

/// What matches, found by reading everything.
pub fn answer(rows: &[Row], query: &SearchQuery) -> Answer {
    let words: Vec<String> = query.phrases.iter().map(|word| fold(word)).collect();
    let words: Vec<Finder<'_>> = words.iter().map(|word| Finder::new(word.as_bytes())).collect();
    let places: Vec<u64> = query.municipalities.iter().filter_map(|code| code.parse().ok()).collect();
    let prefecture = query.prefecture.map(|prefecture| u64::from(prefecture.number()));
    let mut matching: Vec<&Row> = rows
        .iter()
        .filter(|row| {
            prefecture.is_none_or(|prefecture| row.prefecture == prefecture)
                && (places.is_empty() || places.contains(&row.municipality))
                && query.time.is_none_or(|time| row.time == time)
                && (query.employments.is_empty() || query.employments.contains(&row.employment))
                && words.iter().all(|word| word.find(row.text.as_bytes()).is_some())
        })
        .collect();
    matching.sort_unstable_by_key(|row| {
        let wage = match query.sort {
            Sort::LowerWage => row.lower_wage,
            Sort::UpperWage => row.upper_wage,
            Sort::Relevance => {
                words.iter().filter(|word| word.find(row.title.as_bytes()).is_some()).count() as u64
            }
            _ => 0,
        };
        Reverse((wage, row.received_on, row.number))
    });
    let page = matching.iter().skip(query.offset()).take(PAGE_SIZE).map(|row| row.number).collect();
    (matching.len(), page)
}

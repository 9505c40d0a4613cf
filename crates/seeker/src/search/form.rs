//! The form of 求人検索: its values, and the addresses of searches. What it offers stands in `form/offer.rs`,
//! where each condition has its place in `form/fields.rs`.

mod fields;
mod offer;
mod short_address;

use domain::search_query::{Condition, Notice, SearchQuery};
use site::{Fields, FormState};
use store::{Conn, reference::Municipality};

pub(super) use fields::is_known;
pub(super) use offer::{Offer, occupations, prefectures};
pub(super) use short_address::short_address;

/// The button that opens 詳細検索条件, and its value.
const OPEN: &str = "open";
const MORE: &str = "more";

/// Value and words of a choice.
pub(super) type Choice = (String, String);

/// The form with the values of a query.
pub(super) fn filled(query: &SearchQuery) -> FormState {
    FormState::of(query.on_page(1).to_pairs())
}

/// The address of a search.
pub fn address(query: &SearchQuery) -> String {
    match conditions(query) {
        text if text.is_empty() => "/search".to_owned(),
        text => format!("/search?{text}"),
    }
}

/// The query of that address: one text for one search, which can be kept.
pub(super) fn conditions(query: &SearchQuery) -> String {
    serde_urlencoded::to_string(query.to_pairs()).unwrap_or_default()
}

/// Reads such a text back.
pub fn read(conditions: &str) -> SearchQuery {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(conditions).unwrap_or_default();
    read_pairs(&pairs).0
}

/// Reads what was sent.
pub(super) fn read_pairs(pairs: &[(String, String)]) -> (SearchQuery, Vec<Notice>) {
    SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// Reads what the form sent. 番号検索 asks for nothing but the numbers.
pub(super) fn sent(typed: &Fields) -> (SearchQuery, Vec<Notice>) {
    let only_numbers = typed.first("only") == "number";
    let asked = |(name, _): &(&str, &str)| !only_numbers || ["number", "establishment"].contains(name);
    let pairs = typed.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    SearchQuery::from_pairs(pairs.filter(asked))
}

/// Where a search has its place, if what was sent is another way to say it: a form sends its empty fields too, and
/// such an address is nothing to keep or to share. Reading a canonical address gives its own pairs again, so
/// nobody is sent on twice. What was left out is told first, on the page of the address as it is.
pub(super) fn elsewhere(typed: &Fields, query: &SearchQuery, notices: &[Notice]) -> Option<String> {
    let canonical = query.to_pairs();
    let said = typed.pairs().iter().filter(|(name, _)| name != OPEN);
    let same = said
        .map(|(name, value)| (name.as_str(), value))
        .eq(canonical.iter().map(|(name, value)| (*name, value)));
    (!same && notices.is_empty()).then(|| if is_open(typed) { opened(query) } else { address(query) })
}

/// True when 詳細検索条件 were asked for. Most searches need none, and a page of results is half as long without.
pub(super) fn is_open(typed: &Fields) -> bool {
    typed.first(OPEN) == MORE
}

/// The address of a search with 詳細検索条件 open. It is no other search, and its page names the address without.
pub(super) fn opened(query: &SearchQuery) -> String {
    let mark = if query.to_pairs().is_empty() { '?' } else { '&' };
    format!("{}{mark}{OPEN}={MORE}", address(query))
}

/// The address of a form whose fields cannot all be read, as they were typed; the page tells what was left out.
pub(super) fn as_typed(sent: &[(String, String)], open: bool) -> String {
    let more = open.then(|| (OPEN.to_owned(), MORE.to_owned()));
    let pairs: Vec<_> = sent.iter().chain(more.as_ref()).collect();
    format!("/search?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
}

/// What a query asks and the form shows no field for, page and cursor aside: it is sent along, so that the form loses
/// nothing when it is sent again. With 詳細検索条件 open every condition has a field.
pub(super) fn carried(query: &SearchQuery, open: bool) -> Vec<(&'static str, String)> {
    let mut pairs = query.on_page(1).to_pairs();
    pairs.retain(|(name, _)| fields::VIEW.contains(name) || (!open && !fields::SIMPLE.contains(name)));
    pairs
}

/// The municipalities of those areas of a query of which some are chosen: one statement for each.
pub(super) async fn named(conn: &mut Conn, query: &SearchQuery) -> store::Result<Vec<Municipality>> {
    let mut named = Vec::new();
    for area in query.areas().iter().filter(|area| !area.municipalities.is_empty()) {
        named.extend(conn.municipalities_of(&area.prefecture.code()).await?);
    }
    Ok(named)
}

/// What is searched for, in words, one part for each condition.
pub(super) fn in_words(query: &SearchQuery, all: &[Municipality]) -> Vec<String> {
    query.conditions().iter().map(|condition| condition_in_words(condition, all)).collect()
}

/// A condition in words.
pub(super) fn condition_in_words(condition: &Condition, all: &[Municipality]) -> String {
    condition.in_words(&|code| all.iter().find(|place| place.code == code).map(|place| place.name.clone()))
}

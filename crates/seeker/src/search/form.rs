//! The form of 求人検索: its choices, its values, and the addresses of searches.

use domain::{
    posting::{EmploymentKind, WorkingTime},
    prefecture::Prefecture,
    search_query::{Condition, SearchQuery, time_code},
};
use site::FormState;
use store::reference::Municipality;

/// Value and words of a choice.
pub(super) type Choice = (String, String);

/// What the form offers.
pub(super) struct Choices {
    pub(super) prefectures: Vec<Choice>,
    /// The municipalities that can be ticked: those of the prefecture while they are chosen, else those
    /// that are ticked already.
    pub(super) municipalities: Vec<Choice>,
    pub(super) categories: Vec<Choice>,
    pub(super) employments: Vec<Choice>,
    /// Items under 詳しい条件 that the query names.
    pub(super) narrowed: usize,
}

impl Choices {
    /// The choices of a form about a query. `all` are the municipalities of its prefecture.
    pub(super) fn of(query: &SearchQuery, all: &[Municipality], choosing: bool) -> Self {
        let ticked = |place: &&Municipality| choosing || query.municipalities.contains(&place.code);
        let choice = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        let prefectures =
            Prefecture::all().map(|prefecture| (prefecture.code(), prefecture.name().to_owned()));
        Self {
            prefectures: std::iter::once(choice("", "指定しない")).chain(prefectures).collect(),
            municipalities: all.iter().filter(ticked).map(|place| choice(&place.code, &place.name)).collect(),
            categories: [WorkingTime::Full, WorkingTime::Part]
                .map(|time| (time_code(time).to_owned(), time.to_string()))
                .into(),
            employments: EmploymentKind::ALL.map(|kind| choice(kind.code(), kind.label())).into(),
            narrowed: [!query.municipalities.is_empty(), query.time.is_some(), !query.employments.is_empty()]
                .into_iter()
                .filter(|named| *named)
                .count(),
        }
    }
}

/// The form with the values of a query.
pub(super) fn filled(query: &SearchQuery) -> FormState {
    FormState::of(query.to_pairs().into_iter().filter(|(name, _)| *name != "page"))
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
    SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))).0
}

/// Names of the fields that the form shows.
const SHOWN: [&str; 5] = ["words", "prefecture", "municipality", "category", "employment"];

/// What a query asks beside that, page and cursor aside, so that the form loses nothing when it is sent again.
pub(super) fn carried(query: &SearchQuery) -> Vec<(&'static str, String)> {
    let mut pairs = query.on_page(1).to_pairs();
    // The field shows one prefecture.
    let mut shown_prefecture = false;
    pairs.retain(|(name, _)| match *name {
        "prefecture" => std::mem::replace(&mut shown_prefecture, true),
        name => !SHOWN.contains(&name),
    });
    pairs
}

/// What is searched for, in words, one part for each condition.
pub(super) fn in_words(query: &SearchQuery, all: &[Municipality]) -> Vec<String> {
    query.conditions().iter().map(|condition| condition_in_words(condition, all)).collect()
}

/// A condition in words.
pub(super) fn condition_in_words(condition: &Condition, all: &[Municipality]) -> String {
    condition.in_words(&|code| all.iter().find(|place| place.code == code).map(|place| place.name.clone()))
}

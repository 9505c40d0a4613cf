//! The form of 求人検索: its choices, its values, and the addresses of searches.

use domain::{
    posting::{EmploymentKind, WorkingTime},
    prefecture::Prefecture,
    search_query::{SearchQuery, time_code},
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

/// What is searched for, in words, one part for each condition.
pub(super) fn in_words(query: &SearchQuery, all: &[Municipality]) -> Vec<String> {
    let mut parts: Vec<String> = query.words.iter().map(|word| format!("「{word}」を含む")).collect();
    if let Some(prefecture) = query.prefecture {
        let names: Vec<&str> = query.municipalities.iter().map(|code| name_of(code, all)).collect();
        parts.push(format!("就業場所：{prefecture}{}", names.join("、")));
    }
    parts.extend(query.time.map(|time| format!("求人区分：{time}")));
    if !query.employments.is_empty() {
        let kinds: Vec<&str> = query.employments.iter().map(|kind| kind.label()).collect();
        parts.push(format!("雇用形態：{}", kinds.join("、")));
    }
    parts
}

fn name_of<'a>(code: &'a str, all: &'a [Municipality]) -> &'a str {
    all.iter().find(|place| place.code == code).map_or(code, |place| &place.name)
}

/// The same search with one condition less: words for a link, and its address.
pub(super) fn loosened(query: &SearchQuery) -> Vec<(&'static str, String)> {
    let without = |change: fn(&mut SearchQuery)| {
        let mut wider = SearchQuery { page: 1, ..query.clone() };
        change(&mut wider);
        address(&wider)
    };
    let mut ways = Vec::new();
    if !query.words.is_empty() {
        ways.push(("フリーワードを外して探す", without(|query| query.words.clear())));
    }
    if !query.municipalities.is_empty() {
        ways.push(("都道府県の全体から探す", without(|query| query.municipalities.clear())));
    } else if query.prefecture.is_some() {
        ways.push(("全国から探す", without(|query| query.prefecture = None)));
    }
    if query.time.is_some() {
        ways.push(("求人区分を外して探す", without(|query| query.time = None)));
    }
    if !query.employments.is_empty() {
        ways.push(("雇用形態を外して探す", without(|query| query.employments.clear())));
    }
    ways
}

//! The picker over the list of 免許・資格: a keyword in any width and kana, or a category, as plain pages.
//! Nothing has been typed yet when one chooses, so nothing can be lost.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::job_seeker::{DRIVING_CATEGORY, LicenceQuery, MAX_KEYWORD_CHARS, Task};
use site::{App, FormState, Page, Problem, Query, Seeker, Shell, Signed};
use store::reference::CodeName;

/// The picker's address.
pub(super) const PATH: &str = "/profile/education/licences";
/// Entries that are shown at once; whoever finds more is asked for another word.
const MOST_SHOWN: usize = 100;

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show))
}

#[derive(Template)]
#[template(path = "profile/licence_picker.html")]
struct PickerPage {
    shell: Shell,
    form: FormState,
    most_chars: usize,
    found: Option<Found>,
    /// 運転免許
    driving: Vec<CodeName>,
    /// Every category with the address of its page.
    categories: Vec<(String, String)>,
}

/// What a keyword or a category leads to.
struct Found {
    /// 「介護」, or the category.
    heading: String,
    total: usize,
    entries: Vec<CodeName>,
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Query(query): Query,
) -> Result<Page<PickerPage>, Problem> {
    let list = app.store.read().await?.code_list("licence").await?;
    let (typed, category) = (query.first("q").to_owned(), query.first("category").to_owned());
    let found = match LicenceQuery::parse(&typed) {
        Some(wanted) => {
            let is_meant =
                |entry: &CodeName| wanted.matches(&entry.name, entry.parent.as_deref().unwrap_or_default());
            Some(found(format!("「{}」の検索結果", typed.trim()), list.iter().filter(|it| is_meant(it))))
        }
        None if !category.is_empty() => Some(found(category.clone(), of_category(&list, &category))),
        None => None,
    };
    let shell = super::shell(&seeker, "｜免許《めんきょ》・｜資格《しかく》を｜選《えら》ぶ")
        .crumb(Task::Education.name(), Task::Education.path());
    Ok(Page(PickerPage {
        shell,
        form: FormState::of([("q", typed)]),
        most_chars: MAX_KEYWORD_CHARS,
        found,
        driving: of_category(&list, DRIVING_CATEGORY)
            .filter(|it| it.name.contains("自動車"))
            .cloned()
            .collect(),
        categories: categories(&list),
    }))
}

fn of_category<'a>(list: &'a [CodeName], category: &'a str) -> impl Iterator<Item = &'a CodeName> {
    list.iter().filter(move |entry| entry.parent.as_deref() == Some(category))
}

fn found<'a>(heading: String, entries: impl Iterator<Item = &'a CodeName>) -> Found {
    let all: Vec<&CodeName> = entries.collect();
    Found { heading, total: all.len(), entries: all.into_iter().take(MOST_SHOWN).cloned().collect() }
}

fn categories(list: &[CodeName]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for name in list.iter().filter_map(|entry| entry.parent.as_deref()) {
        if !all.iter().any(|(known, _)| known == name) {
            let address = serde_urlencoded::to_string([("category", name)]).unwrap_or_default();
            all.push((name.to_owned(), format!("{PATH}?{address}#found")));
        }
    }
    all
}

//! The picker over the list of 免許・資格: a keyword in any width and kana, or a category, as plain pages.
//! Nothing has been typed yet when one chooses, so nothing can be lost.

use askama::Template;
use axum::{Router, extract::State, routing::get};
use domain::job_seeker::{DRIVING_CATEGORY, MAX_KEYWORD_CHARS, Task};
use site::{App, FormState, Page, Problem, Query, Seeker, Shell, Signed};
use store::reference::CodeName;

use crate::licences::{self, MOST_SHOWN, of_category};

/// The picker's address.
pub(super) const PATH: &str = "/profile/education/licences";

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
    let found = match licences::meant(&list, &typed) {
        Some(meant) => Some(found(format!("「{}」の検索結果", typed.trim()), &meant)),
        None if !category.is_empty() => {
            Some(found(category.clone(), &of_category(&list, &category).collect::<Vec<_>>()))
        }
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

fn found(heading: String, all: &[&CodeName]) -> Found {
    let entries = all.iter().take(MOST_SHOWN).map(|entry| (*entry).clone()).collect();
    Found { heading, total: all.len(), entries }
}

/// Every category with the address of its page.
fn categories(list: &[CodeName]) -> Vec<(String, String)> {
    let with_address = |name: &str| {
        let address = serde_urlencoded::to_string([("category", name)]).unwrap_or_default();
        (name.to_owned(), format!("{PATH}?{address}#found"))
    };
    licences::categories(list).into_iter().map(with_address).collect()
}

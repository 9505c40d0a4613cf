//! Looking through the list of 免許・資格: by a word in any width and kana, or by category. For whoever tells what
//! they have (学歴・資格) and whoever searches for postings that ask for it.

use domain::job_seeker::LicenceQuery;
use store::reference::CodeName;

/// Entries that are shown at once; whoever finds more is asked for another word.
pub(crate) const MOST_SHOWN: usize = 100;

/// The entries that a word means; `None` where nothing was typed.
pub(crate) fn meant<'a>(list: &'a [CodeName], typed: &str) -> Option<Vec<&'a CodeName>> {
    let wanted = LicenceQuery::parse(typed)?;
    let is_meant =
        |entry: &&CodeName| wanted.matches(&entry.name, entry.parent.as_deref().unwrap_or_default());
    Some(list.iter().filter(is_meant).collect())
}

/// The entries of a category.
pub(crate) fn of_category<'a>(list: &'a [CodeName], category: &'a str) -> impl Iterator<Item = &'a CodeName> {
    list.iter().filter(move |entry| entry.parent.as_deref() == Some(category))
}

/// Every category, in the order of the list.
pub(crate) fn categories(list: &[CodeName]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for name in list.iter().filter_map(|entry| entry.parent.as_deref()) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

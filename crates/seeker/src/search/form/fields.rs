//! Where on the form each name of an address stands (the table of `domain::search_query`).

use domain::search_query::{Notice, SearchQuery};

/// What stands in sight at once.
pub(super) const SIMPLE: [&str; 10] = [
    "words",
    "prefecture",
    "municipality",
    "job",
    "category",
    "audience",
    "employment",
    "wage_month",
    "wage_hour",
    "allowances",
];

/// How the list is shown: no condition. The order and the size of a page are sent along, the page is not.
pub(super) const VIEW: [&str; 4] = ["sort", "size", "page", "after"];

/// The groups under 詳細検索条件: the id of the group, and the names in it.
pub(super) const GROUPS: [(&str, &[&str]); 8] = [
    ("more-words", &["match", "not", "in", "new"]),
    ("more-work", &["occupation", "line", "dispatch", "renewal"]),
    (
        "more-time",
        &[
            "from",
            "to",
            "hours_without",
            "overtime",
            "overtime_max",
            "day_off",
            "two_days_off",
            "annual_holidays",
        ],
    ),
    ("more-company", &["employer", "employer_not", "employees", "industry"]),
    ("more-person", &["age", "age_rule", "driving", "licence", "licence_not"]),
    ("more-security", &["insurance", "retirement", "retirement_age"]),
    ("more-features", &["feature"]),
    ("more-numbers", &["number", "establishment"]),
];

/// A group under 詳細検索条件, as it stands.
struct Group {
    id: &'static str,
    /// How many conditions are set in it.
    set: usize,
    /// Something in it was left out and needs a look.
    told: bool,
}

/// All groups.
pub(in crate::search) struct Groups(Vec<Group>);

impl Groups {
    pub(super) fn of(query: &SearchQuery, notices: &[Notice]) -> Self {
        let mut set: Vec<&str> = query.to_pairs().into_iter().map(|(name, _)| name).collect();
        set.dedup();
        let group = |(id, names): &(&'static str, &[&str])| {
            let count = set.iter().filter(|name| names.contains(name)).count();
            let told = notices.iter().any(|notice| names.contains(&notice.field));
            Group { id, set: count, told }
        };
        Self(GROUPS.iter().map(group).collect())
    }

    fn at(&self, id: &str) -> Option<&Group> {
        self.0.iter().find(|group| group.id == id)
    }

    /// How many conditions are set in a group.
    pub(in crate::search) fn set_in(&self, id: &str) -> usize {
        self.at(id).map_or(0, |group| group.set)
    }

    /// A group stands open when something in it is set or needs a look.
    pub(in crate::search) fn is_open(&self, id: &str) -> bool {
        self.at(id).is_some_and(|group| group.set > 0 || group.told)
    }

    /// How many conditions are set under 詳細検索条件.
    pub(in crate::search) fn set(&self) -> usize {
        self.0.iter().map(|group| group.set).sum()
    }

    /// Something under 詳細検索条件 was left out and needs a look.
    pub(super) fn told(notices: &[Notice]) -> bool {
        notices.iter().any(|notice| !SIMPLE.contains(&notice.field) && !VIEW.contains(&notice.field))
    }
}

/// True for a name that says something in the address of a search.
pub(in crate::search) fn is_known(name: &str) -> bool {
    SIMPLE.contains(&name) || VIEW.contains(&name) || GROUPS.iter().any(|(_, names)| names.contains(&name))
}

//! What the form offers: every condition of `domain::search_query`, with what is chosen of the long lists.

use domain::{
    posting::{EmploymentKind, TextField, WorkingTime, facts::JobKind},
    prefecture::Prefecture,
    search_query::{CHOICES, MOST_NUMBERS, NewSince, Notice, SearchQuery, time_code},
};
use store::reference::Municipality;

use super::{Choice, fields::Groups};

/// Value and words of a choice that is always the same.
pub(in crate::search) type Fixed = (&'static str, &'static str);

/// What the form offers beside text fields.
pub(in crate::search) struct Offer {
    /// 詳細検索条件 is open.
    pub(in crate::search) unfolded: bool,
    pub(in crate::search) groups: Groups,
    pub(in crate::search) prefectures: Vec<Choice>,
    /// The codes of the areas, each of which has a field; blank where nothing is chosen.
    pub(in crate::search) areas: Vec<String>,
    /// The municipalities that are chosen, and below the other choices of long lists.
    pub(in crate::search) municipalities: Vec<Choice>,
    /// The groups of 希望する職種 to choose one from; `None` where the choice is finer than that.
    pub(in crate::search) job_groups: Option<Vec<Choice>>,
    pub(in crate::search) jobs: Vec<Choice>,
    pub(in crate::search) occupations: Vec<Choice>,
    pub(in crate::search) lines: Vec<Choice>,
    pub(in crate::search) industries: Vec<Choice>,
    pub(in crate::search) licences: Vec<Choice>,
    pub(in crate::search) excluded_licences: Vec<Choice>,
    /// 求人番号, in as many fields as there may be numbers.
    pub(in crate::search) numbers: Vec<String>,
}

impl Offer {
    /// For a query. `named` are its municipalities; `open` when 詳細検索条件 were asked for.
    pub(in crate::search) fn of(
        query: &SearchQuery,
        named: &[Municipality],
        notices: &[Notice],
        open: bool,
    ) -> Self {
        let job_groups = match query.jobs[..] {
            [] => true,
            [job] => job.is_group(),
            _ => false,
        };
        let mut areas: Vec<String> = query.areas().iter().map(|area| area.prefecture.code()).collect();
        areas.resize(areas.len().max(1), String::new());
        Self {
            unfolded: open || Groups::told(notices),
            groups: Groups::of(query, notices),
            prefectures: prefectures(),
            areas,
            municipalities: municipalities(query, named),
            job_groups: job_groups.then(|| JobKind::groups().map(job).collect()),
            jobs: query.jobs.iter().copied().map(job).collect(),
            occupations: occupations(query),
            lines: query.lines.iter().map(|run| (run.text(), run.in_words())).collect(),
            industries: query.industries.iter().map(|it| (it.code(), it.name().to_owned())).collect(),
            licences: query.licences.iter().map(|it| (it.code(), it.name().to_owned())).collect(),
            excluded_licences: query
                .excluded_licences
                .iter()
                .map(|it| (it.code(), it.name().to_owned()))
                .collect(),
            numbers: {
                let mut numbers: Vec<String> = query.numbers.iter().map(ToString::to_string).collect();
                numbers.resize(MOST_NUMBERS, String::new());
                numbers
            },
        }
    }

    /// The fixed values of a name, in the order of the form.
    pub(in crate::search) fn values(&self, name: &str) -> Vec<Fixed> {
        match name {
            "category" => {
                vec![(time_code(WorkingTime::Full), "フルタイム"), (time_code(WorkingTime::Part), "パート")]
            }
            "employment" => EmploymentKind::ALL.map(|kind| (kind.code(), kind.label())).into(),
            "match" => vec![("any", "どれかの言葉を含む（OR）")],
            "in" => TextField::ALL.map(|field| (field.code(), field.label())).into(),
            "new" => NewSince::ALL.map(|new| (new.code(), new.label())).into(),
            _ => {
                let choices = CHOICES.iter().filter(|choices| choices.name == name);
                choices.flat_map(|choices| choices.values).map(|value| (value.code, value.label)).collect()
            }
        }
    }
}

/// All prefectures and 海外, with 指定しない before them.
pub(in crate::search) fn prefectures() -> Vec<Choice> {
    let all = Prefecture::all().map(|prefecture| (prefecture.code(), prefecture.name().to_owned()));
    std::iter::once((String::new(), "指定しない".to_owned())).chain(all).collect()
}

fn job(job: JobKind) -> Choice {
    let whole = if job.is_group() { "（すべて）" } else { "" };
    (job.code(), format!("{}{whole}", job.name()))
}

/// The 職業分類 of a query: 「051-01 訪問介護員」.
pub(in crate::search) fn occupations(query: &SearchQuery) -> Vec<Choice> {
    let words = query.occupations.iter().map(|class| match class.name() {
        Some(name) => (class.to_string(), format!("{class} {name}")),
        None => (class.to_string(), class.to_string()),
    });
    words.collect()
}

/// The municipalities that are chosen; with their prefectures where there are several.
fn municipalities(query: &SearchQuery, named: &[Municipality]) -> Vec<Choice> {
    let name = |code: &String| {
        let name = named.iter().find(|place| place.code == *code).map_or(code, |place| &place.name);
        match Prefecture::of_municipality(code).filter(|_| !query.further_prefectures.is_empty()) {
            Some(prefecture) => format!("{prefecture}{name}"),
            None => name.clone(),
        }
    };
    query.municipalities.iter().map(|code| (code.clone(), name(code))).collect()
}

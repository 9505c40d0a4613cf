//! The picker of 希望職種: by a word that a title of the classification contains, or through its tree. What was
//! typed on 希望職種・時間等 waits meanwhile.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{
    fold::{fold, words},
    job_seeker::Task,
};
use site::{App, Fields, Form, FormState, Page, Problem, Query, Seeker, Shell, Signed, see_other};
use store::{
    Conn,
    reference::{CodeName, OccupationTitle},
};

use super::{
    draft,
    stage::Stage,
    work_form::{self, FIELDS, OCCUPATIONS},
};

const PATH: &str = "/profile/work/occupation";
/// Classes that a search shows, at most.
const MOST_CLASSES: usize = 50;
/// Titles that are shown of a class.
const EXAMPLES: usize = 4;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show).post(leave_page))
        .route("/profile/work/occupation/choose", post(choose))
}

#[derive(Template)]
#[template(path = "profile/occupations.html")]
struct OccupationsPage {
    shell: Shell,
    form: FormState,
    slot: usize,
    /// What the search found; `None` while nothing was searched.
    found: Option<Found>,
    /// The major classes; empty inside one of them.
    majors: Vec<CodeName>,
    /// The major class that is open.
    major: Option<Branch>,
    /// The minor class that is open.
    minor: Option<Leaf>,
}

/// What a search found.
struct Found {
    classes: Vec<Class>,
    /// How many there are, with those that are not shown.
    all: usize,
}

/// A class that can be chosen.
struct Class {
    code: String,
    name: String,
    /// The class above it.
    above: String,
    examples: String,
}

/// A major class with its middle and minor classes.
struct Branch {
    name: String,
    middles: Vec<(String, Vec<CodeName>)>,
}

/// A minor class with its detailed ones.
struct Leaf {
    code: String,
    name: String,
    /// The major class it stands in.
    major: CodeName,
    details: Vec<Class>,
}

/// 職種を選ぶ and 未選択にする: the page is left with everything typed.
async fn leave_page(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    Ok(see_other(&set_aside(&app, &seeker, &typed).await?))
}

/// Keeps what was typed; gives the address to go on to.
async fn set_aside(app: &App, seeker: &Signed<Seeker>, typed: &Fields) -> Result<String, Problem> {
    let page = (Task::Work.path(), &FIELDS);
    if typed.first("clear").is_empty() {
        let slot = draft::slot(typed.first("slot"))?;
        draft::keep(app, seeker.account, page, typed.pairs(), None).await?;
        return Ok(format!("{PATH}?slot={slot}"));
    }
    let field = OCCUPATIONS[draft::slot(typed.first("clear"))? - 1];
    draft::keep(app, seeker.account, page, typed.pairs(), Some((field, &[]))).await?;
    Ok(format!("{}#{field}", Task::Work.path()))
}

async fn show(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    if let Some(typed) = draft::take(&app, seeker.account, PATH).await? {
        return Ok(see_other(&set_aside(&app, &seeker, &typed).await?));
    }
    let slot = draft::slot(query.first("slot"))?;
    let mut conn = app.store.read().await?;
    let stage = Stage::of(&conn.job_seeker(seeker.account).await?);
    let tree = Tree(conn.code_list("occupation_class").await?);
    let typed = query.first("words").to_owned();
    let mut page = OccupationsPage {
        shell: stage
            .shell(&seeker, &format!("希望職種{slot}を選ぶ"))
            .crumb(Task::Work.name(), Task::Work.path()),
        form: FormState::of([("words", typed.as_str())]),
        slot,
        found: None,
        majors: Vec::new(),
        major: None,
        minor: None,
    };
    match query.first("under") {
        _ if words(&typed).next().is_some() => page.found = Some(tree.search(&mut conn, &typed).await?),
        "" => page.majors = tree.under(None).cloned().collect(),
        code => {
            let class = tree.class(code).ok_or(Problem::NotFound)?;
            match &class.parent {
                None => page.major = Some(tree.branch(class)),
                Some(_) => page.minor = Some(tree.leaf(&mut conn, class).await?),
            }
        }
    }
    Ok(Page(page).into_response())
}

async fn choose(
    State(app): State<App>,
    seeker: Signed<Seeker>,
    Form(typed): Form,
) -> Result<Response, Problem> {
    let field = OCCUPATIONS[draft::slot(typed.first("slot"))? - 1];
    let code = typed.first("code");
    let mut conn = app.store.read().await?;
    if work_form::occupation_name(&mut conn, code).await?.is_none() {
        return Err(Problem::NotFound);
    }
    let page = Task::Work.path();
    let sent = match site::waiting(&app, seeker.account, page).await? {
        Some(waiting) => waiting.pairs().to_vec(),
        // It has waited for more than an hour: what was saved is what there is.
        None => conn
            .job_seeker(seeker.account)
            .await?
            .work
            .map_or_else(Vec::new, |work| work_form::filled(&work).pairs().to_vec()),
    };
    drop(conn);
    draft::keep(&app, seeker.account, (page, &FIELDS), &sent, Some((field, &[code]))).await?;
    Ok(see_other(&format!("{page}#{field}")))
}

/// The classification, in its order.
struct Tree(Vec<CodeName>);

impl Tree {
    fn class(&self, code: &str) -> Option<&CodeName> {
        self.0.iter().find(|class| class.code == code)
    }

    fn under<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a CodeName> {
        self.0.iter().filter(move |class| class.parent.as_deref() == parent)
    }

    fn above(&self, class: &CodeName) -> Option<&CodeName> {
        self.class(class.parent.as_deref()?)
    }

    fn branch(&self, major: &CodeName) -> Branch {
        let minors = |middle: &CodeName| self.under(Some(&middle.code)).cloned().collect();
        let middles = self.under(Some(&major.code)).map(|middle| (middle.name.clone(), minors(middle)));
        Branch { name: major.name.clone(), middles: middles.collect() }
    }

    async fn leaf(&self, conn: &mut Conn, minor: &CodeName) -> Result<Leaf, Problem> {
        let middle = self.above(minor).filter(|middle| middle.parent.is_some()).ok_or(Problem::NotFound)?;
        let major = self.above(middle).filter(|major| major.parent.is_none()).ok_or(Problem::NotFound)?;
        let titles = by_class(conn.occupation_titles_under(&minor.code).await?);
        let detail = |class: &CodeName| self.choosable(class, titles.get(&class.code));
        Ok(Leaf {
            code: minor.code.clone(),
            name: minor.name.clone(),
            major: major.clone(),
            details: self.under(Some(&minor.code)).map(detail).collect(),
        })
    }

    fn choosable(&self, class: &CodeName, titles: Option<&Vec<String>>) -> Class {
        let examples =
            titles.map(|titles| titles.iter().take(EXAMPLES).map(String::as_str).collect::<Vec<_>>());
        Class {
            code: class.code.clone(),
            name: class.name.clone(),
            above: self.above(class).map(|above| above.name.clone()).unwrap_or_default(),
            examples: examples.unwrap_or_default().join("、"),
        }
    }

    /// The minor and detailed classes whose name, or one of whose titles, contains every word. Classes that are
    /// called just so come first, then those whose name has the words.
    async fn search(&self, conn: &mut Conn, typed: &str) -> Result<Found, Problem> {
        let wanted: Vec<String> = words(typed).map(fold).collect();
        let longest = words(typed).max_by_key(|word| word.chars().count()).unwrap_or_default();
        let has_all = |text: &str| {
            let text = fold(text);
            wanted.iter().all(|word| text.contains(word.as_str()))
        };
        let mut titles = conn.occupation_titles_with(longest).await?;
        titles.retain(|title| has_all(&title.title));
        let titles = by_class(titles);
        let whole = fold(typed);
        let rank = |class: &CodeName| {
            let named = titles.get(&class.code).is_some_and(|titles| titles.iter().any(|t| fold(t) == whole));
            match () {
                () if fold(&class.name) == whole => Some(0),
                () if named => Some(1),
                () if has_all(&class.name) => Some(2),
                () => titles.contains_key(&class.code).then_some(3),
            }
        };
        let mut ranked: Vec<(u8, &CodeName)> = self
            .0
            .iter()
            .filter(|class| class.code.len() >= 3)
            .filter_map(|class| rank(class).map(|rank| (rank, class)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let all = ranked.len();
        let classes = ranked.into_iter().take(MOST_CLASSES);
        let classes = classes.map(|(_, class)| self.choosable(class, titles.get(&class.code))).collect();
        Ok(Found { classes, all })
    }
}

fn by_class(titles: Vec<OccupationTitle>) -> BTreeMap<String, Vec<String>> {
    let mut classes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for title in titles {
        classes.entry(title.class).or_default().push(title.title);
    }
    classes
}

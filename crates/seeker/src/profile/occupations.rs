//! The picker of 希望職種: by a word that a title of the classification contains, or through its tree. What was
//! typed on 希望職種・時間等 waits meanwhile.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::{fold::words, job_seeker::Task};
use site::{App, Fields, Form, FormState, Page, Problem, Query, Seeker, Shell, Signed, see_other};
use store::reference::CodeName;

use super::{
    draft,
    stage::Stage,
    work_form::{self, FIELDS, OCCUPATIONS},
};
use crate::occupations::{self, Branch, Found, Leaf, Tree};

const PATH: &str = "/profile/work/occupation";

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
    let tree = Tree::read(&mut conn, "occupation_class").await?;
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
        _ if words(&typed).next().is_some() => {
            page.found = Some(tree.search(&typed, occupations::titles_with(&mut conn, &typed).await?));
        }
        "" => page.majors = tree.majors(),
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

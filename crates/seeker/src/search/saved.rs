//! 検索条件の保存: keeping the conditions of a search under a name, at most three (seed 002), and the list of
//! those that are kept. What is kept can always be read; keeping needs a registration that is 有効.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    saved_search::{FULL, SavedSearchName, free_position},
    search_query::SearchQuery,
};
use site::{
    Active, App, Form, FormFields, FormState, Menu, Opened, Page, Parked, Problem, Query, Shell, again,
    see_other,
};
use store::{Conn, SavedSearch, SearchSaved};
use uuid::Uuid;

use super::form;

const FIELDS: FormFields = FormFields { one: &["name", "conditions", "place"], many: &[], secret: &[] };
/// The value of 保存先 for a place that is free.
const NEW: &str = "new";

/// A kept search, as the home and the list show it.
pub(crate) struct SavedLine {
    pub(crate) position: u8,
    pub(crate) name: String,
    /// Names and values of its address, for a form that searches.
    pub(crate) pairs: Vec<(&'static str, String)>,
    /// In words, where they are shown.
    pub(crate) words: Vec<String>,
}

impl From<&SavedSearch> for SavedLine {
    fn from(saved: &SavedSearch) -> Self {
        let pairs = form::read(&saved.query).to_pairs();
        Self { position: saved.position, name: saved.name.clone(), pairs, words: Vec::new() }
    }
}

#[derive(Template)]
#[template(path = "search/saved.html")]
struct SavedPage {
    shell: Shell,
    lines: Vec<SavedLine>,
}

#[derive(Template)]
#[template(path = "search/save.html")]
struct SavePage {
    shell: Shell,
    form: FormState,
    words: Vec<String>,
    address: String,
    /// Where it may be kept; empty while nothing is kept yet.
    places: Vec<(String, String)>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search/saved", get(list)).route("/search/saved/new", get(show).post(save))
}

async fn list(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let mut lines = Vec::new();
    for saved in conn.saved_searches(seeker.account).await? {
        let words = in_words(&mut conn, &form::read(&saved.query)).await?;
        lines.push(SavedLine { words, ..SavedLine::from(&saved) });
    }
    let mut shell =
        shell(seeker.shell("｜保存《ほぞん》した｜求人《きゅうじん》｜検索条件《けんさくじょうけん》"));
    shell.message = match query.first("done") {
        "saved" => Some("検索条件を保存しました。".into()),
        "already" => Some("同じ検索条件が、すでに保存してあります。".into()),
        "changed" => Some("検索条件を変更しました。".into()),
        "deleted" => Some("検索条件を削除しました。".into()),
        _ => None,
    };
    Ok(Page(SavedPage { shell, lines }).into_response())
}

async fn show(
    State(app): State<App>,
    seeker: Active,
    Query(typed): Query,
    parked: Parked,
) -> Result<Response, Problem> {
    let pairs = typed.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (query, _) = SearchQuery::from_pairs(pairs);
    let mut conn = app.store.read().await?;
    let kept = conn.saved_searches(seeker.account).await?;
    let form = parked.or(&FIELDS, || {
        let free = free_position(&positions(&kept));
        let name = free.map(SavedSearchName::proposed).unwrap_or_default();
        let place = if free.is_some() { NEW } else { "" };
        let conditions = form::conditions(&query.on_page(1));
        FormState::of([("name", name), ("conditions", conditions), ("place", place.to_owned())])
    });
    Ok(Page(page(&mut conn, &seeker, form, &kept).await?).into_response())
}

async fn save(State(app): State<App>, seeker: Active, Form(typed): Form) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let name = SavedSearchName::parse(form.value("name"));
    let name = form.check("name", name);
    let conditions = form::conditions(&form::read(form.value("conditions")).on_page(1));
    let done = match name {
        Some(name) => keep(&app, seeker.account, (&name, conditions), &mut form).await?,
        None => None,
    };
    if let Some(done) = done {
        return Ok(see_other(&format!("/search/saved?done={done}")));
    }
    let mut conn = app.store.read().await?;
    let kept = conn.saved_searches(seeker.account).await?;
    Ok(again(page(&mut conn, &seeker, form, &kept).await?))
}

/// Keeps the conditions where the form says; what was done, or an error in the form.
async fn keep(
    app: &App,
    account: Uuid,
    (name, query): (&SavedSearchName, String),
    form: &mut FormState,
) -> Result<Option<&'static str>, Problem> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let done = match form.value("place").parse::<u8>() {
        Ok(position) => {
            let search = SavedSearch { position, name: name.as_str().to_owned(), query };
            tx.replace_search(account, &search, now).await?.then_some("changed")
        }
        Err(_) if ["", NEW].contains(&form.value("place")) => {
            match tx.save_search(account, name, &query, now).await? {
                SearchSaved::At(_) => Some("saved"),
                SearchSaved::Already(_) => Some("already"),
                SearchSaved::Full => None,
            }
        }
        Err(_) => None,
    };
    tx.commit().await?;
    if done.is_none() {
        let gone = "選んだ検索条件は、もうありません。保存先を選び直してください。";
        form.add("place", if ["", NEW].contains(&form.value("place")) { FULL } else { gone });
    }
    Ok(done)
}

async fn page(
    conn: &mut Conn,
    seeker: &Active,
    form: FormState,
    kept: &[SavedSearch],
) -> Result<SavePage, Problem> {
    let query = form::read(form.value("conditions"));
    let mut places: Vec<(String, String)> = kept
        .iter()
        .map(|saved| {
            (saved.position.to_string(), format!("検索条件{}「{}」に上書きする", saved.position, saved.name))
        })
        .collect();
    if !places.is_empty() && free_position(&positions(kept)).is_some() {
        places.insert(0, (NEW.to_owned(), "新しく保存する".to_owned()));
    }
    let shell = shell(seeker.shell("｜検索条件《けんさくじょうけん》の｜保存《ほぞん》")).with_errors(&form);
    Ok(SavePage { shell, words: in_words(conn, &query).await?, address: form::address(&query), form, places })
}

fn positions(kept: &[SavedSearch]) -> Vec<u8> {
    kept.iter().map(|saved| saved.position).collect()
}

/// The conditions in words.
pub(super) async fn in_words(conn: &mut Conn, query: &SearchQuery) -> Result<Vec<String>, Problem> {
    let places = form::named(conn, query).await?;
    Ok(form::in_words(query, &places))
}

/// The surroundings of the pages about kept searches.
pub(super) fn shell(shell: Shell) -> Shell {
    shell.menu(Menu::Search).crumb("｜求人《きゅうじん》｜検索《けんさく》", "/search")
}

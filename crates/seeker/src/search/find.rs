//! 求人検索: form and results on one page that can be bookmarked (domain 5.1 and 5.4).

use std::time::Duration;

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, tokyo_date},
    posting::{COMPARED_DAYS_A_MONTH, COMPARED_HOURS_A_DAY, PostingNumber, Viewer},
    search_query::{Notice, SearchQuery, Sort},
};
use search::Found;
use site::{App, FormState, Menu, Page, Problem, Query, Shell, Visitor};
use store::{Conn, reference::Municipality};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    JobCard, Keeping,
    form::{self, Choices},
    keep_out_who_is_not_in_force,
    pager::Pager,
    viewer,
};

/// Searches at once on one node. They only compute, so more would be no faster.
static SEARCHING: Semaphore = Semaphore::const_new(8);
/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// Conditions that are taken away in turn when nothing was found.
const MOST_LOOSENED: usize = 8;

#[derive(Template)]
#[template(path = "search/find.html")]
struct FindPage {
    shell: Shell,
    form: FormState,
    choices: Choices,
    /// The municipalities of a prefecture are being ticked; nothing is searched yet.
    choosing: bool,
    /// 詳しい条件 is open: nothing was asked yet, or something in it needs a look.
    unfolded: bool,
    notices: Vec<Notice>,
    canonical: String,
    /// Conditions of the address that the form has no field for: they are sent along.
    carried: Vec<(&'static str, String)>,
    /// Where these conditions can be kept, for people whose page is open.
    keep: Option<String>,
    results: Option<Results>,
}

struct Results {
    total: usize,
    cards: Vec<JobCard>,
    pager: Pager,
    /// What was searched, condition by condition.
    conditions: Vec<String>,
    /// The orders of the list: words, address, whether it is this one.
    orders: Vec<(&'static str, String, bool)>,
    /// Says how wages are compared, where they are.
    wage_note: Option<String>,
    /// Some postings changed since the index saw them and were left out.
    dropped: bool,
    /// Nothing was ever taken into the index: the service is being set up.
    preparing: bool,
    /// Searches with one condition less, of a search that found nothing.
    wider: Vec<Wider>,
}

/// A search with one condition less.
struct Wider {
    /// The condition that is taken away.
    without: String,
    /// How many postings there are then.
    total: usize,
    href: String,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search", get(show))
}

async fn show(State(app): State<App>, visitor: Visitor, Query(typed): Query) -> Result<Response, Problem> {
    let pairs = typed.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (query, mut notices) = SearchQuery::from_pairs(pairs);
    let choosing = typed.first("choose") == "municipality";
    let mut conn = app.store.read().await?;
    keep_out_who_is_not_in_force(&mut conn, &visitor, tokyo_date(app.clock.now())).await?;
    let places = match query.prefecture {
        Some(prefecture) => conn.municipalities_of(&prefecture.code()).await?,
        None => Vec::new(),
    };
    if choosing && places.is_empty() {
        notices.push(nothing_to_tick(&query));
    }
    let choosing = choosing && !places.is_empty();
    let results = if choosing {
        None
    } else {
        let today = tokyo_date(app.clock.now());
        let asking = Asking { viewer: viewer(&mut conn, &visitor, today).await?, today };
        // Nobody else waits for the connection while the search computes.
        drop(conn);
        let mut results = search(&app, &query, asking, &places).await?;
        let mut conn = app.store.read().await?;
        offer_to_keep(&mut conn, &visitor, &query, &mut results.cards).await?;
        Some(results)
    };
    Ok(Page(FindPage {
        shell: visitor.shell("｜求人《きゅうじん》｜検索《けんさく》").menu(Menu::Search),
        form: form::filled(&query),
        choices: Choices::of(&query, &places, choosing),
        choosing,
        unfolded: choosing || typed.pairs().is_empty() || !notices.is_empty(),
        notices,
        canonical: form::address(&query),
        carried: form::carried(&query),
        keep: opened(&visitor).map(|_| format!("/search/saved/new?{}", form::conditions(&query.on_page(1)))),
        results,
    })
    .into_response())
}

/// The account of somebody who is signed in with an open page.
pub(super) fn opened(visitor: &Visitor) -> Option<Uuid> {
    visitor.seeker.filter(|session| session.page_open).map(|session| session.account)
}

/// Lets people with an open page keep postings, and says which they have.
async fn offer_to_keep(
    conn: &mut Conn,
    visitor: &Visitor,
    query: &SearchQuery,
    cards: &mut [JobCard],
) -> Result<(), Problem> {
    let Some(account) = opened(visitor) else { return Ok(()) };
    let numbers: Vec<PostingNumber> = cards.iter().filter_map(|card| card.number.parse().ok()).collect();
    let kept: Vec<String> =
        conn.favourites_among(account, &numbers).await?.iter().map(PostingNumber::to_string).collect();
    for card in cards {
        card.keeping = if kept.contains(&card.number) {
            Keeping::Kept
        } else {
            Keeping::Offered(format!("{}#posting-{}", form::address(query), card.number))
        };
    }
    Ok(())
}

fn nothing_to_tick(query: &SearchQuery) -> Notice {
    let sentence = match query.prefecture {
        None => "市区町村を選ぶには、先に都道府県を選んでください。".to_owned(),
        Some(place) => format!("{place}では市区町村を選べません。"),
    };
    Notice { field: "prefecture", sentence }
}

/// As whom and on which day somebody searches.
#[derive(Clone, Copy)]
struct Asking {
    viewer: Viewer,
    today: Date,
}

async fn search(
    app: &App,
    query: &SearchQuery,
    asking: Asking,
    places: &[Municipality],
) -> Result<Results, Problem> {
    let found = find(app, query, asking).await?;
    let cards = cards(app, query, &found, asking).await?;
    let dropped = found.numbers.len() - cards.len();
    // The index may lag behind: what was left out is not counted, so that a count tells nothing either.
    let total = found.total - dropped;
    Ok(Results {
        total,
        dropped: dropped > 0,
        cards,
        pager: Pager::of(query, total),
        conditions: form::in_words(query, places),
        orders: orders(query),
        wage_note: matches!(query.sort, Sort::LowerWage | Sort::UpperWage).then(|| {
            format!(
                "時給、日給、年俸は、1か月{COMPARED_DAYS_A_MONTH}日、1日{COMPARED_HOURS_A_DAY}時間として月額に直し、並べています。"
            )
        }),
        preparing: app.finder.reached().is_none(),
        wider: if total == 0 { wider(app, query, asking, places).await? } else { Vec::new() },
    })
}

/// The orders that make a difference: without free words none is nearer to them.
fn orders(query: &SearchQuery) -> Vec<(&'static str, String, bool)> {
    let no_words = query.words.is_empty() && query.phrases.is_empty();
    let offered = Sort::ALL.into_iter().filter(|sort| *sort != Sort::Relevance || !no_words);
    offered.map(|sort| (sort.label(), form::address(&query.sorted(sort)), sort == query.sort)).collect()
}

/// Searches apart from the threads that answer requests; who comes when too many search waits a moment, or is told
/// that the service is busy.
async fn find(app: &App, query: &SearchQuery, asking: Asking) -> Result<Found, Problem> {
    let Ok(Ok(_place)) = tokio::time::timeout(PATIENCE, SEARCHING.acquire()).await else {
        return Err(Problem::busy("too many searches at once"));
    };
    let (finder, query) = (app.finder.clone(), query.clone());
    let found = tokio::task::spawn_blocking(move || finder.find(&query, asking.viewer, asking.today)).await;
    found.map_err(|_| Problem::busy("a search broke off"))?.map_err(Into::into)
}

/// What emptied the list: each condition that is in the way by itself, the worst first. Of a long search the first
/// conditions only.
async fn wider(
    app: &App,
    query: &SearchQuery,
    asking: Asking,
    places: &[Municipality],
) -> Result<Vec<Wider>, Problem> {
    let mut ways = Vec::new();
    for condition in query.conditions().into_iter().take(MOST_LOOSENED) {
        let wider = query.without(&condition).sorted(Sort::Newest);
        let found = find(app, &wider, asking).await?;
        // What the index knows and the database no longer does is not told.
        let total = found.total - (found.numbers.len() - cards(app, &wider, &found, asking).await?.len());
        if total > 0 {
            ways.push(Wider {
                without: form::condition_in_words(&condition, places),
                total,
                href: form::address(&query.without(&condition)),
            });
        }
    }
    ways.sort_by_key(|way| std::cmp::Reverse(way.total));
    Ok(ways)
}

/// The rows as the database has them now. The index may lag behind: what was closed, has moved out of
/// sight or no longer matches is left out, so that nothing can be learnt from the lag either.
async fn cards(
    app: &App,
    query: &SearchQuery,
    found: &Found,
    asking: Asking,
) -> Result<Vec<JobCard>, Problem> {
    let Asking { viewer, today } = asking;
    let postings = app.store.read().await?.postings(&found.numbers).await?;
    let seen =
        postings.iter().filter(|posting| posting.is_open_on(today)).filter_map(|it| it.seen_by(viewer));
    Ok(seen.filter(|seen| query.matches(seen, today)).map(|seen| JobCard::of(&seen, today)).collect())
}

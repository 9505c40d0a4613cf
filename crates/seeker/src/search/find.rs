//! 求人検索: form and results on one page that can be bookmarked (domain 5.1 and 5.4).

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
use uuid::Uuid;

use super::{
    JobCard, Keeping,
    form::{self, Choices},
    keep_out_who_is_not_in_force,
    pager::Pager,
    viewer,
};

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
        let viewer = viewer(&mut conn, &visitor, today).await?;
        let mut results = search(&app, &mut conn, &query, (viewer, today), &places).await?;
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

async fn search(
    app: &App,
    conn: &mut Conn,
    query: &SearchQuery,
    (viewer, today): (Viewer, Date),
    places: &[Municipality],
) -> Result<Results, Problem> {
    let found = app.finder.find(query, viewer, today)?;
    let cards = cards(conn, query, &found, (viewer, today)).await?;
    Ok(Results {
        total: found.total,
        dropped: cards.len() < found.numbers.len(),
        cards,
        pager: Pager::of(query, found.total),
        conditions: form::in_words(query, places),
        orders: Sort::ALL
            .map(|sort| (sort.label(), form::address(&query.sorted(sort)), sort == query.sort))
            .into(),
        wage_note: matches!(query.sort, Sort::LowerWage | Sort::UpperWage).then(|| {
            format!(
                "時給、日給、年俸は、1か月{COMPARED_DAYS_A_MONTH}日、1日{COMPARED_HOURS_A_DAY}時間として月額に直し、並べています。"
            )
        }),
        preparing: app.finder.reached().is_none(),
        wider: if found.total == 0 { wider(app, query, (viewer, today), places)? } else { Vec::new() },
    })
}

/// What emptied the list: each condition that is in the way by itself, the worst first.
fn wider(
    app: &App,
    query: &SearchQuery,
    (viewer, today): (Viewer, Date),
    places: &[Municipality],
) -> Result<Vec<Wider>, Problem> {
    let mut ways = Vec::new();
    for condition in query.conditions() {
        let wider = query.without(&condition);
        let total = app.finder.find(&wider, viewer, today)?.total;
        if total > 0 {
            ways.push(Wider {
                without: form::condition_in_words(&condition, places),
                total,
                href: form::address(&wider),
            });
        }
    }
    ways.sort_by_key(|way| std::cmp::Reverse(way.total));
    Ok(ways)
}

/// The rows as the database has them now. The index may lag behind: what was closed, has moved out of
/// sight or no longer matches is left out, so that nothing can be learnt from the lag either.
async fn cards(
    conn: &mut Conn,
    query: &SearchQuery,
    found: &Found,
    (viewer, today): (Viewer, Date),
) -> Result<Vec<JobCard>, Problem> {
    let postings = conn.postings(&found.numbers).await?;
    let seen =
        postings.iter().filter(|posting| posting.is_open_on(today)).filter_map(|it| it.seen_by(viewer));
    Ok(seen.filter(|seen| query.matches(seen, today)).map(|seen| JobCard::of(&seen, today)).collect())
}

//! What a search found, as the page lists it.

use std::time::Duration;

use domain::{
    clock::Date,
    marking::Marker,
    posting::{COMPARED_DAYS_A_MONTH, COMPARED_HOURS_A_DAY, Viewer, Visible},
    search_query::{Facet, PAGE_SIZES, SearchQuery, Sort},
};
use search::Found;
use site::{App, ListView, Problem};
use store::{PostingPosition, reference::Municipality};
use tokio::sync::Semaphore;

use super::{
    JobCard,
    form::{self, short_address},
    narrow::{Counts, Narrow},
    pager::Pager,
};

/// Searches at once on one node. They only compute, so more would be no faster.
static SEARCHING: Semaphore = Semaphore::const_new(8);
/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// Conditions that are taken away in turn when nothing was found.
const MOST_LOOSENED: usize = 8;

/// The part of the page below the form.
pub(super) struct Results {
    pub(super) total: usize,
    pub(super) cards: Vec<JobCard>,
    pub(super) pager: Pager,
    /// What was searched, condition by condition, each with the address of the search without it.
    pub(super) conditions: Vec<(String, String)>,
    /// The orders of the list: words, address, whether it is this one.
    pub(super) orders: Vec<(&'static str, String, bool)>,
    /// How many postings may stand on a page: number, address, whether it is this one.
    pub(super) sizes: Vec<(usize, String, bool)>,
    /// How the list is shown.
    pub(super) view: ListView,
    /// This page of the list, to come back to.
    pub(super) address: String,
    /// What narrows the list; nothing where nothing was found, or where the index lags behind.
    pub(super) narrow: Option<Narrow>,
    /// Says how wages are compared, where they are.
    pub(super) wage_note: Option<String>,
    /// Some postings changed since the index saw them and were left out.
    pub(super) dropped: bool,
    /// Nothing was ever taken into the index: the service is being set up.
    pub(super) preparing: bool,
    /// Searches with one condition less, of a search that found nothing.
    pub(super) wider: Vec<Wider>,
}

/// A search with one condition less.
pub(super) struct Wider {
    /// The condition that is taken away.
    pub(super) without: String,
    /// How many postings there are then.
    pub(super) total: usize,
    pub(super) href: String,
}

/// As whom and on which day somebody searches, and how the list shall be shown.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub(super) viewer: Viewer,
    pub(super) today: Date,
    pub(super) view: ListView,
}

impl Results {
    /// True when what emptied the list was looked for among all conditions.
    pub(super) fn every_condition_was_tried(&self) -> bool {
        self.conditions.len() <= MOST_LOOSENED
    }

    /// True when a posting on the page was looked at before.
    pub(super) fn any_seen(&self) -> bool {
        self.cards.iter().any(|card| card.seen)
    }
}

/// Searches, and lays out the page of the list that was asked for.
pub(super) async fn search(
    app: &App,
    query: &SearchQuery,
    asking: Asking,
    places: &[Municipality],
) -> Result<Results, Problem> {
    let Listed { total, dropped, postings, facets } = list(app, query, asking, true).await?;
    let further = if total > 0 { further_places(app, query, places).await? } else { Vec::new() };
    let municipality = |code: &str| {
        let mut known = places.iter().chain(&further);
        known.find(|place| place.code == code).map(|place| place.name.clone())
    };
    let conditions = query.conditions();
    let marker = Marker::of(query);
    let card = |seen: &Visible| {
        JobCard::of(seen, asking.today).marked(seen, &marker, asking.view != ListView::Cards)
    };
    Ok(Results {
        total,
        dropped,
        cards: postings.iter().map(card).collect(),
        pager: Pager::of(query, total),
        conditions: conditions
            .iter()
            .map(|condition| (condition.in_words(&municipality), short_address(&query.without(condition))))
            .collect(),
        orders: orders(query),
        sizes: sizes(query),
        view: asking.view,
        address: form::address(query),
        // What the index counts may have gone out of sight since: then no number may tell of it.
        narrow: (total > 0 && !dropped)
            .then(|| Counts { query, counts: &facets, municipality: &municipality }.lay_out()),
        wage_note: matches!(query.sort, Sort::LowerWage | Sort::UpperWage).then(|| {
            format!(
                "時給、日給、年俸は、1か月{COMPARED_DAYS_A_MONTH}日、1日{COMPARED_HOURS_A_DAY}時間として月額に直し、並べています。"
            )
        }),
        preparing: app.finder.reached().is_none(),
        wider: if total == 0 { wider(app, query, asking, places).await? } else { Vec::new() },
    })
}

/// The municipalities of the areas of which the page has none yet.
async fn further_places(
    app: &App,
    query: &SearchQuery,
    places: &[Municipality],
) -> Result<Vec<Municipality>, Problem> {
    let codes = query.areas().into_iter().map(|area| area.prefecture.code());
    let known = |code: &String| places.iter().any(|place| place.prefecture_code == *code);
    let wanted: Vec<String> = codes.filter(|code| !known(code)).collect();
    let mut further = Vec::new();
    if !wanted.is_empty() {
        let mut conn = app.store.read().await?;
        for code in wanted {
            further.extend(conn.municipalities_of(&code).await?);
        }
    }
    Ok(further)
}

/// The page that begins with the first posting, in every size.
fn sizes(query: &SearchQuery) -> Vec<(usize, String, bool)> {
    let of = |page_size| {
        let sized = SearchQuery { page_size, ..query.on_page(1) };
        (page_size, short_address(&sized), page_size == query.page_size)
    };
    PAGE_SIZES.map(of).into()
}

/// The orders that make a difference: without free words none is nearer to them.
fn orders(query: &SearchQuery) -> Vec<(&'static str, String, bool)> {
    let no_words = query.words.is_empty() && query.phrases.is_empty();
    let offered = Sort::ALL.into_iter().filter(|sort| *sort != Sort::Relevance || !no_words);
    offered.map(|sort| (sort.label(), short_address(&query.sorted(sort)), sort == query.sort)).collect()
}

/// Searches apart from the threads that answer requests; who comes when too many search waits a moment, or is told
/// that the service is busy.
async fn find(
    app: &App,
    query: &SearchQuery,
    asking: Asking,
    counted: bool,
) -> Result<(Found, Vec<(Facet, usize)>), Problem> {
    let Ok(Ok(_place)) = tokio::time::timeout(PATIENCE, SEARCHING.acquire()).await else {
        return Err(Problem::busy("too many searches at once"));
    };
    let (finder, query) = (app.finder.clone(), query.clone());
    let Asking { viewer, today, .. } = asking;
    let search = move || match counted {
        true => finder.find_with_facets(&query, viewer, today),
        false => Ok((finder.find(&query, viewer, today)?, Vec::new())),
    };
    let found = tokio::task::spawn_blocking(search).await;
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
        let wider = query.without(&condition);
        // The order does not matter to a count; newest first costs least.
        let total = list(app, &wider.sorted(Sort::Newest), asking, false).await?.total;
        if total > 0 {
            let without = form::condition_in_words(&condition, places);
            ways.push(Wider { without, total, href: form::address(&wider) });
        }
    }
    ways.sort_by_key(|way| std::cmp::Reverse(way.total));
    Ok(ways)
}

/// A page of a search as the database knows it now.
struct Listed {
    total: usize,
    /// Some of the page changed since the index saw them and were left out.
    dropped: bool,
    postings: Vec<Visible>,
    /// Values that narrow the list, with how many postings each leads to.
    facets: Vec<(Facet, usize)>,
}

/// Searches, and reads the rows as the database has them now. The index may lag behind: what was closed, has moved
/// out of sight or no longer matches is left out and not counted, so that nothing can be learnt from the lag either.
async fn list(app: &App, query: &SearchQuery, asking: Asking, counted: bool) -> Result<Listed, Problem> {
    let Asking { viewer, today, .. } = asking;
    let (found, facets) = find(app, query, asking, counted).await?;
    // Beyond the last page no row could be left out: the first one tells how many there are.
    if found.numbers.is_empty() && found.total > 0 && (query.page > 1 || query.after.is_some()) {
        let first = Box::pin(list(app, &query.on_page(1), asking, false)).await?;
        return Ok(Listed { postings: Vec::new(), facets: Vec::new(), ..first });
    }
    let stored = app.store.read().await?.placed_postings(&found.numbers).await?;
    let open = stored.iter().filter(|placed| placed.posting.is_open_on(today));
    let seen = open.filter_map(|placed| Some((placed.posting.seen_by(viewer)?, placed.place)));
    // What the index saw as it is now needs no second look: reading a posting's texts for one is the slow part.
    let fits = |(seen, place): &(Visible, PostingPosition)| {
        is_as_the_index_saw_it(*place, &found) || query.matches(seen, today)
    };
    let postings: Vec<Visible> = seen.filter(fits).map(|(seen, _)| seen).collect();
    let dropped = found.numbers.len() - postings.len();
    Ok(Listed { total: found.total - dropped, dropped: dropped > 0, postings, facets })
}

/// True for a posting that has not changed since the index of the search took it in.
fn is_as_the_index_saw_it(place: PostingPosition, found: &Found) -> bool {
    let reached =
        found.reached.filter(|reached| place.history.is_some_and(|it| it.as_u128() == reached.history));
    reached.is_some_and(|reached| place.seq <= reached.seq)
}

//! 求人検索: form and results on one page that can be bookmarked (domain 5.1 and 5.4).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::tokyo_date,
    posting::PostingNumber,
    search_query::{Notice, SearchQuery},
};
use site::{App, FormState, Menu, Page, Problem, Query, Shell, Visitor};
use store::Conn;
use uuid::Uuid;

use super::{
    JobCard, Keeping,
    form::{self, Choices},
    results::{Asking, Results, search},
    viewer_in_force,
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

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search", get(show))
}

async fn show(State(app): State<App>, visitor: Visitor, Query(typed): Query) -> Result<Response, Problem> {
    let pairs = typed.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (query, mut notices) = SearchQuery::from_pairs(pairs);
    let choosing = typed.first("choose") == "municipality";
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let viewer = viewer_in_force(&mut conn, &visitor, today).await?;
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
        // Nobody else waits for the connection while the search computes.
        drop(conn);
        let mut results = search(&app, &query, Asking { viewer, today }, &places).await?;
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

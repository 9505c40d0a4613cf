//! 求人検索: form and results on one page that can be bookmarked (domain 5.1 and 5.4).

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::tokyo_date,
    posting::PostingNumber,
    search_query::{Notice, SearchQuery},
};
use site::{App, FormState, ListView, Menu, Page, Problem, Query, Shell, Visitor, see_other};
use store::Conn;
use uuid::Uuid;

use super::{
    JobCard, Keeping,
    form::{self, Offer},
    number::NumberLine,
    results::{Asking, Results, search},
    seen, viewer_in_force,
};

#[derive(Template)]
#[template(path = "search/find.html")]
struct FindPage {
    shell: Shell,
    line: NumberLine,
    form: FormState,
    offer: Offer,
    notices: Vec<Notice>,
    canonical: String,
    /// What the form shows no field for: it is sent along.
    carried: Vec<(&'static str, String)>,
    /// Where these conditions can be kept, for people whose page is open.
    keep: Option<String>,
    results: Results,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search", get(show))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(typed): Query,
) -> Result<Response, Problem> {
    let (query, notices) = form::sent(&typed);
    if let Some(address) = form::elsewhere(&typed, &query, &notices) {
        return Ok(see_other(&address));
    }
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let viewer = viewer_in_force(&mut conn, &visitor, today).await?;
    let places = form::named(&mut conn, &query).await?;
    // Nobody else waits for the connection while the search computes.
    drop(conn);
    let asking = Asking { viewer, today, view: ListView::of(&headers) };
    let mut results = search(&app, &query, asking, &places).await?;
    let mut conn = app.store.read().await?;
    seen::mark(&mut conn, &visitor, &mut results.cards).await?;
    offer_to_keep(&mut conn, &visitor, &query, &mut results.cards).await?;
    let offer = Offer::of(&query, &places, &notices, form::is_open(&typed));
    let carried = form::carried(&query, offer.unfolded);
    Ok(Page(FindPage {
        shell: visitor.shell("｜求人《きゅうじん》｜検索《けんさく》").menu(Menu::Search),
        line: NumberLine::of(&visitor, viewer, &form::address(&query)),
        form: form::filled(&query),
        offer,
        notices,
        canonical: form::address(&query),
        carried,
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

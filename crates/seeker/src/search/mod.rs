//! Finding work: 求人検索 and the 求人票. Both work signed out too.

mod card;
mod find;
mod form;
mod pager;
mod posting;
mod results;
mod saved;
mod saved_edit;

use axum::Router;
use domain::{clock::Date, posting::Viewer};
use site::{App, Problem, Visitor};
use store::Conn;

pub use form::{address, read as read_conditions};

pub(crate) use card::{JobCard, Keeping, employer, is_fixed};
pub(crate) use pager::Pager;
pub(crate) use saved::SavedLine;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(find::routes())
        .merge(posting::routes())
        .merge(saved::routes())
        .merge(saved_edit::routes())
}

/// As whom a visitor sees postings: employers of 公開範囲 2 are for people whose 求職 is valid.
async fn viewer(conn: &mut Conn, visitor: &Visitor, today: Date) -> Result<Viewer, Problem> {
    let Some(session) = visitor.seeker.filter(|session| session.page_open) else {
        return Ok(Viewer::Anyone);
    };
    let standing = conn.standing(session.account).await?;
    let valid = standing.is_some_and(|standing| standing.is_in_force(today));
    Ok(if valid { Viewer::RegisteredSeeker } else { Viewer::Anyone })
}

/// As [`viewer`]. Keeps people whose registration is 無効 out of the search inside the page (seed 002); signed out
/// they search as everybody does.
async fn viewer_in_force(conn: &mut Conn, visitor: &Visitor, today: Date) -> Result<Viewer, Problem> {
    let signed_in = visitor.seeker.is_some_and(|session| session.page_open);
    let viewer = viewer(conn, visitor, today).await?;
    if signed_in && viewer == Viewer::Anyone { Err(Problem::NotInForce) } else { Ok(viewer) }
}

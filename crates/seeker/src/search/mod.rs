//! Finding work: 求人検索 and the 求人票. Both work signed out too.

mod card;
mod find;
mod form;
mod pager;
mod posting;

use axum::Router;
use domain::{clock::Date, posting::Viewer, validity::validity};
use site::{App, Problem, Visitor};
use store::Conn;

pub(crate) use card::JobCard;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(find::routes()).merge(posting::routes())
}

/// As whom a visitor sees postings: employers of 公開範囲 2 are for people whose 求職 is valid.
async fn viewer(conn: &mut Conn, visitor: &Visitor, today: Date) -> Result<Viewer, Problem> {
    let Some(session) = visitor.seeker.filter(|session| session.page_open) else {
        return Ok(Viewer::Anyone);
    };
    let registration = conn.job_seeker(session.account).await?.registration;
    let valid = registration.is_some_and(|registered| validity(registered.valid_until, today).is_valid());
    Ok(if valid { Viewer::RegisteredSeeker } else { Viewer::Anyone })
}

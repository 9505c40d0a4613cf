//! Finding work: 求人検索 and the 求人票. Both work signed out too.

mod applying;
mod card;
mod choose;
mod find;
mod form;
mod list_view;
mod narrow;
mod number;
mod pager;
mod posting;
mod posting_data;
mod posting_files;
mod results;
mod saved;
mod saved_edit;
mod seen;

use axum::Router;
use domain::{
    clock::Date,
    posting::{Applicant, Viewer},
    validity::Standing,
};
use site::{App, ListView, Problem, Visitor};
use store::Conn;

pub use form::{address, read as read_conditions};

pub(crate) use card::{IN_SHORT, JobCard, Keeping, employer, is_fixed, is_plain_badge};
pub(crate) use number::NumberLine;
pub(crate) use pager::Pager;
pub(crate) use posting::takes_a_line;
pub(crate) use saved::SavedLine;

/// The ways in which a list can be shown, with their words.
pub(crate) const VIEWS: [(ListView, &str); 3] =
    [(ListView::Cards, "カード"), (ListView::Compact, "短い一覧"), (ListView::Table, "表")];

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(choose::routes())
        .merge(find::routes())
        .merge(number::routes())
        .merge(posting::routes())
        .merge(posting_files::routes())
        .merge(saved::routes())
        .merge(saved_edit::routes())
        .merge(list_view::routes())
        .merge(seen::routes())
}

/// As whom a visitor sees postings: employers of 公開範囲 2 are for people whose 求職 is valid.
async fn viewer(conn: &mut Conn, visitor: &Visitor, today: Date) -> Result<Viewer, Problem> {
    Ok(viewer_of(standing(conn, visitor).await?, today))
}

/// The same for a standing that was asked already.
fn viewer_of(standing: Option<Standing>, today: Date) -> Viewer {
    let valid = standing.is_some_and(|standing| standing.is_in_force(today));
    if valid { Viewer::RegisteredSeeker } else { Viewer::Anyone }
}

/// How the registration stands by which a visitor is judged: who is signed in by the own one, others by the 求職番号
/// that was typed in this browser. It is asked for each page.
async fn standing(conn: &mut Conn, visitor: &Visitor) -> Result<Option<Standing>, Problem> {
    let account = match visitor.seeker {
        Some(session) => Some(session.account).filter(|_| session.page_open),
        None => visitor.typed_number,
    };
    Ok(match account {
        Some(account) => conn.standing_of_open_page(account).await?,
        None => None,
    })
}

/// As [`viewer`]. Keeps people whose registration is 無効 out of the search inside the page (seed 002); signed out
/// they search as everybody does.
async fn viewer_in_force(conn: &mut Conn, visitor: &Visitor, today: Date) -> Result<Viewer, Problem> {
    let signed_in = visitor.seeker.is_some_and(|session| session.page_open);
    let viewer = viewer(conn, visitor, today).await?;
    if signed_in && viewer == Viewer::Anyone { Err(Problem::NotInForce) } else { Ok(viewer) }
}

/// Who asks how to apply, and the code of the office that this person uses; with the [`standing`] of the visitor.
async fn applicant(
    conn: &mut Conn,
    visitor: &Visitor,
    standing: Option<Standing>,
    today: Date,
) -> Result<(Applicant, Option<String>), Problem> {
    let Some(session) = visitor.seeker else { return Ok((Applicant::SignedOut, None)) };
    let Some(standing) = standing else { return Ok((Applicant::Unregistered, None)) };
    let Some(registration) = conn.job_seeker(session.account).await?.registration else {
        return Ok((Applicant::Unregistered, None));
    };
    let in_force = standing.is_in_force(today);
    Ok((Applicant::Registered { kind: registration.kind, in_force }, Some(registration.office_code)))
}

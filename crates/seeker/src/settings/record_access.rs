//! 求職情報を見た記録: who at an office looked at one's record, when and why (spec/security.md, Data).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::japanese_minute;
use site::{App, Page, Problem, Query, Seeker, Shell, Signed};
use store::{Conn, RecordAccess};

use crate::search::Pager;

struct Line {
    at: String,
    office: String,
    who: &'static str,
    what: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "settings/record_access.html")]
struct RecordAccessPage {
    shell: Shell,
    lines: Vec<Line>,
    total: u64,
    pager: Pager,
}

/// `/settings/record-access`.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/record-access", get(show))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let total = conn.record_access_count(signed.account).await?;
    let pager = Pager::of_own("/settings/record-access", query.first("page"), total);
    let (skip, limit) = pager.slice();
    let looks = conn.record_accesses(signed.account, skip, limit).await?;
    let lines = lines(&mut conn, looks).await?;
    let shell = super::shell(&signed, "｜求職情報《きゅうしょくじょうほう》を｜見《み》た｜記録《きろく》");
    Ok(Page(RecordAccessPage { shell, lines, total, pager }).into_response())
}

/// An office is read once, however many lines name it.
async fn lines(conn: &mut Conn, looks: Vec<RecordAccess>) -> Result<Vec<Line>, Problem> {
    let mut offices: Vec<(String, String)> = Vec::new();
    let mut lines = Vec::with_capacity(looks.len());
    for look in looks {
        let office = match offices.iter().find(|(code, _)| *code == look.office_code) {
            Some((_, name)) => name.clone(),
            None => {
                let name = conn.office(&look.office_code).await?.map(|office| office.name);
                let name = name.unwrap_or_else(|| "ハローワーク".to_owned());
                offices.push((look.office_code.clone(), name.clone()));
                name
            }
        };
        lines.push(Line {
            at: japanese_minute(look.at),
            office,
            who: look.role.map_or("職員", |role| role.name()),
            what: look.part.map_or("求職情報の確認", |part| part.name()),
            why: look.reason,
        });
    }
    Ok(lines)
}

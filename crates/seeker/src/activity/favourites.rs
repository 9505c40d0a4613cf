//! お気に入り求人: the list, and keeping one more. At most 300 (seed 002); a posting that has ended stays.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    favourite::{FULL, NotCompared},
    posting::{PostingNumber, Viewer},
};
use site::{
    Active, App, Form, FormFields, Opened, Page, Problem, Query, Seeker, Shell, Signed, own_path, see_other,
};
use store::{Favourite, Kept};

use super::{Tabs, eyes, shell};
use crate::search::{JobCard, Pager};

const PATH: &str = "/activity/favourites";
const FIELDS: FormFields = FormFields { one: &["posting", "back"], many: &[], secret: &[] };

struct Line {
    number: String,
    /// `None` when the posting is not for the web any more.
    card: Option<JobCard>,
    note: String,
    /// Chosen for the comparison.
    chosen: bool,
}

#[derive(Template)]
#[template(path = "activity/favourites.html")]
pub(super) struct FavouritesPage {
    shell: Shell,
    tabs: Tabs,
    total: u64,
    pager: Pager,
    lines: Vec<Line>,
    /// Why one more could not be kept, or some could not be compared.
    refused: Option<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(keep))
}

async fn show(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    let mut page = page(&app, &seeker, (query.first("page"), &[])).await?;
    page.shell.message = match query.first("done") {
        "removed" => Some("お気に入りから外しました。".into()),
        "noted" => Some("メモを保存しました。".into()),
        _ => None,
    };
    Ok(Page(page).into_response())
}

/// The list once more, with what was chosen for a comparison and why it was not made.
pub(super) async fn again(
    app: &App,
    seeker: &Signed<Seeker>,
    shown: (&str, &[PostingNumber]),
    refused: NotCompared,
) -> Result<FavouritesPage, Problem> {
    let mut page = page(app, seeker, shown).await?;
    page.refused = Some(refused.to_string());
    page.shell.error = true;
    Ok(page)
}

async fn page(
    app: &App,
    seeker: &Signed<Seeker>,
    (typed_page, chosen): (&str, &[PostingNumber]),
) -> Result<FavouritesPage, Problem> {
    let mut conn = app.store.read().await?;
    let total = conn.count_favourites(seeker.account).await?;
    let pager = Pager::of_own(PATH, typed_page, total);
    let (offset, limit) = pager.slice();
    let (viewer, today) = eyes(app, &mut conn, seeker.account).await?;
    let line = |kept: Favourite| Line {
        number: kept.posting.posting.number.to_string(),
        card: JobCard::of_stored(&kept.posting, viewer, today),
        note: kept.note,
        chosen: chosen.contains(&kept.posting.posting.number),
    };
    let lines = conn.favourites(seeker.account, offset, limit).await?.into_iter().map(line).collect();
    Ok(FavouritesPage {
        shell: shell(seeker, "お気に入り求人"),
        tabs: Tabs(PATH),
        total,
        pager,
        lines,
        refused: None,
    })
}

/// Keeps a posting that is open, and goes back to where it was seen. Done twice, it is kept once.
async fn keep(State(app): State<App>, seeker: Active, Form(typed): Form) -> Result<Response, Problem> {
    let form = typed.fields(&FIELDS);
    let number = PostingNumber::parse(form.value("posting")).map_err(|_| Problem::NotFound)?;
    let now = app.clock.now();
    let today = domain::clock::tokyo_date(now);
    let mut tx = app.store.begin().await?;
    let found = tx.posting(number).await?.ok_or(Problem::NotFound)?;
    let seen = found.posting.seen_by(Viewer::RegisteredSeeker).ok_or(Problem::NotFound)?;
    if found.closed_at.is_some() || !seen.is_open_on(today) {
        return Err(Problem::Gone {
            sentence: "この求人は公開が終わりました".to_owned(),
            way: ("ほかの求人を検索する".to_owned(), "/search".to_owned()),
        });
    }
    let kept = tx.add_favourite(seeker.account, number, now).await?;
    tx.commit().await?;
    if kept == Kept::Full {
        let mut page = page(&app, &seeker, ("", &[])).await?;
        page.refused = Some(FULL.to_owned());
        page.shell.error = true;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    Ok(see_other(own_path(form.value("back")).unwrap_or(PATH)))
}

//! 求人票: every imported field of one posting, in the order of its blocks (domain 5.5).

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, days_between, japanese_date, tokyo_date},
    posting::{Identity, PostingNumber, SheetBlock, Viewer, Visible},
};
use site::{App, Menu, Page, Path, Problem, Shell, Visitor, see_other};
use store::{Conn, StoredPosting};

use super::{Keeping, card::employer, find::opened, seen, viewer};

#[derive(Template)]
#[template(path = "search/posting.html")]
struct PostingPage {
    shell: Shell,
    number: String,
    title: String,
    employer: String,
    /// A visitor would see more after signing in.
    more_when_signed_in: bool,
    withheld: bool,
    workplace: String,
    wage: Option<String>,
    deadline: String,
    days_left: i64,
    badges: Vec<String>,
    online_application: bool,
    blocks: Vec<SheetBlock>,
    keeping: Keeping,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/postings/{number}", get(show))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(typed): Path<String>,
) -> Result<Response, Problem> {
    let number = PostingNumber::parse(&typed).map_err(|_| Problem::NotFound)?;
    if number.to_string() != typed {
        return Ok(see_other(&format!("/postings/{number}")));
    }
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let viewer = viewer(&mut conn, &visitor, today).await?;
    let seen = visible(conn.posting(number).await?, viewer, today)?;
    let blocks = with_names(&mut conn, &seen).await?;
    let mut page = page(&visitor, &seen, blocks, today);
    if let Some(account) = opened(&visitor) {
        let kept = conn.favourite(account, number).await?.is_some();
        let back = format!("/postings/{number}");
        page.keeping = if kept { Keeping::Kept } else { Keeping::Offered(back) };
    }
    // Nobody else waits for the connection while the look is written down.
    drop(conn);
    seen::note(&app, &visitor, number).await;
    Ok(Page(page).into_response())
}

/// What may be shown. Whoever may not know of a posting is not told that it was ever there.
fn visible(found: Option<StoredPosting>, viewer: Viewer, today: Date) -> Result<Visible, Problem> {
    let found = found.ok_or(Problem::NotFound)?;
    let seen = found.posting.seen_by(viewer).ok_or(Problem::NotFound)?;
    if found.closed_at.is_some() || !seen.is_open_on(today) {
        return Err(Problem::Gone {
            sentence: "この求人は公開が終わりました".to_owned(),
            way: ("ほかの求人を検索する".to_owned(), "/search".to_owned()),
        });
    }
    Ok(seen)
}

/// The blocks of the sheet, with the names of what the posting says by a code, where they are known.
async fn with_names(conn: &mut Conn, seen: &Visible) -> Result<Vec<SheetBlock>, Problem> {
    let office = conn.office(&seen.accepting_office).await?.map(|office| office.official_name);
    let occupation = conn.code_name("occupation", &seen.occupation_code).await?.map(|kind| kind.name);
    let industry = conn.code_name("industry", &seen.industry_code).await?.map(|industry| industry.name);
    let names = [("受理安定所", office), ("職業分類", occupation), ("産業分類", industry)];
    let mut blocks = seen.sheet();
    for (label, text) in blocks.iter_mut().flat_map(|block| block.rows.iter_mut()) {
        let name = names.iter().find(|(of, _)| of == label).and_then(|(_, name)| name.as_ref());
        if let Some(name) = name {
            *text = format!("{name}（{text}）");
        }
    }
    Ok(blocks)
}

fn page(visitor: &Visitor, seen: &Visible, blocks: Vec<SheetBlock>, today: Date) -> PostingPage {
    PostingPage {
        shell: visitor
            .shell("｜求人《きゅうじん》｜票《ひょう》")
            .menu(Menu::Search)
            .crumb("｜求人《きゅうじん》｜検索《けんさく》", "/search"),
        number: seen.number.to_string(),
        title: seen.title.clone(),
        employer: employer(seen),
        more_when_signed_in: seen.identity() == Identity::ForRegisteredSeekers,
        withheld: seen.identity() == Identity::Withheld,
        workplace: seen.workplace.area(),
        wage: seen.wage.map(|wage| wage.to_string()),
        deadline: japanese_date(seen.referral_deadline),
        days_left: days_between(today, seen.referral_deadline),
        badges: seen.features.clone(),
        online_application: seen.online_application,
        blocks,
        keeping: Keeping::Silent,
    }
}

//! What hangs on a 求人票: the paper as a PDF, and the 2次元バーコード of its address. Both show what the page shows to
//! the same viewer, and end with it.

use adapters::{
    paper::{BadPaper, PostingSheet, posting_sheet},
    qr::page_code,
};
use axum::{
    Router,
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{japanese_date, tokyo_date},
    posting::{Identity, PostingNumber, Visible},
};
use site::{App, PaperAsked, Path, Problem, Visitor, see_other};

use super::{
    posting::{Names, visible},
    viewer,
};

const FOR_REGISTERED: &str =
    "この求人の事業所名や所在地は、ハローワークに求職登録している方に限り公開しています。";
const WITHHELD: &str = "この求人の事業所名や所在地は、インターネットでは公開していません。";

/// Search engines are asked to list the page instead.
const UNLISTED: (HeaderName, &str) = (HeaderName::from_static("x-robots-tag"), "noindex");
const UNKEPT: (HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/postings/{number}/sheet.pdf", get(paper))
        .route("/postings/{number}/code.svg", get(code))
}

async fn paper(
    State(app): State<App>,
    visitor: Visitor,
    asked: PaperAsked,
    Path(typed): Path<String>,
) -> Result<Response, Problem> {
    let number = PostingNumber::parse(&typed).map_err(|_| Problem::NotFound)?;
    if number.to_string() != typed {
        return Ok(see_other(&format!("/postings/{number}/sheet.pdf")));
    }
    let (seen, names) = shown(&app, &visitor, number).await?;
    let content =
        Content::of(&seen, &names, address(&app, number), japanese_date(tokyo_date(app.clock.now())));
    let turn = asked.turn(&app).await?;
    let made = tokio::task::spawn_blocking(move || {
        let made = content.set();
        drop(turn);
        made
    });
    let pdf = made.await.map_err(Problem::broken)?.map_err(Problem::broken)?;
    let name = format!("attachment; filename=\"kyujinhyo-{number}.pdf\"");
    let kind = [(header::CONTENT_TYPE, "application/pdf"), UNKEPT, UNLISTED];
    Ok((kind, [(header::CONTENT_DISPOSITION, name)], pdf).into_response())
}

async fn code(
    State(app): State<App>,
    visitor: Visitor,
    Path(typed): Path<String>,
) -> Result<Response, Problem> {
    let number = PostingNumber::parse(&typed).map_err(|_| Problem::NotFound)?;
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let viewer = viewer(&mut conn, &visitor, today).await?;
    visible(&conn.posting(number).await?.ok_or(Problem::NotFound)?, viewer, today)?;
    let svg = page_code(&address(&app, number)).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), UNKEPT, UNLISTED], svg).into_response())
}

/// The one address of a posting, as it is read by a telephone.
fn address(app: &App, number: PostingNumber) -> String {
    format!("{}/postings/{number}", app.settings.base_url)
}

/// What this visitor may see. The connection is free again before anything slow begins.
async fn shown(app: &App, visitor: &Visitor, number: PostingNumber) -> Result<(Visible, Names), Problem> {
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let viewer = viewer(&mut conn, visitor, today).await?;
    let seen = visible(&conn.posting(number).await?.ok_or(Problem::NotFound)?, viewer, today)?;
    let names = Names::of(&mut conn, &seen).await?;
    Ok((seen, names))
}

/// What stands on the paper, ready to be set by another thread.
struct Content {
    title: String,
    number: String,
    name: String,
    address: String,
    notices: Vec<String>,
    blocks: Vec<(String, Vec<(String, String)>)>,
    foot: String,
}

impl Content {
    fn of(seen: &Visible, names: &Names, address: String, today: String) -> Self {
        let notice = match seen.identity() {
            Identity::Shown => None,
            Identity::ForRegisteredSeekers => Some(FOR_REGISTERED.to_owned()),
            Identity::Withheld => Some(WITHHELD.to_owned()),
        };
        let titled = |block: domain::posting::catalogue::Block| {
            block
                .number()
                .map_or_else(|| block.title().to_owned(), |number| format!("{number}　{}", block.title()))
        };
        Self {
            title: format!("求人票（{}）", seen.category),
            number: seen.number.to_string(),
            name: seen.title.clone(),
            address,
            notices: notice.into_iter().collect(),
            blocks: names.blocks(seen).into_iter().map(|block| (titled(block.block), block.rows)).collect(),
            foot: format!("{today}に表示した内容です"),
        }
    }

    fn set(&self) -> Result<Vec<u8>, BadPaper> {
        posting_sheet(&PostingSheet {
            title: &self.title,
            number: &self.number,
            name: &self.name,
            address: &self.address,
            notices: &self.notices,
            blocks: &self.blocks,
            foot: &self.foot,
        })
    }
}

//! 求人票: every imported field of one posting, in the order of its blocks (domain 5.5), and how one applies for it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    clock::{Date, days_between, japanese_date, tokyo_date},
    posting::{DisclosureScope, Identity, PostingNumber, SheetBlock, Viewer, Visible},
};
use site::{App, Menu, Page, Path, Problem, Shell, Visitor, see_other};
use store::{Conn, StoredPosting, reference::Office};

use super::{
    Keeping,
    applying::{Applying, applying},
    card::employer,
    find::opened,
    posting_data::job_posting,
    seen, viewer_of,
};

/// Longest text that shares a line with another on paper.
const SHARES_A_LINE: usize = 60;

#[derive(Template)]
#[template(path = "search/posting.html")]
struct PostingPage {
    shell: Shell,
    number: String,
    title: String,
    /// Search engines are asked to leave the page out.
    unlisted: bool,
    /// The posting for programs (schema.org); nothing unless everybody may know the employer.
    data: Option<String>,
    summary: Vec<(&'static str, String)>,
    /// A visitor would see more after signing in.
    more_when_signed_in: bool,
    withheld: bool,
    deadline: String,
    days_left: i64,
    badges: Vec<String>,
    blocks: Vec<SheetBlock>,
    applying: Applying,
    keeping: Keeping,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/postings/{number}", get(show))
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(typed): Path<String>,
) -> Result<Response, Problem> {
    let number = PostingNumber::parse(&typed).map_err(|_| Problem::NotFound)?;
    if number.to_string() != typed {
        return Ok(see_other(&format!("/postings/{number}")));
    }
    let today = tokyo_date(app.clock.now());
    let mut conn = app.store.read().await?;
    let standing = super::standing(&mut conn, &visitor).await?;
    let found = conn.posting(number).await?.ok_or(Problem::NotFound)?;
    let seen = visible(&found, viewer_of(standing, today), today)?;
    let (applicant, own_office) = super::applicant(&mut conn, &visitor, standing, today).await?;
    let names = Names::of(&mut conn, &seen).await?;
    let mut page = page(&visitor, &seen, &names, today);
    page.data = job_posting(&found.posting, &names, &app.settings.base_url);
    page.applying = applying(&seen, applicant, offices(&mut conn, names.office, own_office).await?);
    if let Some(account) = opened(&visitor) {
        let kept = conn.favourite(account, number).await?.is_some();
        let back = format!("/postings/{number}");
        page.keeping = if kept { Keeping::Kept } else { Keeping::Offered(back) };
    }
    // Nobody else waits for the connection while the look is written down.
    drop(conn);
    if seen::is_a_look(&headers) {
        seen::note(&app, &visitor, number).await;
    }
    Ok(Page(page).into_response())
}

/// What may be shown. Whoever may not know of a posting is not told that it was ever there.
pub(super) fn visible(found: &StoredPosting, viewer: Viewer, today: Date) -> Result<Visible, Problem> {
    let seen = found.posting.seen_by(viewer).ok_or(Problem::NotFound)?;
    if found.closed_at.is_some() || !seen.is_open_on(today) {
        return Err(Problem::Gone {
            sentence: "この求人は公開が終わりました".to_owned(),
            way: ("ほかの求人を検索する".to_owned(), "/search".to_owned()),
        });
    }
    Ok(seen)
}

/// The names of what a posting says by a code, where they are known.
#[derive(Default)]
pub(super) struct Names {
    /// 受理安定所
    pub(super) office: Option<Office>,
    /// 職業分類
    pub(super) occupation: Option<String>,
    /// 産業分類
    pub(super) industry: Option<String>,
}

impl Names {
    pub(super) async fn of(conn: &mut Conn, seen: &Visible) -> Result<Self, Problem> {
        let occupation = conn.code_name("occupation", &seen.occupation_code).await?;
        let industry = conn.code_name("industry", &seen.industry_code).await?;
        Ok(Self {
            office: conn.office(&seen.accepting_office).await?,
            occupation: occupation.map(|kind| kind.name),
            industry: industry.map(|industry| industry.name),
        })
    }

    /// The blocks of the sheet with these names before the codes.
    pub(super) fn blocks(&self, seen: &Visible) -> Vec<SheetBlock> {
        let office = self.office.as_ref().map(|office| &office.official_name);
        let names = [
            ("受理安定所", office),
            ("職業分類", self.occupation.as_ref()),
            ("産業分類", self.industry.as_ref()),
        ];
        let mut blocks = seen.sheet();
        for (label, text) in blocks.iter_mut().flat_map(|block| block.rows.iter_mut()) {
            let name = names.iter().find(|(of, _)| of == label).and_then(|(_, name)| *name);
            if let Some(name) = name {
                *text = format!("{name}（{text}）");
            }
        }
        blocks
    }
}

/// The office that took the posting, and the one that the person uses, unless it is the same.
async fn offices(
    conn: &mut Conn,
    accepting: Option<Office>,
    own: Option<String>,
) -> Result<Vec<(&'static str, Office)>, Problem> {
    let own = match own {
        Some(code) if accepting.as_ref().is_none_or(|office| office.code != code) => {
            conn.office(&code).await?
        }
        _ => None,
    };
    let own = own.map(|office| ("あなたの利用安定所", office));
    let accepting = accepting.map(|office| ("この求人を受け付けたハローワーク", office));
    Ok(own.into_iter().chain(accepting).collect())
}

fn page(visitor: &Visitor, seen: &Visible, names: &Names, today: Date) -> PostingPage {
    PostingPage {
        shell: visitor
            .shell("｜求人《きゅうじん》｜票《ひょう》")
            .menu(Menu::Search)
            .crumb("｜求人《きゅうじん》｜検索《けんさく》", "/search"),
        number: seen.number.to_string(),
        title: seen.title.clone(),
        unlisted: seen.disclosure != DisclosureScope::Everybody,
        data: None,
        summary: summary(seen),
        more_when_signed_in: seen.identity() == Identity::ForRegisteredSeekers,
        withheld: seen.identity() == Identity::Withheld,
        deadline: japanese_date(seen.referral_deadline),
        days_left: days_between(today, seen.referral_deadline),
        badges: seen.features.clone(),
        blocks: names.blocks(seen),
        applying: Applying::default(),
        keeping: Keeping::Silent,
    }
}

/// What one wants to know first; facts that the posting does not state are left out.
fn summary(seen: &Visible) -> Vec<(&'static str, String)> {
    let wage = seen.wage.map(|wage| wage.to_string()).unwrap_or_default();
    let days = seen.annual_holidays.map(|days| format!("年間休日数：{days}日"));
    let holidays: Vec<String> = [Some(seen.holidays.clone()), days].into_iter().flatten().collect();
    let holidays = holidays.join("　");
    let facts = [
        ("事業所名", employer(seen)),
        ("就業場所", seen.workplace.area()),
        ("雇用形態", seen.employment.to_string()),
        ("賃金（手当等を含む）", wage),
        ("就業時間", seen.working_hours.clone()),
        ("休日", holidays.trim().to_owned()),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

/// True when a text takes a whole line on paper.
pub(crate) fn takes_a_line(text: &str) -> bool {
    text.contains('\n') || text.chars().nth(SHARES_A_LINE).is_some()
}

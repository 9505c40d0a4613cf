//! 求人の比較: some favourites side by side, and all of them as a table for a spreadsheet (domain 10, rows 3 and 9).
//! Nobody writes down numbers of thirteen digits: what is compared stands in the address.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use csv::{QuoteStyle, WriterBuilder};
use domain::{
    clock::{Date, japanese_date},
    favourite::{COMPARED, MOST_FAVOURITES, NotCompared},
    posting::{PostingNumber, Viewer},
    spreadsheet::neutral,
};
use site::{App, Fields, Opened, Page, Problem, Query, Shell};
use store::Favourite;

use super::{eyes, favourites, shell};
use crate::search::employer;

const PATH: &str = "/activity/favourites/compare";
/// So that spreadsheets know the file for UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

const EMPLOYER: &str = "事業所名";
const DEADLINE: &str = "紹介期限日";

/// What decides between two jobs, in the words of the sheet; long texts last.
const ITEMS: [&str; 27] = [
    "求人番号",
    "受付年月日",
    DEADLINE,
    "求人区分",
    "雇用形態",
    EMPLOYER,
    "就業場所",
    "就業場所の最寄り駅",
    "賃金（手当等を含む）",
    "固定残業代",
    "賞与",
    "通勤手当",
    "就業時間",
    "時間外労働月平均",
    "休日",
    "週休二日制",
    "年間休日数",
    "年齢",
    "学歴",
    "必要な経験",
    "必要な免許・資格",
    "雇用期間",
    "試用期間",
    "在宅勤務",
    "マイカー通勤",
    "転勤",
    "仕事の内容",
];

/// What an item is called here: the seeker's own pages say 応募期限日 (seeds 000 and 004).
fn shown(item: &'static str) -> &'static str {
    if item == DEADLINE { "応募期限日" } else { item }
}

/// A posting in its column.
struct Column {
    number: String,
    title: String,
    /// The way to its sheet while it is open.
    href: Option<String>,
    /// The address of the comparison without it, while two others stay.
    without: Option<String>,
    note: String,
}

/// An item with its text for every column.
struct Row {
    label: &'static str,
    texts: Vec<String>,
}

#[derive(Template)]
#[template(path = "activity/compare.html")]
struct ComparePage {
    shell: Shell,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// A favourite as its person may see it today.
struct Seen {
    number: String,
    title: String,
    open: bool,
    note: String,
    /// The texts of [`ITEMS`]; empty where the posting says nothing.
    texts: Vec<String>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show)).route("/activity/favourites.csv", get(table))
}

async fn show(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    let chosen = chosen(&query);
    if let Err(refused) = NotCompared::check(chosen.len()) {
        let page = favourites::again(&app, &seeker, (query.first("page"), &chosen), refused).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
    }
    let mut conn = app.store.read().await?;
    let (viewer, today) = eyes(&app, &mut conn, seeker.account).await?;
    let mut seen = Vec::new();
    for number in &chosen {
        let kept = conn.favourite(seeker.account, *number).await?.ok_or(Problem::NotFound)?;
        seen.push(Seen::of(kept, viewer, today));
    }
    let shell = shell(&seeker, "｜求人《きゅうじん》の｜比較《ひかく》")
        .crumb("お｜気《き》に｜入《い》り｜求人《きゅうじん》", "/activity/favourites");
    let rows = rows(&seen);
    let columns = (0..seen.len()).map(|at| column(&seen, at)).collect();
    Ok(Page(ComparePage { shell, columns, rows }).into_response())
}

/// The numbers that were chosen, each once, in their order. What is no number is left out.
fn chosen(query: &Fields) -> Vec<PostingNumber> {
    let mut numbers = Vec::new();
    for (_, typed) in query.pairs().iter().filter(|(name, _)| name == "posting") {
        if let Ok(number) = PostingNumber::parse(typed)
            && !numbers.contains(&number)
        {
            numbers.push(number);
        }
    }
    numbers
}

impl Seen {
    fn of(kept: Favourite, viewer: Viewer, today: Date) -> Self {
        let number = kept.posting.posting.number.to_string();
        let Some(seen) = kept.posting.posting.seen_by(viewer) else {
            let title = "現在は公開されていません".to_owned();
            return Self {
                number,
                title,
                open: false,
                note: kept.note,
                texts: vec![String::new(); ITEMS.len()],
            };
        };
        let sheet: Vec<_> = seen.sheet().into_iter().flat_map(|block| block.rows).collect();
        let text = |item: &&str| {
            if *item == EMPLOYER {
                return employer(&seen);
            }
            let said: Vec<&str> =
                sheet.iter().filter(|(label, _)| label == item).map(|(_, text)| text.as_str()).collect();
            said.join("\n")
        };
        Self {
            number,
            title: seen.title.clone(),
            open: kept.posting.closed_at.is_none() && seen.is_open_on(today),
            note: kept.note,
            texts: ITEMS.iter().map(text).collect(),
        }
    }
}

/// The items of which at least one posting says something.
fn rows(seen: &[Seen]) -> Vec<Row> {
    let row = |(at, label): (usize, &&'static str)| Row {
        label: shown(label),
        texts: seen.iter().map(|one| one.texts[at].clone()).collect(),
    };
    let all = ITEMS.iter().enumerate().map(row);
    all.filter(|row| row.texts.iter().any(|text| !text.is_empty())).collect()
}

fn column(seen: &[Seen], at: usize) -> Column {
    let one = &seen[at];
    let others: Vec<String> = seen
        .iter()
        .filter(|other| other.number != one.number)
        .map(|other| format!("posting={}", other.number))
        .collect();
    Column {
        number: one.number.clone(),
        title: one.title.clone(),
        href: one.open.then(|| format!("/postings/{}", one.number)),
        without: (others.len() >= *COMPARED.start()).then(|| format!("{PATH}?{}", others.join("&"))),
        note: one.note.clone(),
    }
}

/// All favourites, one a line.
async fn table(State(app): State<App>, seeker: Opened) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let (viewer, today) = eyes(&app, &mut conn, seeker.account).await?;
    let all = conn.favourites(seeker.account, 0, i64::from(MOST_FAVOURITES)).await?;
    drop(conn);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"hellowork-okiniiri.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, written(all, viewer, today).map_err(Problem::broken)?).into_response())
}

fn written(all: Vec<Favourite>, viewer: Viewer, today: Date) -> Result<Vec<u8>, std::io::Error> {
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).from_writer(BYTE_ORDER_MARK.to_vec());
    let heads = ["職種", "状態", "保存した日", "メモ"];
    writer.write_record(heads.into_iter().chain(ITEMS.map(shown)))?;
    for kept in all {
        let added = japanese_date(domain::clock::tokyo_date(kept.added_at));
        let one = Seen::of(kept, viewer, today);
        let state = if one.open { "有効" } else { "無効" }.to_owned();
        let cells = [one.title, state, added, one.note].into_iter().chain(one.texts);
        writer.write_record(cells.map(|cell| neutral(cell.as_bytes()).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

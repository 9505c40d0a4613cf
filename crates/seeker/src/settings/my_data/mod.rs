//! 保存されている情報の確認: everything that is stored about the person, as a page and as a file. The password is
//! asked again: whoever finds a browser signed in must not carry all of it away.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::{Timestamp, japanese_minute, tokyo_date};
use site::{
    App, Form, FormFields, FormState, KnownDevice, Page, Problem, Seeker, Shell, Signed, Throttled, again,
};
use store::my_data::{Sheet, tables};
use uuid::Uuid;

use crate::account::{Knock, confirm};

mod file;
mod readable;

const TITLE: &str = "｜保存《ほぞん》されている｜情報《じょうほう》の｜確認《かくにん》";
const PATH: &str = "/settings/my-data";
const FIELDS: FormFields = FormFields { one: &["form"], many: &[], secret: &["password"] };

#[derive(Template)]
#[template(path = "settings/my_data.html")]
struct AskPage {
    shell: Shell,
    form: FormState,
}

#[derive(Template)]
#[template(path = "settings/my_data_shown.html")]
struct ShownPage {
    shell: Shell,
    made_at: String,
    tables: Vec<readable::Shown>,
}

/// `/settings/my-data`.
pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(submit))
}

fn page(signed: &Signed<Seeker>, form: FormState) -> AskPage {
    AskPage { shell: super::shell(signed, TITLE).with_errors(&form), form }
}

async fn show(signed: Signed<Seeker>) -> Response {
    Page(page(&signed, FormState::empty())).into_response()
}

async fn submit(
    State(app): State<App>,
    signed: Signed<Seeker>,
    (counted, device): (Throttled, KnownDevice),
    Form(typed): Form,
) -> Result<Response, Problem> {
    let mut form = typed.fields(&FIELDS);
    let knock = Knock::new(counted, &device);
    if confirm(&app, &signed, &knock, &mut form).await?.is_none() {
        return Ok(again(page(&signed, form)));
    }
    let now = app.clock.now();
    let sheets = read(&app, signed.account).await?;
    if form.value("form") == "file" {
        return attachment(&sheets, now);
    }
    let shell = super::shell(&signed, "｜保存《ほぞん》されている｜情報《じょうほう》").crumb(TITLE, PATH);
    let tables = sheets.iter().map(readable::Shown::of).collect();
    Ok(Page(ShownPage { shell, made_at: japanese_minute(now), tables }).into_response())
}

async fn read(app: &App, account: Uuid) -> Result<Vec<Sheet>, Problem> {
    let mut conn = app.store.read().await?;
    let mut sheets = Vec::new();
    for table in tables() {
        sheets.push(conn.my_data(table, account).await?);
    }
    Ok(sheets)
}

/// The file, which no cache keeps and no browser opens by itself.
fn attachment(sheets: &[Sheet], now: Timestamp) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"mypage-my-data-{}.json\"", tokyo_date(now));
    let body = file::write(sheets, now).map_err(Problem::broken)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, body).into_response())
}

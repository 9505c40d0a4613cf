//! 求職登録の有効・無効 in 各種設定: how it stands, what lengthens it, and what changed it.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::clock::japanese_date;
use site::{App, Opened, Page, Problem, Query, Shell};
use store::{ValidityChange, ValidityLine};

use super::{CLOSED, Now, OPEN, shell};

struct Line {
    day: String,
    what: String,
    until: String,
}

#[derive(Template)]
#[template(path = "validity/settings.html")]
struct SettingsPage {
    shell: Shell,
    now: Now,
    closed: [&'static str; 6],
    open: [&'static str; 4],
    history: Vec<Line>,
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/settings/validity", get(show))
}

async fn show(State(app): State<App>, seeker: Opened, Query(query): Query) -> Result<Response, Problem> {
    let mut conn = app.store.read().await?;
    let now = Now::of(&app, &mut conn, &seeker).await?;
    let history = conn.validity_history(seeker.account).await?.into_iter().map(line).collect();
    let mut shell =
        shell(&seeker, "｜求職《きゅうしょく》｜登録《とうろく》の｜有効《ゆうこう》・｜無効《むこう》");
    shell.message = match query.first("done") {
        "off" if !now.is_in_force() => Some("求職登録を無効にしました。".into()),
        "on" if now.is_in_force() => Some("求職登録を有効にしました。".into()),
        _ => None,
    };
    Ok(Page(SettingsPage { shell, now, closed: CLOSED, open: OPEN, history }).into_response())
}

fn line(line: ValidityLine) -> Line {
    let what = match line.change {
        ValidityChange::Extended(deed) => format!("{}により、1か月延長しました", deed.name()),
        ValidityChange::SwitchedOff => "無効にしました".to_owned(),
        ValidityChange::SwitchedOn => "有効にしました".to_owned(),
    };
    Line { day: japanese_date(line.changed_on), what, until: japanese_date(line.until_after) }
}

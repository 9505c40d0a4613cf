//! 求職者マイページアカウント登録完了 (seed 001, 2.1 ⑧).

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{account::last_day_to_complete, clock::japanese_date};
use site::{App, Page, Problem, Seeker, Shell, Signed, is_smart_device, see_other};

#[derive(Template)]
#[template(path = "account/register_done.html")]
struct RegisterDonePage {
    shell: Shell,
    last_day: String,
    card: CardWay,
}

/// 「マイナンバーカードを使って求職情報を登録」.
#[derive(PartialEq, Eq)]
enum CardWay {
    /// The operator has set none up.
    None,
    /// On a smart device, which can read the card itself: before the way without it.
    First,
    /// On a PC, which needs a device that can: behind the way without it.
    Second,
}

impl CardWay {
    fn of(app: &App, headers: &HeaderMap) -> Self {
        match (&app.sign_on.card, is_smart_device(headers)) {
            (None, _) => Self::None,
            (Some(_), true) => Self::First,
            (Some(_), false) => Self::Second,
        }
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/register/done", get(show))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if signed.page_open {
        return Ok(see_other("/home"));
    }
    let account = app.store.read().await?.account(signed.account).await?.ok_or(Problem::NotFound)?;
    let shell = signed
        .shell("｜求職者《きゅうしょくしゃ》マイページアカウント｜登録《とうろく》｜完了《かんりょう》")
        .crumb("｜求職者《きゅうしょくしゃ》マイページアカウント｜登録《とうろく》", "/register");
    let last_day = japanese_date(last_day_to_complete(account.registered_at));
    let card = CardWay::of(&app, &headers);
    Ok(Page(RegisterDonePage { shell, last_day, card }).into_response())
}

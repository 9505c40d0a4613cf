//! ログイン中の端末: one's own sessions, and ending them.

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use domain::clock::japanese_minute;
use site::{App, Menu, Page, Path, Problem, Query, Realm, Seeker, Shell, Signed, see_other, sign_out_cookie};
use uuid::Uuid;

struct Line {
    id: Uuid,
    device: String,
    opened_at: String,
    seen_at: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    shell: Shell,
    lines: Vec<Line>,
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/settings/sessions", get(show))
        .route("/settings/sessions/{id}/end", post(end))
        .route("/settings/sessions/end-others", post(end_others))
        .route("/settings/sessions/end-all", post(end_all))
}

async fn show(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Query(query): Query,
) -> Result<Response, Problem> {
    let sessions =
        app.store.read().await?.sessions_of(signed.account, Seeker::LIMITS, app.clock.now()).await?;
    let lines = sessions
        .into_iter()
        .map(|session| Line {
            is_this: session.id == signed.session,
            id: session.id,
            device: session.device,
            opened_at: japanese_minute(session.opened_at),
            seen_at: japanese_minute(session.seen_at),
        })
        .collect();
    let mut shell = signed
        .shell("ログイン｜中《ちゅう》の｜端末《たんまつ》")
        .menu(Menu::Settings)
        .crumb("｜求職者情報《きゅうしょくしゃじょうほう》・｜設定《せってい》", "/settings");
    shell.message = match query.first("done") {
        "one" => Some("選んだ端末をログアウトしました。".into()),
        "others" => Some("この端末のほかは、すべてログアウトしました。".into()),
        _ => None,
    };
    Ok(Page(SessionsPage { shell, lines }).into_response())
}

async fn end(
    State(app): State<App>,
    signed: Signed<Seeker>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    let ended = tx.end_session(signed.account, id, app.clock.now()).await?;
    tx.commit().await?;
    if ended { Ok(see_other("/settings/sessions?done=one")) } else { Err(Problem::NotFound) }
}

async fn end_others(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.end_sessions(signed.account, Some(signed.session), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other("/settings/sessions?done=others"))
}

async fn end_all(State(app): State<App>, signed: Signed<Seeker>) -> Result<Response, Problem> {
    let mut tx = app.store.begin().await?;
    tx.end_sessions(signed.account, None, app.clock.now()).await?;
    tx.commit().await?;
    let mut response = see_other("/login?done=everywhere");
    let cookie = sign_out_cookie::<Seeker>(&app).parse().map_err(Problem::broken)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

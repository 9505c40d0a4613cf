//! ログアウト (seed 004, 3.3): ends on the top page.

use axum::{Router, extract::State, http::header, response::Response, routing::post};
use site::{App, Browser, Problem, Seeker, TypedNumber, Visitor, see_other, sign_out_cookie};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/logout", post(submit))
}

async fn submit(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    if let Some(seeker) = visitor.seeker {
        let mut tx = app.store.begin().await?;
        tx.end_session(seeker.account, seeker.session, app.clock.now()).await?;
        tx.commit().await?;
    }
    let mut response = see_other("/?done=logout");
    for cookie in [sign_out_cookie::<Seeker>(&app), Browser::unmark(&app), TypedNumber::unmark(&app)] {
        response.headers_mut().append(header::SET_COOKIE, cookie.parse().map_err(Problem::broken)?);
    }
    Ok(response)
}

//! ログアウト (seed 004, 3.3): ends on the top page.

use axum::{Router, extract::State, http::header, response::Response, routing::post};
use site::{App, Problem, Seeker, Visitor, see_other, sign_out_cookie};

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
    let cookie = sign_out_cookie::<Seeker>(&app).parse().map_err(Problem::broken)?;
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

//! つながりの解除: the link ends here, and the service is told.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;

use super::{
    page::{Page, Shell},
    sign_in::required,
};
use crate::{Error, Standin, event, random, state::Untold};

#[derive(Template)]
#[template(path = "disconnect.html")]
struct DisconnectPage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "disconnected.html")]
struct DisconnectedPage {
    shell: Shell,
    /// Why the service was not told; nothing when it was.
    untold: Option<String>,
}

pub(super) fn routes() -> Router<Standin> {
    Router::new()
        .route("/disconnect", get(show).post(agree))
        .route("/disconnect/again", post(again))
        .route("/disconnected", get(done))
}

async fn show(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Redirect> {
    let person = required(&standin, &jar, "connect")?;
    if !standin.state().links.made.contains(&person) {
        return Err(Redirect::to("/connect"));
    }
    Ok(Page(DisconnectPage { shell: Shell::portal("つながりの解除").of(&person) }).into_response())
}

async fn agree(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Error> {
    let person = match required(&standin, &jar, "connect") {
        Ok(person) => person,
        Err(to_sign_in) => return Ok(to_sign_in.into_response()),
    };
    if !standin.state().links.made.remove(&person) {
        return Ok(Redirect::to("/connect").into_response());
    }
    let claims = event::claims(&standin, &person, &random::token()?);
    tell(&standin, &person, claims).await;
    Ok(Redirect::to("/disconnected").into_response())
}

/// Sends an event that was not taken once more: the same event, with the same `jti`.
async fn again(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Redirect> {
    let person = required(&standin, &jar, "connect")?;
    let untold = standin.state().links.untold.get(&person).map(|untold| untold.claims.clone());
    if let Some(claims) = untold {
        tell(&standin, &person, claims).await;
    }
    Ok(Redirect::to("/disconnected").into_response())
}

/// Tells the service, and remembers the event when it was not taken.
async fn tell(standin: &Standin, person: &str, claims: serde_json::Value) {
    let token = event::signed(standin, &event::header(standin), &claims);
    let told = event::push(standin, token).await;
    let mut state = standin.state();
    match told {
        Ok(()) => state.links.untold.remove(person),
        Err(why) => state.links.untold.insert(person.to_owned(), Untold { claims, why }),
    };
}

async fn done(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Redirect> {
    let person = required(&standin, &jar, "connect")?;
    let state = standin.state();
    if state.links.made.contains(&person) {
        return Err(Redirect::to("/connect"));
    }
    let untold = state.links.untold.get(&person).map(|untold| untold.why.clone());
    drop(state);
    Ok(Page(DisconnectedPage { shell: Shell::portal("つながりの解除の完了").of(&person), untold })
        .into_response())
}

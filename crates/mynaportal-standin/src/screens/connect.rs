//! もっとつながる, 同意確認 and つながり完了.

use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;

use super::{
    page::{Page, Shell},
    sign_in::required,
};
use crate::{Error, Standin};

#[derive(Template)]
#[template(path = "connect.html")]
struct ConnectPage {
    shell: Shell,
    linked: bool,
    site_link: String,
}

#[derive(Template)]
#[template(path = "consent.html")]
struct ConsentPage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "connected.html")]
struct ConnectedPage {
    shell: Shell,
    site: Start,
}

pub(super) fn routes() -> Router<Standin> {
    Router::new()
        .route("/connect", get(list))
        .route("/connect/consent", get(consent).post(agree))
        .route("/connect/done", get(done))
}

/// An address of the service at which a sign-in here starts (OpenID Connect Core 4).
struct Start {
    address: String,
    fields: [(&'static str, String); 3],
}

impl Start {
    fn new(standin: &Standin, path: &str, person: &str, target: String) -> Self {
        let address = format!("{}{path}", standin.settings().service.base_url);
        let hint = standin.login_hint(person);
        let fields = [("iss", standin.portal_issuer()), ("login_hint", hint), ("target_link_uri", target)];
        Self { address, fields }
    }

    /// Where a linked person enters the service.
    fn site(standin: &Standin, person: &str) -> Self {
        let home = format!("{}/home", standin.settings().service.base_url);
        Self::new(standin, "/sso/login", person, home)
    }

    /// The same as one address.
    fn link(&self) -> Result<String, Error> {
        Ok(url::Url::parse_with_params(&self.address, &self.fields)?.into())
    }
}

async fn list(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Error> {
    let person = match required(&standin, &jar, "connect") {
        Ok(person) => person,
        Err(to_sign_in) => return Ok(to_sign_in.into_response()),
    };
    let linked = standin.state().links.made.contains(&person);
    let site_link = Start::site(&standin, &person).link()?;
    Ok(Page(ConnectPage { shell: Shell::portal("もっとつながる").of(&person), linked, site_link })
        .into_response())
}

async fn consent(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Redirect> {
    let person = required(&standin, &jar, "consent")?;
    Ok(Page(ConsentPage { shell: Shell::portal("同意確認").of(&person) }).into_response())
}

/// Sends the person to the service, which asks for the account there.
async fn agree(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Error> {
    let person = match required(&standin, &jar, "consent") {
        Ok(person) => person,
        Err(to_sign_in) => return Ok(to_sign_in.into_response()),
    };
    let target = format!("{}/connect/done", standin.settings().origin);
    let to = Start::new(&standin, "/sso/link", &person, target).link()?;
    standin.state().links.agreed.insert(person);
    Ok(Redirect::to(&to).into_response())
}

/// The service has sent the person back: the link is made.
async fn done(State(standin): State<Standin>, jar: CookieJar) -> Result<Response, Error> {
    let person = match required(&standin, &jar, "done") {
        Ok(person) => person,
        Err(to_sign_in) => return Ok(to_sign_in.into_response()),
    };
    if !standin.state().links.make(&person) {
        return Ok(Redirect::to("/connect").into_response());
    }
    let site = Start::site(&standin, &person);
    Ok(Page(ConnectedPage { shell: Shell::portal("つながり完了").of(&person), site }).into_response())
}

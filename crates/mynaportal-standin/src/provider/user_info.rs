//! `/userinfo` of デジタル認証アプリ: the four items of the card, as far as they were asked for.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value};

use crate::{
    Fault, Person, Standin,
    state::{Access, Issuer},
};

/// Tells what the access token opens.
pub(super) async fn tell(
    State(standin): State<Standin>,
    Extension(issuer): Extension<Issuer>,
    headers: HeaderMap,
) -> Response {
    let Some(access) = opened(&standin, issuer, &headers) else {
        let refusal = [(header::WWW_AUTHENTICATE, r#"Bearer error="invalid_token""#)];
        return (StatusCode::UNAUTHORIZED, refusal).into_response();
    };
    super::json(StatusCode::OK, &claims(&standin, issuer, &access).into())
}

/// What the bearer's token opens (RFC 6750, 2.1), unless it is no token of ours or too old.
fn opened(standin: &Standin, issuer: Issuer, headers: &HeaderMap) -> Option<Access> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let now = standin.now();
    let access = standin.state().access.get(token).cloned()?;
    (scheme.eq_ignore_ascii_case("bearer") && access.issuer == issuer && now < access.until).then_some(access)
}

fn claims(standin: &Standin, issuer: Issuer, access: &Access) -> Map<String, Value> {
    let whose = match standin.fault() {
        Some(Fault::UserInfoOtherSubject) => "somebody-else",
        _ => &access.person,
    };
    let mut claims = Map::new();
    claims.insert("sub".to_owned(), standin.subject(issuer, whose).into());
    let Some(person) = Person::named(&access.person) else { return claims };
    let items = [
        ("name", Some(person.name)),
        ("address", Some(person.address)),
        ("birthdate", person.birthdate),
        ("gender", person.gender),
    ];
    for (name, value) in items {
        if let Some(value) = value.filter(|_| access.scopes.iter().any(|scope| scope == name)) {
            claims.insert(name.to_owned(), value.into());
        }
    }
    claims
}

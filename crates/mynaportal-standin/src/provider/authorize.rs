//! `/authorize`: the browser comes with a request, and goes back with a code or an error.

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    Error, Fault, Person, Standin,
    params::Params,
    provider::CARD_SCOPES,
    random,
    state::{Answer, Grant, Issuer, SignInRequest},
};

/// Why a request is not answered by a person.
enum Wrong {
    /// Who asks is not known for certain: the browser is sent nowhere (RFC 6749, 4.1.2.1).
    Nobody(&'static str),
    /// The client is told: the error's code, and a description for its developers.
    Client { state: Option<String>, error: &'static str, description: &'static str },
}

/// Asks the person, or answers at once when told to by [`Standin::sign_in`].
pub(super) async fn ask(
    State(standin): State<Standin>,
    Extension(issuer): Extension<Issuer>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let params = Params::read(query.unwrap_or_default().as_bytes());
    let request = match checked(&standin, issuer, &params) {
        Ok(request) => request,
        Err(Wrong::Nobody(why)) => return Ok((StatusCode::BAD_REQUEST, why).into_response()),
        Err(Wrong::Client { state, error, description }) => {
            let back = Back { issuer, state: state.as_deref(), redirect_uri: standin.redirect_uri(issuer) };
            return back.with(&standin, &[("error", error), ("error_description", description)]);
        }
    };
    let answer = standin.state().answer.clone();
    match answer {
        Some(Answer::Person(person)) if Person::named(&person).is_none_or(|person| person.readable) => {
            granted(&standin, request, &person)
        }
        Some(_) => refused(&standin, &request),
        None => Ok((StatusCode::NOT_IMPLEMENTED, "no screens yet").into_response()),
    }
}

/// The request, when it is all that a strict provider wants.
fn checked(standin: &Standin, issuer: Issuer, params: &Params) -> Result<SignInRequest, Wrong> {
    if params.repeated {
        return Err(Wrong::Nobody("a parameter is repeated"));
    }
    if !params.is("client_id", standin.client_id(issuer)) {
        return Err(Wrong::Nobody("client_id is not registered"));
    }
    if !params.is("redirect_uri", &standin.redirect_uri(issuer)) {
        return Err(Wrong::Nobody("redirect_uri is not registered"));
    }
    let state = params.get("state").map(str::to_owned);
    let tell = |error, description| Wrong::Client { state: state.clone(), error, description };
    if !params.is("response_type", "code") {
        return Err(tell("unsupported_response_type", "response_type must be code"));
    }
    let scopes = scopes(issuer, params).ok_or_else(|| tell("invalid_scope", "openid, and what is known"))?;
    let given = |name: &str, most: usize| params.get(name).filter(|value| value.len() <= most);
    let Some(of_state) = given("state", 255) else {
        return Err(tell("invalid_request", "state of 1 to 255 characters is required"));
    };
    let Some(nonce) = given("nonce", 255) else {
        return Err(tell("invalid_request", "nonce of 1 to 255 characters is required"));
    };
    let challenge = params.get("code_challenge").filter(|challenge| is_s256(challenge));
    let Some(challenge) = challenge.filter(|_| params.is("code_challenge_method", "S256")) else {
        return Err(tell("invalid_request", "code_challenge with S256 is required"));
    };
    if params.get("request").or(params.get("request_uri")).is_some() {
        return Err(tell("request_not_supported", "request objects are not supported"));
    }
    Ok(SignInRequest {
        issuer,
        redirect_uri: standin.redirect_uri(issuer),
        state: of_state.to_owned(),
        nonce: nonce.to_owned(),
        challenge: challenge.to_owned(),
        scopes,
        asked_at: standin.now(),
    })
}

/// The scopes that are asked for: `openid` and, of the card, its four items.
fn scopes(issuer: Issuer, params: &Params) -> Option<Vec<String>> {
    let scopes: Vec<String> = params.get("scope")?.split(' ').map(str::to_owned).collect();
    let known =
        |scope: &String| scope == "openid" || issuer == Issuer::Card && CARD_SCOPES.contains(&scope.as_str());
    (scopes.iter().any(|scope| scope == "openid") && scopes.iter().all(known)).then_some(scopes)
}

/// Whether this can be a SHA-256 in base64url: 43 characters (RFC 7636, 4.2).
fn is_s256(challenge: &str) -> bool {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    challenge.len() == 43 && challenge.bytes().all(in_alphabet)
}

/// Sends the browser back with a code for this person.
pub(crate) fn granted(standin: &Standin, request: SignInRequest, person: &str) -> Result<Response, Error> {
    let code = random::token()?;
    let back = Back::of(&request);
    let answer = back.with(standin, &[("code", &code)]);
    let grant = Grant {
        person: person.to_owned(),
        issued_at: standin.now(),
        used_for: None,
        request: request.clone(),
    };
    standin.state().keep_code(code, grant);
    answer
}

/// Sends the browser back because the person does not want to.
pub(crate) fn refused(standin: &Standin, request: &SignInRequest) -> Result<Response, Error> {
    let refusal = [("error", "access_denied"), ("error_description", "the person refused")];
    Back::of(request).with(standin, &refusal)
}

/// The way back to the client.
struct Back<'a> {
    issuer: Issuer,
    redirect_uri: String,
    state: Option<&'a str>,
}

impl<'a> Back<'a> {
    fn of(request: &'a SignInRequest) -> Self {
        let redirect_uri = request.redirect_uri.clone();
        Self { issuer: request.issuer, redirect_uri, state: Some(&request.state) }
    }

    /// The redirect with these parameters, `state` and `iss` (RFC 9207), as far as no fault is ordered.
    fn with(&self, standin: &Standin, pairs: &[(&str, &str)]) -> Result<Response, Error> {
        let fault = standin.fault();
        let state = match fault {
            Some(Fault::MissingState) => None,
            Some(Fault::OtherState) => Some("a-state-that-nobody-sent"),
            _ => self.state,
        };
        let iss = match fault {
            Some(Fault::NoIssInResponse) => None,
            Some(Fault::MixedUpIssuer) => Some(standin.issuer_url(self.issuer.other())),
            _ => Some(standin.issuer_url(self.issuer)),
        };
        let script =
            [("error", "server_error"), ("error_description", "<script>alert(\"standin\")</script>")];
        let pairs = if fault == Some(Fault::ErrorWithMarkup) { &script } else { pairs };
        let mut url = url::Url::parse(&self.redirect_uri)?;
        url.query_pairs_mut()
            .extend_pairs(pairs)
            .extend_pairs(state.map(|state| ("state", state)))
            .extend_pairs(iss.as_deref().map(|iss| ("iss", iss)));
        Ok(Redirect::to(url.as_str()).into_response())
    }
}

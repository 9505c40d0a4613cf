//! `/authorize`: the browser comes with a request, and goes back with a code or an error.

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;

use crate::{
    Error, Fault, Person, Standin,
    params::Params,
    provider::CARD_SCOPES,
    random,
    screens::{NoticePage, Shell, ask_for_card, ask_who, signed_in},
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
    jar: CookieJar,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let params = Params::read(query.unwrap_or_default().as_bytes());
    let request = match checked(&standin, issuer, &params) {
        Ok(request) => request,
        Err(Wrong::Nobody(why)) => {
            let text = "サービスからの要求に誤りがあるため、どこへも戻れません。";
            let page = NoticePage::page(Shell::portal("要求の誤り"), text, why);
            return Ok((StatusCode::BAD_REQUEST, page).into_response());
        }
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
        None => ask_person(&standin, request, (&params, &jar)),
    }
}

/// Whoever is signed in at the portal is not asked again; whose card it is, is always asked.
fn ask_person(
    standin: &Standin,
    request: SignInRequest,
    (params, jar): (&Params, &CookieJar),
) -> Result<Response, Error> {
    let prompt = params.get("prompt").unwrap_or_default();
    let known = signed_in(standin, jar).filter(|_| request.issuer == Issuer::Portal && prompt != "login");
    if let Some(person) = known {
        return granted(standin, request, &person);
    }
    if prompt == "none" {
        // OpenID Connect Core 3.1.2.6.
        return Back::of(&request).with(standin, &[("error", "login_required")]);
    }
    let id = random::token()?;
    standin.state().keep_request(id.clone(), request.clone());
    Ok(match request.issuer {
        Issuer::Portal => ask_who(id),
        Issuer::Card => ask_for_card(id, &request),
    })
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
    wanted(standin, issuer, params).map_err(|(error, description)| Wrong::Client {
        state: params.get("state").map(str::to_owned),
        error,
        description,
    })
}

/// The request of a known client, or the error of RFC 6749, 4.1.2.1 and OpenID Connect Core 3.1.2.6.
fn wanted(
    standin: &Standin,
    issuer: Issuer,
    params: &Params,
) -> Result<SignInRequest, (&'static str, &'static str)> {
    if !params.is("response_type", "code") {
        return Err(("unsupported_response_type", "response_type must be code"));
    }
    let scopes = scopes(issuer, params).ok_or(("invalid_scope", "openid, and what is known"))?;
    let given = |name: &str| params.get(name).filter(|value| value.len() <= 255).map(str::to_owned);
    let state = given("state").ok_or(("invalid_request", "state of 1 to 255 characters is required"))?;
    let nonce = given("nonce").ok_or(("invalid_request", "nonce of 1 to 255 characters is required"))?;
    let challenge = params
        .get("code_challenge")
        .filter(|challenge| is_s256(challenge) && params.is("code_challenge_method", "S256"))
        .ok_or(("invalid_request", "code_challenge with S256 is required"))?;
    if params.get("request").or(params.get("request_uri")).is_some() {
        return Err(("request_not_supported", "request objects are not supported"));
    }
    let (redirect_uri, challenge) = (standin.redirect_uri(issuer), challenge.to_owned());
    Ok(SignInRequest { issuer, redirect_uri, state, nonce, challenge, scopes, asked_at: standin.now() })
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

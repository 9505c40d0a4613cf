//! Security Event Tokens (RFC 8417) that a provider pushes to us (RFC 8935): a person has ended the
//! link there. The library has no type for them, so the token is taken apart here; the signature is
//! checked by the library's keys.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::clock::Timestamp;
use openidconnect::{JsonWebKey, core::CoreJwsSigningAlgorithm};
use serde_json::{Map, Value};

use super::{
    Provider, SignOnError,
    directory::{Known, Newer},
    id_token::{ALGORITHMS, CLOCKS_APART, is_usable_name},
};

/// What a provider told us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityEvent {
    /// Its number at the issuer; the same number is the same event.
    pub id: String,
    /// The addresses that name what happened.
    pub kinds: Vec<String>,
    /// To whom, as the issuer names them; `None` when it says so in no form we know.
    pub subject: Option<String>,
    /// When it happened, or when it was told.
    pub at: Timestamp,
}

/// Why an event was not taken; the words of RFC 8935, 2.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadEvent {
    /// It cannot be read, or lacks what an event must have.
    Request(&'static str),
    /// Its signature is not by a key of the issuer.
    Key(&'static str),
    /// It is of another issuer.
    Issuer,
    /// It is for somebody else.
    Audience,
    /// The issuer's keys cannot be had now: it may be sent again.
    KeysAway,
}

impl BadEvent {
    /// The error code that the sender gets; `None` when it should simply try again.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::Request(_) => Some("invalid_request"),
            Self::Key(_) => Some("invalid_key"),
            Self::Issuer => Some("invalid_issuer"),
            Self::Audience => Some("invalid_audience"),
            Self::KeysAway => None,
        }
    }

    /// What is wrong, for the sender's developers. Repeats nothing of the token.
    pub fn description(self) -> &'static str {
        match self {
            Self::Request(reason) | Self::Key(reason) => reason,
            Self::Issuer => "The issuer is not the one this service works with.",
            Self::Audience => "The token is not meant for this service.",
            Self::KeysAway => "The keys of the issuer could not be fetched; please send the token again.",
        }
    }
}

/// A token taken apart, nothing of it believed yet.
struct Parts<'a> {
    signed: &'a str,
    signature: Vec<u8>,
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

fn take_apart(token: &str) -> Option<Parts<'_>> {
    let (signed, signature) = token.trim().rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let decode = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).ok();
    let object = |part: &str| serde_json::from_slice::<Map<String, Value>>(&decode(part)?).ok();
    Some(Parts { signed, signature: decode(signature)?, header: object(header)?, claims: object(claims)? })
}

/// Reads and checks a token.
pub(super) async fn read(
    provider: &Provider,
    token: &str,
    now: Timestamp,
) -> Result<SecurityEvent, BadEvent> {
    let parts = take_apart(token).ok_or(BadEvent::Request("The token is not a signed JWT."))?;
    check_type(&parts.header)?;
    if text(&parts.claims, "iss") != Some(provider.issuer()) {
        return Err(BadEvent::Issuer);
    }
    if !is_audience(&parts.claims, provider.client_id()) {
        return Err(BadEvent::Audience);
    }
    check_signature(provider, &parts, now).await?;
    event(provider, &parts.claims, now)
}

/// Another kind of token of the same issuer must not pass as an event (RFC 8417, 4.5 to 4.7).
fn check_type(header: &Map<String, Value>) -> Result<(), BadEvent> {
    if header.contains_key("crit") {
        return Err(BadEvent::Request("Critical header parameters are not supported."));
    }
    let kind = header.get("typ").map(|kind| kind.as_str().unwrap_or_default().to_ascii_lowercase());
    match kind.as_deref() {
        None | Some("secevent+jwt" | "application/secevent+jwt") => Ok(()),
        Some(_) => Err(BadEvent::Request("The type of the token is not secevent+jwt.")),
    }
}

async fn check_signature(provider: &Provider, parts: &Parts<'_>, now: Timestamp) -> Result<(), BadEvent> {
    let algorithm = parts.header.get("alg").cloned().unwrap_or_default();
    let algorithm: CoreJwsSigningAlgorithm =
        serde_json::from_value(algorithm).map_err(|_| BadEvent::Key("The algorithm is not supported."))?;
    if !ALGORITHMS.contains(&algorithm) {
        return Err(BadEvent::Key("The algorithm is not supported."));
    }
    let away = |_: SignOnError| BadEvent::KeysAway;
    let known = provider.directory.known(&provider.http, now).await.map_err(away)?;
    let fits = |known: &Known| signed_by_one_of(known, parts, &algorithm);
    let fitting = match fits(&known) {
        None => {
            match provider.directory.newer_keys(&provider.http, now).await.map_err(away)? {
                Newer::Keys(newer) => fits(&newer),
                // The key may be newer than the keys: a refusal would be for good.
                Newer::AskedJustNow => return Err(BadEvent::KeysAway),
            }
        }
        known => known,
    };
    match fitting {
        Some(true) => Ok(()),
        Some(false) => Err(BadEvent::Key("The signature is wrong.")),
        None => Err(BadEvent::Key("The key is not among those of the issuer.")),
    }
}

/// `None` when no key has the name that the token gives.
fn signed_by_one_of(known: &Known, parts: &Parts<'_>, algorithm: &CoreJwsSigningAlgorithm) -> Option<bool> {
    let name = text(&parts.header, "kid");
    let named = |key: &&openidconnect::core::CoreJsonWebKey| {
        name.is_none() || key.key_id().map(|id| id.as_str()) == name
    };
    let mut keys = known.keys.keys().iter().filter(named).peekable();
    keys.peek()?;
    Some(keys.any(|key| key.verify_signature(algorithm, parts.signed.as_bytes(), &parts.signature).is_ok()))
}

fn event(
    provider: &Provider,
    claims: &Map<String, Value>,
    now: Timestamp,
) -> Result<SecurityEvent, BadEvent> {
    let id = text(claims, "jti").filter(|id| is_usable_name(id));
    let id = id.ok_or(BadEvent::Request("jti is missing."))?.to_owned();
    let told = instant(claims, "iat").ok_or(BadEvent::Request("iat is missing."))?;
    if told > now + CLOCKS_APART {
        return Err(BadEvent::Request("iat lies in the future."));
    }
    if instant(claims, "exp").is_some_and(|end| end <= now - CLOCKS_APART) {
        return Err(BadEvent::Request("The token has expired."));
    }
    let kinds = claims.get("events").and_then(Value::as_object).filter(|events| !events.is_empty());
    let kinds = kinds.ok_or(BadEvent::Request("events is missing."))?.keys().cloned().collect();
    let at = instant(claims, "toe").map_or(told, |at| at.min(told));
    Ok(SecurityEvent { id, kinds, subject: subject(provider, claims)?, at })
}

/// The person, from `sub_id` (RFC 9493, format `iss_sub`) or `sub`; where both are there they must agree.
fn subject(provider: &Provider, claims: &Map<String, Value>) -> Result<Option<String>, BadEvent> {
    let plain = text(claims, "sub");
    let formatted = claims.get("sub_id").and_then(Value::as_object);
    let formatted = formatted.filter(|subject| text(subject, "format") == Some("iss_sub"));
    let named = match formatted {
        None => plain,
        Some(subject) if text(subject, "iss") != Some(provider.issuer()) => return Err(BadEvent::Issuer),
        Some(subject) => text(subject, "sub"),
    };
    match (plain, named) {
        (Some(plain), Some(named)) if plain != named => {
            Err(BadEvent::Request("sub and sub_id name different subjects."))
        }
        (_, named) => Ok(named.filter(|subject| is_usable_name(subject)).map(str::to_owned)),
    }
}

fn text<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    map.get(name).and_then(Value::as_str)
}

fn instant(map: &Map<String, Value>, name: &str) -> Option<Timestamp> {
    let seconds = map.get(name)?.as_f64()?;
    Timestamp::from_second(seconds as i64).ok()
}

fn is_audience(claims: &Map<String, Value>, client_id: &str) -> bool {
    match claims.get("aud") {
        Some(Value::String(audience)) => audience == client_id,
        Some(Value::Array(audiences)) => audiences.iter().any(|audience| audience == client_id),
        _ => false,
    }
}

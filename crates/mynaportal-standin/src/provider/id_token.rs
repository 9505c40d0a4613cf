//! ID tokens: the honest one, made by `openidconnect`, and the false ones, made of it by hand.

use std::time::SystemTime;

use jiff::SignedDuration;
use openidconnect::{
    AccessToken, Audience, AuthenticationContextClass, EmptyAdditionalClaims, IssuerUrl, Nonce,
    PrivateSigningKey, StandardClaims, SubjectIdentifier,
    core::{CoreHmacKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};

use crate::{
    Error, Fault, Standin, jws,
    key::Key,
    state::{Grant, Issuer},
};

/// How surely the card's person was recognised (spec/domain.md 8.2: `aal3`).
pub(super) const LEVEL: &str = "aal3";
/// How long an ID token lasts.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
/// How far the times of a false token are off.
const HOUR: i64 = 3600;

/// The ID token for a grant, false in the way that is ordered; nothing when it is ordered to be missing.
pub(super) fn made(standin: &Standin, grant: &Grant, access_token: &str) -> Result<Option<String>, Error> {
    let key = standin.state().key(grant.request.issuer);
    let token = CoreIdToken::new(
        claims(standin, grant)?,
        key.as_ref(),
        CoreJwsSigningAlgorithm::EcdsaP256Sha256,
        Some(&AccessToken::new(access_token.to_owned())),
        None,
    )?;
    let honest = token.to_string();
    match standin.fault() {
        None => Ok(Some(honest)),
        Some(Fault::NoIdToken) => Ok(None),
        Some(fault) => falsified(standin, fault, &honest, (grant.request.issuer, &key)).map(Some),
    }
}

/// Who signed in, for whom, when (OpenID Connect Core 2).
fn claims(standin: &Standin, grant: &Grant) -> Result<CoreIdTokenClaims, Error> {
    let issuer = grant.request.issuer;
    let now = standin.now();
    let time = |at: jiff::Timestamp| SystemTime::from(at).into();
    let level = (issuer == Issuer::Card).then(|| AuthenticationContextClass::new(LEVEL.to_owned()));
    let subject = SubjectIdentifier::new(standin.subject(issuer, &grant.person));
    Ok(CoreIdTokenClaims::new(
        IssuerUrl::new(standin.issuer_url(issuer))?,
        vec![Audience::new(standin.client_id(issuer).to_owned())],
        time(now + LASTS),
        time(now),
        StandardClaims::new(subject),
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(grant.request.nonce.clone())))
    .set_auth_time(Some(time(grant.issued_at)))
    .set_auth_context_ref(level))
}

/// The honest token with one thing wrong.
fn falsified(
    standin: &Standin,
    fault: Fault,
    honest: &str,
    (issuer, key): (Issuer, &Key),
) -> Result<String, Error> {
    let Some((mut header, mut claims)) = jws::parts(honest) else { return Ok(honest.to_owned()) };
    let client = standin.client_id(issuer);
    if change_claims(fault, client, &mut claims) {
        return Ok(jws::compact(&header, &claims, |input| key.es256(input)));
    }
    match fault {
        Fault::AlgNone => {
            header["alg"] = "none".into();
            Ok(jws::compact(&header, &claims, |_| vec![]))
        }
        Fault::Hs256WithPublicKey => Ok(hs256(&header, &claims, key.public_pem()?)),
        Fault::Hs256WithClientSecret if issuer == Issuer::Portal => {
            let secret = standin.settings().service.portal_client_secret.as_str();
            Ok(hs256(&header, &claims, secret))
        }
        Fault::WrongSignature => Ok(jws::compact(&header, &claims, |input| flipped(key.es256(input)))),
        Fault::ForeignKey => {
            let foreign = Key::fresh()?;
            Ok(jws::compact(&header, &claims, |input| foreign.es256(input)))
        }
        Fault::UnknownKid => {
            header["kid"] = "a-key-that-nobody-published".into();
            Ok(jws::compact(&header, &claims, |input| key.es256(input)))
        }
        Fault::EmbeddedJwk => {
            let foreign = Key::fresh()?;
            header["jwk"] = serde_json::to_value(foreign.as_verification_key())?;
            Ok(jws::compact(&header, &claims, |input| foreign.es256(input)))
        }
        _ => Ok(honest.to_owned()),
    }
}

/// The signature with its last bit turned over.
fn flipped(mut signature: Vec<u8>) -> Vec<u8> {
    if let Some(last) = signature.last_mut() {
        *last ^= 1;
    }
    signature
}

/// Signs with a shared secret, as an attacker would who hopes that the verifier lets the token choose.
pub(crate) fn hs256(header: &Value, claims: &Value, secret: impl Into<Vec<u8>>) -> String {
    let mut header = header.clone();
    header["alg"] = "HS256".into();
    let key = CoreHmacKey::new(secret);
    // HMAC takes every message; no signature at all would be the worst that can happen.
    jws::compact(&header, claims, |input| {
        key.sign(&CoreJwsSigningAlgorithm::HmacSha256, input).unwrap_or_default()
    })
}

/// Makes the one claim wrong that the fault is about; false when it is about none.
fn change_claims(fault: Fault, client: &str, claims: &mut Value) -> bool {
    let seconds = |name: &str| claims[name].as_i64().unwrap_or_default();
    let (issued, expires) = (seconds("iat"), seconds("exp"));
    match fault {
        Fault::WrongIssuer => claims["iss"] = "https://another-issuer.invalid".into(),
        Fault::WrongAudience => claims["aud"] = json!(["another-client"]),
        Fault::ExtraAudience => {
            claims["aud"] = json!([client, "another-client"]);
            claims["azp"] = client.into();
        }
        Fault::WrongNonce => claims["nonce"] = "a-nonce-that-nobody-sent".into(),
        Fault::NoNonce => remove(claims, "nonce"),
        Fault::WrongAccessTokenHash => claims["at_hash"] = "AAAAAAAAAAAAAAAAAAAAAA".into(),
        Fault::Expired => {
            for name in ["iat", "auth_time", "exp"] {
                claims[name] = (claims[name].as_i64().unwrap_or_default() - HOUR - LASTS.as_secs()).into();
            }
        }
        Fault::IssuedInFuture => {
            claims["iat"] = (issued + HOUR).into();
            claims["exp"] = (expires + HOUR).into();
        }
        Fault::NotBefore => {
            claims["nbf"] = (issued + HOUR).into();
            claims["exp"] = (expires + 2 * HOUR).into();
        }
        Fault::NoSubject => remove(claims, "sub"),
        Fault::EmptySubject => claims["sub"] = "".into(),
        Fault::HugeSubject => claims["sub"] = "x".repeat(10 * 1024).into(),
        _ => return false,
    }
    true
}

fn remove(claims: &mut Value, name: &str) {
    if let Some(claims) = claims.as_object_mut() {
        claims.remove(name);
    }
}

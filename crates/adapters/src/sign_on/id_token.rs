//! The ID token: who came back (OpenID Connect Core 3.1.3.7).

use std::time::SystemTime;

use domain::clock::Timestamp;
use jiff::SignedDuration;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, ClaimsVerificationError, ClientId, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreIdTokenVerifier,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};

use super::{Identity, Journey, Provider, SignOnError, directory::Known};

/// Signatures that are believed: with a private key, on algorithms without known weakness.
pub(super) const ALGORITHMS: [CoreJwsSigningAlgorithm; 5] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EdDsa,
];
/// How far the clocks of two honest machines may be apart.
pub(super) const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(30);
/// Tokens older than this are not from this journey.
const OLDEST: SignedDuration = SignedDuration::from_mins(30);
/// Longest name of a person (OpenID Connect Core 2), in characters.
const LONGEST_SUBJECT: usize = 255;

/// What we read of the ID token beyond the standard's core.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct ExtraClaims {
    /// Not before, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<f64>,
}

impl AdditionalClaims for ExtraClaims {}

pub(super) type TokenResponse = StandardTokenResponse<
    IdTokenFields<
        ExtraClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

pub(super) type Client = openidconnect::Client<
    ExtraClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Not empty, not too long, and nothing in it that no name has.
pub(super) fn is_usable_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_SUBJECT && !name.chars().any(char::is_control)
}

/// Why an ID token was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Signed by a key that is not among those we know: they may be newer.
    UnknownKey,
    /// Anything else.
    Refused(&'static str),
}

impl Unread {
    pub(super) fn into_error(self) -> SignOnError {
        SignOnError::Unconfirmed(match self {
            Self::UnknownKey => "unknown key",
            Self::Refused(reason) => reason,
        })
    }
}

/// Reads and checks the ID token.
pub(super) fn read(
    provider: &Provider,
    known: &Known,
    tokens: &TokenResponse,
    journey: &Journey,
    now: Timestamp,
) -> Result<Identity, Unread> {
    let token = tokens.id_token().ok_or(Unread::Refused("no ID token"))?;
    let verifier = verifier(provider, known, now)?;
    let claims = token.claims(&verifier, &Nonce::new(journey.nonce.clone())).map_err(refused)?;
    if claims.authorized_party().is_some_and(|party| party.as_str() != provider.client_id()) {
        return Err(Unread::Refused("for another party"));
    }
    let latest = now.as_second() + CLOCKS_APART.as_secs();
    if claims.additional_claims().nbf.is_some_and(|nbf| nbf > latest as f64) {
        return Err(Unread::Refused("not valid yet"));
    }
    if let Some(said) = claims.access_token_hash() {
        let fits = || {
            let (alg, key) = (token.signing_alg().ok()?, token.signing_key(&verifier).ok()?);
            AccessTokenHash::from_token(tokens.access_token(), alg, key).ok()
        };
        if fits().as_ref() != Some(said) {
            return Err(Unread::Refused("the access token is another's"));
        }
    }
    let subject = claims.subject().as_str();
    if !is_usable_name(subject) {
        return Err(Unread::Refused("no usable subject"));
    }
    Ok(Identity { issuer: provider.issuer().to_owned(), subject: subject.to_owned() })
}

fn verifier(
    provider: &Provider,
    known: &Known,
    now: Timestamp,
) -> Result<CoreIdTokenVerifier<'static>, Unread> {
    let issuer = IssuerUrl::new(provider.issuer().to_owned()).map_err(|_| Unread::Refused("issuer"))?;
    let id = ClientId::new(provider.client_id().to_owned());
    let expired_before = SystemTime::from(now - CLOCKS_APART);
    let (earliest, latest) = (SystemTime::from(now - OLDEST), SystemTime::from(now + CLOCKS_APART));
    Ok(CoreIdTokenVerifier::new_public_client(id, issuer, known.keys.clone())
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || expired_before.into())
        .set_issue_time_verifier_fn(move |issued| {
            let issued = SystemTime::from(issued);
            if issued >= earliest && issued <= latest { Ok(()) } else { Err(String::new()) }
        }))
}

/// The library's texts repeat what the token says: only fixed words go on from here.
fn refused(error: ClaimsVerificationError) -> Unread {
    Unread::Refused(match error {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            return Unread::UnknownKey;
        }
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        ClaimsVerificationError::Expired(_) => "expired, or of another time",
        ClaimsVerificationError::InvalidAudience(_) => "for another audience",
        ClaimsVerificationError::InvalidIssuer(_) => "of another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "of another journey",
        ClaimsVerificationError::InvalidSubject(_) => "no usable subject",
        ClaimsVerificationError::Unsupported(_) => "of a kind that is not taken",
        _ => "it cannot be read",
    })
}

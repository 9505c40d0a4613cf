//! What an issuer says about itself, and its keys.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, AuthenticationContextClass, IssuerUrl, JsonWebKeySetUrl,
    PrivateSigningKey, ProviderMetadata, ResponseTypes, Scope, TokenUrl, UserInfoUrl,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};

use super::{CARD_SCOPES, id_token::LEVEL, json};
use crate::{Error, Fault, Standin, state::Issuer};

/// What `openidconnect` has no fields for.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Further {
    /// RFC 9207.
    authorization_response_iss_parameter_supported: bool,
    /// RFC 8414.
    code_challenge_methods_supported: Vec<String>,
}

impl AdditionalProviderMetadata for Further {}

/// `CoreProviderMetadata`, and what is further.
type Metadata = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// `/.well-known/openid-configuration` (OpenID Connect Discovery 4).
pub(super) async fn show(
    State(standin): State<Standin>,
    Extension(issuer): Extension<Issuer>,
) -> Result<Response, Error> {
    let metadata = metadata(&standin, issuer)?;
    Ok(json(StatusCode::OK, &serde_json::to_value(metadata)?).into_response())
}

fn metadata(standin: &Standin, issuer: Issuer) -> Result<Metadata, Error> {
    let url = |path: &str| standin.endpoint_url(issuer, path);
    let named = match standin.fault() {
        Some(Fault::DiscoveryOfAnotherIssuer) => "https://another-issuer.invalid".to_owned(),
        _ => standin.issuer_url(issuer),
    };
    let further = Further {
        authorization_response_iss_parameter_supported: true,
        code_challenge_methods_supported: vec!["S256".to_owned()],
    };
    let metadata = Metadata::new(
        IssuerUrl::new(named)?,
        AuthUrl::new(url("authorize"))?,
        JsonWebKeySetUrl::new(url("jwks"))?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Pairwise],
        vec![CoreJwsSigningAlgorithm::EcdsaP256Sha256],
        further,
    )
    .set_token_endpoint(Some(TokenUrl::new(url("token"))?))
    .set_grant_types_supported(Some(vec![CoreGrantType::AuthorizationCode]))
    .set_response_modes_supported(Some(vec![CoreResponseMode::Query]))
    .set_claims_parameter_supported(Some(false))
    .set_request_parameter_supported(Some(false))
    .set_request_uri_parameter_supported(Some(false));
    of_its_own(metadata, issuer, UserInfoUrl::new(url("userinfo"))?)
}

/// What differs between the two issuers.
fn of_its_own(metadata: Metadata, issuer: Issuer, user_info: UserInfoUrl) -> Result<Metadata, Error> {
    let mut scopes = vec![Scope::new("openid".to_owned())];
    Ok(match issuer {
        Issuer::Portal => {
            metadata.set_scopes_supported(Some(scopes)).set_token_endpoint_auth_methods_supported(Some(vec![
                CoreClientAuthMethod::ClientSecretBasic,
                CoreClientAuthMethod::ClientSecretPost,
            ]))
        }
        Issuer::Card => {
            scopes.extend(CARD_SCOPES.map(|scope| Scope::new(scope.to_owned())));
            metadata
                .set_scopes_supported(Some(scopes))
                .set_userinfo_endpoint(Some(user_info))
                .set_acr_values_supported(Some(vec![AuthenticationContextClass::new(LEVEL.to_owned())]))
                .set_token_endpoint_auth_methods_supported(Some(vec![CoreClientAuthMethod::PrivateKeyJwt]))
                .set_token_endpoint_auth_signing_alg_values_supported(Some(vec![
                    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
                ]))
        }
    })
}

/// `/jwks` (RFC 7517): the one key of now.
pub(super) async fn keys(
    State(standin): State<Standin>,
    Extension(issuer): Extension<Issuer>,
) -> Result<Response, Error> {
    let keys = match standin.fault() {
        Some(Fault::NoKeys) => vec![],
        _ => vec![standin.state().key(issuer).as_verification_key()],
    };
    Ok(json(StatusCode::OK, &serde_json::to_value(CoreJsonWebKeySet::new(keys))?))
}

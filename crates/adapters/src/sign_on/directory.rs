//! What a provider says of itself (discovery) and its keys: fetched when first needed, kept for a
//! while, fetched once more when a token is signed by a key that is not among them.

use std::sync::Arc;

use domain::clock::Timestamp;
use jiff::SignedDuration;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
        CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
    },
};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{
    SignOnError,
    http::{Http, NoAnswer},
};

/// How long what a provider says of itself is believed.
const KEPT: SignedDuration = SignedDuration::from_hours(1);
/// Keys are fetched again for an unknown one at most this often.
const KEYS_AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// What we read of the discovery document beyond the standard's core.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct ExtraMetadata {
    /// RFC 9207: answers carry `iss`.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for ExtraMetadata {}

pub(super) type Metadata = ProviderMetadata<
    ExtraMetadata,
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

/// A provider as it was last read.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) metadata: Metadata,
    pub(super) keys: CoreJsonWebKeySet,
    pub(super) names_itself_in_answers: bool,
    read_at: Timestamp,
    keys_read_at: Timestamp,
}

/// What came of looking for newer keys.
pub(super) enum Newer {
    /// The keys as they are now.
    Keys(Arc<Known>),
    /// They were read a moment ago: whoever sends tokens with invented key names must not make us ask for
    /// each.
    AskedJustNow,
}

/// Reads a provider and remembers it.
pub(super) struct Directory {
    issuer: IssuerUrl,
    known: Mutex<Option<Arc<Known>>>,
}

impl Directory {
    pub(super) fn new(issuer: IssuerUrl) -> Self {
        Self { issuer, known: Mutex::new(None) }
    }

    /// The provider as it was read within the last hour, else read now. Of many that ask at the same
    /// time one reads.
    pub(super) async fn known(&self, http: &Arc<Http>, now: Timestamp) -> Result<Arc<Known>, SignOnError> {
        let mut kept = self.known.lock().await;
        if let Some(known) = kept.as_ref().filter(|known| now.duration_since(known.read_at) < KEPT) {
            return Ok(known.clone());
        }
        let metadata = Metadata::discover_async(self.issuer.clone(), &http.at(now))
            .await
            .map_err(|error| unavailable(http, error, now))?;
        http.answered();
        let names_itself_in_answers =
            metadata.additional_metadata().authorization_response_iss_parameter_supported;
        let keys = metadata.jwks().clone();
        let known =
            Arc::new(Known { metadata, keys, names_itself_in_answers, read_at: now, keys_read_at: now });
        *kept = Some(known.clone());
        Ok(known)
    }

    /// Keys newer than those that lack one.
    pub(super) async fn newer_keys(&self, http: &Arc<Http>, now: Timestamp) -> Result<Newer, SignOnError> {
        let mut kept = self.known.lock().await;
        let Some(known) = kept.as_ref() else { return Ok(Newer::AskedJustNow) };
        if now.duration_since(known.keys_read_at) < KEYS_AGAIN_AFTER {
            return Ok(Newer::AskedJustNow);
        }
        let mut newer = Known::clone(known);
        newer.keys_read_at = now;
        let fetched = CoreJsonWebKeySet::fetch_async(newer.metadata.jwks_uri(), &http.at(now)).await;
        if let Ok(keys) = &fetched {
            newer.keys = keys.clone();
        }
        let newer = Arc::new(newer);
        *kept = Some(newer.clone());
        fetched.map_err(|error| unavailable(http, error, now))?;
        http.answered();
        Ok(Newer::Keys(newer))
    }
}

fn unavailable(http: &Http, error: DiscoveryError<NoAnswer>, now: Timestamp) -> SignOnError {
    if !matches!(error, DiscoveryError::Request(_)) {
        http.failed(now);
    }
    match error {
        DiscoveryError::Request(problem) => problem.into(),
        DiscoveryError::Validation(_) => SignOnError::Unavailable("it says it is another issuer"),
        _ => SignOnError::Unavailable("what it says of itself cannot be read"),
    }
}

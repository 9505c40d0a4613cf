//! Our own key, with which we prove to a provider who we are (`private_key_jwt`, RFC 7523).

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::clock::Timestamp;
use p256::{
    SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
    elliptic_curve::zeroize::Zeroizing,
    pkcs8::{DecodePrivateKey, EncodePublicKey, LineEnding},
};
use serde_json::json;

use crate::secrets::{NoRandomness, token};

/// The value of `client_assertion_type`.
pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// How long an assertion is good for, in seconds: one request.
const SECONDS: i64 = 60;

/// A private key on the curve P-256. It does not print itself.
#[derive(Clone)]
pub struct ClientKey(SigningKey);

impl fmt::Debug for ClientKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ClientKey(…)")
    }
}

/// The text is no key that we can sign with.
#[derive(Debug, thiserror::Error)]
#[error(
    "it must be a private key on the curve P-256 in PEM, as `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` writes it"
)]
pub struct BadClientKey;

impl ClientKey {
    /// Reads a key: PEM, PKCS#8.
    ///
    /// # Errors
    /// It is none, or of another kind.
    pub fn from_pem(pem: &str) -> Result<Self, BadClientKey> {
        SecretKey::from_pkcs8_pem(pem).map(|key| Self(key.into())).map_err(|_| BadClientKey)
    }

    /// A new key, in the form [`ClientKey::from_pem`] reads.
    ///
    /// # Errors
    /// The operating system has no random numbers.
    pub fn new_pem() -> Result<Zeroizing<String>, NoRandomness> {
        use p256::pkcs8::EncodePrivateKey;
        loop {
            let made = SecretKey::from_slice(&crate::secrets::random::<32>()?);
            // One number in about 2^32 is none of the curve's.
            if let Some(pem) = made.ok().and_then(|key| key.to_pkcs8_pem(LineEnding::LF).ok()) {
                return Ok(pem);
            }
        }
    }

    /// The public half, in PEM, for the provider.
    pub fn public_pem(&self) -> String {
        self.0.verifying_key().to_public_key_pem(LineEnding::LF).unwrap_or_default()
    }

    /// Says to `audience` (its token endpoint) that we are `client_id`; good for a minute, once.
    pub(super) fn assertion(
        &self,
        client_id: &str,
        audience: &str,
        now: Timestamp,
    ) -> Result<String, NoRandomness> {
        let header = json!({ "alg": "ES256", "typ": "JWT" });
        let issued = now.as_second();
        let claims = json!({
            "iss": client_id, "sub": client_id, "aud": audience,
            "jti": token()?, "iat": issued, "exp": issued + SECONDS,
        });
        let part = |value: serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature: Signature = self.0.sign(signed.as_bytes());
        Ok(format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes())))
    }
}

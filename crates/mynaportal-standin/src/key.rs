//! The P-256 keys of an issuer, as the provider half of `openidconnect` wants them.

use openidconnect::{
    JsonWebKeyId, PrivateSigningKey, SigningError,
    core::{CoreJsonCurveType, CoreJsonWebKey, CoreJwsSigningAlgorithm},
};
use p256::{
    ecdsa::{Signature, SigningKey, VerifyingKey, signature::Signer},
    pkcs8::{EncodePublicKey, LineEnding},
};

use crate::{Error, random};

/// A secret key and the name (`kid`) under which its public half is published.
pub(crate) struct Key {
    kid: String,
    secret: SigningKey,
}

impl Key {
    /// A new key with a new name.
    pub(crate) fn fresh() -> Result<Self, Error> {
        let kid = random::bytes::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect();
        loop {
            // Zero and numbers beyond the order of the curve are no keys; hardly ever does it try twice.
            if let Ok(secret) = SigningKey::from_slice(&random::bytes::<32>()?) {
                return Ok(Self { kid, secret });
            }
        }
    }

    /// The name of the key.
    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    /// Signs as JWS wants it: r and s, 32 bytes each (RFC 7518, 3.4).
    pub(crate) fn es256(&self, message: &[u8]) -> Vec<u8> {
        let signature: Signature = self.secret.sign(message);
        signature.to_bytes().to_vec()
    }

    /// The public half as people paste it into settings.
    pub(crate) fn public_pem(&self) -> Result<String, Error> {
        VerifyingKey::from(&self.secret).to_public_key_pem(LineEnding::LF).map_err(|_| Error::OwnKey)
    }
}

impl PrivateSigningKey for Key {
    type VerificationKey = CoreJsonWebKey;

    fn sign(&self, alg: &CoreJwsSigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        match alg {
            CoreJwsSigningAlgorithm::EcdsaP256Sha256 => Ok(self.es256(message)),
            other => Err(SigningError::UnsupportedAlg(format!("{other:?}"))),
        }
    }

    fn as_verification_key(&self) -> CoreJsonWebKey {
        // 65 bytes: a mark for "not compressed", then x and y.
        let point = self.secret.verifying_key().to_sec1_bytes();
        let half = |from: usize, to: usize| point.get(from..to).unwrap_or_default().to_vec();
        let kid = JsonWebKeyId::new(self.kid.clone());
        CoreJsonWebKey::new_ec(half(1, 33), half(33, 65), CoreJsonCurveType::P256, Some(kid))
    }
}

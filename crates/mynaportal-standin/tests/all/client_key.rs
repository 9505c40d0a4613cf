//! The card client's key, and the assertions that it signs.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::{
    ecdsa::{Signature, SigningKey, VerifyingKey, signature::Signer},
    pkcs8::{EncodePublicKey, LineEnding},
};
use serde_json::Value;

/// A key that is the same in every run, so that tests are, too.
pub struct ClientKey(SigningKey);

impl ClientKey {
    pub fn of(seed: u8) -> Self {
        Self(SigningKey::from_slice(&[seed; 32]).unwrap())
    }

    pub fn public_pem(&self) -> String {
        VerifyingKey::from(&self.0).to_public_key_pem(LineEnding::LF).unwrap()
    }

    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let input = format!("{}.{}", part(header), part(claims));
        let signature: Signature = self.0.sign(input.as_bytes());
        format!("{input}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

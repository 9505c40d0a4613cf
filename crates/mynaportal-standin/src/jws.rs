//! JSON Web Signatures by hand (RFC 7515, compact form): for what no honest library would write, and
//! for reading what a client signed.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use serde_json::Value;

/// The compact form of `header` and `claims` with whatever `sign` makes of them.
pub(crate) fn compact(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let input = format!("{}.{}", part(header), part(claims));
    let signature = BASE64_URL_SAFE_NO_PAD.encode(sign(input.as_bytes()));
    format!("{input}.{signature}")
}

/// The claims of a token that `key` signed with ES256; nothing when it did not, or when it is no token.
pub(crate) fn claims_signed_by(token: &str, key: &VerifyingKey) -> Option<Value> {
    let (input, signature) = token.rsplit_once('.')?;
    let (header, claims) = input.split_once('.')?;
    let read = |part: &str| -> Option<Value> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
    };
    if read(header)?.get("alg")?.as_str()? != "ES256" {
        return None;
    }
    let signature = Signature::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    key.verify(input.as_bytes(), &signature).ok()?;
    read(claims)
}

/// Header and claims of a compact token, unverified.
pub(crate) fn parts(token: &str) -> Option<(Value, Value)> {
    let mut parts = token.split('.').map(|part| BASE64_URL_SAFE_NO_PAD.decode(part).ok());
    let mut next = || serde_json::from_slice(&parts.next()??).ok();
    Some((next()?, next()?))
}

//! Random numbers and keyed hashes.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{second_step::Code, verification_key::VerificationKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The machine has no random numbers: nothing secret can be made.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random numbers: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

/// Fresh random bytes from the operating system.
///
/// # Errors
/// The operating system has none.
pub fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A random token of 256 bits in 64 hexadecimal digits, fit for cookies and addresses.
///
/// # Errors
/// As [`random`].
pub fn token() -> Result<String, NoRandomness> {
    Ok(hex(&random::<32>()?))
}

/// A new 認証キー.
///
/// # Errors
/// As [`random`].
pub fn verification_key() -> Result<VerificationKey, NoRandomness> {
    loop {
        if let Some(key) = VerificationKey::from_random(&random()?) {
            return Ok(key);
        }
    }
}

/// A new ワンタイムパスワード of six digits.
///
/// # Errors
/// As [`random`].
pub fn code() -> Result<Code, NoRandomness> {
    loop {
        if let Some(code) = Code::from_random(random()?) {
            return Ok(code);
        }
    }
}

/// Plain SHA-256 in hexadecimal digits: enough for what is already random.
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// Compares two hashes in constant time.
pub fn same(one: &str, other: &str) -> bool {
    use subtle::ConstantTimeEq;
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The secret of the installation, kept outside the database. It does not print itself.
#[derive(Clone)]
pub struct SecretKey([u8; 32]);

impl SecretKey {
    /// Makes the key of the text of the secret file: any text of at least 32 characters.
    /// `None` when it is shorter.
    pub fn from_text(text: &str) -> Option<Self> {
        let text = text.trim();
        (text.len() >= 32).then(|| Self(Sha256::digest(text).into()))
    }

    /// Keyed hash of a text for one use; the same text has another hash for another use.
    pub fn hash(&self, usage: &str, text: &str) -> String {
        hex(&self.hash_bytes(usage, text))
    }

    /// The same as bytes.
    pub fn hash_bytes(&self, usage: &str, text: &str) -> [u8; 32] {
        let mut mac = match Hmac::<Sha256>::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(_) => unreachable!("HMAC takes keys of any length"),
        };
        mac.update(usage.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    fn cipher(&self, usage: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.hash_bytes("sealing", usage).into())
    }

    /// Seals what must be read back, for one use and one owner: in another place it cannot be opened.
    ///
    /// # Errors
    /// As [`random`].
    pub fn seal(&self, usage: &str, owner: &str, plain: &[u8]) -> Result<String, NoRandomness> {
        let nonce = random::<24>()?;
        let payload = Payload { msg: plain, aad: owner.as_bytes() };
        let Ok(sealed) = self.cipher(usage).encrypt(&XNonce::from(nonce), payload) else {
            unreachable!("only a text of 256 GiB cannot be sealed")
        };
        Ok(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`SecretKey::seal`] sealed. `None` when it was sealed for another use, owner or secret, or
    /// was changed.
    pub fn open(&self, usage: &str, owner: &str, sealed: &str) -> Option<Vec<u8>> {
        let bytes = STANDARD_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<24>()?;
        let payload = Payload { msg: sealed, aad: owner.as_bytes() };
        self.cipher(usage).decrypt(&XNonce::from(*nonce), payload).ok()
    }

    /// Compares a keyed hash in constant time.
    pub fn verify(&self, usage: &str, text: &str, hash: &str) -> bool {
        same(&self.hash(usage, text), hash)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert_ne!(verification_key().unwrap(), verification_key().unwrap());
    }

    #[test]
    fn a_short_secret_is_no_secret() {
        assert!(SecretKey::from_text(&"x".repeat(31)).is_none());
        assert!(SecretKey::from_text(&"x".repeat(32)).is_some());
    }

    #[test]
    fn a_keyed_hash_belongs_to_its_key_use_and_text() {
        let key = SecretKey::from_text(&"x".repeat(32)).unwrap();
        let hash = key.hash("guard", "taro@example.jp");
        assert!(key.verify("guard", "taro@example.jp", &hash));
        assert!(!key.verify("guard", "jiro@example.jp", &hash));
        assert!(!key.verify("device", "taro@example.jp", &hash));
        assert!(!SecretKey::from_text(&"y".repeat(32)).unwrap().verify("guard", "taro@example.jp", &hash));
    }

    #[test]
    fn what_is_sealed_opens_for_its_use_owner_and_secret_only() {
        let key = SecretKey::from_text(&"x".repeat(32)).unwrap();
        let sealed = key.seal("app", "taro", b"secret").unwrap();
        assert_ne!(sealed, key.seal("app", "taro", b"secret").unwrap(), "never the same twice");
        assert_eq!(key.open("app", "taro", &sealed).as_deref(), Some(b"secret".as_slice()));
        assert_eq!(key.open("app", "jiro", &sealed), None);
        assert_eq!(key.open("sheet", "taro", &sealed), None);
        assert_eq!(SecretKey::from_text(&"y".repeat(32)).unwrap().open("app", "taro", &sealed), None);
        let changed = format!("{}{}", if sealed.starts_with('A') { 'B' } else { 'A' }, &sealed[1..]);
        assert_eq!(key.open("app", "taro", &changed), None);
        assert_eq!(key.open("app", "taro", "short"), None);
    }
}

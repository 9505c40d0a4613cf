//! Random names for codes, tokens, cookies and keys.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::Error;

/// Fresh bytes from the operating system.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// 256 bits that nobody guesses, fit for addresses, cookies and headers.
pub(crate) fn token() -> Result<String, Error> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes::<32>()?))
}

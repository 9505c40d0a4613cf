//! Authenticator apps (認証アプリ): time-based codes by RFC 6238 with what every app understands, SHA-1, six
//! digits and thirty seconds.

use std::fmt;

use domain::{
    clock::Timestamp,
    second_step::{Code, app_steps},
};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;

use crate::secrets::{NoRandomness, random};

/// Bytes of a secret: as long as the hash (RFC 4226, section 4, R6).
const LENGTH: usize = 20;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the app and the service share. It does not print itself by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct AppSecret([u8; LENGTH]);

impl AppSecret {
    /// A new one.
    ///
    /// # Errors
    /// There is no randomness.
    pub fn new() -> Result<Self, NoRandomness> {
        Ok(Self(random()?))
    }

    /// Reads one back. `None` when the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, for sealing.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// As it is typed into an app by hand: Base32 in groups of four.
    pub fn grouped(&self) -> String {
        let text = self.base32();
        let groups: Vec<&str> = (0..text.len() / 4).map(|at| &text[at * 4..(at + 1) * 4]).collect();
        groups.join(" ")
    }

    /// RFC 4648, section 6. Twenty bytes are thirty-two letters, so nothing is padded.
    fn base32(&self) -> String {
        let mut text = String::with_capacity(32);
        for five in self.0.chunks(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            text.extend((0..8).rev().map(|at| char::from(BASE32[(bits >> (at * 5) & 31) as usize])));
        }
        text
    }

    /// The address that an app reads from the two-dimensional code.
    pub fn address(&self, service: &str, name: &str) -> String {
        let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
        format!(
            "otpauth://totp/{0}:{1}?secret={2}&issuer={0}",
            encoded(service),
            encoded(name),
            self.base32()
        )
    }

    /// The code of one step (RFC 4226, section 5.3).
    pub fn code_of(&self, step: i64) -> Code {
        let mut mac = match Hmac::<Sha1>::new_from_slice(&self.0) {
            Ok(mac) => mac,
            Err(_) => unreachable!("HMAC takes keys of any length"),
        };
        mac.update(&step.to_be_bytes());
        let hash: [u8; 20] = mac.finalize().into_bytes().into();
        let at = usize::from(hash[19] & 15);
        let four = [hash[at] & 0x7f, hash[at + 1], hash[at + 2], hash[at + 3]];
        Code::from_number(u32::from_be_bytes(four))
    }

    /// The step that a code belongs to, among those that are taken now.
    pub fn step_of(&self, code: &Code, now: Timestamp) -> Option<i64> {
        // All of them are looked at, so that the time tells nothing.
        app_steps(now).into_iter().fold(None, |found, step| {
            let same = crate::secrets::same(self.code_of(step).expose(), code.expose());
            if same { Some(step) } else { found }
        })
    }
}

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn rfc() -> AppSecret {
        AppSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // Appendix B has eight digits; ours are the last six.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000_i64, "353130"),
        ] {
            assert_eq!(rfc().code_of(second / 30).expose(), code, "{second}");
        }
    }

    #[test]
    fn the_code_before_and_the_next_one_are_taken_and_no_others() {
        let now = Timestamp::from_second(1_111_111_111).unwrap();
        let step = 1_111_111_111 / 30;
        for (of, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = rfc().step_of(&rfc().code_of(step + of), now);
            assert_eq!(found, taken.then_some(step + of), "{of}");
        }
    }

    #[test]
    fn the_secret_is_shown_in_base32_and_in_an_address() {
        assert_eq!(rfc().grouped(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            rfc().address("My Page", "taro@example.jp"),
            "otpauth://totp/My%20Page:taro%40example%2Ejp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=My%20Page"
        );
        assert!(!format!("{:?}", rfc()).contains("GEZD"));
        assert_ne!(AppSecret::new().unwrap(), AppSecret::new().unwrap());
    }
}

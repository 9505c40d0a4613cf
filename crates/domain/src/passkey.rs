//! Passkeys (パスキー): what the person calls them, and how many there may be.

use unicode_normalization::UnicodeNormalization;

/// Passkeys of one person.
pub const MOST: usize = 10;
/// Longest name, in characters.
pub const NAME_MAX: usize = 40;

/// What a person calls a passkey, to tell it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyName(String);

/// Why a name cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPasskeyName {
    /// Nothing was typed.
    #[error("パスキーの名前を入力してください（例：自分のスマートフォン）。")]
    Missing,
    /// More than [`NAME_MAX`] characters.
    #[error("パスキーの名前は40文字以内で入力してください。")]
    TooLong,
}

impl PasskeyName {
    /// Reads a name as typed.
    ///
    /// # Errors
    /// [`BadPasskeyName`] says what to change.
    pub fn parse(typed: &str) -> Result<Self, BadPasskeyName> {
        let name = typed.nfc().collect::<String>();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 => Err(BadPasskeyName::Missing),
            1..=NAME_MAX => Ok(Self(name)),
            _ => Err(BadPasskeyName::TooLong),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_to_forty_characters() {
        assert_eq!(PasskeyName::parse("　"), Err(BadPasskeyName::Missing));
        assert_eq!(PasskeyName::parse(" 家の　パソコン ").unwrap().as_str(), "家の パソコン");
        assert!(PasskeyName::parse(&"あ".repeat(40)).is_ok());
        assert_eq!(PasskeyName::parse(&"あ".repeat(41)), Err(BadPasskeyName::TooLong));
    }
}

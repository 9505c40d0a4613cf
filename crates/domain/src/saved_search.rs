//! 保存した求人検索条件: up to three a person, each with a name (seed 002; seed 004, 3.2.2).

use crate::japanese::{characters, one_line};

/// 検索条件 that one person may keep (seed 002: 検索条件は３件まで保存できます).
pub const MOST_SAVED_SEARCHES: u8 = 3;
/// Most characters of 保存した条件名. No source tells a limit; this many fit on one line of a phone.
pub const LONGEST_NAME_CHARS: usize = 20;

/// The sentence when all three places are taken.
pub const FULL: &str =
    "検索条件は3件まで保存できます。すでに3件あるため、上書きする検索条件を選んでください。";

/// A name that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSavedSearchName {
    /// Nothing was typed.
    #[error("保存した条件名を入力してください。例：希望する求人の条件1")]
    Empty,
    /// More than [`LONGEST_NAME_CHARS`].
    #[error("保存した条件名は、{LONGEST_NAME_CHARS}文字以内で入力してください。いまは{typed}文字あります。")]
    TooLong {
        /// What was typed.
        typed: usize,
    },
}

/// 保存した条件名: one line of 1 to 20 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearchName(String);

impl SavedSearchName {
    /// Reads a name in any width.
    ///
    /// # Errors
    /// Empty or longer than [`LONGEST_NAME_CHARS`].
    pub fn parse(typed: &str) -> Result<Self, BadSavedSearchName> {
        let name = one_line(typed);
        match characters(&name) {
            0 => Err(BadSavedSearchName::Empty),
            typed if typed > LONGEST_NAME_CHARS => Err(BadSavedSearchName::TooLong { typed }),
            _ => Ok(Self(name)),
        }
    }

    /// The name that is proposed for a place (1 to 3), in the words of seed 004.
    pub fn proposed(position: u8) -> String {
        format!("希望する求人の条件{position}")
    }

    /// The name as it is kept and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The lowest place that is not taken; `None` when all three are.
pub fn free_position(taken: &[u8]) -> Option<u8> {
    (1..=MOST_SAVED_SEARCHES).find(|position| !taken.contains(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_to_twenty_characters() {
        let twenty = "あ".repeat(20);
        assert_eq!(SavedSearchName::parse(&twenty).unwrap().as_str(), twenty);
        assert_eq!(SavedSearchName::parse(&"あ".repeat(21)), Err(BadSavedSearchName::TooLong { typed: 21 }));
        assert_eq!(SavedSearchName::parse("介").unwrap().as_str(), "介");
        assert_eq!(SavedSearchName::parse(" 　\n"), Err(BadSavedSearchName::Empty));
    }

    #[test]
    fn the_proposed_names_are_names() {
        for position in 1..=MOST_SAVED_SEARCHES {
            let proposed = SavedSearchName::proposed(position);
            assert_eq!(SavedSearchName::parse(&proposed).unwrap().as_str(), proposed);
        }
        assert_eq!(SavedSearchName::proposed(1), "希望する求人の条件1");
    }

    #[test]
    fn the_lowest_free_place_of_three_is_taken() {
        assert_eq!(free_position(&[]), Some(1));
        assert_eq!(free_position(&[1, 3]), Some(2));
        assert_eq!(free_position(&[2, 3]), Some(1));
        assert_eq!(free_position(&[3, 1, 2]), None);
    }
}

//! お気に入り: postings that a person keeps, each with a note of the own (seed 002; domain 10, row 3).

use std::ops::RangeInclusive;

use crate::japanese::characters;

/// Favourites of one person (seed 002: 求人情報を３００件まで).
pub const MOST_FAVOURITES: u32 = 300;
/// Most characters of a note. No source tells a limit.
pub const LONGEST_NOTE_CHARS: usize = 200;

/// The sentence when there is no room for one more.
pub const FULL: &str = "お気に入りは300件まで保存できます。いまは300件あるため、保存できませんでした。要らなくなった求人をお気に入りから外してください。";

/// Favourites that stand side by side (domain 10, row 3).
pub const COMPARED: RangeInclusive<usize> = 2..=5;

/// Why some favourites are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("比べる求人は、2件から5件まで選んでください。いま選ばれているのは{chosen}件です。")]
pub struct NotCompared {
    /// How many were chosen.
    pub chosen: usize,
}

impl NotCompared {
    /// Whether so many favourites can be compared.
    ///
    /// # Errors
    /// They are outside [`COMPARED`].
    pub fn check(chosen: usize) -> Result<(), Self> {
        if COMPARED.contains(&chosen) { Ok(()) } else { Err(Self { chosen }) }
    }
}

/// A note that is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("メモは、{LONGEST_NOTE_CHARS}文字以内で入力してください。いまは{typed}文字あります。")]
pub struct LongNote {
    /// What was typed.
    pub typed: usize,
}

/// メモ of a favourite; empty when there is none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Note(String);

impl Note {
    /// Reads a note; lines stay, spaces around them do not.
    ///
    /// # Errors
    /// More than [`LONGEST_NOTE_CHARS`].
    pub fn parse(typed: &str) -> Result<Self, LongNote> {
        let lines: Vec<&str> = typed.lines().map(str::trim_end).collect();
        let note = lines.join("\n").trim().to_owned();
        match characters(&note) {
            typed if typed > LONGEST_NOTE_CHARS => Err(LongNote { typed }),
            _ => Ok(Self(note)),
        }
    }

    /// The note as it is kept and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a person notes does not belong into logs.
impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Note(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_up_to_two_hundred_characters() {
        let longest = "駅".repeat(200);
        assert_eq!(Note::parse(&longest).unwrap().as_str(), longest);
        assert_eq!(Note::parse(&"駅".repeat(201)), Err(LongNote { typed: 201 }));
        assert_eq!(Note::parse("").unwrap(), Note::default());
    }

    #[test]
    fn two_to_five_are_compared() {
        for (chosen, fine) in [(0, false), (1, false), (2, true), (5, true), (6, false)] {
            assert_eq!(NotCompared::check(chosen).is_ok(), fine, "{chosen}");
        }
        assert!(NotCompared { chosen: 6 }.to_string().ends_with("いま選ばれているのは6件です。"));
    }

    #[test]
    fn lines_stay_and_spaces_around_the_note_go() {
        assert_eq!(Note::parse("\n 駅から近い  \n夜勤あり　\n\n").unwrap().as_str(), "駅から近い\n夜勤あり");
    }
}

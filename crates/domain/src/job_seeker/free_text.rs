//! Texts that a person writes in own words: one line or several, bounded in characters.

use std::fmt;

use super::text::BadText;
use crate::japanese::{characters, is_variation_selector, one_line};

/// A text in the person's own words. It may say who the person is, so it does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct FreeText(String);

impl FreeText {
    /// Reads one line of at most `most` characters, evened out; nothing typed is no text.
    ///
    /// # Errors
    /// It is too long; `label` names the field.
    pub fn line(label: &'static str, typed: &str, most: usize) -> Result<Option<Self>, BadText> {
        bounded(label, one_line(typed), most)
    }

    /// As [`FreeText::line`], for a text that has to be there.
    ///
    /// # Errors
    /// Nothing was typed, or it is too long.
    pub fn needed_line(label: &'static str, typed: &str, most: usize) -> Result<Self, BadText> {
        Self::line(label, typed, most)?.ok_or(BadText::Empty { label })
    }

    /// Reads several lines of at most `most` characters, line breaks among them. What was typed is kept as
    /// it is, but for spaces at the ends of lines and empty lines around the text.
    ///
    /// # Errors
    /// It is too long; `label` names the field.
    pub fn lines(label: &'static str, typed: &str, most: usize) -> Result<Option<Self>, BadText> {
        let lines: Vec<&str> = typed.lines().map(str::trim_end).collect();
        bounded(label, lines.join("\n").trim_matches(is_around).to_owned(), most)
    }

    /// The text as it is kept and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A text that was read before, as the database gives it back.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }
}

fn is_around(c: char) -> bool {
    c == '\n' || c.is_whitespace()
}

fn bounded(label: &'static str, text: String, most: usize) -> Result<Option<FreeText>, BadText> {
    let typed = characters(&text);
    let selectors = text.chars().filter(|c| is_variation_selector(*c)).count();
    match typed {
        0 => Ok(None),
        typed if typed > most => Err(BadText::TooLong { label, most, typed }),
        // A letter may carry a sign that chooses its glyph, not hundreds of them.
        typed if selectors > typed => Err(BadText::TooLong { label, most, typed: typed + selectors }),
        _ => Ok(Some(FreeText(text))),
    }
}

impl fmt::Display for FreeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Personal data does not belong into logs.
impl fmt::Debug for FreeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FreeText(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_evened_out_and_lines_stay_as_they_were_written() {
        assert_eq!(FreeText::line("学校名", " ＡＢＣ　ｶﾞｯｺｳ ", 60).unwrap().unwrap().as_str(), "ABC ガッコウ");
        let typed = "\n\n　１行目  \n\n２行目\n ";
        assert_eq!(FreeText::lines("仕事の内容", typed, 300).unwrap().unwrap().as_str(), "１行目\n\n２行目");
        assert_eq!(FreeText::lines("仕事の内容", " \n　\n", 300), Ok(None));
        assert_eq!(FreeText::needed_line("学校名", "　", 60), Err(BadText::Empty { label: "学校名" }));
    }

    #[test]
    fn both_sides_of_a_limit_counted_as_people_count() {
        for (letter, most) in [("あ", 300), ("𠮷", 600), ("葛\u{E0100}", 5)] {
            assert!(FreeText::lines("自己PR", &letter.repeat(most), most).is_ok(), "{letter}");
            let found = FreeText::lines("自己PR", &letter.repeat(most + 1), most);
            assert_eq!(found, Err(BadText::TooLong { label: "自己PR", most, typed: most + 1 }), "{letter}");
        }
        let broken = format!("{}\n{}", "あ".repeat(150), "い".repeat(150));
        assert!(FreeText::lines("仕事の内容", &broken, 300).is_err(), "a line break counts as a character");
        assert!(FreeText::lines("仕事の内容", &broken, 301).is_ok());
        assert!(FreeText::lines("自己PR", &format!("あ{}", "\u{E0100}".repeat(50)), 600).is_err());
    }
}

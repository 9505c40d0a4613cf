//! Dividing a text into lines as Japanese is set (JIS X 4051, only its common part): any two characters may be parted,
//! but no line begins with a closing mark or a small kana or ends with an opening mark, and words and numbers of
//! the Latin script stay whole while they fit. Pure: widths are passed in.

use std::ops::Range;

/// What is set as one: a character with the variation selector behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    /// Bytes of the text that it stands for.
    pub(super) range: Range<usize>,
    /// Its width, in parts of the size of the type.
    pub(super) advance: f32,
}

/// Characters that one line may take back at most, so that a row of marks cannot take it all.
const MOST_TAKEN_BACK: usize = 4;

const NEVER_FIRST: &str = "、。，．・：；？！ー～〜）」』】〕］｝〉》”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ％‰℃,.:;?!)]}%｡､｣･ｰ";
const NEVER_LAST: &str = "（「『【〔［｛〈《“‘([{｢￥＄№";

/// The lines of a text whose letters are given, none wider than `width` (in parts of the size of the type). A line
/// break of the text ends a line; every byte but those breaks stands on one of the lines.
pub(super) fn lines<'t>(text: &'t str, letters: &[Letter], width: f32) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut begin = 0;
    while begin < letters.len() {
        let end = end_of_paragraph(text, letters, begin);
        fill(text, &letters[begin..end], width, &mut lines);
        // The line break itself is on no line.
        begin = end + 1;
    }
    if lines.is_empty() || text.ends_with('\n') {
        lines.push("");
    }
    lines
}

fn end_of_paragraph(text: &str, letters: &[Letter], begin: usize) -> usize {
    let breaks = |letter: &Letter| &text[letter.range.clone()] == "\n";
    letters[begin..].iter().position(breaks).map_or(letters.len(), |at| begin + at)
}

fn fill<'t>(text: &'t str, letters: &[Letter], width: f32, lines: &mut Vec<&'t str>) {
    let (mut begin, mut at, mut wide) = (0, 0, 0.0);
    let piece = |from: usize, to: usize| match (letters.get(from), letters.get(to.wrapping_sub(1))) {
        (Some(first), Some(last)) if from < to => &text[first.range.start..last.range.end],
        _ => "",
    };
    while let Some(letter) = letters.get(at) {
        if wide + letter.advance > width && at > begin {
            let end = parted(text, letters, begin, at);
            lines.push(piece(begin, end));
            (begin, at, wide) = (end, end, 0.0);
        } else {
            wide += letter.advance;
            at += 1;
        }
    }
    lines.push(piece(begin, letters.len()));
}

/// Where a line ends that holds `begin..full` and no more: at `full`, or a little before it.
fn parted(text: &str, letters: &[Letter], begin: usize, full: usize) -> usize {
    let first = |at: usize| text[letters[at].range.clone()].chars().next().unwrap_or(' ');
    let may_part = |at: usize| {
        let (before, after) = (first(at - 1), first(at));
        let within_word = is_word(before) && is_word(after);
        !(NEVER_FIRST.contains(after) || NEVER_LAST.contains(before) || within_word)
    };
    let lowest = full.saturating_sub(MOST_TAKEN_BACK).max(begin + 1);
    if let Some(at) = (lowest..=full).rev().find(|at| may_part(*at)) {
        return at;
    }
    // A long word begins the next line, if it did not begin this one.
    let word = (begin + 1..=full).rev().find(|at| !is_word(first(*at - 1)));
    word.filter(|at| is_word(first(full)) && may_part(*at)).unwrap_or(full)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '_' | '@' | '/' | '.' | ',' | '\'' | '&' | '=' | '+' | '~' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character one wide, letters of ASCII half.
    fn set(text: &str, width: f32) -> Vec<&str> {
        let advance = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
        let letters: Vec<Letter> = text
            .char_indices()
            .map(|(at, c)| Letter { range: at..at + c.len_utf8(), advance: advance(c) })
            .collect();
        lines(text, &letters, width)
    }

    #[test]
    fn a_line_holds_what_fits_and_not_a_character_more() {
        assert_eq!(set("求人票求人票", 3.0), ["求人票", "求人票"]);
        assert_eq!(set("求人票求人票", 2.9), ["求人", "票求", "人票"]);
        assert_eq!(set("求人票", 3.0), ["求人票"]);
        assert_eq!(set("", 3.0), [""]);
    }

    #[test]
    fn the_line_breaks_of_the_text_are_kept_empty_lines_too() {
        assert_eq!(set("求人\n\n票", 9.0), ["求人", "", "票"]);
        assert_eq!(set("求人\n", 9.0), ["求人", ""]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
        assert_eq!(set("仕事です。求人", 4.0), ["仕事で", "す。求人"]);
        assert_eq!(set("仕事の（一）", 4.0), ["仕事の", "（一）"]);
        assert_eq!(set("ロビーで", 2.0), ["ロ", "ビー", "で"]);
    }

    #[test]
    fn words_and_numbers_stay_whole_while_they_fit() {
        assert_eq!(set("電話03-1234-5678", 7.0), ["電話", "03-1234-5678"]);
        assert_eq!(set("abcdefghij", 2.0), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn a_row_of_marks_is_parted_all_the_same() {
        let marks = "。".repeat(20);
        assert_eq!(set(&marks, 5.0).concat(), marks);
        assert_eq!(set(&marks, 5.0).len(), 4);
    }

    #[test]
    fn a_character_wider_than_the_line_stands_alone() {
        assert_eq!(set("求人", 0.5), ["求", "人"]);
    }
}

//! ふりがな on demand. Fixed texts of templates carry their reading: `｜求職《きゅうしょく》`. When a page is
//! sent, each such place becomes a `<ruby>` for people who asked for readings, and the bare words for all
//! others. Inside of tags, titles, options and text boxes, which hold no markup, only the words stay.
//!
//! What comes out of data can never be mistaken for it: [`Escaper`] writes the two marks of a value as
//! character references.

use std::fmt;

use askama::filters::Html;

use crate::readings;

/// Begins the words.
const BEGIN: char = '｜';
/// Ends the words and begins their reading.
const READING: char = '《';
/// Ends the reading.
const END: char = '》';

/// The word on `<html>` that asks for readings; `base.html` writes it.
const WANTED: &str = "data-ruby=\"on\"";

/// Elements that hold text only, or nothing but such: the end of an option may be left out.
const PLAIN: [&str; 4] = ["title", "select", "textarea", "script"];

/// Escapes values for HTML and keeps them from looking like a reading. Named in each `askama.toml`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Escaper;

impl askama::filters::Escaper for Escaper {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        for part in string.split_inclusive([BEGIN, READING]) {
            let mark = part.chars().next_back().filter(|mark| [BEGIN, READING].contains(mark));
            let words = &part[..part.len() - mark.map_or(0, char::len_utf8)];
            Html.write_escaped_str(&mut dest, words)?;
            if let Some(mark) = mark {
                write!(dest, "&#{};", u32::from(mark))?;
            }
        }
        Ok(())
    }
}

/// The words without their readings.
pub fn words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    walk(text, |piece| match piece {
        Piece::Text(text) | Piece::Word { word: text, .. } => plain.push_str(text),
    });
    plain
}

/// A fixed text of the program for `{{ …|safe }}`: escaped, but with the readings it carries; what carries none
/// gets those of the list ([`crate::readings`]). For texts into which nothing is woven that people wrote.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    walk(text, |piece| match piece {
        Piece::Text(text) => listed(text, Html, &mut html),
        Piece::Word { word, reading } => {
            write(Html, &mut html, &format!("{BEGIN}{word}{READING}{reading}{END}"));
        }
    });
    html
}

/// A sentence, name or choice that comes from Rust, for `{{ …|safe }}`: escaped, with the readings of the list
/// ([`crate::readings`]). Marks inside of it are text: something that people wrote may be woven in.
pub fn read(text: &str) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    listed(text, Escaper, &mut html);
    html
}

/// Writes a text with the readings of the list; all else of it is escaped.
fn listed(text: &str, escaper: impl askama::filters::Escaper, html: &mut String) {
    readings::apply(text, |piece| match piece {
        readings::Piece::Bare(text) => write(escaper, html, text),
        readings::Piece::Read(text) => html.push_str(text),
    });
}

fn write(escaper: impl askama::filters::Escaper, html: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = escaper.write_escaped_str(html, text);
}

/// A whole page with its readings carried out, or taken out.
pub(crate) fn carry_out(html: String) -> String {
    if !html.contains(READING) {
        return html;
    }
    let wanted = html.contains(WANTED);
    let mut page = String::with_capacity(html.len() + html.len() / 8);
    let mut place = Place::default();
    walk(&html, |piece| match piece {
        Piece::Text(text) => {
            place.pass(text);
            page.push_str(text);
        }
        Piece::Word { word, reading } if wanted && place.may_hold_markup() => {
            // Hidden from screen readers, which read the words themselves, and so from the names of controls.
            page.push_str("<ruby>");
            page.push_str(word);
            page.push_str("<rp aria-hidden=\"true\">（</rp><rt aria-hidden=\"true\">");
            page.push_str(reading);
            page.push_str("</rt><rp aria-hidden=\"true\">）</rp></ruby>");
        }
        Piece::Word { word, .. } => page.push_str(word),
    });
    page
}

enum Piece<'a> {
    Text(&'a str),
    Word { word: &'a str, reading: &'a str },
}

/// Cuts a text into what has a reading and what has none. A mark that begins nothing is text.
fn walk<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) {
    let mut rest = text;
    while let Some(begin) = rest.find(BEGIN) {
        let (before, from) = rest.split_at(begin);
        let Some((word, reading, after)) = word_at(&from[BEGIN.len_utf8()..]) else {
            let (mark, after) = from.split_at(BEGIN.len_utf8());
            each(Piece::Text(before));
            each(Piece::Text(mark));
            rest = after;
            continue;
        };
        each(Piece::Text(before));
        each(Piece::Word { word, reading });
        rest = after;
    }
    each(Piece::Text(rest));
}

/// `求職《きゅうしょく》…` → the word, its reading, and what follows.
fn word_at(text: &str) -> Option<(&str, &str, &str)> {
    let (word, rest) = text.split_once(READING)?;
    let (reading, after) = rest.split_once(END)?;
    let whole = |part: &str| !part.is_empty() && !part.contains([BEGIN, '<', '>', '\n']);
    (whole(word) && whole(reading)).then_some((word, reading, after))
}

/// Where in the page the writing stands.
#[derive(Default)]
struct Place {
    /// Between `<` and `>`.
    in_tag: bool,
    /// Inside of an element that holds text only.
    plain: Option<&'static str>,
}

impl Place {
    fn may_hold_markup(&self) -> bool {
        !self.in_tag && self.plain.is_none()
    }

    fn pass(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let mark = if self.in_tag { '>' } else { '<' };
            let Some(found) = rest.find(mark) else { return };
            rest = &rest[found + 1..];
            if !self.in_tag {
                self.enter(rest);
            }
            self.in_tag = !self.in_tag;
        }
    }

    /// A tag begins with this.
    fn enter(&mut self, tag: &str) {
        let is = |tag: &str, name: &str| {
            tag.strip_prefix(name).is_some_and(|after| after.starts_with([' ', '>', '\n']))
        };
        match self.plain {
            Some(open) if tag.strip_prefix('/').is_some_and(|tag| is(tag, open)) => self.plain = None,
            Some(_) => {}
            None => self.plain = PLAIN.into_iter().find(|name| is(tag, name)),
        }
    }
}

/// True for what is read by knowing it: kanji and their repetition.
pub fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〆')
}

/// True when every kanji stands under a reading, and every reading is hiragana. For the tests of fixed texts.
#[cfg(test)]
pub(crate) fn is_written(text: &str) -> bool {
    let mut good = true;
    walk(text, |piece| {
        good &= match piece {
            Piece::Text(text) => !text.contains(is_kanji),
            Piece::Word { reading, .. } => reading.chars().all(|letter| matches!(letter, 'ぁ'..='ゖ' | 'ー')),
        }
    });
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str, ruby: &str) -> String {
        carry_out(format!("<html data-ruby=\"{ruby}\">{body}"))
    }

    #[test]
    fn readings_are_shown_to_whoever_asked_and_hidden_from_names() {
        assert_eq!(
            page("<h1>｜求職《きゅうしょく》の｜窓口《まどぐち》</h1>", "on"),
            "<html data-ruby=\"on\"><h1><ruby>求職<rp aria-hidden=\"true\">（</rp><rt aria-hidden=\"true\">きゅうしょく\
             </rt><rp aria-hidden=\"true\">）</rp></ruby>の<ruby>窓口<rp aria-hidden=\"true\">（</rp><rt aria-hidden=\
             \"true\">まどぐち</rt><rp aria-hidden=\"true\">）</rp></ruby></h1>"
        );
    }

    #[test]
    fn all_others_get_the_words() {
        assert_eq!(
            page("<h1>｜求職《きゅうしょく》の｜窓口《まどぐち》</h1>", "off"),
            "<html data-ruby=\"off\"><h1>求職の窓口</h1>"
        );
        assert_eq!(words("｜求人《きゅうじん》を探す"), "求人を探す");
    }

    #[test]
    fn tags_titles_options_and_text_boxes_keep_the_words_alone() {
        for body in [
            "<img alt=\"求人の図\"><p>",
            "<title>求人｜サービス</title>",
            "<select><option value=\"1\">求人</option></select>",
            "<select><option value=\"1\">求人<option>求職</select>",
            "<textarea id=\"a\">求人</textarea>",
        ] {
            let marked = body.replace("求人", "｜求人《きゅうじん》");
            assert_eq!(page(&marked, "on"), format!("<html data-ruby=\"on\">{body}"));
            let after = page(&format!("{marked}<b>｜求《きゅう》"), "on");
            assert!(after.contains("<ruby>"), "and it ends with them: {after}");
        }
        assert!(
            page("<title>あ</title><p>｜求人《きゅうじん》</p>", "on").contains("<ruby>"),
            "and it ends with them"
        );
    }

    #[test]
    fn a_mark_that_begins_nothing_is_text() {
        for body in ["a｜b", "a《b》", "｜《b》", "｜a《》", "｜a<b>《c》", "｜｜a"] {
            assert_eq!(page(body, "on"), format!("<html data-ruby=\"on\">{body}"), "{body}");
        }
        assert_eq!(words("ホーム｜｜求人《きゅうじん》"), "ホーム｜求人");
    }

    #[test]
    fn values_are_escaped_and_never_taken_for_readings() {
        let mut shown = String::new();
        let value = "｜太郎《はなこ》<b>&";
        askama::filters::Escaper::write_escaped_str(&Escaper, &mut shown, value).unwrap();
        assert_eq!(shown, "&#65372;太郎&#12298;はなこ》&#60;b&#62;&#38;");
        assert!(!page(&shown, "on").contains("<ruby>"));
    }

    #[test]
    fn a_fixed_text_is_escaped_and_keeps_its_readings() {
        assert_eq!(escaped("｜求人《きゅうじん》<>"), "｜求人《きゅうじん》&#60;&#62;");
    }

    #[test]
    fn what_carries_no_reading_gets_that_of_the_list() {
        assert_eq!(
            escaped("｜求人《もとめるひと》と求職<>"),
            "｜求人《もとめるひと》と｜求職《きゅうしょく》&#60;&#62;"
        );
        assert_eq!(read("求職<>"), "｜求職《きゅうしょく》&#60;&#62;");
    }

    #[test]
    fn the_days_of_a_date_are_read_as_days_of_a_date() {
        assert_eq!(read("2026年12月05日"), "2026｜年《ねん》12｜月《がつ》｜05日《いつか》");
        assert_eq!(read("12月1日から31日"), "12｜月《がつ》｜1日《ついたち》から31｜日《にち》");
        assert_eq!(
            read("1日8時間、残り42日"),
            "｜1日《いちにち》8｜時間《じかん》、｜残《のこ》り42｜日《にち》"
        );
    }

    #[test]
    fn a_sentence_from_rust_may_hold_what_somebody_wrote() {
        let sentence = read("「｜太郎《はなこ》<b>」の求職");
        assert_eq!(sentence, "「&#65372;太郎&#12298;はなこ》&#60;b&#62;」の｜求職《きゅうしょく》");
        assert_eq!(page(&read("求職"), "off"), "<html data-ruby=\"off\">求職");
    }
}

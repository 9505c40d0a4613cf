//! What is set of a sheet: as much as paper holds, without what shows nothing, with 〓 for what the font lacks.

use std::borrow::Cow;

use super::{
    super::{
        face::Face,
        grid::{Block, Item},
    },
    PostingSheet,
};

/// Characters of a sheet that are set, a line break counting as a line of them: some twenty pages. What is
/// imported is bounded by item and by number of items, and would come to a thousand pages.
const MOST_CHARACTERS: usize = 120_000;
const LINE_OF_CHARACTERS: usize = 60;
/// Longest label that stands in the column of labels; others begin the text.
const LONGEST_LABEL: usize = 42;

/// Stands where the rest of a text would stand that is too long for paper.
pub(super) const CUT: &str = "…（長いため、続きはこの書面に入りません。求人票の画面でご確認ください。）";
/// What the sheet says when a character could not be set.
pub(super) const LACKING: &str = "〓は、この書面で表示できない文字です。求人票の画面でご確認ください。";
/// What a 求人票 is not.
pub(super) const NO_CONTRACT: &str =
    "求人票は、雇用契約書ではありません。採用されるときに、労働条件を書面で確認してください。";

/// The texts of a sheet as they can be set.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) address: String,
    pub(super) notices: Vec<String>,
    pub(super) blocks: Vec<(String, Vec<(String, String)>)>,
    pub(super) foot: String,
}

impl Texts {
    pub(super) fn of(sheet: &PostingSheet<'_>, face: &Face) -> Self {
        let (mut left, mut lacking) = (MOST_CHARACTERS, false);
        let mut set = |text: &str| {
            let shown = visible(text);
            let settable = face.settable(&shown);
            lacking |= settable != shown;
            settable
        };
        let mut blocks = Vec::with_capacity(sheet.blocks.len());
        for (title, items) in sheet.blocks {
            let mut fitting = Vec::with_capacity(items.len());
            for (label, text) in items {
                if left == 0 {
                    break;
                }
                let (label, text) = bounded(label, text, &mut left);
                fitting.push((set(&label), set(&text)));
            }
            if !fitting.is_empty() {
                blocks.push((set(title), fitting));
            }
        }
        let mut texts = Self {
            title: set(sheet.title),
            number: set(sheet.number),
            name: set(sheet.name),
            address: set(sheet.address),
            notices: sheet.notices.iter().map(|notice| set(notice)).collect(),
            blocks,
            foot: set(sheet.foot),
        };
        texts.notices.push(NO_CONTRACT.to_owned());
        texts.notices.extend(lacking.then(|| LACKING.to_owned()));
        texts
    }

    pub(super) fn blocks(&self, face: &Face) -> Vec<Block<'_>> {
        let item = |(label, text): &'_ (String, String)| (face.letters(label), face.letters(text));
        self.blocks
            .iter()
            .map(|(title, items)| Block {
                title,
                items: items
                    .iter()
                    .map(|both| {
                        let (label_letters, text_letters) = item(both);
                        Item { label: &both.0, text: &both.1, label_letters, text_letters }
                    })
                    .collect(),
            })
            .collect()
    }
}

/// The text without characters that show nothing: nothing is hidden in a PDF.
fn visible(text: &str) -> String {
    let nothing = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    text.chars().filter(|c| !nothing(*c)).collect()
}

/// Label and text as far as they fit what is left of the sheet; a text that was cut says so. A label too long for
/// its column begins the text.
fn bounded<'t>(label: &'t str, text: &'t str, left: &mut usize) -> (Cow<'t, str>, Cow<'t, str>) {
    let (label, text) = if label.chars().count() > LONGEST_LABEL {
        (Cow::Borrowed(""), Cow::Owned(format!("{label}\n{text}")))
    } else {
        (Cow::Borrowed(label), Cow::Borrowed(text))
    };
    *left = left.saturating_sub(LINE_OF_CHARACTERS);
    for (at, c) in text.char_indices() {
        *left = left.saturating_sub(if c == '\n' { LINE_OF_CHARACTERS } else { 1 });
        if *left == 0 {
            let cut = format!("{}{CUT}", &text[..at]);
            return (label, Cow::Owned(cut));
        }
    }
    (label, text)
}

//! What the facts are read from: the texts of a posting in one width, and its open items.

use unicode_normalization::UnicodeNormalization;

use crate::posting::{Posting, catalogue};

/// The text in one width (NFKC), with one kind of wave dash and hyphen, without white space.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        // What nearly all texts are made of needs no tables of Unicode: an index reads a million postings.
        plain.push(match c {
            '一'..='\u{9fff}' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・' | '、' | '。' | '!'..='~' => {
                c
            }
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            ' ' | '\n' | '\u{3000}' => continue,
            _ => return plain_by_tables(text),
        });
    }
    plain
}

fn plain_by_tables(text: &str) -> String {
    let one_width = text.nfkc().filter(|c| !c.is_whitespace());
    one_width
        .map(|c| match c {
            '〜' | '\u{223c}' => '~',
            '\u{2010}'..='\u{2015}' | '−' => '-',
            other => other,
        })
        .collect()
}

/// What a further item says, in one width. Only items that say nothing about the employer are read here:
/// whatever is derived from them may be told to everybody.
pub(super) fn said(posting: &Posting, label: &'static str) -> Option<String> {
    debug_assert!(catalogue::is_open(label), "{label} may tell the employer");
    let item = posting.further.iter().find(|further| further.label == label)?;
    Some(plain(&item.text)).filter(|text| !text.is_empty())
}

/// True where a further item says that there is such a thing.
pub(super) fn said_yes(posting: &Posting, label: &'static str) -> bool {
    said(posting, label).is_some_and(|text| is_yes(&text) == Some(true))
}

/// Reads the yes or no at the beginning of a plain text; `None` where it begins with neither.
pub(super) fn is_yes(text: &str) -> Option<bool> {
    const NO: [&str; 8] = ["なし", "無し", "無", "不可", "いいえ", "未", "非", "対策していない"];
    const YES: [&str; 7] = ["あり", "有り", "有", "可", "はい", "加入", "希望する"];
    if NO.iter().any(|no| text.starts_with(no)) {
        return Some(false);
    }
    YES.iter().any(|yes| text.starts_with(yes)).then_some(true)
}

/// The first whole number of a plain text; commas between digits do not count.
pub(super) fn number(text: &str) -> Option<u32> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let digits: String =
        text[from..].chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(|c| *c != ',').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_and_the_tables_agree(text in "[ -~！-～ぁ-ゖァ-ヺー・、。一-龠　\n〜ｶﾞ㈱\u{3099}]{0,20}") {
            prop_assert_eq!(plain(&text), plain_by_tables(&text));
        }
    }

    #[test]
    fn yes_and_no_are_read_from_the_beginning_of_a_text() {
        for (text, yes) in [
            ("あり（単身用）", Some(true)),
            ("有", Some(true)),
            ("加入", Some(true)),
            ("なし", Some(false)),
            ("未加入", Some(false)),
            ("不可", Some(false)),
            ("可（駐車場なし）", Some(true)),
            ("相談", None),
            ("", None),
        ] {
            assert_eq!(is_yes(&plain(text)), yes, "{text}");
        }
    }

    #[test]
    fn the_first_number_of_a_text_counts() {
        assert_eq!(number(&plain("２００，０００円〜250,000円")), Some(200_000));
        assert_eq!(number(&plain("一律 ６５歳")), Some(65));
        assert_eq!(number("なし"), None);
        assert_eq!(number("99999999999"), None);
    }
}

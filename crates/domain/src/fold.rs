//! Folding: the form in which a free word and a text are compared. Two spellings that fold to the same
//! text are the same to the search.

use unicode_normalization::UnicodeNormalization;

/// Folds a text: widths and compatibility forms (NFKC), upper and lower case, hiragana to katakana, every
/// kind of hyphen and wave dash. Spaces, line breaks and invisible characters go, because employers break
/// lines in the middle of a word: 「福祉　会」 is found by 「福祉会」.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match simple(c) {
            Some(Simple::Becomes(c)) => folded.push(c),
            Some(Simple::Goes) => {}
            None => return fold_any(text),
        }
    }
    folded
}

/// Folds any text.
fn fold_any(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase);
    // Lower case may take a text out of its normal form again.
    lower.nfkc().filter(|c| !is_nothing(*c)).map(plain).collect()
}

/// What becomes of a character whatever stands beside it.
pub(crate) enum Simple {
    /// It becomes one other character, or stays.
    Becomes(char),
    /// It goes.
    Goes,
}

/// What becomes of the characters that nearly all of a Japanese text is made of; `None` for those that need
/// the tables of Unicode, or may join with the character before them. A million postings are folded when an
/// index is built, and most of their texts are of these characters alone.
pub(crate) fn simple(c: char) -> Option<Simple> {
    Some(Simple::Becomes(match c {
        '一'..='\u{9fff}' | 'ァ'..='ヺ' | 'ー' | '・' => c,
        '、' | '。' | '々' | '〆' | '〇' | '〈'..='】' | '〔' | '〕' => c,
        '※' | '○' | '◎' | '●' | '◇' | '◆' | '□' | '■' | '△' | '▲' | '▽' | '▼' | '★' | '☆' | '♪' => {
            c
        }
        'ぁ'..='ゖ' => plain(c),
        '!'..='~' => c.to_ascii_lowercase(),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0)?.to_ascii_lowercase(),
        ' ' | '\n' | '\r' | '\t' | '\u{3000}' => return Some(Simple::Goes),
        _ => return None,
    }))
}

/// Divides what a person typed into words: spaces of every kind and width divide.
pub fn words(typed: &str) -> impl Iterator<Item = &str> {
    typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !fold(word).is_empty())
}

fn is_nothing(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn plain(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '─' | '━' => '-',
        '\u{301c}' | '\u{223c}' => '~',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_simple_character_becomes_what_the_tables_of_unicode_say() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let quick: Option<String> = simple(c).map(|simple| match simple {
                Simple::Becomes(c) => c.to_string(),
                Simple::Goes => String::new(),
            });
            if let Some(quick) = quick {
                assert_eq!(quick, fold_any(&c.to_string()), "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn texts_are_folded_alike_on_the_short_way(text in "[ -~ァ-ヺー一-龠ぁ-ゖ！-～、。・　\n]{0,12}[か\u{3099}ﾞ㈱é]{0,2}[a-zガ]{0,3}") {
            prop_assert_eq!(fold(&text), fold_any(&text));
        }
    }

    #[test]
    fn widths_cases_and_kana_are_the_same() {
        for (a, b) in [
            ("ＪａｖａＳｃｒｉｐｔ", "javascript"),
            ("ｹｱﾏﾈｰｼﾞｬｰ", "けあまねーじゃー"),
            ("ガイド", "ｶﾞｲﾄﾞ"),
            ("２４時間", "24時間"),
            ("（株）", "(株)"),
            ("㈱", "(株)"),
            ("３－１", "3‐1"),
            ("9時〜5時", "９時～５時"),
            ("ヴ", "ゔ"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("ハハ"), fold("パパ"));
        assert_ne!(fold("コーヒー"), fold("コヒ"));
    }

    #[test]
    fn spaces_and_line_breaks_inside_a_text_do_not_count() {
        assert_eq!(fold("株式会社　竹田\n福祉 会\u{200b}"), "株式会社竹田福祉会");
    }

    #[test]
    fn every_kind_of_space_divides_words() {
        let all: Vec<_> =
            words(" 介護　福祉士\u{a0}夜勤\t\u{3000}\u{2003}パート\u{0}週３ \u{200b} ").collect();
        assert_eq!(all, ["介護", "福祉士", "夜勤", "パート", "週３"]);
        assert_eq!(words("　 \n").count(), 0);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["İSTANBUL", "ﷺ", "ｶﾞ", "Ａ　Ｂ", "ゞ", "㍿", "Ω"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}

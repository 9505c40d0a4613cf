//! Folding: the form in which a free word and a text are compared. Two spellings that fold to the same
//! text are the same to the search.

use unicode_normalization::UnicodeNormalization;

/// Folds a text: widths and compatibility forms (NFKC), upper and lower case, hiragana to katakana, every
/// kind of hyphen and wave dash. Spaces, line breaks and invisible characters go, because employers break
/// lines in the middle of a word: 「福祉　会」 is found by 「福祉会」.
pub fn fold(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase);
    // Lower case may take a text out of its normal form again.
    lower.nfkc().filter(|c| !is_nothing(*c)).map(plain).collect()
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
    use super::*;

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

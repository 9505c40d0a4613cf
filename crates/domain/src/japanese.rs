//! Japanese as people type it: any width, any kind of hyphen, hiragana where katakana is asked.
//! What is kept is what the person wrote, only evened out; what is compared is folded further.

mod era;
mod postal_code;
mod telephone;

use unicode_normalization::UnicodeNormalization;

pub use era::{BadYear, birth_year, date_spellings, era_date, eras_of_month, eras_of_year};
pub use postal_code::{BadPostalCode, PostalCode};
pub use telephone::{BadTelephoneNumber, MAX_TELEPHONE_CHARS, TelephoneNumber};

/// How far a full-width ASCII character lies behind its half-width form.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;
/// How far a katakana lies behind its hiragana.
const KATAKANA_OFFSET: u32 = 0x60;

/// Kanji of names that one person writes in several ways, each with the form it is compared by.
const NAME_VARIANTS: &[(char, char)] = &[
    ('髙', '高'),
    ('﨑', '崎'),
    ('嵜', '崎'),
    ('邊', '辺'),
    ('邉', '辺'),
    ('齋', '斎'),
    ('齊', '斎'),
    ('斉', '斎'),
    ('澤', '沢'),
    ('濱', '浜'),
    ('濵', '浜'),
    ('廣', '広'),
    ('國', '国'),
    ('櫻', '桜'),
    ('眞', '真'),
    ('惠', '恵'),
    ('氣', '気'),
    ('德', '徳'),
    ('瀨', '瀬'),
    ('嶋', '島'),
    ('嶌', '島'),
    ('桒', '桑'),
    ('槗', '橋'),
    ('栁', '柳'),
    ('𠮷', '吉'),
    ('ヶ', 'ケ'),
    ('ヵ', 'カ'),
];

/// True for every sign that people type where a hyphen or a minus is meant. The long-vowel mark is
/// one of them, so this must only be asked where no word can stand.
pub fn is_hyphen_like(c: char) -> bool {
    matches!(
        c,
        '-' | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '−'
            | '－'
            | '﹣'
            | 'ー'
            | 'ｰ'
            | '─'
            | '━'
            | '➖'
            | '⁃'
    )
}

/// One line as it is kept: full-width letters, digits and signs become half-width, half-width kana
/// becomes full-width, every run of white space becomes one space, and the ends are trimmed.
/// Kanji stay exactly as they were typed.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut kana = String::new();
    for c in text.chars() {
        if is_kana_or_mark(c) {
            kana.push(c);
            continue;
        }
        flush_kana(&mut kana, &mut line);
        if c.is_whitespace() || c.is_control() || is_invisible(c) {
            if !is_invisible(c) && !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(half_width(c));
        }
    }
    flush_kana(&mut kana, &mut line);
    line.truncate(line.trim_end().len());
    line
}

/// A reading as it is kept: [`one_line`], with hiragana turned into katakana and a hyphen that
/// follows a kana read as the long-vowel mark.
pub fn katakana(text: &str) -> String {
    let mut reading = String::with_capacity(text.len());
    let mut after_kana = false;
    for c in one_line(text).chars() {
        let c = match c {
            'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => shifted(c, i64::from(KATAKANA_OFFSET)),
            hyphen if after_kana && is_hyphen_like(hyphen) => 'ー',
            other => other,
        };
        after_kana = is_katakana(c);
        reading.push(c);
    }
    reading
}

/// True for a letter of a katakana reading, the long-vowel mark included.
pub fn is_katakana(c: char) -> bool {
    matches!(c, 'ァ'..='ヺ' | 'ー' | 'ヽ' | 'ヾ')
}

/// A number as it is typed (postal code, telephone, wage, year): half-width, without white space,
/// every hyphen-like sign a plain `-`.
pub fn number_text(text: &str) -> String {
    let folded = one_line(text);
    let without_spaces = folded.chars().filter(|c| !c.is_whitespace());
    without_spaces.map(|c| if is_hyphen_like(c) { '-' } else { c }).collect()
}

/// The form in which two writings of one name are the same: width, case, spaces, hiragana and
/// katakana, variation selectors and the common variants of name kanji make no difference.
/// Never shown to anybody.
pub fn comparing_form(text: &str) -> String {
    let mut form = String::with_capacity(text.len());
    for c in katakana(&text.nfkc().collect::<String>()).chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() || is_variation_selector(c) || matches!(c, '・' | '\'' | '’') {
            continue;
        }
        let c = NAME_VARIANTS.iter().find(|(variant, _)| *variant == c).map_or(c, |(_, plain)| *plain);
        match (c, form.chars().next_back()) {
            ('々', Some(repeated)) => form.push(repeated),
            _ => form.push(c),
        }
    }
    form
}

/// True for the signs that choose a glyph of the kanji before them and are no characters of their own.
pub fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The number of characters a person would count.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !is_variation_selector(*c)).count()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}')
}

fn is_kana_or_mark(c: char) -> bool {
    matches!(c, '\u{FF61}'..='\u{FF9F}' | 'ぁ'..='ゖ' | '\u{3099}' | '\u{309A}' | 'ァ'..='ヺ')
}

/// Joins kana with their voiced marks and widens half-width kana; a mark that stands alone is dropped.
fn flush_kana(kana: &mut String, line: &mut String) {
    line.extend(kana.nfkc().filter(|c| !matches!(c, '\u{3099}' | '\u{309A}')));
    kana.clear();
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => shifted(c, -i64::from(FULL_WIDTH_OFFSET)),
        other => other,
    }
}

fn shifted(c: char, by: i64) -> char {
    u32::try_from(i64::from(u32::from(c)) + by).ok().and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_evened_out_and_keeps_its_kanji() {
        assert_eq!(one_line("　ＡＢＣ１２３　　ﾊﾛｰﾜｰｸ\t神﨑 "), "ABC123 ハローワーク 神﨑");
    }

    #[test]
    fn half_width_kana_joins_its_voiced_marks() {
        assert_eq!(one_line("ｶﾞｷﾞﾊﾟｳﾞ"), "ガギパヴ");
        assert_eq!(one_line("カ\u{3099}ハ\u{309A}"), "ガパ", "as some telephones type it");
        assert_eq!(one_line("ﾞ"), "");
    }

    #[test]
    fn line_breaks_and_invisible_signs_do_not_survive() {
        assert_eq!(one_line("越谷市\r\n東越谷\u{200B}1\u{0}"), "越谷市 東越谷1");
    }

    #[test]
    fn hiragana_and_half_width_kana_become_katakana() {
        assert_eq!(katakana("あした"), "アシタ");
        assert_eq!(katakana("ﾕｳｷ"), "ユウキ");
        assert_eq!(katakana("ゔぁいおりん"), "ヴァイオリン");
        assert_eq!(katakana("ゆ-き"), "ユーキ", "a hyphen after a kana means the long-vowel mark");
    }

    #[test]
    fn every_hyphen_in_a_number_is_the_same() {
        for typed in ["343-0023", "３４３ー００２３", "343−0023", "343－0023", " 343‐0023 ", "343ｰ0023"]
        {
            assert_eq!(number_text(typed), "343-0023", "{typed}");
        }
    }

    #[test]
    fn one_name_in_several_writings_compares_equal() {
        for (one, other) in [
            ("髙橋", "高橋"),
            ("渡邉", "渡辺"),
            ("佐々木", "佐佐木"),
            ("ﾜﾀﾅﾍﾞ", "わたなべ"),
            ("John Smith", "ＪＯＨＮ　ＳＭＩＴＨ"),
            ("葛\u{E0100}城", "葛城"),
            ("マリア・ルイサ", "マリア ルイサ"),
        ] {
            assert_eq!(comparing_form(one), comparing_form(other), "{one} {other}");
        }
    }

    #[test]
    fn different_names_stay_different() {
        for (one, other) in
            [("山本", "山元"), ("ハシモト", "ハシモド"), ("伊藤", "伊東"), ("ユウキ", "ユウコ")]
        {
            assert_ne!(comparing_form(one), comparing_form(other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn evening_out_twice_changes_nothing_more(text in any::<String>()) {
            let once = one_line(&text);
            prop_assert_eq!(one_line(&once), once.clone());
            prop_assert_eq!(katakana(&katakana(&text)), katakana(&text));
            prop_assert!(!once.contains(char::is_control));
        }

        #[test]
        fn comparing_forms_are_stable(text in "[ぁ-ヺ一-龠々Ａ-Ｚa-zｱ-ﾟ　 ]{0,20}") {
            let form = comparing_form(&text);
            prop_assert_eq!(comparing_form(&form), form);
        }

        #[test]
        fn width_makes_no_difference_to_a_number(number in "[0-9]{1,12}") {
            let wide: String = number.chars().map(|c| shifted(c, i64::from(FULL_WIDTH_OFFSET))).collect();
            prop_assert_eq!(number_text(&wide), number);
        }
    }
}

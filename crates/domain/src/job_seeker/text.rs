//! One-line texts of 基本情報 with their limits. Any width is accepted and evened out.

use std::fmt;

use crate::japanese::{characters, is_katakana, is_variation_selector, katakana, one_line};

/// 姓 and 名, each (domain.md 4.2).
pub const MAX_NAME_CHARS: usize = 30;
/// フリガナ of 姓 and 名, each (domain.md 4.2).
pub const MAX_KANA_CHARS: usize = 30;
/// 町名・番地 (domain.md 4.2).
pub const MAX_TOWN_CHARS: usize = 60;
/// 建物名・部屋番号 (domain.md 4.2).
pub const MAX_BUILDING_CHARS: usize = 60;

/// 路線名 and 駅名, each [A].
pub const MAX_STATION_CHARS: usize = 30;
/// A free note of the wishes [A], as long as 仕事の内容 in domain.md 4.2.
pub const MAX_NOTE_CHARS: usize = 300;

/// A text that cannot be taken; `label` is the name of its field on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing was typed.
    #[error("{label}を入力してください。")]
    Empty {
        /// The field.
        label: &'static str,
    },
    /// More characters than the field takes.
    #[error("{label}は、{most}文字以内で入力してください。いまは{typed}文字あります。")]
    TooLong {
        /// The field.
        label: &'static str,
        /// The limit.
        most: usize,
        /// What was typed.
        typed: usize,
    },
    /// A character no name is written with.
    #[error("{label}に使えない文字「{found}」があります。漢字、かな、英字で入力してください。")]
    NotAName {
        /// The field.
        label: &'static str,
        /// The first of them.
        found: char,
    },
    /// A character that is no katakana.
    #[error("{label}は、カタカナで入力してください。「{found}」は使えません。")]
    NotKana {
        /// The field.
        label: &'static str,
        /// The first of them.
        found: char,
    },
}

macro_rules! one_line_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            /// The text as it is kept and shown.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        /// Personal data does not belong into logs.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

one_line_text!(
    /// 姓 or 名 as the person writes it.
    Name
);
one_line_text!(
    /// The reading of 姓 or 名 in full-width katakana.
    KanaName
);
one_line_text!(
    /// 町名・番地.
    Town
);
one_line_text!(
    /// 建物名・部屋番号.
    BuildingName
);

one_line_text!(
    /// 路線名 or 駅名.
    StationText
);
one_line_text!(
    /// A free note of several lines.
    Note
);

impl Name {
    /// Reads 姓 or 名; `label` names the field in the error.
    ///
    /// # Errors
    /// Empty, longer than [`MAX_NAME_CHARS`], or written with what is no letter.
    pub fn parse(label: &'static str, typed: &str) -> Result<Self, BadText> {
        let name = bounded(label, one_line(typed), MAX_NAME_CHARS)?;
        match name.chars().find(|c| !may_stand_in_a_name(*c)) {
            Some(found) => Err(BadText::NotAName { label, found }),
            None => Ok(Self(name)),
        }
    }
}

impl KanaName {
    /// Reads a reading; hiragana and half-width kana are turned into katakana.
    ///
    /// # Errors
    /// Empty, longer than [`MAX_KANA_CHARS`], or with anything but kana, 「・」 and spaces.
    pub fn parse(label: &'static str, typed: &str) -> Result<Self, BadText> {
        let reading = bounded(label, katakana(typed), MAX_KANA_CHARS)?;
        let found = reading.chars().find(|c| !is_katakana(*c) && !matches!(c, '・' | ' '));
        match found.or_else(|| reading.chars().next().filter(|first| !is_katakana(*first))) {
            Some(found) => Err(BadText::NotKana { label, found }),
            None => Ok(Self(reading)),
        }
    }
}

impl Town {
    /// Reads 町名・番地.
    ///
    /// # Errors
    /// Empty or longer than [`MAX_TOWN_CHARS`].
    pub fn parse(label: &'static str, typed: &str) -> Result<Self, BadText> {
        bounded(label, one_line(typed), MAX_TOWN_CHARS).map(Self)
    }
}

impl BuildingName {
    /// Reads 建物名・部屋番号; nothing typed is no building.
    ///
    /// # Errors
    /// Longer than [`MAX_BUILDING_CHARS`].
    pub fn parse(label: &'static str, typed: &str) -> Result<Option<Self>, BadText> {
        optional(bounded(label, one_line(typed), MAX_BUILDING_CHARS)).map(|text| text.map(Self))
    }
}

impl StationText {
    /// Reads 路線名 or 駅名; nothing typed is none.
    ///
    /// # Errors
    /// Longer than [`MAX_STATION_CHARS`].
    pub fn parse(label: &'static str, typed: &str) -> Result<Option<Self>, BadText> {
        optional(bounded(label, one_line(typed), MAX_STATION_CHARS)).map(|text| text.map(Self))
    }
}

impl Note {
    /// Reads a free note, its lines evened out one by one; nothing typed is no note.
    ///
    /// # Errors
    /// Longer than [`MAX_NOTE_CHARS`], line breaks counted.
    pub fn parse(label: &'static str, typed: &str) -> Result<Option<Self>, BadText> {
        let lines: Vec<String> = typed.lines().map(one_line).collect();
        let text = lines.join("\n").trim_matches('\n').to_owned();
        optional(bounded(label, text, MAX_NOTE_CHARS)).map(|text| text.map(Self))
    }
}

/// Nothing typed is no error where nothing needs to be typed.
fn optional(read: Result<String, BadText>) -> Result<Option<String>, BadText> {
    match read {
        Ok(text) => Ok(Some(text)),
        Err(BadText::Empty { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

fn bounded(label: &'static str, text: String, most: usize) -> Result<String, BadText> {
    match characters(&text) {
        0 => Err(BadText::Empty { label }),
        typed if typed > most => Err(BadText::TooLong { label, most, typed }),
        // A letter may carry a few signs that choose its glyph, not hundreds of them.
        _ if text.chars().count() > most * 2 => {
            Err(BadText::TooLong { label, most, typed: text.chars().count() })
        }
        _ => Ok(text),
    }
}

fn may_stand_in_a_name(c: char) -> bool {
    let digit = c.is_numeric() && !matches!(c, '一'..='龠' | '〇');
    (c.is_alphabetic() && !digit)
        || is_variation_selector(c)
        || matches!(c, ' ' | '・' | '-' | '\'' | '’' | '.' | '々' | '〆' | '〇' | 'ー')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_sides_of_the_limits_of_a_station_and_a_note() {
        assert!(StationText::parse("駅名", &"駅".repeat(MAX_STATION_CHARS)).unwrap().is_some());
        assert!(StationText::parse("駅名", &"駅".repeat(MAX_STATION_CHARS + 1)).is_err());
        assert_eq!(StationText::parse("駅名", " 　"), Ok(None));
        assert!(Note::parse("備考", &"字".repeat(MAX_NOTE_CHARS)).unwrap().is_some());
        assert!(Note::parse("備考", &"字".repeat(MAX_NOTE_CHARS + 1)).is_err());
        let note = Note::parse("備考", "\n ｶﾞ　１ \n\n二\n").unwrap().unwrap();
        assert_eq!(note.as_str(), "ガ 1\n\n二");
        assert_eq!(Note::parse("備考", "\n \n"), Ok(None));
    }

    #[test]
    fn names_of_many_kinds_are_taken() {
        for (typed, kept) in [
            ("明日", "明日"),
            (" 佐々木　", "佐々木"),
            ("ヴァン・デル・ベルク", "ヴァン・デル・ベルク"),
            ("Ｏ’Ｂｒｉｅｎ", "O’Brien"),
            ("マリア　ルイサ", "マリア ルイサ"),
            ("葛\u{E0100}城", "葛\u{E0100}城"),
            ("三", "三"),
            ("𠮷田", "𠮷田"),
            ("Nguyễn", "Nguyễn"),
        ] {
            assert_eq!(Name::parse("姓", typed).map(|name| name.to_string()), Ok(kept.into()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_with_the_sign_that_is_wrong() {
        for (typed, found) in [("明日1", '1'), ("<b>", '<'), ("勇気！", '!'), ("😀", '😀'), ("①", '①')]
        {
            assert_eq!(Name::parse("姓", typed), Err(BadText::NotAName { label: "姓", found }), "{typed}");
        }
        assert_eq!(Name::parse("姓", "　"), Err(BadText::Empty { label: "姓" }));
        assert_eq!(BadText::Empty { label: "姓" }.to_string(), "姓を入力してください。");
    }

    #[test]
    fn both_sides_of_the_limit_of_a_name() {
        assert!(Name::parse("姓", &"寿".repeat(MAX_NAME_CHARS)).is_ok());
        assert_eq!(
            Name::parse("姓", &"寿".repeat(MAX_NAME_CHARS + 1)).map_err(|error| error.to_string()),
            Err("姓は、30文字以内で入力してください。いまは31文字あります。".into())
        );
        assert!(Name::parse("姓", &format!("寿{}", "\u{E0100}".repeat(100))).is_err());
    }

    #[test]
    fn a_reading_is_kept_in_full_width_katakana() {
        for typed in ["アシタ", "あした", "ｱｼﾀ", " アシタ　"] {
            assert_eq!(
                KanaName::parse("姓のフリガナ", typed).map(|kana| kana.to_string()),
                Ok("アシタ".into())
            );
        }
        assert_eq!(
            KanaName::parse("名のフリガナ", "ﾌﾞﾗｳﾝ･ｼﾞｭﾆｱ").map(|k| k.to_string()),
            Ok("ブラウン・ジュニア".into())
        );
    }

    #[test]
    fn a_reading_in_other_letters_is_refused() {
        for (typed, found) in
            [("明日", '明'), ("Ashita", 'A'), ("アシタ1", '1'), ("・ア", '・'), ("ア、", '、')]
        {
            assert_eq!(
                KanaName::parse("フリガナ", typed),
                Err(BadText::NotKana { label: "フリガナ", found }),
                "{typed}"
            );
        }
    }

    #[test]
    fn an_address_is_bounded_and_the_building_may_be_left_out() {
        assert_eq!(
            Town::parse("町名・番地", "東越谷１－５－６").map(|t| t.to_string()),
            Ok("東越谷1-5-6".into())
        );
        assert!(Town::parse("町名・番地", &"東".repeat(MAX_TOWN_CHARS)).is_ok());
        assert!(Town::parse("町名・番地", &"東".repeat(MAX_TOWN_CHARS + 1)).is_err());
        assert_eq!(Town::parse("町名・番地", ""), Err(BadText::Empty { label: "町名・番地" }));
        assert_eq!(BuildingName::parse("建物名・部屋番号", "　"), Ok(None));
        assert!(BuildingName::parse("建物名・部屋番号", &"東".repeat(MAX_BUILDING_CHARS + 1)).is_err());
    }

    proptest! {
        #[test]
        fn nothing_a_person_types_breaks_a_name(typed in any::<String>()) {
            if let Ok(name) = Name::parse("姓", &typed) {
                prop_assert_eq!(Name::parse("姓", name.as_str()).map(|again| again.to_string()), Ok(name.to_string()));
                prop_assert!(!name.as_str().contains(['<', '>', '&', '"']));
            }
        }
    }
}

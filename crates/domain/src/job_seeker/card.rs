//! What a マイナンバーカード says of a person (基本4情報: 氏名, 住所, 生年月日, 性別), turned into what
//! 基本情報 can be filled with. Providers write these in many ways (spec/domain.md 8.2; OpenID Connect
//! Core 5.1), and nothing is guessed: what cannot be read without doubt, or what the form itself would
//! refuse, stays empty for the person to type.

mod address;
mod postal_code;

use std::fmt;

use jiff::civil::Date;

pub use address::{FoundAddress, Municipality, address};
pub use postal_code::postal_code;

use super::{Gender, Name, birth_date as read_birth_date};
use crate::japanese::{number_text, one_line};

/// What the provider says, in its own writing. Empty where it says nothing.
#[derive(Clone, Default)]
pub struct CardClaims {
    /// `name`: 氏名, as a rule with a space between 姓 and 名.
    pub name: String,
    /// `birthdate`: 生年月日.
    pub birth_date: String,
    /// `gender`: 性別.
    pub gender: String,
    /// `address`: 住所.
    pub address: AddressClaim,
}

/// Personal data does not belong into logs.
impl fmt::Debug for CardClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CardClaims").finish_non_exhaustive()
    }
}

/// 住所 as one text, in its parts, or both (OpenID Connect Core 5.1.1). Empty where nothing is said.
#[derive(Clone, Default)]
pub struct AddressClaim {
    /// The whole address: the only form of デジタル認証アプリ.
    pub formatted: String,
    /// 都道府県
    pub region: String,
    /// 市区町村
    pub locality: String,
    /// 町名・番地 and what follows.
    pub street_address: String,
    /// 郵便番号
    pub postal_code: String,
}

/// Personal data does not belong into logs.
impl fmt::Debug for AddressClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AddressClaim").finish_non_exhaustive()
    }
}

/// 姓 and 名, each as far as it can stand in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// 姓; the whole 氏名 where no space divides it.
    pub family: Option<Name>,
    /// 名
    pub given: Option<Name>,
    /// False where no space divides 氏名.
    pub is_divided: bool,
}

/// Divides 氏名 at its first space. `None` when nothing of it can stand in the form.
pub fn name(claim: &str) -> Option<FoundName> {
    let line = one_line(claim);
    let (family, given) = line.split_once(' ').unwrap_or((&line, ""));
    let found = FoundName {
        family: Name::parse("姓", family).ok(),
        given: Name::parse("名", given).ok(),
        is_divided: !given.is_empty(),
    };
    (found.family.is_some() || found.given.is_some()).then_some(found)
}

/// Reads 生年月日: `19900401`, `1990-04-01`, `1990年4月1日`, `H02-04-01`, `平成2年4月1日`, with any of
/// `-`, `/`, `.` and in any width. `None` for another writing, a day that does not exist, and a day on
/// which the form would refuse the person to be born.
pub fn birth_date(claim: &str, today: Date) -> Option<Date> {
    let text = number_text(claim);
    let is_plain = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain {
        return read_birth_date([&text[..4], &text[4..6], &text[6..]], today).ok();
    }
    let text = text.strip_suffix('日').unwrap_or(&text);
    let mut parts = text.split(['年', '月', '-', '/', '.']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() {
        return None;
    }
    read_birth_date(three, today).ok()
}

/// Reads 性別: `1`, `male`, `男`, `男性` and `2`, `female`, `女`, `女性`. Every other word or number,
/// such as 9 for what does not apply, is left to the person, who need not tell.
pub fn gender(claim: &str) -> Option<Gender> {
    match one_line(claim).to_ascii_lowercase().as_str() {
        "1" | "male" | "男" => Some(Gender::Man),
        "2" | "female" | "女" => Some(Gender::Woman),
        word => Gender::ALL.into_iter().find(|gender| [gender.code(), gender.name()].contains(&word)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn parts(claim: &str) -> (String, String) {
        let found = name(claim);
        let text = |part: Option<Name>| part.map(|name| name.to_string()).unwrap_or_default();
        found.map_or_else(Default::default, |found| (text(found.family), text(found.given)))
    }

    #[test]
    fn a_name_is_divided_at_its_first_space_of_either_width() {
        for (claim, family, given) in [
            ("明日　花子", "明日", "花子"),
            ("明日 花子", "明日", "花子"),
            (" 明日　 花子　", "明日", "花子"),
            ("𠮷野　髙志", "𠮷野", "髙志"),
            ("ＳＭＩＴＨ　ＪＯＨＮ　ＡＮＤＲＥＷ", "SMITH", "JOHN ANDREW"),
            ("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ", "ハナコ"),
        ] {
            assert_eq!(parts(claim), (family.into(), given.into()), "{claim}");
        }
    }

    #[test]
    fn a_name_without_space_goes_to_the_family_name_as_a_whole() {
        assert_eq!(parts("明日かたち"), ("明日かたち".into(), String::new()));
        let is_divided = |claim| name(claim).is_some_and(|found| found.is_divided);
        assert!(!is_divided("明日かたち") && is_divided("明日 かたち"));
        assert!(is_divided("明日　花子（はなこ）"), "though one part cannot be taken");
    }

    #[test]
    fn a_part_of_a_name_that_the_form_would_refuse_stays_empty() {
        let thirty = "あ".repeat(30);
        assert_eq!(parts(&format!("{thirty} {thirty}")), (thirty.clone(), thirty.clone()));
        assert_eq!(parts(&format!("{thirty}あ 花子")), (String::new(), "花子".into()), "31 characters");
        assert_eq!(parts("明日［今日］　花子"), (String::new(), "花子".into()), "two names in one");
        assert_eq!(parts("明日　花子（はなこ）"), ("明日".into(), String::new()));
        for nothing in ["", "　 ", "123", "<b>"] {
            assert_eq!(name(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_date_of_birth_is_read_in_every_usual_writing() {
        for claim in [
            "19900401",
            "１９９００４０１",
            "1990-04-01",
            "1990－4－1",
            "1990/04/01",
            "1990.4.1",
            "1990年4月1日",
            "西暦1990年04月01日",
            "H02-04-01",
            "h2.4.1",
            "Ｈ０２／０４／０１",
            "平成2年4月1日",
            "平成０２年 ４月 １日",
        ] {
            assert_eq!(birth_date(claim, TODAY), Some(date(1990, 4, 1)), "{claim}");
        }
        assert_eq!(birth_date("平成元年1月8日", TODAY), Some(date(1989, 1, 8)));
        assert_eq!(birth_date("S64-01-07", TODAY), Some(date(1989, 1, 7)));
    }

    #[test]
    fn a_date_that_is_none_or_not_certain_stays_empty() {
        for claim in [
            "",
            " ",
            "1990",
            "199004",
            "1990040",
            "199004011",
            "1990-04",
            "0000-04-01",
            "90-04-01",
            "1990-04-01-01",
            "1990-04-01T00:00:00Z",
            "01.04.1990",
            "20250229",
            "19900431",
            "19901301",
            "19900001",
            "19900400",
            "昭和65年1月1日",
            "X02-04-01",
            "平成2年4月",
            "二〇〇一年一月一日",
            "-",
            "年月日",
        ] {
            assert_eq!(birth_date(claim, TODAY), None, "{claim}");
        }
    }

    #[test]
    fn nobody_is_born_tomorrow_or_too_long_ago() {
        assert_eq!(birth_date("20261120", TODAY), Some(TODAY));
        assert_eq!(birth_date("20261121", TODAY), None);
        assert_eq!(birth_date("R8-11-20", TODAY), Some(TODAY));
        assert_eq!(birth_date("R8-11-21", TODAY), None);
        assert_eq!(birth_date("19051121", TODAY), Some(date(1905, 11, 21)));
        assert_eq!(birth_date("19051120", TODAY), None);
        assert_eq!(birth_date("20240229", TODAY), Some(date(2024, 2, 29)));
    }

    #[test]
    fn gender_is_read_from_codes_and_words_and_nothing_else() {
        for claim in ["1", "１", "male", "Male", "男", "男性", "man"] {
            assert_eq!(gender(claim), Some(Gender::Man), "{claim}");
        }
        for claim in ["2", "２", "female", "FEMALE", "女", "女性", "woman"] {
            assert_eq!(gender(claim), Some(Gender::Woman), "{claim}");
        }
        for claim in ["", "0", "3", "9", "12", "other", "不明", "男女", "femaleman"] {
            assert_eq!(gender(claim), None, "{claim}");
        }
    }

    #[test]
    fn claims_in_a_log_show_nothing() {
        let claims = CardClaims { name: "明日　花子".into(), ..CardClaims::default() };
        assert_eq!(format!("{claims:?}{:?}", claims.address), "CardClaims { .. }AddressClaim { .. }");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_left(text in any::<String>()) {
            name(&text);
            gender(&text);
            if let Some(day) = birth_date(&text, TODAY) {
                prop_assert!(day <= TODAY);
            }
        }

        #[test]
        fn text_that_looks_like_a_date_is_read_or_left(text in "[0-9０-９HhＳs平成元年月日/.-]{0,14}") {
            birth_date(&text, TODAY);
        }

        #[test]
        fn every_day_reads_back_from_each_writing(year in 1907_i16..2026, month in 1_i8..13, day in 1_i8..29) {
            let born = date(year, month, day);
            for claim in [
                format!("{year}{month:02}{day:02}"),
                format!("{year}-{month:02}-{day:02}"),
                crate::japanese::era_date(born),
            ] {
                prop_assert_eq!(birth_date(&claim, TODAY), Some(born), "{}", claim);
            }
        }
    }
}

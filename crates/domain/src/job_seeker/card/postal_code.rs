//! 郵便番号 of an address, where the table leaves no doubt. It decides the office (利用安定所), so a wrong
//! one would be worse than none.

use super::FoundAddress;
use crate::japanese::{PostalCode, comparing_form};

/// The postal code of an address. `towns` are all rows of the table for its municipality: the name of
/// the town (blank: anywhere else) and its code of seven digits.
///
/// A code that the provider said is taken when the municipality has it and the town says no other.
/// Otherwise the town decides, when it has one code alone, the number follows its name at once, and no
/// other town (or tall building) has a name that begins like it.
pub fn postal_code(found: &FoundAddress<'_>, towns: &[(String, String)]) -> Option<PostalCode> {
    let by_town = found.town.as_ref().and_then(|town| of_town(town.as_str(), towns));
    match &found.postal_code {
        Some(said) => {
            let is_here = towns.iter().any(|(_, code)| code == said.digits());
            (is_here && by_town.is_none_or(|code| code == *said)).then(|| said.clone())
        }
        None => by_town,
    }
}

fn of_town(typed: &str, towns: &[(String, String)]) -> Option<PostalCode> {
    let typed = comparing_form(typed);
    let typed = typed.strip_prefix("大字").or_else(|| typed.strip_prefix('字')).unwrap_or(&typed);
    let names: Vec<(String, &str)> =
        towns.iter().map(|(town, code)| (comparing_form(town), code.as_str())).collect();
    let begins = |name: &str| !name.is_empty() && typed.starts_with(name);
    let town =
        names.iter().map(|(name, _)| name).filter(|name| begins(name)).max_by_key(|name| name.len())?;
    if !is_number(typed.strip_prefix(town.as_str())?) {
        return None;
    }
    let mut alike = names.iter().filter(|(name, _)| name.starts_with(town.as_str()));
    match (alike.next(), alike.next()) {
        (Some((name, code)), None) if name == town => PostalCode::parse(code).ok(),
        _ => None,
    }
}

/// `1-2-2`, `一丁目2番2号`, or nothing: the name of the town has ended before it.
fn is_number(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let counted = behind.len() < rest.len() && ["丁目", "番地"].iter().any(|unit| behind.starts_with(unit));
    rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) || counted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{job_seeker::Town, prefecture::Prefecture};

    const TOWNS: [(&str, &str); 8] = [
        ("", "5400000"),
        ("大手前", "5400008"),
        ("霞が関", "1000013"),
        ("霞が関霞が関ビル", "1006001"),
        ("北一条西", "0600001"),
        ("北一条西", "0640821"),
        ("上市", "6393111"),
        ("柳ケ瀬", "5000001"),
    ];

    fn towns() -> Vec<(String, String)> {
        TOWNS.map(|(town, code)| (town.to_owned(), code.to_owned())).to_vec()
    }

    fn code(town: &str, said: &str) -> Option<String> {
        let prefecture = Prefecture::from_name("大阪府").unwrap();
        let town = Town::parse("町名・番地", town).ok();
        let said = PostalCode::parse(said).ok();
        let found = FoundAddress { prefecture, municipality: None, town, building: None, postal_code: said };
        postal_code(&found, &towns()).map(|code| code.to_string())
    }

    #[test]
    fn a_town_with_one_code_gives_it() {
        for town in ["大手前四丁目1番67号", "大手前4-1-67", "大手前", "大手前一番地"] {
            assert_eq!(code(town, "").as_deref(), Some("540-0008"), "{town}");
        }
        assert_eq!(code("霞が関霞が関ビル", "").as_deref(), Some("100-6001"), "the longest name");
        assert_eq!(code("大字上市80番地の1", "").as_deref(), Some("639-3111"));
        assert_eq!(code("字上市80番地の1", "").as_deref(), Some("639-3111"));
        assert_eq!(code("柳ヶ瀬1-1", "").as_deref(), Some("500-0001"), "in another writing");
    }

    #[test]
    fn where_there_is_doubt_there_is_no_code() {
        for (town, why) in [
            ("霞が関三丁目2番5号", "a building there has codes of its own"),
            ("北一条西二丁目", "two codes"),
            ("大手前一色1-1", "a numeral that is a name"),
            ("大手前一番町1", "a number that is a name"),
            ("大手前東1-1", "perhaps another town"),
            ("山下1-1", "not in the table"),
            ("1-1", "no town at all"),
            ("", "nothing"),
        ] {
            assert_eq!(code(town, ""), None, "{town}: {why}");
        }
    }

    #[test]
    fn a_code_that_is_said_is_taken_when_the_table_does_not_contradict() {
        assert_eq!(code("霞が関三丁目2番5号", "1006001").as_deref(), Some("100-6001"));
        assert_eq!(code("山下1-1", "5400000").as_deref(), Some("540-0000"));
        assert_eq!(code("大手前4-1-67", "5400008").as_deref(), Some("540-0008"));
        assert_eq!(code("大手前4-1-67", "1000013"), None, "the town has another");
        assert_eq!(code("大手前4-1-67", "9999999"), None, "not of this municipality");
    }

    proptest! {
        #[test]
        fn any_town_is_found_or_left(town in any::<String>(), said in "[0-9]{0,8}") {
            code(&town, &said);
        }

        #[test]
        fn a_code_is_always_one_of_the_municipality(town in "(大手前|霞が関|北一条西|[一二1-9丁目番東]){1,6}") {
            if let Some(found) = code(&town, "") {
                let digits = found.replace('-', "");
                prop_assert!(TOWNS.iter().any(|(_, code)| **code == digits));
            }
        }
    }
}

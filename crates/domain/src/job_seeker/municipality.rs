//! 市区町村 as people type it, found among those of a prefecture.

use crate::japanese::{comparing_form, one_line};

/// A municipality that cannot be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMunicipality {
    /// Nothing was typed.
    #[error("市区町村を入力してください。例：越谷市、さいたま市浦和区")]
    Empty,
    /// A designated city without its ward.
    #[error("{0}は、区まで入力してください。例：{1}")]
    WardMissing(String, String),
    /// The prefecture has no such municipality.
    #[error(
        "{0}に、入力された市区町村が見つかりません。「越谷市」「さいたま市浦和区」のように入力してください。"
    )]
    Unknown(String),
}

/// Finds the code of a municipality by its typed name. `all` are code and name of those of the
/// prefecture, names with their county (「北足立郡伊奈町」); the county may be left out, the
/// prefecture may be typed in front.
///
/// # Errors
/// Nothing was typed, or it is not (or not exactly) one of them.
pub fn find_municipality<'a>(
    typed: &str,
    prefecture: &str,
    all: &'a [(String, String)],
) -> Result<&'a str, BadMunicipality> {
    let typed = one_line(typed);
    let typed = typed.strip_prefix(prefecture).unwrap_or(&typed);
    let wanted = comparing_form(typed);
    if wanted.is_empty() {
        return Err(BadMunicipality::Empty);
    }
    let whole = all.iter().find(|(_, name)| comparing_form(name) == wanted);
    let mut without_county = all.iter().filter(|(_, name)| comparing_form(behind_county(name)) == wanted);
    match (whole, without_county.next(), without_county.next()) {
        (Some((code, _)), ..) | (None, Some((code, _)), None) => Ok(code),
        _ => Err(not_found(typed, &wanted, prefecture, all)),
    }
}

fn not_found(typed: &str, wanted: &str, prefecture: &str, all: &[(String, String)]) -> BadMunicipality {
    let ward =
        all.iter().find(|(_, name)| wanted.ends_with('市') && comparing_form(name).starts_with(wanted));
    match ward {
        Some((_, name)) => BadMunicipality::WardMissing(typed.to_owned(), name.clone()),
        None => BadMunicipality::Unknown(prefecture.to_owned()),
    }
}

/// The name behind 「…郡」; the whole name where there is no county.
pub(super) fn behind_county(name: &str) -> &str {
    match name.split_once('郡') {
        Some((county, rest)) if !county.is_empty() && rest.ends_with(['町', '村']) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saitama() -> Vec<(String, String)> {
        [
            ("11103", "さいたま市大宮区"),
            ("11107", "さいたま市浦和区"),
            ("11222", "越谷市"),
            ("11241", "鶴ヶ島市"),
            ("11301", "北足立郡伊奈町"),
        ]
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .to_vec()
    }

    #[test]
    fn a_municipality_is_found_in_every_usual_writing() {
        for (typed, code) in [
            ("越谷市", "11222"),
            ("　埼玉県越谷市 ", "11222"),
            ("鶴ケ島市", "11241"),
            ("さいたま市 浦和区", "11107"),
            ("北足立郡伊奈町", "11301"),
            ("伊奈町", "11301"),
        ] {
            assert_eq!(find_municipality(typed, "埼玉県", &saitama()), Ok(code), "{typed}");
        }
    }

    #[test]
    fn a_county_in_the_name_of_a_city_is_no_county() {
        let all = [("07203".to_owned(), "郡山市".to_owned()), ("23214".to_owned(), "蒲郡市".to_owned())];
        assert_eq!(find_municipality("郡山市", "福島県", &all), Ok("07203"));
        assert_eq!(find_municipality("蒲郡市", "愛知県", &all), Ok("23214"));
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        assert_eq!(find_municipality(" ", "埼玉県", &saitama()), Err(BadMunicipality::Empty));
        assert_eq!(find_municipality("埼玉県", "埼玉県", &saitama()), Err(BadMunicipality::Empty));
        assert_eq!(
            find_municipality("千代田区", "埼玉県", &saitama()),
            Err(BadMunicipality::Unknown("埼玉県".to_owned()))
        );
        assert_eq!(
            find_municipality("さいたま市", "埼玉県", &saitama()).map_err(|error| error.to_string()),
            Err("さいたま市は、区まで入力してください。例：さいたま市大宮区".to_owned())
        );
    }

    #[test]
    fn a_name_that_two_counties_share_needs_its_county() {
        let all =
            [("01403".to_owned(), "古宇郡泊村".to_owned()), ("01696".to_owned(), "国後郡泊村".to_owned())];
        assert!(find_municipality("泊村", "北海道", &all).is_err());
        assert_eq!(find_municipality("古宇郡泊村", "北海道", &all), Ok("01403"));
    }
}

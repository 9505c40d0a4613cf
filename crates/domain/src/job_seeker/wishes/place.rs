//! 希望勤務地: prefectures, each as a whole or with some of its municipalities.

use super::{BadWishes, distinct};

/// 希望勤務地: at most three prefectures (spec/domain.md 4.2).
pub const MAX_PLACES: usize = 3;
/// Municipalities of one prefecture, at most (spec/domain.md 4.2).
pub const MAX_MUNICIPALITIES: usize = 5;

/// A prefecture to work in, or some municipalities of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    prefecture_code: String,
    municipality_codes: Vec<String>,
}

impl Place {
    /// A place by codes of the reference tables: two digits, and five digits each. No municipality means
    /// the whole prefecture; the same one twice counts once.
    ///
    /// # Errors
    /// A code is not of that form, a municipality lies in another prefecture, or there are too many.
    pub fn new<'a>(
        prefecture_code: &str,
        municipality_codes: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, BadWishes> {
        let digits = |code: &str, length| code.len() == length && code.bytes().all(|b| b.is_ascii_digit());
        if !digits(prefecture_code, 2) {
            return Err(BadWishes::UnknownPlace);
        }
        let lies_here = |code: &str| digits(code, 5) && code.starts_with(prefecture_code);
        let codes: Vec<&str> = municipality_codes.into_iter().collect();
        if !codes.iter().all(|code| lies_here(code)) {
            return Err(BadWishes::MunicipalityElsewhere);
        }
        let municipality_codes = distinct(codes.into_iter().map(str::to_owned).collect());
        if municipality_codes.len() > MAX_MUNICIPALITIES {
            return Err(BadWishes::TooManyMunicipalities);
        }
        Ok(Self { prefecture_code: prefecture_code.to_owned(), municipality_codes })
    }

    /// 都道府県, two digits.
    pub fn prefecture_code(&self) -> &str {
        &self.prefecture_code
    }

    /// 市区町村, five digits each; none for the whole prefecture.
    pub fn municipality_codes(&self) -> &[String] {
        &self.municipality_codes
    }

    /// The codes as they are kept: those of the municipalities, or the prefecture's own.
    pub fn codes(&self) -> Vec<&str> {
        match self.municipality_codes.as_slice() {
            [] => vec![&self.prefecture_code],
            codes => codes.iter().map(String::as_str).collect(),
        }
    }

    /// Reads [`Place::codes`] of all places back. A prefecture that stands there as a whole is meant as a
    /// whole, whatever municipalities of it were kept beside it.
    ///
    /// # Errors
    /// As [`Place::new`].
    pub fn all_of_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Result<Vec<Self>, BadWishes> {
        let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
        for code in codes {
            let prefecture = code.get(..2).ok_or(BadWishes::UnknownPlace)?;
            match groups.iter_mut().find(|(known, _)| *known == prefecture) {
                Some((_, group)) => group.push(code),
                None => groups.push((prefecture, vec![code])),
            }
        }
        let place = |(prefecture, codes): (&str, Vec<&str>)| {
            let is_whole = codes.iter().any(|code| code.len() == 2);
            Self::new(prefecture, codes.into_iter().filter(|_| !is_whole))
        };
        groups.into_iter().map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_must_lie_in_the_chosen_prefecture() {
        assert!(Place::new("11", []).unwrap().municipality_codes().is_empty());
        assert_eq!(Place::new("11", ["11222", "11222"]).unwrap().municipality_codes(), ["11222"]);
        assert_eq!(Place::new("11", ["11222", "13101"]), Err(BadWishes::MunicipalityElsewhere));
        assert_eq!(Place::new("11", ["越谷市"]), Err(BadWishes::MunicipalityElsewhere));
        assert_eq!(Place::new("", []), Err(BadWishes::UnknownPlace));
        assert_eq!(Place::new("1１", []), Err(BadWishes::UnknownPlace));
    }

    #[test]
    fn five_municipalities_of_a_prefecture_are_taken_and_six_are_not() {
        let codes = ["11101", "11102", "11103", "11104", "11105", "11106"];
        assert!(Place::new("11", codes[..5].iter().copied()).is_ok());
        assert_eq!(Place::new("11", codes), Err(BadWishes::TooManyMunicipalities));
    }

    #[test]
    fn places_read_back_from_their_codes_and_older_ones_are_put_together() {
        let places = vec![Place::new("11", ["11222", "11221"]).unwrap(), Place::new("13", []).unwrap()];
        let codes: Vec<&str> = places.iter().flat_map(Place::codes).collect();
        assert_eq!(codes, ["11222", "11221", "13"]);
        assert_eq!(Place::all_of_codes(codes), Ok(places));
        let older = Place::all_of_codes(["11222", "13101", "11221", "13"]).unwrap();
        assert_eq!(older, [Place::new("11", ["11222", "11221"]).unwrap(), Place::new("13", []).unwrap()]);
        assert!(Place::all_of_codes(["1"]).is_err());
    }
}

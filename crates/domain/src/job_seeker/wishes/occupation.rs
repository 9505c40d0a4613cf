//! 希望職種: a class of the occupation classification.

use std::str::FromStr;

use super::BadWishes;

/// 希望職種: at most three (spec/domain.md 4.2, as in the search form).
pub const MAX_OCCUPATIONS: usize = 3;

/// What work somebody wants: a minor class (three digits) or a detailed class (3+2 digits) of the occupation
/// classification of 2011, whose hierarchy is whole (data/README.md). What was chosen before the picker came
/// is a kind of the search form, `majordetail` of two digits each, and still read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occupation(String);

impl Occupation {
    /// The digits.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The code list that knows its name.
    pub fn list(&self) -> &'static str {
        if self.is_job_kind() { "job_kind" } else { "occupation_class" }
    }

    /// True for a kind of the search form.
    pub fn is_job_kind(&self) -> bool {
        self.0.len() == 4
    }
}

impl FromStr for Occupation {
    type Err = BadWishes;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let digits = (3..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| Self(code.to_owned())).ok_or(BadWishes::UnknownOccupation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_and_so_are_the_kinds_of_before() {
        for (code, list) in [("011", "occupation_class"), ("01101", "occupation_class"), ("0501", "job_kind")]
        {
            assert_eq!(code.parse::<Occupation>().unwrap().list(), list, "{code}");
        }
        for code in ["", "A", "01", "A01", "011011", "０１１", "<b>"] {
            assert_eq!(code.parse::<Occupation>(), Err(BadWishes::UnknownOccupation), "{code}");
        }
    }
}

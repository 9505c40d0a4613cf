//! New postings that fit a saved search, told once a day (issue "The seeker's own page", Notices; domain.md section
//! 10, row 2). Nothing of a posting is told, only how many there are under the name that the person gave.

use std::fmt;

/// New postings of one day that are looked through at most; of more, the newest are taken. Some 40,000 come on a
/// working day in the whole country, so this is reached by a first import, which is no news. \[A\]
pub const MOST_NEW_POSTINGS: i64 = 100_000;

/// How many new postings fit one saved search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMatches {
    /// 保存した条件名
    pub name: String,
    /// How many.
    pub count: usize,
}

impl fmt::Display for NewMatches {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "「{}」に合う新しい求人が{}件", self.name, self.count)
    }
}

/// The line of the notice. `None` when nothing is new: then nothing is told.
pub fn matches_subject(found: &[NewMatches]) -> Option<String> {
    let parts: Vec<String> = found.iter().filter(|one| one.count > 0).map(NewMatches::to_string).collect();
    (!parts.is_empty()).then(|| format!("{}あります", parts.join("、")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(counts: &[(&str, usize)]) -> Vec<NewMatches> {
        counts.iter().map(|(name, count)| NewMatches { name: (*name).to_owned(), count: *count }).collect()
    }

    #[test]
    fn the_notice_says_which_search_and_how_many() {
        assert_eq!(
            matches_subject(&found(&[("介護", 1)])).as_deref(),
            Some("「介護」に合う新しい求人が1件あります")
        );
        assert_eq!(
            matches_subject(&found(&[("介護", 3), ("事務", 0), ("希望する求人の条件3", 12)])).as_deref(),
            Some("「介護」に合う新しい求人が3件、「希望する求人の条件3」に合う新しい求人が12件あります")
        );
    }

    #[test]
    fn nothing_new_is_not_told() {
        assert_eq!(matches_subject(&[]), None);
        assert_eq!(matches_subject(&found(&[("介護", 0), ("事務", 0)])), None);
    }
}

//! The titles of the occupation classification, by which people find a class. Its tree is the code list
//! `occupation_class`.

use domain::fold::fold;
use sqlx::FromRow;

use crate::sql::{Conn, Result, Tx};

/// Titles that one search reads, at most; a word that more of them contain is too short to help anybody.
const MOST_TITLES: i64 = 1_000;

/// A title of an occupation (該当例) and the detailed class it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OccupationTitle {
    /// Code of the class, 3+2 digits.
    pub class: String,
    /// 「看護師（一般病院）」.
    pub title: String,
}

impl Conn {
    /// The titles that contain a word, widths and kana apart, in the order of the classification.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn occupation_titles_with(&mut self, word: &str) -> Result<Vec<OccupationTitle>> {
        let mut pattern = String::from("%");
        for c in fold(word).chars() {
            if matches!(c, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(c);
        }
        pattern.push('%');
        Ok(all!(
            self,
            "SELECT class, title FROM occupation_title WHERE folded LIKE $1 ESCAPE '!'
             ORDER BY position LIMIT $2",
            pattern,
            MOST_TITLES
        ))
    }

    /// The titles of the detailed classes whose code begins with `minor`, a minor class, in their order.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn occupation_titles_under(&mut self, minor: &str) -> Result<Vec<OccupationTitle>> {
        Ok(all!(
            self,
            "SELECT class, title FROM occupation_title WHERE class >= $1 AND class < $2
             ORDER BY position LIMIT $3",
            minor,
            format!("{minor}:"), // ':' is the sign after '9'
            MOST_TITLES
        ))
    }
}

impl Tx {
    /// Replaces all titles of occupations; their order is kept.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn replace_occupation_titles(&mut self, rows: &[OccupationTitle]) -> Result<()> {
        run!(self, "DELETE FROM occupation_title");
        let rows: Vec<(i64, &OccupationTitle, String)> =
            (0..).zip(rows).map(|(position, row)| (position, row, fold(&row.title))).collect();
        many!(
            self,
            "INSERT INTO occupation_title (position, class, title, folded) VALUES ",
            "",
            rows,
            |row| [row.0, &row.1.class, &row.1.title, &row.2]
        );
        Ok(())
    }
}

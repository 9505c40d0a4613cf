//! How an import replaces reference data. Everything happens in the caller's unit of work, so readers
//! see the old tables until the whole import is done, and a refused import leaves no trace.

use domain::clock::Timestamp;
use sqlx::FromRow;

use super::{CodeName, Municipality, Office, Prefecture};
use crate::sql::{Conn, Error, Result, Tx, instant, micros};

/// A row of the postal table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostalRow {
    /// Seven digits.
    pub code: String,
    /// The municipality it lies in.
    pub municipality_code: String,
    /// Blank: anywhere in the municipality that no other code covers.
    pub town: String,
    /// Full-width kana.
    pub town_kana: String,
    /// Blank except for a large receiver of mail.
    pub block: String,
    /// Only where the town belongs to another office than its municipality.
    pub office_code: Option<String>,
}

/// Where the rows of a reference table came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableOrigin {
    /// Carried by the program; a newer program replaces them.
    Embedded,
    /// Imported by the operator; only another import replaces them.
    Imported,
}

impl TableOrigin {
    fn as_str(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Imported => "imported",
        }
    }
}

/// What a reference table holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceTable {
    /// Its file's name without ending: `postal_codes`.
    pub name: String,
    /// Where its rows came from.
    pub origin: TableOrigin,
    /// Tells whether a file has changed since; compared as a whole.
    pub digest: String,
    /// How many rows the file had.
    pub rows: i64,
    /// When it was written.
    pub imported_at: Timestamp,
}

/// A row that names something which no table holds.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Dangling {
    /// The table of the row: `municipalities`.
    pub table_name: String,
    /// The row's code.
    pub code: String,
    /// The table that should hold what it names: `offices`.
    pub missing_table: String,
    /// The code it names.
    pub missing_code: String,
}

impl Conn {
    /// What each reference table holds now, by name.
    ///
    /// # Errors
    /// The database does not answer, or holds an origin this program does not know.
    pub async fn reference_tables(&mut self) -> Result<Vec<ReferenceTable>> {
        let rows: Vec<(String, String, String, i64, i64)> = all!(
            self,
            "SELECT name, origin, digest, row_count, imported_at FROM reference_table ORDER BY name"
        );
        rows.into_iter()
            .map(|(name, origin, digest, rows, imported_at)| {
                let origin = match origin.as_str() {
                    "embedded" => TableOrigin::Embedded,
                    "imported" => TableOrigin::Imported,
                    _ => return Err(Error::Broken("origin of a reference table")),
                };
                Ok(ReferenceTable { name, origin, digest, rows, imported_at: instant(imported_at)? })
            })
            .collect()
    }

    /// Rows that name a place or an office which does not exist; at most ten of each kind.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn dangling_reference_rows(&mut self) -> Result<Vec<Dangling>> {
        let mut found: Vec<Dangling> = all!(
            self,
            "SELECT 'municipalities' AS table_name, m.code, 'offices' AS missing_table, m.office_code AS missing_code
             FROM municipality m WHERE NOT EXISTS (SELECT 1 FROM office o WHERE o.code = m.office_code)
             UNION ALL
             SELECT 'municipalities', m.code, 'prefectures', m.prefecture_code
             FROM municipality m WHERE NOT EXISTS (SELECT 1 FROM prefecture p WHERE p.code = m.prefecture_code)
             UNION ALL
             SELECT 'offices', o.code, 'prefectures', o.prefecture_code
             FROM office o WHERE NOT EXISTS (SELECT 1 FROM prefecture p WHERE p.code = o.prefecture_code)
             LIMIT 10"
        );
        let postal: Vec<Dangling> = all!(
            self,
            "SELECT 'postal_codes' AS table_name, z.code, 'municipalities' AS missing_table,
                    z.municipality_code AS missing_code
             FROM postal_code z WHERE NOT EXISTS (SELECT 1 FROM municipality m WHERE m.code = z.municipality_code)
             UNION ALL
             SELECT 'postal_codes', z.code, 'offices', z.office_code
             FROM postal_code z WHERE z.office_code IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM office o WHERE o.code = z.office_code)
             LIMIT 10"
        );
        found.extend(postal);
        Ok(found)
    }
}

impl Tx {
    /// Replaces all prefectures.
    ///
    /// # Errors
    /// The database refuses: a code occurs twice, or it does not answer.
    pub async fn replace_prefectures(&mut self, rows: &[Prefecture]) -> Result<()> {
        run!(self, "DELETE FROM prefecture");
        many!(self, "INSERT INTO prefecture (code, name, kana) VALUES ", "", rows, |row| [
            &row.code, &row.name, &row.kana
        ]);
        Ok(())
    }

    /// Replaces all municipalities.
    ///
    /// # Errors
    /// The database refuses: a code occurs twice, or it does not answer.
    pub async fn replace_municipalities(&mut self, rows: &[Municipality]) -> Result<()> {
        run!(self, "DELETE FROM municipality");
        many!(
            self,
            "INSERT INTO municipality
                 (code, prefecture_code, name, kana, county, designated_city, office_code) VALUES ",
            "",
            rows,
            |row| [
                &row.code,
                &row.prefecture_code,
                &row.name,
                &row.kana,
                &row.county,
                &row.designated_city,
                &row.office_code,
            ]
        );
        Ok(())
    }

    /// Replaces all offices.
    ///
    /// # Errors
    /// The database refuses: a code occurs twice, a kind is unknown, or it does not answer.
    pub async fn replace_offices(&mut self, rows: &[Office]) -> Result<()> {
        run!(self, "DELETE FROM office");
        many!(
            self,
            "INSERT INTO office (code, name, official_name, kind, parent_code, prefecture_code,
                 municipality_code, postal_code, address, phone) VALUES ",
            "",
            rows,
            |row| [
                &row.code,
                &row.name,
                &row.official_name,
                &row.kind,
                &row.parent_code,
                &row.prefecture_code,
                &row.municipality_code,
                &row.postal_code,
                &row.address,
                &row.phone,
            ]
        );
        Ok(())
    }

    /// Empties the postal table, before [`Tx::add_postal_codes`] fills it piece by piece.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn clear_postal_codes(&mut self) -> Result<()> {
        run!(self, "DELETE FROM postal_code");
        Ok(())
    }

    /// Adds rows to the postal table; a row that is there already is left as it is.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn add_postal_codes(&mut self, rows: &[PostalRow]) -> Result<()> {
        many!(
            self,
            "INSERT INTO postal_code (code, municipality_code, town, town_kana, block, office_code) VALUES ",
            " ON CONFLICT DO NOTHING",
            rows,
            |row| [
                &row.code,
                &row.municipality_code,
                &row.town,
                &row.town_kana,
                &row.block,
                &row.office_code,
            ]
        );
        Ok(())
    }

    /// Replaces the code lists that a reference table brings: each entry with the name of its list, in
    /// the order in which they are to be shown.
    ///
    /// # Errors
    /// The database refuses: a code occurs twice in a list, or it does not answer.
    pub async fn replace_code_lists(&mut self, table: &str, rows: &[(String, CodeName)]) -> Result<()> {
        run!(self, "DELETE FROM code_list WHERE table_name = $1", table);
        let rows: Vec<(i64, &String, &CodeName)> =
            (0..).zip(rows).map(|(position, (list, entry))| (position, list, entry)).collect();
        many!(
            self,
            "INSERT INTO code_list (list, code, name, parent, position, table_name) VALUES ",
            "",
            rows,
            |row| [row.1, &row.2.code, &row.2.name, &row.2.parent, row.0, table]
        );
        Ok(())
    }

    /// Notes what a reference table now holds and where it came from.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn note_reference_table(&mut self, table: &ReferenceTable) -> Result<()> {
        run!(
            self,
            "INSERT INTO reference_table (name, origin, digest, row_count, imported_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (name) DO UPDATE SET origin = excluded.origin, digest = excluded.digest,
                 row_count = excluded.row_count, imported_at = excluded.imported_at",
            &table.name,
            table.origin.as_str(),
            &table.digest,
            table.rows,
            micros(table.imported_at),
        );
        Ok(())
    }
}

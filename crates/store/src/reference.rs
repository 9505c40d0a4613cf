//! Facts about places, offices and classifications, as an import last brought them. Their codes are
//! plain data: no rule reads anything out of a code.

mod import;
mod occupations;

use domain::clock::Timestamp;
use sqlx::FromRow;

use crate::sql::{Conn, Result, instant};

pub use import::{Dangling, PostalRow, ReferenceTable, TableOrigin};
pub use occupations::OccupationTitle;

/// One of the 47 prefectures, or 海外.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Prefecture {
    /// Two digits, 01 北海道 – 47 沖縄県; 59 海外.
    pub code: String,
    /// 「東京都」.
    pub name: String,
    /// Full-width kana.
    pub kana: String,
}

/// A municipality; of a designated city its wards, not the city.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Municipality {
    /// Five digits of JIS X 0402.
    pub code: String,
    /// The prefecture it lies in.
    pub prefecture_code: String,
    /// With its county: 「石狩郡当別町」.
    pub name: String,
    /// Full-width kana.
    pub kana: String,
    /// 「石狩郡」, where there is one.
    pub county: Option<String>,
    /// 「札幌市」, for a ward of a designated city.
    pub designated_city: Option<String>,
    /// The office that serves it, except for towns whose postal code names another.
    pub office_code: String,
}

/// A ハローワーク: a main office, its branch (出張所) or annex (分室).
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Office {
    /// Five digits, the front part of 求職番号 and 求人番号.
    pub code: String,
    /// 「ハローワーク飯田橋」.
    pub name: String,
    /// 「飯田橋公共職業安定所」, the form of 利用安定所名.
    pub official_name: String,
    /// `main`, `branch`, `annex`, or `dock_and_day_labour`, which serves no district.
    pub kind: String,
    /// The main office of a branch or annex.
    pub parent_code: Option<String>,
    /// The prefecture it stands in.
    pub prefecture_code: String,
    /// The municipality it stands in, where known.
    pub municipality_code: Option<String>,
    /// Seven digits, where known.
    pub postal_code: Option<String>,
    /// With prefecture and municipality, where known.
    pub address: Option<String>,
    /// With hyphens, where known.
    pub phone: Option<String>,
}

/// What a postal code stands for, with the office that serves it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PostalAddress {
    /// Seven digits.
    pub postal_code: String,
    /// The prefecture.
    pub prefecture_code: String,
    /// 「東京都」.
    pub prefecture: String,
    /// The municipality.
    pub municipality_code: String,
    /// With its county.
    pub municipality: String,
    /// Blank: anywhere in the municipality that no other code covers.
    pub town: String,
    /// Full-width kana; blank for a large receiver of mail.
    pub town_kana: String,
    /// Blank except for a large receiver of mail, whose code stands for one house.
    pub block: String,
    /// The office that serves this address.
    pub office_code: String,
}

/// A group of the 希望する職種 of the search form with its kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobKindGroup {
    /// Two digits.
    pub code: String,
    /// 「事務、管理職」.
    pub name: String,
    /// Its kinds, in the order of the form.
    pub kinds: Vec<CodeName>,
}

/// An entry of a code list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CodeName {
    /// Unique in its list.
    pub code: String,
    /// What people read.
    pub name: String,
    /// The code (for licences: the category) that it stands under.
    pub parent: Option<String>,
}

/// A municipality of which an office serves the whole or some towns.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct District {
    /// The office.
    pub office_code: String,
    /// The municipality.
    pub municipality_code: String,
    /// With its county.
    pub municipality: String,
    /// True when another office serves some of its towns, or this one only some.
    pub partly: bool,
}

impl Conn {
    /// The office of a code.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn office(&mut self, code: &str) -> Result<Option<Office>> {
        Ok(maybe!(self, "SELECT * FROM office WHERE code = $1", code))
    }

    /// Every office, by prefecture and code.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn offices(&mut self) -> Result<Vec<Office>> {
        Ok(all!(self, "SELECT * FROM office ORDER BY prefecture_code, code"))
    }

    /// The offices of one prefecture, by code.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn offices_of(&mut self, prefecture_code: &str) -> Result<Vec<Office>> {
        Ok(all!(self, "SELECT * FROM office WHERE prefecture_code = $1 ORDER BY code", prefecture_code))
    }

    /// What each office of a prefecture serves there, by office and municipality.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn districts_of(&mut self, prefecture_code: &str) -> Result<Vec<District>> {
        Ok(all!(
            self,
            "WITH split AS (
                 SELECT DISTINCT municipality_code, office_code FROM postal_code WHERE office_code IS NOT NULL)
             SELECT m.office_code, m.code AS municipality_code, m.name AS municipality,
                    EXISTS (SELECT 1 FROM split s WHERE s.municipality_code = m.code) AS partly
             FROM municipality m WHERE m.prefecture_code = $1
             UNION ALL
             SELECT s.office_code, m.code, m.name, TRUE
             FROM split s JOIN municipality m ON m.code = s.municipality_code WHERE m.prefecture_code = $1
             ORDER BY 1, 2",
            prefecture_code
        ))
    }

    /// All prefectures, north to south; 海外 last.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn prefectures(&mut self) -> Result<Vec<Prefecture>> {
        Ok(all!(self, "SELECT * FROM prefecture ORDER BY code"))
    }

    /// The municipalities of a prefecture, in the order of their codes.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn municipalities_of(&mut self, prefecture_code: &str) -> Result<Vec<Municipality>> {
        Ok(all!(self, "SELECT * FROM municipality WHERE prefecture_code = $1 ORDER BY code", prefecture_code))
    }

    /// All municipalities, in the order of their codes.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn municipalities(&mut self) -> Result<Vec<Municipality>> {
        Ok(all!(self, "SELECT * FROM municipality ORDER BY code"))
    }

    /// The municipality of a code.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn municipality(&mut self, code: &str) -> Result<Option<Municipality>> {
        Ok(maybe!(self, "SELECT * FROM municipality WHERE code = $1", code))
    }

    /// What a postal code (seven digits) stands for: several rows where it covers several towns, and
    /// now and then several municipalities; none when the code is unknown.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn addresses_of_postal_code(&mut self, postal_code: &str) -> Result<Vec<PostalAddress>> {
        Ok(all!(
            self,
            "SELECT z.code AS postal_code, p.code AS prefecture_code, p.name AS prefecture,
                    m.code AS municipality_code, m.name AS municipality, z.town, z.town_kana, z.block,
                    COALESCE(z.office_code, m.office_code) AS office_code
             FROM postal_code z
             JOIN municipality m ON m.code = z.municipality_code
             JOIN prefecture p ON p.code = m.prefecture_code
             WHERE z.code = $1 ORDER BY m.code, z.town_kana, z.town, z.block",
            postal_code
        ))
    }

    /// The towns of a municipality with their postal codes, without large receivers of mail; blank stands
    /// for anywhere else. Reads the whole table, so it is for rare deeds.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn towns_of(&mut self, municipality_code: &str) -> Result<Vec<(String, String)>> {
        Ok(all!(
            self,
            "SELECT town, code FROM postal_code WHERE municipality_code = $1 AND block = '' ORDER BY code, town",
            municipality_code
        ))
    }

    /// The office that serves an address: the one its postal code names inside the municipality, else
    /// the municipality's own, also when the code is unknown. None only for an unknown municipality.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn office_of_address(
        &mut self,
        postal_code: &str,
        municipality_code: &str,
    ) -> Result<Option<Office>> {
        Ok(maybe!(
            self,
            "SELECT o.* FROM municipality m JOIN office o ON o.code = COALESCE(
                 (SELECT MIN(z.office_code) FROM postal_code z
                  WHERE z.code = $1 AND z.municipality_code = m.code),
                 m.office_code)
             WHERE m.code = $2",
            postal_code,
            municipality_code
        ))
    }

    /// The 希望する職種 of the search form: groups with their kinds, in its order.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn job_kinds(&mut self) -> Result<Vec<JobKindGroup>> {
        let groups = self.code_list("job_kind_group").await?;
        let kinds = self.code_list("job_kind").await?;
        let kinds_of = |group: &CodeName| {
            kinds.iter().filter(|kind| kind.parent.as_ref() == Some(&group.code)).cloned().collect()
        };
        Ok(groups
            .into_iter()
            .map(|group| JobKindGroup { kinds: kinds_of(&group), code: group.code, name: group.name })
            .collect())
    }

    /// A code list in its order; empty when there is none of that name. Lists: `job_kind_group`,
    /// `job_kind`, `occupation`, `occupation_class`, `industry`, `licence`, and those of `data/code_lists.csv`.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn code_list(&mut self, list: &str) -> Result<Vec<CodeName>> {
        Ok(all!(self, "SELECT code, name, parent FROM code_list WHERE list = $1 ORDER BY position", list))
    }

    /// One entry of a code list.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn code_name(&mut self, list: &str, code: &str) -> Result<Option<CodeName>> {
        Ok(maybe!(self, "SELECT code, name, parent FROM code_list WHERE list = $1 AND code = $2", list, code))
    }

    /// When reference data last changed: what is kept in memory from it is stale after that. None
    /// before the first import.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn reference_version(&mut self) -> Result<Option<Timestamp>> {
        let newest: Option<(Option<i64>,)> = maybe!(self, "SELECT MAX(imported_at) FROM reference_table");
        newest.and_then(|(micros,)| micros).map(instant).transpose()
    }
}

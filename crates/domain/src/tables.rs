//! Tables of `data/` that rules need by themselves: small, and the same on every node. They are part of the
//! program; offices, places and other tables that an operator replaces are read from the database.

/// 免許・資格コード: code, name, category.
pub(crate) const LICENCES: &str = include_str!("../../../data/licences.csv");
/// 希望する職種: code, name, group, name of the group.
pub(crate) const JOB_KINDS: &str = include_str!("../../../data/job_kinds.csv");
/// Which occupations a job kind finds: job kind, occupation, status.
pub(crate) const JOB_KIND_OCCUPATIONS: &str = include_str!("../../../data/job_kind_occupations.csv");
/// 職業分類: code, name, level, parent, status.
pub(crate) const OCCUPATIONS: &str = include_str!("../../../data/occupations.csv");
/// Which middle class of 2022 a minor class of 2011 went into: class, occupation, status.
pub(crate) const CLASS_OCCUPATIONS: &str = include_str!("../../../data/occupation_class_occupations.csv");
/// 産業分類: code, name, level, parent.
pub(crate) const INDUSTRIES: &str = include_str!("../../../data/industries.csv");
/// 沿線: code, name, region, words.
pub(crate) const RAILWAY_LINES: &str = include_str!("../../../data/railway_lines.csv");
/// Words that are taken for each other: why, words.
pub(crate) const SYNONYMS: &str = include_str!("../../../data/synonyms.csv");

/// The rows of a table below its heading, each with its first `N` cells. No cell of these tables is quoted;
/// a row that is too short is left out (a test says that there is none).
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        let mut row = [""; N];
        for cell in &mut row {
            *cell = cells.next()?;
        }
        Some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_table_is_read_and_none_is_quoted() {
        for table in [
            LICENCES,
            JOB_KINDS,
            JOB_KIND_OCCUPATIONS,
            OCCUPATIONS,
            CLASS_OCCUPATIONS,
            INDUSTRIES,
            RAILWAY_LINES,
            SYNONYMS,
        ] {
            assert!(!table.contains('"') && !table.contains('\r'));
            let cells = |line: &str| line.split(',').count();
            let heading = cells(table.lines().next().unwrap());
            assert!(table.lines().all(|line| cells(line) == heading));
            assert_eq!(rows::<2>(table).count() + 1, table.lines().count());
        }
    }
}
